import { type TSchema, Type } from 'typebox';
import { listMigrations, listSchedules, migrationPage } from '../../../operations/migration/read.ts';
import { type Route, route } from '../house/route.ts';
import { readMigrationFilter } from '../reading/migration.ts';
import { readPlace, writePlace } from '../reading/migration-page.ts';
import { renderMigration, renderSchedule } from '../resources/migration.ts';
import { MigrationSchedules, Migrations } from '../schemas/migration.ts';

const text = Type.Optional(Type.String());
const query = Type.Object({ CustomerTenantId: text, CurrentSubscriptionId: text, ExternalReferenceId: text });

interface Paged<T> {
  readonly path: string;
  readonly serves: string;
  readonly answer: TSchema;
  readonly summary: string;
  readonly list: (
    context: Parameters<typeof listMigrations>[0],
    input: Parameters<typeof listMigrations>[1],
  ) => Promise<readonly T[]>;
  readonly at: (row: T) => string;
  readonly render: (row: T) => unknown;
}

/** A bare list of the partner's own, newest first; the next page is asked for by a token in a header. */
function paged<T extends { readonly id: string }>(of: Paged<T>): Route {
  return route({
    method: 'GET',
    path: of.path,
    serves: [of.serves],
    credentials: 'either',
    query,
    answer: of.answer,
    summary: of.summary,
    handle: async ({ context, query: asked, headers, reply }) => {
      const after = readPlace(headers['ms-continuationtoken']);
      const rows = await of.list(context, { filter: readMigrationFilter(asked), after });
      const last = rows.length < migrationPage ? undefined : rows.at(-1);
      if (last !== undefined) reply.header('MS-ContinuationToken', writePlace({ at: of.at(last), id: last.id }));
      return rows.map(of.render);
    },
  });
}

export const migrationListRoutes: readonly Route[] = [
  paged({
    path: '/v1/migrations/newcommerce',
    serves: 'query-migrated-subscriptions',
    answer: Migrations,
    summary: "The partner's own migrations",
    list: listMigrations,
    at: (row) => row.started_at,
    render: renderMigration,
  }),
  paged({
    path: '/v1/migrations/newcommerce/schedules',
    serves: 'get-a-new-commerce-migration-schedule--2',
    answer: MigrationSchedules,
    summary: "The partner's own plans of migrations",
    list: listSchedules,
    at: (row) => row.created_at,
    render: renderSchedule,
  }),
];
