import type { WholeMigrationRequest } from '@multipartner/domain/migration/facts.ts';
import { insertMigrationFrom, type MigrationRow } from '../../store/new-commerce-migration.ts';
import { act } from '../operation.ts';
import { askedMigration, decided } from './around.ts';
import { newMigration } from './row.ts';

/**
 * Begins to move an older licence subscription of the caller's own, with its add-ons, into new commerce; it is carried
 * out minutes later, when everything is decided again. Refusals: no-relationship, subscription-not-found, those of a
 * sale, migration-in-progress, and those of the move.
 */
export const createMigration = act<
  { customerId: string; request: WholeMigrationRequest; externalReferenceId: string | null },
  MigrationRow
>({
  permission: 'migration.write',
  kind: 'migration.create',
  audited: { resourceType: 'new_commerce_migration', operationType: 'create_new_commerce_migration' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, { customerId, request, externalReferenceId }) => {
    const facts = await askedMigration(work, customerId, request.subscriptionId, false);
    const items = decided(facts, request, work.now);
    const row = newMigration(facts.base, items, work.now, { externalReferenceId, scheduleId: null });
    work.write(insertMigrationFrom(work.tx, row));
    work.event({
      tenantId: row.partner_id,
      name: 'new-commerce-migration-created',
      about: { customerId, migrationId: row.id, subscriptionId: row.subscription_id },
    });
    work.audit({ newValue: row });
    return row;
  },
});
