import { createHash } from 'node:crypto';
import { products } from '@multipartner/domain/catalogue/catalogue.ts';
import { addDays, startOfDay } from '@multipartner/domain/time/duration.ts';
import type { SubscriptionView } from '../../../operations/subscription/view.ts';
import { link } from '../house/link.ts';
import type { Subscription } from '../schemas/subscription.ts';
import { etagOf } from './etag.ts';

/** How an end that never comes is written. */
const endless = '9999-12-31T00:00:00.000Z';

/** What was bought, as orders, carts and subscriptions name it. */
export const catalogueIdOf = (one: {
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string;
}): string => (one.skuId === '' ? one.productId : `${one.productId}:${one.skuId}:${one.availabilityId}`);

/** Links to what was bought, in the catalogue of the seller's country; older offers have a place of their own. */
export function catalogueLinks(catalogueId: string, country: string) {
  const [product, sku, availability] = catalogueId.split(':');
  if (sku === undefined) return { offer: link(`/offers/${product}?country=${country}`) };
  return {
    product: link(`/products/${product}?country=${country}`),
    sku: link(`/products/${product}/skus/${sku}?country=${country}`),
    ...(availability === undefined
      ? {}
      : { availability: link(`/products/${product}/skus/${sku}/availabilities/${availability}?country=${country}`) }),
  };
}

export function renderSubscription(view: SubscriptionView): Subscription {
  const { facts, status, country } = view;
  const product = products.find((one) => one.productId === facts.productId);
  const base = `/customers/${facts.customerId}/subscriptions`;
  return {
    id: facts.id,
    ...(hasEntitlement(view) ? { entitlementId: entitlementIdOf(facts.id) } : {}),
    offerId: catalogueIdOf(facts),
    offerName: facts.offerName,
    friendlyName: facts.friendlyName,
    ...(product === undefined ? {} : { productType: { id: product.productType, displayName: product.productType } }),
    quantity: facts.quantity,
    unitType: view.byUsage ? 'Usage-based' : 'Licenses',
    ...(facts.parentId === null ? {} : { parentSubscriptionId: facts.parentId }),
    hasPurchasableAddons: view.hasAddons,
    creationDate: facts.createdAt.toISOString(),
    effectiveStartDate: facts.termStartedAt.toISOString(),
    ...ends(view),
    status,
    autoRenewEnabled: facts.autoRenew,
    isTrial: facts.isTrial,
    billingType: view.byUsage ? 'usage' : 'license',
    billingCycle: facts.billingCycle as NonNullable<Subscription['billingCycle']>,
    ...(facts.termDuration === null ? {} : { termDuration: facts.termDuration }),
    renewalTermDuration: facts.nextTerm?.termDuration ?? '',
    ...(facts.promotionId === null ? {} : { promotionId: facts.promotionId }),
    ...refunds(view),
    isMicrosoftProduct: product === undefined || product.publisherName.startsWith('Microsoft'),
    publisherName: product?.publisherName ?? 'Microsoft Corporation',
    partnerId: facts.partnerOnRecord ?? '',
    attentionNeeded: false,
    actionTaken: false,
    actions: [...(status === 'active' ? ['edit' as const] : []), ...(view.cancellable ? ['cancel' as const] : [])],
    contractType: 'subscription',
    ...nextTerm(view),
    orderId: facts.orderId,
    links: {
      ...catalogueLinks(catalogueIdOf(facts), country),
      ...(facts.parentId === null ? {} : { parentSubscription: link(`${base}/${facts.parentId}`) }),
      self: link(`${base}/${facts.id}`),
    },
    attributes: { etag: etagOf(facts.id, facts.version), objectType: 'Subscription' },
  };
}

/** Software, and the older Azure, are an entitlement each; under an Azure plan there are several, and a list of them. */
const hasEntitlement = ({ facts, byUsage }: SubscriptionView) =>
  facts.commerce === 'software' || (byUsage && facts.commerce === 'legacy');

/** The id of the entitlement behind a subscription: another one than its own, and always the same. */
export function entitlementIdOf(subscriptionId: string): string {
  const hex = createHash('sha256').update(`entitlement:${subscriptionId}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Last days, as midnights; and the last seconds of those days beside them. */
function ends({ facts, billingCycleEndsAt }: SubscriptionView) {
  const day = (over: Date) => startOfDay(addDays(over, -1)).toISOString();
  const second = (over: Date) => new Date(over.getTime() - 1000).toISOString();
  return {
    ...(facts.termEndsAt === null
      ? { commitmentEndDate: endless }
      : { commitmentEndDate: day(facts.termEndsAt), commitmentEndDateTime: second(facts.termEndsAt) }),
    ...(billingCycleEndsAt === null
      ? {}
      : { billingCycleEndDate: day(billingCycleEndsAt), billingCycleEndDateTime: second(billingCycleEndsAt) }),
  };
}

function refunds({ cancellableUntil, cancellable, refundable, reductionDays }: SubscriptionView) {
  return {
    ...(cancellableUntil === null ? {} : { cancellationAllowedUntilDate: cancellableUntil.toISOString() }),
    ...(cancellable && cancellableUntil !== null
      ? { refundOptions: [{ type: 'Full' as const, expiresAt: cancellableUntil.toISOString() }] }
      : {}),
    ...(refundable.length === 0
      ? {}
      : {
          refundableQuantity: {
            totalQuantity: refundable.reduce((sum, batch) => sum + batch.quantity, 0),
            details: refundable.map((batch) => ({
              quantity: batch.quantity,
              allowedUntilDateTime: addDays(batch.at, reductionDays).toISOString(),
            })),
          },
        }),
  };
}

function nextTerm({ facts }: SubscriptionView) {
  if (facts.nextTerm === null) return {};
  const { quantity, termDuration, billingCycle } = facts.nextTerm;
  return {
    scheduledNextTermInstructions: {
      product: {
        productId: facts.productId,
        skuId: facts.skuId,
        availabilityId: facts.availabilityId,
        billingCycle: (billingCycle ?? facts.billingCycle) as NonNullable<Subscription['billingCycle']>,
        termDuration: termDuration ?? facts.termDuration ?? '',
      },
      quantity: quantity ?? facts.quantity,
    },
  };
}
