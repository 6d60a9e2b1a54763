import { findOffer } from '../catalogue/catalogue.ts';
import type { SubscriptionFacts } from './facts.ts';
import { statusAt } from './status.ts';

/** Whether an older Azure subscription, billed by usage, can come under an Azure plan now: while it is active (R109). */
export function canUpgradeToPlan(facts: SubscriptionFacts, now: Date): boolean {
  return (
    facts.commerce === 'legacy' &&
    findOffer(facts.productId, 'public')?.billing === 'usage' &&
    statusAt(facts, now) === 'active'
  );
}

/** What is left of it: it bills no more; what runs goes on under the plan. */
export function upgradedToPlan(facts: SubscriptionFacts, at: Date): SubscriptionFacts {
  return { ...facts, cancelledAt: at, autoRenew: false, nextTerm: null, version: facts.version + 1 };
}
