import { Type } from 'typebox';
import { createMigration } from '../../../../../../operations/migration/create.ts';
import { getMigration, migrationsOfCustomer, validateMigration } from '../../../../../../operations/migration/read.ts';
import { type Route, route } from '../../../../house/route.ts';
import { readGuid } from '../../../../reading/guid.ts';
import { readMigration, readMigrationFilter } from '../../../../reading/migration.ts';
import { eventsOf, renderMigration, renderValidity } from '../../../../resources/migration.ts';
import { Migration, MigrationEligibility, MigrationEvents, MigrationRequest } from '../../../../schemas/migration.ts';

const base = '/v1/customers/{customerId}/migrations/newcommerce';
const text = Type.Optional(Type.String());

export const migrationRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: `${base}/validate`,
    serves: ['validate-subscription-for-migration'],
    credentials: 'either',
    body: MigrationRequest,
    answer: MigrationEligibility,
    summary: 'Whether a subscription of the older commerce can move to new commerce',
    handle: async ({ context, params, body }) =>
      renderValidity(
        await validateMigration(context, { ...params, request: readMigration(body, body.addOnMigrations) }),
      ),
  }),
  route({
    method: 'POST',
    path: base,
    serves: ['create-migration'],
    credentials: 'either',
    body: MigrationRequest,
    answer: Migration,
    summary: 'Move a subscription of the older commerce, with its add-ons, to new commerce',
    handle: async ({ context, params, body }) => {
      const reference = body.externalReferenceId?.trim();
      return renderMigration(
        await createMigration(context, {
          ...params,
          request: readMigration(body, body.addOnMigrations),
          externalReferenceId: reference === undefined || reference === '' ? null : reference,
        }),
      );
    },
  }),
  route({
    method: 'GET',
    path: `${base}/events`,
    serves: ['get-migration-events'],
    credentials: 'either',
    query: Type.Object({ current_subscription_id: text, CurrentSubscriptionId: text, MigrationId: text }),
    answer: MigrationEvents,
    summary: 'What happened in migrations of a subscription',
    handle: async ({ context, params, query }) => {
      const { subscriptionId } = readMigrationFilter({
        CurrentSubscriptionId: query.CurrentSubscriptionId ?? query.current_subscription_id,
      });
      const id = query.MigrationId?.trim();
      const migrationId = id === undefined || id === '' ? null : readGuid('MigrationId', id);
      const list = await migrationsOfCustomer(context, { ...params, subscriptionId, migrationId });
      return list.toReversed().flatMap(eventsOf);
    },
  }),
  route({
    method: 'GET',
    path: `${base}/{migrationId}`,
    serves: ['get-new-commerce-migration'],
    credentials: 'either',
    answer: Migration,
    summary: 'One migration',
    handle: async ({ context, params }) =>
      renderMigration(
        await getMigration(context, { ...params, migrationId: readGuid('migrationId', params.migrationId) }),
      ),
  }),
];
