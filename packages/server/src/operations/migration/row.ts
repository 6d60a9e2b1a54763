import type { MigrationItem } from '@multipartner/domain/migration/facts.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { MigrationRow } from '../../store/new-commerce-migration.ts';

/** Minutes between asking for a move and carrying it out; own decision. */
const settlingMinutes = 2;

/** A value as JSON has it: instants are text. */
export const inJson = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;

/** The row of a move that begins now. */
export function newMigration(
  base: SubscriptionFacts,
  items: readonly MigrationItem[],
  now: Date,
  from: { readonly externalReferenceId: string | null; readonly scheduleId: string | null },
): MigrationRow {
  return {
    partner_id: base.partnerId,
    customer_id: base.customerId,
    id: crypto.randomUUID(),
    subscription_id: base.id,
    items: inJson(items),
    started_at: now.toISOString(),
    settles_at: new Date(now.getTime() + settlingMinutes * 60_000).toISOString(),
    settled_at: null,
    failure: null,
    order_id: null,
    external_reference_id: from.externalReferenceId,
    schedule_id: from.scheduleId,
    version: 1,
  };
}
