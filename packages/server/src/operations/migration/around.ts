import { decideMigration, type MigrationFacts } from '@multipartner/domain/migration/decide.ts';
import type { MigrationItem, WholeMigrationRequest } from '@multipartner/domain/migration/facts.ts';
import type { Refusal } from '@multipartner/domain/refusal.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import type { Transaction } from '../../store/database.ts';
import { lockAround, openAt } from '../../store/new-commerce-migration.ts';
import { factsOf, type Owner, type SubscriptionRow } from '../../store/subscription.ts';
import { Refused, refused, type Work } from '../operation.ts';
import { maySell } from '../order/may-sell.ts';
import { ownLocked } from '../subscription/own.ts';

/** Where the customer buys. */
type Place = Pick<MigrationFacts, 'country' | 'cloud' | 'onRenewal'>;

/** What a move of a locked subscription is decided from: its add-ons, and the ends that a term may share. */
export async function migrationFacts(
  tx: Transaction,
  owner: Owner,
  row: SubscriptionRow,
  place: Place,
  now: Date,
): Promise<MigrationFacts & { readonly rows: readonly SubscriptionRow[] }> {
  const { addOns, others } = await lockAround(tx, owner, row.customer_id, row.id);
  const ownEnds = others
    .map(factsOf)
    .filter((one) => !one.isTrial && statusAt(one, now) === 'active')
    .flatMap((one) => one.termEndsAt ?? []);
  return { base: factsOf(row), addOns: addOns.map(factsOf), ownEnds, rows: [row, ...addOns], ...place };
}

/**
 * The facts of a move that the caller asks for, of a subscription of its own that waits for no other move, at a customer to
 * whom it may sell. Refusals: no-relationship, subscription-not-found, those of a sale, migration-in-progress.
 */
export async function askedMigration(
  work: Work,
  customerId: string,
  subscriptionId: string,
  onRenewal: boolean,
  schedule: string | null = null,
): Promise<MigrationFacts> {
  const { row } = await ownLocked(work, customerId, subscriptionId);
  const { country } = await maySell(work, customerId);
  const owner = { partnerId: work.actor.tenantId };
  const open = await openAt(work.tx, owner, customerId, row.id);
  if (open.migration !== null || (open.schedule !== null && open.schedule !== schedule))
    throw refused('migration-in-progress', { id: row.id });
  return migrationFacts(work.tx, owner, row, { country, cloud: work.actor.cloud, onRenewal }, work.now);
}

/** Decides a move; throws what is refused. */
export function decided(facts: MigrationFacts, request: WholeMigrationRequest, now: Date): MigrationItem[] {
  const outcome = tryDecide(facts, request, now);
  if (!Array.isArray(outcome)) throw new Refused(outcome as Refusal);
  return outcome;
}

/** Decides a move, with new ids for what comes of it. */
export function tryDecide(facts: MigrationFacts, request: WholeMigrationRequest, now: Date): MigrationItem[] | Refusal {
  const ids = [facts.base, ...facts.addOns].map((one) => [one.id, crypto.randomUUID()] as const);
  return decideMigration(facts, request, Object.fromEntries(ids), now);
}
