import type { AuditEntry, OutboxEntry } from '../../store/journal.ts';
import type { MigrationRow, ScheduleRow } from '../../store/new-commerce-migration.ts';

/** What time did with a move, in its partner's log. */
export function migrationRecord(row: MigrationRow, before: MigrationRow | null, at: Date): AuditEntry {
  return record(row, at, 'new_commerce_migration', 'complete_new_commerce_migration', before);
}

/** What time did with a plan, in its partner's log. */
export function scheduleRecord(row: ScheduleRow, before: ScheduleRow, at: Date): AuditEntry {
  return record(row, at, 'new_commerce_migration_schedule', 'complete_new_commerce_migration_schedule', before);
}

function record(
  row: MigrationRow | ScheduleRow,
  at: Date,
  resourceType: string,
  operationType: string,
  before: unknown,
): AuditEntry {
  return {
    tenantId: row.partner_id,
    at,
    customerId: row.customer_id,
    userId: null,
    userPrincipalName: null,
    applicationId: null,
    resourceType,
    operationType,
    status: row.failure === null ? 'succeeded' : 'failed',
    ...(before === null ? {} : { oldValue: before }),
    newValue: row,
    ...(row.failure === null ? {} : { customized: { refusal: row.failure } }),
  };
}

/** The event that tells the partner, and nobody else. */
export function migrationEvent(
  row: MigrationRow | ScheduleRow,
  what: 'created' | 'completed' | 'failed' | 'schedule-failed',
  at: Date,
): OutboxEntry {
  const id = what === 'schedule-failed' ? { scheduleId: row.id } : { migrationId: row.id };
  return {
    tenantId: row.partner_id,
    kind: 'event',
    name: `new-commerce-migration-${what}`,
    recipient: row.partner_id,
    about: { customerId: row.customer_id, subscriptionId: row.subscription_id, ...id },
    createdAt: at,
    dueAt: at,
    once: `new-commerce-migration-${what}/${row.id}`,
  };
}
