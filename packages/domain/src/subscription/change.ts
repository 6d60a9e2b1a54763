import { type Refusal, refuse } from '../refusal.ts';
import { addDays } from '../time/duration.ts';
import type { Commerce, NextTerm, SeatBatch, SubscriptionFacts } from './facts.ts';
import { accepts } from './lifecycle.ts';
import { statusAt } from './status.ts';

/** Days after purchase or renewal in which it may be cancelled, from the exact moment, in UTC (R113). */
export const cancellationDays: Readonly<Record<Commerce, number>> = {
  new_commerce: 7,
  reservation: 7,
  software: 30,
  legacy: 0,
  azure_plan: 0,
  /** Of a yearly term; a monthly one has a day. */
  marketplace: 14,
};
export const reductionDays = 7;

/** Until when the running term may be cancelled; null when the product knows no such window. A trial is left to run out (R136). */
export function cancellableUntil(facts: SubscriptionFacts): Date | null {
  if (facts.isTrial || opensNoWindow(facts)) return null;
  const days = windowOf(facts);
  return days === 0 ? null : addDays(facts.termStartedAt, days);
}

function windowOf({ commerce, termDuration }: SubscriptionFacts): number {
  if (commerce === 'software' && termDuration !== null) return 7;
  if (commerce === 'marketplace' && termDuration === 'P1M') return 1;
  return cancellationDays[commerce];
}

/** A term that a transition made goes on where the one before it was: neither window nor refund comes back (R113). */
function opensNoWindow({ transitionedAt, termStartedAt }: SubscriptionFacts): boolean {
  return transitionedAt !== null && transitionedAt >= termStartedAt;
}

/** Seats that may still be taken back, by the batch they came in (R114). */
export function refundableBatches(facts: SubscriptionFacts, now: Date): SeatBatch[] {
  if (facts.commerce !== 'new_commerce' || facts.isTrial) return [];
  return facts.batches.filter((batch) => now < addDays(batch.at, reductionDays));
}

function mustBeActive(facts: SubscriptionFacts, now: Date): Refusal | null {
  const status = statusAt(facts, now);
  if (status === 'active') return null;
  if (status === 'suspended') return refuse('subscription-suspended');
  if (status === 'deleted') return refuse('subscription-deleted');
  return refuse('subscription-not-active', { status });
}

const changed = (facts: SubscriptionFacts, change: Partial<SubscriptionFacts>): SubscriptionFacts => ({
  ...facts,
  ...change,
  version: facts.version + 1,
});

/** Adds seats at any time, takes seats back within seven days of their own addition (R114). */
export function changeQuantity(
  facts: SubscriptionFacts,
  quantity: number,
  range: { readonly minimum: number; readonly maximum: number },
  now: Date,
): SubscriptionFacts | Refusal {
  if (quantity === facts.quantity) return facts;
  const inactive = mustBeActive(facts, now);
  if (inactive !== null) return inactive;
  if (facts.isTrial) return refuse('trial-fixed');
  if (facts.commerce !== 'new_commerce' && facts.commerce !== 'legacy')
    return refuse('update-not-supported', { field: 'quantity' });
  if (quantity < range.minimum || quantity > range.maximum)
    return refuse('quantity-out-of-range', { minimum: range.minimum, maximum: range.maximum });
  if (quantity > facts.quantity) {
    return changed(facts, { quantity, batches: [...facts.batches, { at: now, quantity: quantity - facts.quantity }] });
  }
  if (facts.commerce === 'legacy') return changed(facts, { quantity });
  const less = facts.quantity - quantity;
  const refundable = refundableBatches(facts, now).reduce((sum, batch) => sum + batch.quantity, 0);
  if (refundable === 0) return refuse('reduction-window-passed', { days: reductionDays });
  if (less > refundable) return refuse('reduction-not-allowed', { refundable });
  return changed(facts, { quantity, batches: withoutNewest(facts.batches, less) });
}

/** The batches of what is left when the newest seats go first. */
export function withoutNewest(batches: readonly SeatBatch[], less: number): SeatBatch[] {
  const kept: SeatBatch[] = [];
  let left = less;
  for (const batch of [...batches].reverse()) {
    const taken = Math.min(left, batch.quantity);
    left -= taken;
    if (batch.quantity > taken) kept.unshift({ at: batch.at, quantity: batch.quantity - taken });
  }
  return kept;
}

export function rename(facts: SubscriptionFacts, friendlyName: string, now: Date): SubscriptionFacts | Refusal {
  if (friendlyName === facts.friendlyName) return facts;
  if (statusAt(facts, now) === 'deleted') return refuse('subscription-deleted');
  return changed(facts, { friendlyName });
}

export function setAutoRenew(facts: SubscriptionFacts, autoRenew: boolean, now: Date): SubscriptionFacts | Refusal {
  if (autoRenew === facts.autoRenew) return facts;
  const inactive = mustBeActive(facts, now);
  if (inactive !== null) return inactive;
  if (facts.termEndsAt === null || facts.commerce === 'reservation') return refuse('auto-renew-not-supported');
  return changed(facts, autoRenew ? { autoRenew } : { autoRenew, nextTerm: null });
}

/** Instructions for the next term; null drops them (R115: what the term may become is checked where terms are known). */
export function setNextTerm(
  facts: SubscriptionFacts,
  nextTerm: NextTerm | null,
  now: Date,
): SubscriptionFacts | Refusal {
  if (nextTerm === null) return facts.nextTerm === null ? facts : changed(facts, { nextTerm });
  const inactive = mustBeActive(facts, now);
  if (inactive !== null) return inactive;
  const plannable =
    (facts.commerce === 'new_commerce' && !facts.isTrial) ||
    (facts.commerce === 'software' && facts.termDuration !== null);
  if (!plannable) return refuse('update-not-supported', { field: 'scheduledNextTermInstructions' });
  return changed(facts, { nextTerm });
}

/** Suspends. New commerce goes on billing, stops renewing and drops what was scheduled (R116). */
export function suspend(facts: SubscriptionFacts, now: Date): SubscriptionFacts | Refusal {
  const status = statusAt(facts, now);
  if (status === 'suspended') return facts;
  if (status !== 'active') return refuse('transition-not-allowed', { from: status, to: 'suspended' });
  if (facts.isTrial) return refuse('trial-fixed');
  if (!accepts(facts.commerce, status, 'suspend')) return refuse('update-not-supported', { field: 'status' });
  const renewal = facts.commerce === 'new_commerce' ? { autoRenew: false, nextTerm: null } : {};
  return changed(facts, { suspendedAt: now, ...renewal });
}

/** Reactivates what was suspended, before its term's end; auto-renew stays off until it is switched on again (R116). */
export function reactivate(facts: SubscriptionFacts, now: Date): SubscriptionFacts | Refusal {
  const status = statusAt(facts, now);
  if (status === 'active') return facts;
  const refusal = refuse('transition-not-allowed', { from: status, to: 'active' });
  if (!accepts(facts.commerce, status, 'reactivate')) return refusal;
  const reactivated = changed(facts, { suspendedAt: null });
  // The term of an older subscription may be over meanwhile: nothing is left that could be active.
  return statusAt(reactivated, now) === 'active' ? reactivated : refusal;
}

/** Cancels within the window that purchase or renewal opened; at once and for ever (R113). */
export function cancel(facts: SubscriptionFacts, now: Date): SubscriptionFacts | Refusal {
  const status = statusAt(facts, now);
  if (status === 'deleted') return facts.cancelledAt === null ? refuse('subscription-deleted') : facts;
  if (facts.isTrial) return refuse('trial-fixed');
  if (!accepts(facts.commerce, status, 'cancel'))
    return refuse('transition-not-allowed', { from: status, to: 'deleted' });
  const until = cancellableUntil(facts);
  if (until === null) return refuse('transition-not-allowed', { from: status, to: 'deleted' });
  if (now >= until && windowOf(facts) === 1) return refuse('cancellation-hours-passed', { hours: 24 });
  if (now >= until)
    return refuse('cancellation-window-passed', {
      days: Math.round((until.getTime() - facts.termStartedAt.getTime()) / 86_400_000),
    });
  return changed(facts, { cancelledAt: now, autoRenew: false, nextTerm: null });
}

/** What an id that is to be the partner of record turns out to be (R9). */
export type PartnerOnRecordKind = 'reseller' | 'unknown' | 'provider' | 'other';

/** Only the transacting provider names the reseller of record; a direct partner leaves it empty (R121, R123). */
export function setPartnerOnRecord(
  facts: SubscriptionFacts,
  id: string | null,
  kind: PartnerOnRecordKind,
  sellerIsProvider: boolean,
  now: Date,
): SubscriptionFacts | Refusal {
  if (id === facts.partnerOnRecord) return facts;
  if (statusAt(facts, now) === 'deleted') return refuse('subscription-deleted');
  if (!sellerIsProvider || facts.commerce === 'reservation') return refuse('partner-on-record-fixed');
  if (id !== null) {
    if (kind === 'unknown') return refuse('partner-on-record-unknown', { id });
    if (kind === 'provider') return refuse('partner-on-record-is-provider', { id });
    if (kind !== 'reseller') return refuse('partner-on-record-not-reseller', { id });
  }
  return changed(facts, { partnerOnRecord: id });
}
