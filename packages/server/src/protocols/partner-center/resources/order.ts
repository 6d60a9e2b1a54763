import { landingPageOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { currencySymbols } from '@multipartner/domain/catalogue/price.ts';
import type { Pricing } from '@multipartner/domain/ordering/order.ts';
import type { LineInput } from '../../../operations/order/buy.ts';
import type { OrderView } from '../../../operations/order/view.ts';
import { link } from '../house/link.ts';
import type { Order, OrderLineItem } from '../schemas/order.ts';
import { etagOf } from './etag.ts';
import { catalogueLinks } from './subscription.ts';

type Line = OrderView['order']['lines'][number];
type Cycle = NonNullable<Order['billingCycle']>;

export function renderOrder({ order, country }: OrderView): Order {
  const self = `/customers/${order.customer_id}/orders/${order.id}`;
  const prices = order.lines.map((line) => line.extendedPrice);
  return {
    id: order.id,
    alternateId: order.id,
    referenceCustomerId: order.customer_id,
    billingCycle: order.billing_cycle as Cycle,
    currencyCode: order.currency,
    currencySymbol: currencySymbols[order.currency] ?? order.currency,
    lineItems: order.lines.map((line) => renderLine(line, self, order.customer_id, country)),
    creationDate: new Date(order.created_at).toISOString(),
    status: order.status,
    transactionType: 'UserPurchase',
    ...(prices.every((price) => price === null)
      ? {}
      : { totalPrice: round(prices.reduce<number>((sum, price) => sum + (price ?? 0), 0)) }),
    partnerOnRecordAttestationAccepted: order.attestation_accepted,
    links: {
      self: link(self),
      provisioningStatus: link(`${self}/provisioningstatus`),
      patchOperation: link(self, 'PATCH'),
    },
    client: {},
    attributes: { etag: etagOf(order.id, order.version), objectType: 'Order' },
  };
}

const round = (amount: number) => Math.round(amount * 100) / 100;

function renderLine(line: Line, orderPath: string, customerId: string, country: string): OrderLineItem {
  return {
    lineItemNumber: line.lineNumber,
    offerId: line.catalogueId,
    subscriptionId: line.subscriptionId,
    ...(line.parentSubscriptionId === null ? {} : { parentSubscriptionId: line.parentSubscriptionId }),
    ...(line.termDuration === null ? {} : { termDuration: line.termDuration }),
    transactionType: 'New',
    friendlyName: line.friendlyName,
    quantity: line.quantity,
    ...(line.promotionId === null ? {} : { promotionId: line.promotionId }),
    ...(line.partnerOnRecord === null ? {} : { partnerIdOnRecord: line.partnerOnRecord }),
    ...(line.additionalPartners.length === 0 ? {} : { additionalPartnerIdsOnRecord: [...line.additionalPartners] }),
    ...(line.provisioningContext == null ? {} : { provisioningContext: { ...line.provisioningContext } }),
    ...renderPricing(line),
    links: {
      ...withoutOffer(catalogueLinks(line.catalogueId, country)),
      subscription: link(`/customers/${customerId}/subscriptions/${line.subscriptionId}`),
      ...(landingPageOf(line.catalogueId.split(':')[0] as string) === undefined
        ? {}
        : { activationLinks: link(`${orderPath}/lineitems/${line.lineNumber}/activationlinks`) }),
    },
  };
}

/** An order's line links an older offer nowhere; its subscription does. */
function withoutOffer(links: ReturnType<typeof catalogueLinks>) {
  return 'offer' in links ? {} : links;
}

/** Prices of a line, with its promotion and for whole terms; by usage there are none. */
export function renderPricing({ listPrice, discountedPrice, extendedPrice }: Pricing) {
  if (listPrice === null || extendedPrice === null) return {};
  const price = discountedPrice ?? listPrice;
  return { pricing: { listPrice, discountedPrice: price, proratedPrice: price, price, extendedPrice } };
}

interface AskedLine {
  readonly billingCycle?: string;
  readonly termDuration?: string;
  readonly friendlyName?: string;
  readonly promotionId?: string;
  readonly quantity?: number;
  readonly renewsTo?: { readonly termDuration?: string };
  readonly customTermEndDate?: string;
  readonly provisioningContext?: Readonly<Record<string, string>>;
}

/** "None" is how clients say that they leave the billing cycle open. */
export const cycleAsked = (cycle: string | undefined): string | null =>
  cycle === undefined || cycle === 'none' ? null : cycle;

/** What lines of carts and orders have in common. A quantity that is not given is one. */
export function readLine(line: AskedLine) {
  const end = line.customTermEndDate;
  return {
    quantity: line.quantity ?? 1,
    termDuration: blank(line.termDuration),
    friendlyName: blank(line.friendlyName),
    promotionId: blank(line.promotionId),
    renewsTo: blank(line.renewsTo?.termDuration),
    customTermEnd: end === undefined || end === '' ? null : end,
    provisioningContext:
      line.provisioningContext === undefined || Object.keys(line.provisioningContext).length === 0
        ? null
        : line.provisioningContext,
  } satisfies Omit<Partial<LineInput>, 'customTermEnd'> & { customTermEnd: string | null };
}

export const blank = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text;
