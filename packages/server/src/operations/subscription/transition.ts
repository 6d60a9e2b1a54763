import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { conversionTargetsOf, itemFor, licenceOf, upgradeTargetsOf } from '@multipartner/domain/catalogue/catalogue.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { decideTransition, type Transition } from '@multipartner/domain/subscription/transition.ts';
import { readAdministration, toAdministration } from '../../store/administration.ts';
import { lockPool } from '../../store/licence.ts';
import { insertTransition, moveLicences, type TransitionRow } from '../../store/subscription-transition.ts';
import { rightsUsed } from '../access/use.ts';
import { act, allowed, Refused, refused, type Work } from '../operation.ts';
import { makeOf } from '../order/made-by-move.ts';
import { hasPlace, mayHave, maySell } from '../order/may-sell.ts';
import { catalogueIdOf } from './catalogue-id.ts';
import { saveChanged } from './change.ts';
import { type OwnSubscription, ownLocked } from './own.ts';

export interface TransitionInput {
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly toCatalogueId: string;
  /** What the caller takes the source for; null: it does not say. */
  readonly fromCatalogueId: string | null;
  /** An own subscription that takes the seats; null: they get one of their own. */
  readonly toSubscriptionId: string | null;
  readonly quantity: number;
  readonly termDuration: string | null;
  readonly billingCycle: string | null;
  /** Whether people that have the source's licence get the target's in its place. */
  readonly withLicences: boolean;
}

/** Ids of what a subscription of new commerce may move to: upgrades, or what a trial becomes (R128, R136). */
export function targetsOf({ commerce, isTrial, productId, skuId }: SubscriptionFacts): readonly string[] {
  if (commerce !== 'new_commerce') return [];
  return isTrial ? conversionTargetsOf(productId, skuId) : upgradeTargetsOf(productId, skuId);
}

/**
 * Moves seats of an own subscription of new commerce to another product or a longer term, at once (R115, R128, R136).
 * With licences it takes a right inside the customer, too. Refusals: no-relationship, subscription-not-found, those of a
 * sale, those of the move, customer-access-denied, licence-transfer-conflict.
 */
export const transitionSubscription = act<TransitionInput, TransitionRow>({
  permission: 'subscription.transition',
  kind: 'subscription.transition',
  audited: { resourceType: 'subscription', operationType: 'upgrade_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, input) => {
    const { customerId } = input;
    const [source, into] = await bothLocked(work, input);
    const { fromCatalogueId } = input;
    const own = catalogueIdOf(source.facts).toUpperCase();
    if (fromCatalogueId !== null && !`${own}:`.startsWith(`${fromCatalogueId.toUpperCase()}:`))
      throw refused('value-conflicts', { field: 'fromCatalogItemId', with: 'subscriptionId' });
    const footing = await maySell(work, customerId);
    const item = itemFor(input.toCatalogueId, footing.country, work.actor.cloud);
    mayHave(footing, item, input.toCatalogueId);
    const facts = {
      source: source.facts,
      targets: targetsOf(source.facts),
      item,
      catalogueId: input.toCatalogueId,
      into: into?.facts ?? null,
    };
    const decided = allowed(decideTransition(facts, input, work.now));
    if (decided.kind === 'part') hasPlace(footing);
    const target = save(work, source, into, decided);
    const people = input.withLicences ? await transferLicences(work, input, source.facts, target) : null;
    const row: TransitionRow = {
      partner_id: work.actor.tenantId,
      customer_id: customerId,
      id: crypto.randomUUID(),
      at: work.now.toISOString(),
      kind: input.withLicences ? 'transition_with_license_transfer' : 'transition_only',
      from_subscription_id: source.facts.id,
      from_catalogue_id: catalogueIdOf(source.facts),
      to_subscription_id: target.id,
      to_catalogue_id: catalogueIdOf(target),
      quantity: input.quantity,
      term_duration: target.termDuration,
      billing_cycle: target.billingCycle,
      people,
    };
    work.write(insertTransition(work.tx, row));
    return row;
  },
});

/** The source and what it joins, locked in one order for all: two moves against each other wait, and do not block. */
async function bothLocked(
  work: Work,
  { customerId, subscriptionId, toSubscriptionId }: TransitionInput,
): Promise<[OwnSubscription, OwnSubscription | null]> {
  const ids = [...new Set([subscriptionId, toSubscriptionId ?? subscriptionId])].toSorted();
  const locked = new Map<string, OwnSubscription>();
  for (const id of ids) locked.set(id, await ownLocked(work, customerId, id));
  const into = toSubscriptionId === null ? null : locked.get(toSubscriptionId);
  return [locked.get(subscriptionId) as OwnSubscription, into ?? null];
}

/** Saves both ends and answers the one that has the seats now. */
function save(
  work: Work,
  source: OwnSubscription,
  into: OwnSubscription | null,
  decided: Transition,
): SubscriptionFacts {
  saveChanged(work, source.row, decided.source, 'upgrade_subscription');
  if (decided.kind === 'whole') return decided.source;
  if (decided.kind === 'part') return makeOf(work, decided.made);
  saveChanged(work, (into as OwnSubscription).row, decided.into, 'upgrade_subscription');
  return decided.into;
}

/** People who worked longest with the source's licence get the target's, as many as seats moved; answers how many. */
export async function transferLicences(
  work: Work,
  { customerId, quantity }: Pick<TransitionInput, 'customerId' | 'quantity'>,
  from: SubscriptionFacts,
  to: SubscriptionFacts,
): Promise<number> {
  const { tx, actor, now, realm } = work;
  const caller = { tenantId: actor.tenantId, userId: actor.userId, applicationId: actor.applicationId };
  const rights = toAdministration(actor, await readAdministration(tx, caller, customerId));
  const denied = mayInCustomer('customer.licences.assign', rights);
  if (denied !== null) throw new Refused(denied);
  rightsUsed(realm, actor, rights, customerId, now);
  const old = licenceOf(from.productId, from.skuId)?.skuId;
  const next = licenceOf(to.productId, to.skuId)?.skuId;
  if (old === undefined || next === undefined || old === next) return 0;
  await lockPool(tx, customerId);
  const { people, conflicts } = await moveLicences(tx, customerId, old, next, quantity, now);
  if (conflicts > 0) throw refused('licence-transfer-conflict', { people: conflicts });
  const detail = {
    resourceType: 'license',
    operationType: 'update_customer_user_licenses',
    newValue: { people, removed: old, assigned: next },
  };
  if (people.length > 0) {
    work.audit(detail);
    work.audit({ ...detail, tenantId: customerId });
  }
  return people.length;
}
