import { cancellableUntil, refundableBatches } from '@multipartner/domain/subscription/change.ts';
import type { SeatBatch, SubscriptionFacts, SubscriptionStatus } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';

/** A subscription as of an instant: its facts, and what they come to then. */
export interface SubscriptionView {
  readonly facts: SubscriptionFacts;
  readonly status: SubscriptionStatus;
  /** Until when the running term may be cancelled; null: no such window, or it has passed its end already. */
  readonly cancellableUntil: Date | null;
  /** Seats that may still be taken back, by the batch they came in (R114). */
  readonly refundable: readonly SeatBatch[];
  /** The seller's country, in which its catalogue is read. */
  readonly country: string;
}

export function viewOf(facts: SubscriptionFacts, country: string, now: Date): SubscriptionView {
  return { facts, status: statusAt(facts, now), cancellableUntil: cancellableUntil(facts), refundable: refundableBatches(facts, now), country };
}
