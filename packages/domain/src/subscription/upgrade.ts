import type { CatalogueItem, ItemTerm } from '../ordering/item.ts';
import { chooseTerm, priceOf } from '../ordering/order.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from './facts.ts';
import { statusAt, termEnd } from './status.ts';

/** What stands against an upgrade of the older commerce, or against moving people's licences with it (R128). */
export type UpgradeReason =
  | 'rightsMissing'
  | 'notActive'
  | 'targetHeld'
  | 'userNeeded'
  | 'addOnsPresent'
  | 'licencesHeldTwice';

export interface UpgradeFacts {
  readonly source: SubscriptionFacts;
  /** Living add-ons under it. */
  readonly addOns: number;
  /** Whether the tenant has the target or its licence from anybody, live. */
  readonly targetHeld: boolean;
  /** A delegated right to look into the customer. */
  readonly mayLook: boolean;
  /** A delegated right to give licences. */
  readonly mayAssign: boolean;
  readonly person: boolean;
  /** People who have the licences of both. */
  readonly peopleWithBoth: number;
}

/** Why the source cannot be upgraded; empty: it can. */
export function upgradeReasons(facts: UpgradeFacts, now: Date): UpgradeReason[] {
  const reasons: UpgradeReason[] = [];
  if (!facts.mayLook) reasons.push('rightsMissing');
  if (statusAt(facts.source, now) !== 'active') reasons.push('notActive');
  if (facts.targetHeld) reasons.push('targetHeld');
  if (facts.addOns > 0) reasons.push('addOnsPresent');
  return reasons;
}

/** Why people's licences cannot move with it, besides. */
export function licenceReasons(facts: UpgradeFacts): UpgradeReason[] {
  const reasons: UpgradeReason[] = [];
  if (!facts.person) reasons.push('userNeeded');
  if (!facts.mayAssign) reasons.push('rightsMissing');
  if (facts.peopleWithBoth > 0) reasons.push('licencesHeldTwice');
  return reasons;
}

/** The source as it is left, suspended and not renewing, and what takes its place, with a first term of its own. */
export interface Upgraded {
  readonly source: SubscriptionFacts;
  readonly made: Omit<SubscriptionFacts, 'id' | 'orderId'>;
}

/**
 * Upgrades a whole subscription of the older commerce. `item` is the target as it is sold to the customer. Refusals:
 * upgrade-not-possible with the first reason, quantity-out-of-range, term-invalid.
 */
export function upgrade(
  facts: UpgradeFacts,
  item: CatalogueItem,
  withLicences: boolean,
  now: Date,
): Upgraded | Refusal {
  const [reason] = [...upgradeReasons(facts, now), ...(withLicences ? licenceReasons(facts) : [])];
  if (reason !== undefined) return refuse('upgrade-not-possible', { reason });
  const { source } = facts;
  if (source.quantity < item.minimumQuantity || source.quantity > item.maximumQuantity)
    return refuse('quantity-out-of-range', { minimum: item.minimumQuantity, maximum: item.maximumQuantity });
  const term: ItemTerm | Refusal = chooseTerm(item, source.termDuration, source.billingCycle);
  if (isRefusal(term)) return term;
  const { id: _id, orderId: _orderId, ...inherited } = source;
  return {
    source: { ...source, suspendedAt: now, autoRenew: false, nextTerm: null, version: source.version + 1 },
    made: {
      ...inherited,
      lineNumber: 0,
      productId: item.productId,
      skuId: item.skuId,
      availabilityId: item.availabilityId,
      offerName: item.title,
      friendlyName: source.friendlyName === source.offerName ? item.title : source.friendlyName,
      batches: [{ at: now, quantity: source.quantity }],
      createdAt: now,
      startedAt: now,
      termDuration: term.duration,
      termStartedAt: now,
      termEndsAt: termEnd(now, term.duration),
      billingCycle: term.billingCycle,
      unitPrice: priceOf(term, 1).listPrice,
      autoRenew: true,
      nextTerm: null,
      promotionId: null,
      version: 1,
    },
  };
}
