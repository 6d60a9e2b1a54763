import { paidAfterTrial, termOnOffer } from '../catalogue/catalogue.ts';
import { priceOf } from '../ordering/order.ts';
import type { SubscriptionFacts, SubscriptionStatus } from './facts.ts';
import { renews, statusAt, steps, termEnd } from './status.ts';
import { paidFor } from './trial.ts';

/** What time brought: a renewal with its new term, a trial that is paid for from now on, or a change of status. */
export interface DueEvent {
  readonly at: Date;
  readonly event: 'renewed' | 'converted' | SubscriptionStatus;
  readonly facts: SubscriptionFacts;
}

/** When something is due next, later than `after`; null when nothing more is. A renewal is due until it is done. */
export function nextDue(facts: SubscriptionFacts, after: Date): Date | null {
  if (renews(facts)) return facts.termEndsAt;
  return steps(facts).find((step) => step.at > after)?.at ?? null;
}

/**
 * All that became due of one subscription up to `now`, oldest first, each exactly once: `since` is the last due time
 * that was done. A renewal opens a new term with a new cancellation window (R119), as its next-term instructions say.
 */
export function dueWork(facts: SubscriptionFacts, since: Date, now: Date): DueEvent[] {
  const events: DueEvent[] = [];
  let current = facts;
  let done = since;
  for (;;) {
    const at = nextDue(current, done);
    if (at === null || at > now) return events;
    if (renews(current)) {
      const next = current.isTrial ? paid(current) : renewed(current);
      if (next === null) {
        // A trial that becomes nothing just ends.
        current = { ...current, autoRenew: false, version: current.version + 1 };
        events.push({ at, event: statusAt(current, at), facts: current });
      } else {
        events.push({ at, event: current.isTrial ? 'converted' : 'renewed', facts: next });
        current = next;
      }
    } else {
      const step = steps(current).find((one) => one.at.getTime() === at.getTime());
      if (step === undefined) return events;
      current = { ...current, version: current.version + 1 };
      events.push({ at, event: step.to, facts: current });
    }
    done = at;
  }
}

function renewed(facts: SubscriptionFacts): SubscriptionFacts {
  const start = facts.termEndsAt as Date;
  const termDuration = facts.nextTerm?.termDuration ?? facts.termDuration;
  const quantity = facts.nextTerm?.quantity ?? facts.quantity;
  const billingCycle = facts.nextTerm?.billingCycle ?? facts.billingCycle;
  return {
    ...facts,
    quantity,
    batches: [{ at: start, quantity }],
    termDuration,
    termStartedAt: start,
    termEndsAt: termEnd(start, termDuration, facts.startedAt),
    billingCycle,
    unitPrice: renewedPrice(facts, termDuration, billingCycle),
    nextTerm: null,
    promotionId: null,
    version: facts.version + 1,
  };
}

/** What a trial becomes at its end (R136); null: nothing. */
function paid(trial: SubscriptionFacts): SubscriptionFacts | null {
  const target = paidAfterTrial(trial, trial.currency);
  return target === undefined ? null : paidFor(trial, target, target.term, trial.quantity, trial.termEndsAt as Date);
}

/** The same term goes on at its price, without a promotion; another one costs what it is offered at, and one that is no longer on offer stays as it was. */
function renewedPrice(facts: SubscriptionFacts, termDuration: string | null, billingCycle: string): number | null {
  const same = termDuration === facts.termDuration && billingCycle === facts.billingCycle;
  if (same && facts.promotionId === null) return facts.unitPrice;
  const term = termOnOffer(facts, termDuration, billingCycle, facts.currency);
  return term === undefined ? facts.unitPrice : priceOf(term, 1).listPrice;
}
