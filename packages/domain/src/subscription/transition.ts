import type { CatalogueItem, ItemTerm } from '../ordering/item.ts';
import { chooseTerm, priceOf } from '../ordering/order.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { monthsOf } from '../time/duration.ts';
import { cancellableUntil, withoutNewest } from './change.ts';
import type { SubscriptionFacts } from './facts.ts';
import { statusAt, termEnd } from './status.ts';
import { convertTrial, isItem } from './trial.ts';

export interface TransitionRequest {
  readonly quantity: number;
  /** Null: that of the source. */
  readonly termDuration: string | null;
  /** Null: that of the source where the target has it. */
  readonly billingCycle: string | null;
}

/** What a move of seats is decided from. */
export interface TransitionFacts {
  readonly source: SubscriptionFacts;
  /** Ids of what the source may move to: upgrades of its SKU, or what a trial becomes. */
  readonly targets: readonly string[];
  /** What is asked for, as it is sold to the customer; null: nothing that is sold there. */
  readonly item: CatalogueItem | null;
  readonly catalogueId: string;
  /** An own subscription that takes the seats; null: none. */
  readonly into: SubscriptionFacts | null;
}

/** What comes of it: the source goes on as the target, a new subscription takes some of its seats, or another one does. */
export type Transition =
  | { readonly kind: 'whole'; readonly source: SubscriptionFacts }
  | {
      readonly kind: 'part';
      readonly source: SubscriptionFacts;
      readonly made: Omit<SubscriptionFacts, 'id' | 'orderId'>;
    }
  | { readonly kind: 'joined'; readonly source: SubscriptionFacts; readonly into: SubscriptionFacts };

/**
 * Moves seats of a running subscription of new commerce to another product, or to a longer term of its own (R115, R128).
 * The term keeps its end unless it becomes longer, and no window to cancel opens. Refusals: subscription-not-active,
 * update-not-supported, transition-target-invalid, quantity-out-of-range, those of the term and of the subscription to join.
 */
export function decideTransition(facts: TransitionFacts, request: TransitionRequest, now: Date): Transition | Refusal {
  const { source, item, into } = facts;
  const status = statusAt(source, now);
  if (status !== 'active') return refuse('subscription-not-active', { status });
  if (source.commerce !== 'new_commerce') return refuse('transition-target-invalid', { id: facts.catalogueId });
  if (source.isTrial) {
    if (into !== null) return refuse('trial-fixed');
    const paid = convertTrial(source, facts.targets, item, request, now);
    return isRefusal(paid) ? paid : { kind: 'whole', source: paid };
  }
  const longer =
    item !== null &&
    isItem(item, `${source.productId}:${source.skuId}`) &&
    monthsOf(request.termDuration ?? '') > monthsOf(source.termDuration ?? '');
  if (item === null || !(longer || facts.targets.some((id) => isItem(item, id))))
    return refuse('transition-target-invalid', { id: facts.catalogueId });
  const { quantity } = request;
  const least = longer ? source.quantity : 1;
  if (!Number.isInteger(quantity) || quantity < least || quantity > source.quantity)
    return refuse('quantity-out-of-range', { minimum: least, maximum: source.quantity });
  return into === null ? moved(source, item, request, now) : joined(source, item, into, quantity, now);
}

/** The seats go on as another product: under the same id when they are all. */
function moved(
  source: SubscriptionFacts,
  item: CatalogueItem,
  request: TransitionRequest,
  now: Date,
): Transition | Refusal {
  const { quantity } = request;
  if (quantity < item.minimumQuantity || quantity > item.maximumQuantity)
    return refuse('quantity-out-of-range', { minimum: item.minimumQuantity, maximum: item.maximumQuantity });
  const term = termOfMove(source, item, request);
  if (isRefusal(term)) return term;
  const same = term.duration === source.termDuration;
  const target = {
    productId: item.productId,
    skuId: item.skuId,
    availabilityId: item.availabilityId,
    offerName: item.title,
    friendlyName: source.friendlyName === source.offerName ? item.title : source.friendlyName,
    termDuration: term.duration,
    termStartedAt: now,
    termEndsAt: same ? source.termEndsAt : termEnd(now, term.duration),
    transitionedAt: now,
    billingCycle: term.billingCycle,
    unitPrice: priceOf(term, 1).listPrice,
    promotionId: null,
    nextTerm: null,
  };
  if (quantity === source.quantity)
    return { kind: 'whole', source: { ...source, ...target, version: source.version + 1 } };
  const { id: _id, orderId: _orderId, ...inherited } = source;
  return {
    kind: 'part',
    source: without(source, quantity, now),
    made: {
      ...inherited,
      ...target,
      lineNumber: 0,
      quantity,
      // They were bought when the source was: there is nothing to take back.
      batches: [{ at: source.termStartedAt, quantity }],
      createdAt: now,
      startedAt: now,
      version: 1,
    },
  };
}

function termOfMove(source: SubscriptionFacts, item: CatalogueItem, request: TransitionRequest): ItemTerm | Refusal {
  const duration = request.termDuration ?? source.termDuration ?? '';
  const offered = item.terms.filter((term) => term.duration === duration);
  if (offered.length === 0) return refuse('transition-term-invalid', { term: duration });
  if (monthsOf(duration) < monthsOf(source.termDuration ?? '')) return refuse('transition-term-shorter');
  const kept = offered.some((term) => term.billingCycle === source.billingCycle) ? source.billingCycle : null;
  return chooseTerm(item, duration, request.billingCycle ?? kept);
}

/** Why an own subscription of the target takes no seats of the source; empty: it takes them. */
export function joinRefusals(source: SubscriptionFacts, into: SubscriptionFacts, now: Date): Refusal[] {
  const until = cancellableUntil(into);
  const status = statusAt(into, now);
  const reasons: Refusal[] = [];
  if (status !== 'active') reasons.push(refuse('transition-into-inactive', { status }));
  if (until !== null && now < until) reasons.push(refuse('transition-into-open-window'));
  if (monthsOf(into.termDuration ?? '') < monthsOf(source.termDuration ?? ''))
    reasons.push(refuse('transition-term-shorter'));
  if (into.termEndsAt !== null && source.termEndsAt !== null && into.termEndsAt < source.termEndsAt)
    reasons.push(refuse('transition-into-earlier-end'));
  return reasons;
}

function joined(
  source: SubscriptionFacts,
  item: CatalogueItem,
  into: SubscriptionFacts,
  quantity: number,
  now: Date,
): Transition | Refusal {
  if (into.id === source.id) return refuse('transition-into-itself');
  if (into.isTrial || !isItem(item, `${into.productId}:${into.skuId}`)) return refuse('transition-into-other-product');
  const [reason] = joinRefusals(source, into, now);
  if (reason !== undefined) return reason;
  const total = into.quantity + quantity;
  if (total > item.maximumQuantity)
    return refuse('quantity-out-of-range', { minimum: 1, maximum: item.maximumQuantity - into.quantity });
  return {
    kind: 'joined',
    source: without(source, quantity, now),
    into: {
      ...into,
      quantity: total,
      batches: [{ at: into.termStartedAt, quantity }, ...into.batches],
      version: into.version + 1,
    },
  };
}

/** What is left of the source: without some of its seats, or, without all, nothing. Scheduled changes go (R115). */
function without(source: SubscriptionFacts, quantity: number, now: Date): SubscriptionFacts {
  const version = source.version + 1;
  if (quantity === source.quantity) return { ...source, cancelledAt: now, autoRenew: false, nextTerm: null, version };
  const batches = withoutNewest(source.batches, quantity);
  return { ...source, quantity: source.quantity - quantity, batches, nextTerm: null, version };
}
