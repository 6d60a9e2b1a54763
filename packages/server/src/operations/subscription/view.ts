import { offers, products } from '@multipartner/domain/catalogue/catalogue.ts';
import { monthsOfCycle } from '@multipartner/domain/ordering/item.ts';
import { cancellableUntil, reductionDays, refundableBatches } from '@multipartner/domain/subscription/change.ts';
import type { SeatBatch, SubscriptionFacts, SubscriptionStatus } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { addMonths, dayCounted, startOfDay } from '@multipartner/domain/time/duration.ts';

/** A subscription as of an instant: its facts, and what they come to then. */
export interface SubscriptionView {
  readonly facts: SubscriptionFacts;
  readonly status: SubscriptionStatus;
  /** Until when the running term may be cancelled, be it past; null: no such window. */
  readonly cancellableUntil: Date | null;
  readonly cancellable: boolean;
  /** Seats that may still be taken back, by the batch they came in (R114). */
  readonly refundable: readonly SeatBatch[];
  readonly reductionDays: number;
  /** The instant at which the running billing cycle is over; null where nothing is billed in cycles. */
  readonly billingCycleEndsAt: Date | null;
  readonly byUsage: boolean;
  readonly hasAddons: boolean;
  /** The seller's country, in which its catalogue is read. */
  readonly country: string;
}

export function viewOf(facts: SubscriptionFacts, country: string, now: Date): SubscriptionView {
  const status = statusAt(facts, now);
  const until = cancellableUntil(facts);
  return {
    facts,
    status,
    cancellableUntil: until,
    cancellable: until !== null && now < until && (status === 'active' || status === 'suspended'),
    refundable: status === 'active' ? refundableBatches(facts, now) : [],
    reductionDays,
    billingCycleEndsAt: billingCycleEnd(facts, now),
    byUsage: facts.unitPrice === null,
    hasAddons: withAddons.has(`${facts.productId}:${facts.skuId}`),
    country,
  };
}

function billingCycleEnd(facts: SubscriptionFacts, now: Date): Date | null {
  const months = monthsOfCycle(facts.billingCycle);
  if (months === null) return null;
  const { termStartedAt, termEndsAt } = facts;
  const day = dayCounted(facts.startedAt, termStartedAt);
  const elapsed =
    (now.getUTCFullYear() - termStartedAt.getUTCFullYear()) * 12 + now.getUTCMonth() - termStartedAt.getUTCMonth();
  let cycles = Math.max(1, Math.floor(elapsed / months));
  while (startOfDay(addMonths(termStartedAt, cycles * months, day)) <= now) cycles += 1;
  const end = startOfDay(addMonths(termStartedAt, cycles * months, day));
  return termEndsAt !== null && termEndsAt < end ? termEndsAt : end;
}

/** `product:sku` of everything that some add-on can be bought beside. */
const withAddons: ReadonlySet<string> = new Set([
  ...products.flatMap((product) => product.skus.flatMap((sku) => sku.prerequisites)),
  ...offers.flatMap((offer) => offer.prerequisites.map((id) => `${id}:`)),
]);
