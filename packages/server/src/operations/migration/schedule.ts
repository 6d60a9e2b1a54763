import type { WholeMigrationRequest } from '@multipartner/domain/migration/facts.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import {
  insertScheduleFrom,
  lockSchedule,
  type ScheduleRow,
  saveScheduleFrom,
} from '../../store/new-commerce-migration.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { act, refused, type Work } from '../operation.ts';
import { askedMigration, tryDecide } from './around.ts';
import { inJson } from './row.ts';

export interface ScheduleInput {
  readonly customerId: string;
  readonly request: WholeMigrationRequest;
  /** The day on which it is to be moved; null: as its term ends. */
  readonly targetDate: Date | null;
  readonly onRenewal: boolean;
  readonly externalReferenceId: string | null;
}

const audited = (operationType: string) => ({ resourceType: 'new_commerce_migration_schedule', operationType });
const pairs = ({ tenantId }: { tenantId: string }, { customerId }: { customerId: string }) => [
  { customerId, partnerId: tenantId },
];

/**
 * When a plan is carried out. A subscription that is not active, or stands for nothing in new commerce, is not planned
 * for; everything else is decided when the time has come.
 */
async function planned(work: Work, input: ScheduleInput, schedule: string | null): Promise<Date> {
  const { targetDate, onRenewal, request } = input;
  if (targetDate !== null && onRenewal)
    throw refused('value-conflicts', { field: 'targetDate', with: 'migrateOnRenewal' });
  if (targetDate === null && !onRenewal) throw refused('value-missing', { field: 'targetDate' });
  const facts = await askedMigration(work, input.customerId, request.subscriptionId, onRenewal, schedule);
  const { base } = facts;
  const end = base.termEndsAt;
  if (statusAt(base, work.now) !== 'active') throw refused('migration-not-active', { id: base.id });
  const at = onRenewal ? end : targetDate;
  if (at === null) throw refused('migration-no-path', { id: base.id });
  if (at <= work.now) throw refused('value-invalid', { field: 'targetDate', reason: 'is not in the future' });
  if (!onRenewal && end !== null && at >= end)
    throw refused('value-invalid', { field: 'targetDate', reason: 'is after the end of the term' });
  const outcome = tryDecide(facts, request, at);
  if (!Array.isArray(outcome)) throw refused(outcome.code, outcome.facts);
  return at;
}

/** Plans to move a subscription of the caller's own. Refusals: those of a move, value-missing, value-invalid, value-conflicts. */
export const createSchedule = act<ScheduleInput, ScheduleRow>({
  permission: 'migration.write',
  kind: 'migrationSchedule.write',
  audited: audited('create_new_commerce_migration_schedule'),
  pairs,
  body: async (work, input) => {
    const target = await planned(work, input, null);
    const at = work.now.toISOString();
    const row: ScheduleRow = {
      partner_id: work.actor.tenantId,
      customer_id: input.customerId,
      id: crypto.randomUUID(),
      subscription_id: input.request.subscriptionId.toLowerCase(),
      request: inJson(input.request),
      target_at: target.toISOString(),
      on_renewal: input.onRenewal,
      created_at: at,
      modified_at: at,
      status: 'created',
      failure: null,
      external_reference_id: input.externalReferenceId,
      version: 1,
    };
    work.write(insertScheduleFrom(work.tx, row));
    work.audit({ newValue: row });
    return row;
  },
});

/** Loads and locks an open plan of the caller's own. Refusals: no-relationship, migration-schedule-not-found, migration-schedule-closed. */
async function openSchedule(work: Work, customerId: string, id: string): Promise<ScheduleRow> {
  const owner = { partnerId: work.actor.tenantId };
  if (!(await isPartnerRelated(work.tx, owner, customerId))) throw refused('no-relationship', { customerId });
  const row = await lockSchedule(work.tx, owner, customerId, id);
  if (row === null) throw refused('migration-schedule-not-found', { id });
  if (row.status !== 'created') throw refused('migration-schedule-closed', { id, status: row.status });
  return row;
}

/** Changes an open plan of the caller's own, whole. Refusals: those of a new one, and of finding it; value-conflicts for another subscription. */
export const updateSchedule = act<ScheduleInput & { scheduleId: string }, ScheduleRow>({
  permission: 'migration.write',
  kind: 'migrationSchedule.write',
  audited: audited('update_new_commerce_migration_schedule'),
  pairs,
  body: async (work, { scheduleId, ...input }) => {
    const before = await openSchedule(work, input.customerId, scheduleId);
    if (input.request.subscriptionId.toLowerCase() !== before.subscription_id)
      throw refused('value-conflicts', { field: 'currentSubscriptionId', with: 'scheduleID' });
    const target = await planned(work, input, before.id);
    const row: ScheduleRow = {
      ...before,
      request: inJson(input.request),
      target_at: target.toISOString(),
      on_renewal: input.onRenewal,
      modified_at: work.now.toISOString(),
      version: before.version + 1,
    };
    work.write(saveScheduleFrom(work.tx, row));
    work.audit({ oldValue: before, newValue: row });
    return row;
  },
});

/** Gives an open plan of the caller's own up. Refusals: no-relationship, migration-schedule-not-found, migration-schedule-closed. */
export const cancelSchedule = act<{ customerId: string; scheduleId: string }, ScheduleRow>({
  permission: 'migration.write',
  kind: 'migrationSchedule.write',
  audited: audited('cancel_new_commerce_migration_schedule'),
  pairs,
  body: async (work, { customerId, scheduleId }) => {
    const before = await openSchedule(work, customerId, scheduleId);
    const row: ScheduleRow = {
      ...before,
      status: 'cancelled',
      modified_at: work.now.toISOString(),
      version: before.version + 1,
    };
    work.write(saveScheduleFrom(work.tx, row));
    work.audit({ oldValue: before, newValue: row });
    return row;
  },
});
