import type { Cloud } from '../cloud/cloud.ts';
import { alignTerm } from '../ordering/alignment.ts';
import { chooseTerm, priceOf } from '../ordering/order.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from '../subscription/facts.ts';
import { statusAt, termEnd } from '../subscription/status.ts';
import { addDays, addDuration } from '../time/duration.ts';
import type { MigrationItem, MigrationRequest, WholeMigrationRequest } from './facts.ts';
import { migrationPath } from './path.ts';

/** What a move is decided from: of the partner's own, at one customer. */
export interface MigrationFacts {
  readonly base: SubscriptionFacts;
  /** Its add-ons that were not cancelled. */
  readonly addOns: readonly SubscriptionFacts[];
  readonly country: string;
  readonly cloud: Cloud;
  /** The instants at which the partner's own active licence subscriptions here are over (R120). */
  readonly ownEnds: readonly Date[];
  /** It is carried out as the term ends, when nothing of the term is left. */
  readonly onRenewal: boolean;
}

/** Everything of the subscription itself that stands against moving it; nothing: it can be moved. */
export function migrationObstacles(facts: MigrationFacts, now: Date): Refusal[] {
  const { base } = facts;
  const active = facts.addOns.filter((one) => statusAt(one, now) === 'active');
  return [
    ...(base.parentId === null ? [] : [refuse('migration-with-add-ons', { id: base.id })]),
    ...[base, ...active].flatMap((one) => ownObstacles(one, facts, now)),
  ];
}

function ownObstacles(facts: SubscriptionFacts, { country, cloud, onRenewal }: MigrationFacts, now: Date): Refusal[] {
  const { id, commerce, isTrial, termEndsAt } = facts;
  // A term that is over as it is moved is active to its end.
  const status = onRenewal ? statusAt(facts, new Date(now.getTime() - 1)) : statusAt(facts, now);
  const found: Refusal[] = [];
  if (status !== 'active') found.push(refuse('migration-not-active', { id }));
  if (now <= addDuration(facts.startedAt, 'P1M')) found.push(refuse('migration-too-young', { id }));
  if (!onRenewal && termEndsAt !== null && now > addDays(termEndsAt, -1))
    found.push(refuse('migration-near-term-end', { id }));
  if (facts.promotionId !== null) found.push(refuse('migration-with-promotion', { id }));
  const path = commerce === 'legacy' && !isTrial ? migrationPath(facts.productId, country, cloud) : null;
  if (path === null) found.push(refuse('migration-no-path', { id }));
  return found;
}

/**
 * What becomes of a subscription and of its add-ons, all or nothing, the base first; `newIds` by the id of each. Refusals:
 * those of `migrationObstacles`, migration-add-on-twice, migration-add-on-invalid, quantity-out-of-range,
 * migration-term-invalid, migration-end-not-aligned.
 */
export function decideMigration(
  facts: MigrationFacts,
  request: WholeMigrationRequest,
  newIds: Readonly<Record<string, string>>,
  now: Date,
): MigrationItem[] | Refusal {
  const [obstacle] = migrationObstacles(facts, now);
  if (obstacle !== undefined) return obstacle;
  const active = facts.addOns.filter((one) => statusAt(one, now) === 'active');
  const named = new Set<string>();
  for (const { subscriptionId: id } of request.addOns) {
    if (named.has(id)) return refuse('migration-add-on-twice', { id });
    named.add(id);
    if (!active.some((one) => one.id === id)) return refuse('migration-add-on-invalid', { id });
  }
  const items: MigrationItem[] = [];
  for (const one of [facts.base, ...active]) {
    const own = one === facts.base ? request : request.addOns.find((asked) => asked.subscriptionId === one.id);
    const item = itemOf(one, own ?? unchanged(one.id), facts, newIds[one.id] ?? '', now);
    if (isRefusal(item)) return item;
    items.push(item);
  }
  return items;
}

const unchanged = (subscriptionId: string): MigrationRequest => ({
  subscriptionId,
  quantity: null,
  termDuration: null,
  billingCycle: null,
  purchaseFullTerm: false,
  customTermEnd: null,
});

function itemOf(
  older: SubscriptionFacts,
  asked: MigrationRequest,
  facts: MigrationFacts,
  newId: string,
  now: Date,
): MigrationItem | Refusal {
  const { id } = older;
  const path = migrationPath(older.productId, facts.country, facts.cloud);
  if (path === null) return refuse('migration-no-path', { id });
  const quantity = asked.quantity ?? older.quantity;
  if (quantity < path.minimumQuantity || quantity > path.maximumQuantity)
    return refuse('quantity-out-of-range', { minimum: path.minimumQuantity, maximum: path.maximumQuantity });
  const duration = asked.termDuration ?? older.termDuration;
  // Another term than the older one is billed as it is first offered, unless the caller says how.
  const kept = asked.termDuration === null || asked.termDuration === older.termDuration ? older.billingCycle : null;
  const term = chooseTerm(path, duration, asked.billingCycle ?? kept);
  if (isRefusal(term)) return refuse('migration-term-invalid', { id });
  const endsAt = firstEnd(older, asked, term.duration, facts, now);
  if (isRefusal(endsAt)) return endsAt;
  return {
    request: asked,
    catalogueId: `${path.productId}:${path.skuId}:${path.availabilityId}`,
    quantity,
    termDuration: term.duration,
    billingCycle: term.billingCycle,
    endsAt,
    newId,
  };
}

/** The end of the first term: that asked for, what is left of the older term of the same length, or a whole term. */
function firstEnd(
  older: SubscriptionFacts,
  asked: MigrationRequest,
  termDuration: string | null,
  { ownEnds, onRenewal }: MigrationFacts,
  now: Date,
): Date | null | Refusal {
  const whole = termEnd(now, termDuration);
  if (asked.customTermEnd !== null) {
    const shape = { ...older, commerce: 'new_commerce' as const, termStartedAt: now, termDuration };
    const aligned = alignTerm(shape, asked.customTermEnd, ownEnds, now);
    return isRefusal(aligned) ? refuse('migration-end-not-aligned', { id: older.id }) : aligned.termEndsAt;
  }
  const goesOn = !asked.purchaseFullTerm && !onRenewal && termDuration === older.termDuration;
  return goesOn ? older.termEndsAt : whole;
}

/** What came of a subscription, and what is left of it: it is over, and bills no more. */
export function migrated(
  older: SubscriptionFacts,
  item: MigrationItem,
  made: { readonly orderId: string; readonly lineNumber: number; readonly parentId: string | null },
  place: { readonly country: string; readonly cloud: Cloud },
  at: Date,
): { readonly older: SubscriptionFacts; readonly newer: SubscriptionFacts } | Refusal {
  const path = migrationPath(older.productId, place.country, place.cloud);
  const term = path?.terms.find((one) => one.duration === item.termDuration && one.billingCycle === item.billingCycle);
  if (path === null || term === undefined) return refuse('migration-no-path', { id: older.id });
  const newer: SubscriptionFacts = {
    ...older,
    ...made,
    id: item.newId,
    productId: path.productId,
    skuId: path.skuId,
    availabilityId: path.availabilityId,
    offerName: path.title,
    friendlyName: older.friendlyName === older.offerName ? path.title : older.friendlyName,
    commerce: 'new_commerce',
    quantity: item.quantity,
    batches: [{ at, quantity: item.quantity }],
    createdAt: at,
    startedAt: at,
    termDuration: item.termDuration,
    termStartedAt: at,
    termEndsAt: item.endsAt,
    billingCycle: item.billingCycle,
    nextTerm: null,
    currency: path.currency,
    unitPrice: priceOf(term, 1).listPrice,
    promotionId: null,
    version: 1,
  };
  const left = { ...older, cancelledAt: at, autoRenew: false, nextTerm: null, version: older.version + 1 };
  return { older: left, newer };
}
