import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import { migrated } from '@multipartner/domain/migration/decide.ts';
import type { MigrationItem } from '@multipartner/domain/migration/facts.ts';
import { isRefusal, type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { lockedByTransfer } from '@multipartner/domain/transfer/lock.ts';
import type { DueKind } from '../../clock/index.ts';
import type { Fragment, Transaction } from '../../store/database.ts';
import { appendJournal } from '../../store/journal.ts';
import {
  insertMigrationFrom,
  itemsOf,
  lockDueMigration,
  type MigrationRow,
  nextDueMigration,
  requestOf,
  type ScheduleRow,
  saveMigrationFrom,
  saveScheduleFrom,
} from '../../store/new-commerce-migration.ts';
import { insertOrdersFrom, type OrderRow } from '../../store/order.ts';
import { insertSubscriptionsFrom, saveSubscriptionsFrom } from '../../store/subscription.ts';
import { type ChangeRow, lockForChange } from '../../store/subscription-change.ts';
import { tenantPlace } from '../../store/tenant.ts';
import { transferFactsOf } from '../../store/transfer.ts';
import { orderLineOf } from '../order/line-of.ts';
import { migrationFacts, tryDecide } from './around.ts';
import { newMigration } from './row.ts';
import { migrationEvent, migrationRecord, scheduleRecord } from './tell.ts';

/**
 * Carries moves into new commerce out, and plans of them, one at a time: everything is decided again, and what cannot be
 * moved any more fails and stays as it is. It goes before renewals: what moves as its term ends is not renewed first.
 */
export const migrationsDue: DueKind = {
  name: 'migration',
  nextDue: nextDueMigration,
  limit: 1,
  run: async (tx, upTo) => {
    const due = await lockDueMigration(tx, upTo);
    if (due === null) return 0;
    await ('migration' in due ? settleMigration(tx, due.migration) : carryOut(tx, due.schedule));
    return 1;
  },
};

async function settleMigration(tx: Transaction, before: MigrationRow): Promise<void> {
  const at = new Date(before.settles_at);
  const outcome = await move(tx, before, itemsOf(before), at);
  const row = settled(before, outcome, at);
  await appendJournal(
    tx,
    [migrationRecord(row, before, at)],
    [migrationEvent(row, row.failure === null ? 'completed' : 'failed', at)],
    [...(isRefusal(outcome) ? [] : outcome.writes), saveMigrationFrom(tx, row)],
  );
}

/** Moves by a plan, at once: a plan that cannot be carried out any more fails. */
async function carryOut(tx: Transaction, before: ScheduleRow): Promise<void> {
  const at = new Date(before.target_at);
  const outcome = await planned(tx, before, at);
  const failed = isRefusal(outcome);
  const schedule: ScheduleRow = {
    ...before,
    status: failed ? 'failed' : 'completed',
    failure: failed ? outcome.code : null,
    modified_at: at.toISOString(),
    version: before.version + 1,
  };
  const record = scheduleRecord(schedule, before, at);
  if (failed) {
    const event = migrationEvent(schedule, 'schedule-failed', at);
    await appendJournal(tx, [record], [event], [saveScheduleFrom(tx, schedule)]);
    return;
  }
  const { row, writes } = outcome;
  await appendJournal(
    tx,
    [record, migrationRecord(row, null, at)],
    [migrationEvent(row, 'created', at), migrationEvent(row, 'completed', at)],
    [...writes, insertMigrationFrom(tx, row), saveScheduleFrom(tx, schedule)],
  );
}

async function planned(
  tx: Transaction,
  schedule: ScheduleRow,
  at: Date,
): Promise<{ readonly row: MigrationRow; readonly writes: readonly Fragment[] } | Refusal> {
  const held = await hold(tx, schedule, at);
  if (isRefusal(held)) return held;
  const place = { ...(await tenantPlace(tx, schedule.customer_id)), onRenewal: schedule.on_renewal };
  const facts = await migrationFacts(tx, ownerOf(schedule), held, place, at);
  const items = tryDecide(facts, requestOf(schedule.request), at);
  if (isRefusal(items)) return items;
  const from = { externalReferenceId: schedule.external_reference_id, scheduleId: schedule.id };
  const row = { ...newMigration(facts.base, items, at, from), settles_at: at.toISOString() };
  const outcome = made(tx, row, items, [facts.base, ...facts.addOns], place, at);
  return isRefusal(outcome) ? outcome : { row: settled(row, outcome, at), writes: outcome.writes };
}

const ownerOf = (row: { readonly partner_id: string }) => ({ partnerId: row.partner_id });

/** The older subscription, locked; it must still be the partner's, with its relationship, and no transfer may hold it. */
async function hold(
  tx: Transaction,
  row: MigrationRow | ScheduleRow,
  at: Date,
): Promise<NonNullable<ChangeRow['subscription']> | Refusal> {
  const id = row.subscription_id;
  const loaded = await lockForChange(tx, ownerOf(row), row.customer_id, id, null);
  if (!loaded.related) return refuse('no-relationship', { customerId: row.customer_id });
  if (loaded.subscription === null) return refuse('subscription-not-found', { id });
  return lockedByTransfer(loaded.transfers.map(transferFactsOf), id, at) ?? loaded.subscription;
}

interface Moved {
  readonly orderId: string;
  readonly writes: readonly Fragment[];
}

/** Moves what was decided, if it is still as it was decided on. */
async function move(
  tx: Transaction,
  row: MigrationRow,
  items: readonly MigrationItem[],
  at: Date,
): Promise<Moved | Refusal> {
  const held = await hold(tx, row, at);
  if (isRefusal(held)) return held;
  const place = { ...(await tenantPlace(tx, row.customer_id)), onRenewal: false };
  const facts = await migrationFacts(tx, ownerOf(row), held, place, at);
  const all = [facts.base, ...facts.addOns.filter((one) => statusAt(one, at) === 'active')];
  const gone = items.find((item) => !all.some((one) => one.id === item.request.subscriptionId));
  if (gone !== undefined) return refuse('migration-add-on-invalid', { id: gone.request.subscriptionId });
  if (all.some((one) => statusAt(one, at) !== 'active')) return refuse('migration-not-active', { id: facts.base.id });
  if (all.length > items.length) return refuse('migration-in-progress', { id: facts.base.id });
  return made(tx, row, items, all, place, at);
}

/** The writes that make what comes of it, in one order, and end what it came of. */
function made(
  tx: Transaction,
  row: MigrationRow,
  items: readonly MigrationItem[],
  older: readonly SubscriptionFacts[],
  place: { readonly country: string; readonly cloud: Cloud },
  at: Date,
): Moved | Refusal {
  const orderId = crypto.randomUUID().replaceAll('-', '').slice(0, 12);
  const [base] = items;
  const pairs: { readonly older: SubscriptionFacts; readonly newer: SubscriptionFacts }[] = [];
  for (const [lineNumber, item] of items.entries()) {
    const from = older.find((one) => one.id === item.request.subscriptionId) as SubscriptionFacts;
    const parentId = lineNumber === 0 ? null : (base?.newId ?? null);
    const outcome = migrated(from, item, { orderId, lineNumber, parentId }, place, at);
    if (isRefusal(outcome)) return outcome;
    pairs.push(outcome);
  }
  const newer = pairs.map((pair) => pair.newer);
  const left = pairs.map((pair) => ({ facts: pair.older, done: at }));
  return {
    orderId,
    writes: [
      insertSubscriptionsFrom(tx, newer),
      saveSubscriptionsFrom(tx, left),
      insertOrdersFrom(tx, [orderOf(row, orderId, newer, at)]),
    ],
  };
}

function orderOf(row: MigrationRow, id: string, newer: readonly SubscriptionFacts[], at: Date): OrderRow {
  const [first] = newer as [SubscriptionFacts];
  return {
    partner_id: row.partner_id,
    customer_id: row.customer_id,
    id,
    created_at: at.toISOString(),
    cart_id: null,
    billing_cycle: first.billingCycle,
    currency: first.currency,
    status: 'completed',
    attestation_accepted: first.partnerOnRecord !== null,
    lines: newer.map(orderLineOf),
    version: 1,
  };
}

function settled(before: MigrationRow, outcome: Moved | Refusal, at: Date): MigrationRow {
  return {
    ...before,
    settled_at: at.toISOString(),
    failure: isRefusal(outcome) ? outcome.code : null,
    order_id: isRefusal(outcome) ? null : outcome.orderId,
    version: before.version + 1,
  };
}
