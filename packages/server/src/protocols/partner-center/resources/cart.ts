import type { RefusalCode } from '@multipartner/domain/refusal.ts';
import type { Static } from 'typebox';
import type { CartLineView, CartView } from '../../../operations/cart/view.ts';
import { refused } from '../../../operations/operation.ts';
import { errorBody } from '../house/errors.ts';
import { link } from '../house/link.ts';
import type { Cart, CartLineItem, CartRequest } from '../schemas/cart.ts';
import { blank, cycleAsked, readLine, renderPricing } from './order.ts';

type Written = CartView['cart']['lines'][number];
type AskedLine = NonNullable<Static<typeof CartRequest>['lineItems']>[number];

export function renderCart({ cart, lines }: CartView): Cart {
  const top = lines.filter(({ line }) => line.addonOf === null);
  return {
    id: cart.id,
    creationTimestamp: new Date(cart.created_at).toISOString(),
    lastModifiedTimestamp: new Date(cart.modified_at).toISOString(),
    expirationTimestamp: new Date(cart.expires_at).toISOString(),
    ...(cart.modified_by === null ? {} : { lastModifiedUser: cart.modified_by }),
    status: cart.submitted_at === null ? 'Active' : 'Ordered',
    partnerOnRecordAttestationAccepted: cart.attestation_accepted,
    lineItems: top.map((one) => {
      const addons = lines.filter(({ line }) => line.addonOf === one.line.id);
      return { ...renderLine(one), ...(addons.length === 0 ? {} : { addonItems: addons.map(renderLine) }) };
    }),
    links: { self: link(`/customers/${cart.customer_id}/carts/${cart.id}`) },
    attributes: { objectType: 'Cart' },
  };
}

function renderLine({ line, item, priced, group, refusal }: CartLineView): CartLineItem {
  const cycle = priced?.term.billingCycle ?? line.billingCycle;
  const term = priced?.term.duration ?? line.termDuration;
  const currency = line.currency ?? item?.currency;
  return {
    id: line.id,
    catalogItemId: line.catalogueId,
    ...(line.friendlyName === null ? {} : { friendlyName: line.friendlyName }),
    quantity: line.quantity,
    ...(currency === undefined ? {} : { currencyCode: currency }),
    ...(cycle === null ? {} : { billingCycle: cycle as NonNullable<CartLineItem['billingCycle']> }),
    ...(term === null ? {} : { termDuration: term }),
    ...(line.promotionId === null ? {} : { promotionId: line.promotionId }),
    ...(line.customTermEnd === null ? {} : { customTermEndDate: line.customTermEnd }),
    ...participantsOf(line),
    ...(line.provisioningContext === null ? {} : { provisioningContext: { ...line.provisioningContext } }),
    ...(line.renewsTo === null ? {} : { renewsTo: { termDuration: line.renewsTo } }),
    ...(group === null ? {} : { orderGroup: group }),
    ...(priced === null ? {} : renderPricing(priced.pricing)),
    ...(refusal === null ? {} : { error: { errorCode: codeOf(refusal.code), errorDescription: describe(refusal) } }),
  };
}

function participantsOf(line: Written) {
  if (line.partnerOnRecord === null) return {};
  return {
    participants: [
      { key: 'transaction_reseller' as const, value: line.partnerOnRecord },
      ...line.additionalPartners.map((value) => ({ key: 'additional_transaction_reseller' as const, value })),
    ],
  };
}

type LineErrorCode = NonNullable<NonNullable<CartLineItem['error']>['errorCode']>;

/** Why a line cannot be bought, in the words that carts have for it. */
const lineErrors: Readonly<Partial<Record<RefusalCode, LineErrorCode>>> = {
  'currency-invalid': 'currency_is_not_supported',
  'offer-not-in-country': 'catalog_item_id_is_not_valid',
  'limit-per-customer': 'quota_not_available',
  'limit-per-tenant': 'quota_not_available',
  'azure-plan-exists': 'quota_not_available',
  'partner-on-record-unknown': 'participants_is_not_supported_for_partner',
  'partner-on-record-not-reseller': 'participants_is_not_supported_for_partner',
  'partner-on-record-is-provider': 'participants_is_not_supported_for_partner',
  'reseller-mpa-not-accepted': 'participants_is_not_supported_for_partner',
  'reseller-status-not-active': 'participants_is_not_supported_for_partner',
  'partnership-required': 'participants_is_not_supported_for_partner',
  'attestation-required': 'attestation_not_accepted',
  'quantity-out-of-range': 'max_allowed_seats_per_subscription_exceeded',
  'term-invalid': 'billing_plan_not_supported',
  'billing-cycle-invalid': 'billing_plan_not_supported',
  'billing-cycle-longer-than-term': 'billing_plan_not_supported',
  'azure-plan-required': 'subscription_is_not_valid',
  'promotion-not-eligible': 'invalid_promotion_id',
};

const codeOf = (code: RefusalCode): LineErrorCode => lineErrors[code] ?? 'unable_to_process_cart_line_item';

/** The number and the sentence with which a checkout would refuse the line. */
function describe(refusal: NonNullable<CartLineView['refusal']>): string {
  const { body } = errorBody(refusal);
  return `${body.code}: ${body.description}`;
}

/** The lines of a request, add-ons behind the line that they stand under. Ids that are not given are counted. */
export function readCartLines(lines: readonly AskedLine[] | undefined): Written[] {
  const read: Written[] = [];
  for (const line of lines ?? []) {
    const base = readOne(line, read.length, null);
    read.push(base);
    for (const addon of line.addonItems ?? []) read.push(readOne(addon, read.length, base.id));
  }
  return read;
}

function readOne(line: Omit<AskedLine, 'addonItems'>, position: number, addonOf: number | null): Written {
  const of = (key: string) =>
    (line.participants ?? []).filter((one) => one.key === key).flatMap((one) => blank(one.value) ?? []);
  const resellers = of('transaction_reseller');
  if (resellers.length > 1)
    throw refused('line-invalid', {
      line: line.id ?? position,
      reason: 'two participants are the transaction_reseller',
    });
  return {
    ...readLine(line),
    id: line.id ?? position,
    addonOf,
    catalogueId: line.catalogItemId ?? '',
    currency: blank(line.currencyCode),
    billingCycle: cycleAsked(line.billingCycle),
    partnerOnRecord: resellers[0] ?? null,
    additionalPartners: [...of('additional_transaction_reseller'), ...(line.additionalPartnerIdsOnRecord ?? [])],
  };
}
