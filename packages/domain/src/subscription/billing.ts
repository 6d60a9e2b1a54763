import type { ItemTerm } from '../ordering/item.ts';
import { priceOf } from '../ordering/order.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { monthsOf } from '../time/duration.ts';
import type { SubscriptionFacts } from './facts.ts';
import { statusAt } from './status.ts';

/**
 * Changes how often a running subscription is billed: older commerce between the cycles on offer; new commerce only
 * three-year terms between monthly and annual, never to up-front (R115). Refusals: subscription-not-active,
 * billing-cycle-invalid, billing-cycle-fixed.
 */
export function changeBillingCycle(
  facts: SubscriptionFacts,
  billingCycle: string,
  terms: readonly ItemTerm[],
  now: Date,
): SubscriptionFacts | Refusal {
  if (billingCycle === facts.billingCycle) return facts;
  const status = statusAt(facts, now);
  if (status !== 'active') return refuse('subscription-not-active', { status });
  const term = terms.find((one) => one.duration === facts.termDuration && one.billingCycle === billingCycle);
  if (term === undefined) return refuse('billing-cycle-invalid', { billingCycle });
  const upFront = facts.billingCycle === 'triennial' || billingCycle === 'triennial';
  const free =
    facts.commerce === 'legacy' || (facts.commerce === 'new_commerce' && facts.termDuration === 'P3Y' && !upFront);
  if (!free || facts.isTrial) return refuse('billing-cycle-fixed');
  return { ...facts, billingCycle, unitPrice: priceOf(term, 1).listPrice, version: facts.version + 1 };
}

/** The term of a running subscription stays: it never becomes shorter, and longer only by a transition (R115). */
export function keepTerm(facts: SubscriptionFacts, termDuration: string): Refusal | null {
  if (termDuration === (facts.termDuration ?? '')) return null;
  return monthsOf(termDuration) < monthsOf(facts.termDuration ?? '')
    ? refuse('term-shorter')
    : refuse('update-not-supported', { field: 'termDuration' });
}
