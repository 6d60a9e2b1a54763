import type { CatalogueItem, ItemTerm } from '../ordering/item.ts';
import { chooseTerm, priceOf } from '../ordering/order.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from './facts.ts';
import { statusAt, termEnd } from './status.ts';

/** What a trial becomes, as the catalogue names it. */
type Target = Pick<CatalogueItem, 'productId' | 'skuId' | 'availabilityId' | 'title'>;

/** The trial goes on as what is paid for, under its own id: a first term of its own begins then (R136). */
export function paidFor(
  trial: SubscriptionFacts,
  target: Target,
  term: ItemTerm,
  quantity: number,
  at: Date,
): SubscriptionFacts {
  return {
    ...trial,
    productId: target.productId,
    skuId: target.skuId,
    availabilityId: target.availabilityId,
    offerName: target.title,
    friendlyName: trial.friendlyName === trial.offerName ? target.title : trial.friendlyName,
    isTrial: false,
    quantity,
    batches: [{ at, quantity }],
    termDuration: term.duration,
    termStartedAt: at,
    termEndsAt: termEnd(at, term.duration),
    billingCycle: term.billingCycle,
    unitPrice: priceOf(term, 1).listPrice,
    autoRenew: true,
    nextTerm: null,
    version: trial.version + 1,
  };
}

export interface ConversionRequest {
  readonly quantity: number;
  readonly termDuration: string | null;
  readonly billingCycle: string | null;
}

/**
 * Pays for a running trial before its end, with as many seats as are wanted. `targets` are the ids of what it may become;
 * `item` is the one asked for, null when it is none that is sold here. Refusals: not-a-trial, subscription-not-active,
 * conversion-target-invalid, quantity-out-of-range, term-invalid, billing-cycle-invalid.
 */
export function convertTrial(
  trial: SubscriptionFacts,
  targets: readonly string[],
  item: CatalogueItem | null,
  request: ConversionRequest,
  now: Date,
): SubscriptionFacts | Refusal {
  if (!trial.isTrial) return refuse('not-a-trial', { id: trial.id });
  const status = statusAt(trial, now);
  if (status !== 'active') return refuse('subscription-not-active', { status });
  if (item === null || !targets.some((id) => isItem(item, id))) return refuse('conversion-target-invalid');
  const { quantity } = request;
  if (!Number.isInteger(quantity) || quantity < item.minimumQuantity || quantity > item.maximumQuantity)
    return refuse('quantity-out-of-range', { minimum: item.minimumQuantity, maximum: item.maximumQuantity });
  const term = chooseTerm(item, request.termDuration, request.billingCycle);
  return isRefusal(term) ? term : paidFor(trial, item, term, quantity, now);
}

/** Whether the catalogue's item is the one of this id: an offer, or `product:sku`. */
export function isItem(item: Pick<CatalogueItem, 'productId' | 'skuId'>, id: string): boolean {
  return (item.skuId === '' ? item.productId : `${item.productId}:${item.skuId}`).toUpperCase() === id.toUpperCase();
}
