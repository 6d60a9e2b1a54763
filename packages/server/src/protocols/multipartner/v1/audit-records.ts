import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { Type } from 'typebox';
import { type Context, refused } from '../../../operations/operation.ts';
import { type LogFilter, type LogRow, type OwnLog, readOwnLog } from '../../../operations/organization/audit.ts';
import { isLogPlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const path = '/multipartner/v1/auditRecords';
const text = Type.Optional(Type.String({ maxLength: 200 }));

const filterQuery = {
  from: Type.Optional(Type.String({ description: 'ISO 8601 instant, inclusive' })),
  to: Type.Optional(Type.String({ description: 'ISO 8601 instant, exclusive' })),
  customerId: Type.Optional(Type.String({ description: 'Of a partner: done to this customer' })),
  resourceType: text,
  operationType: text,
  user: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the user name' })),
  status: Type.Optional(Type.Enum(['succeeded', 'failed', 'progress'])),
};

type FilterQuery = Readonly<Partial<Record<keyof typeof filterQuery, string>>>;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const instantForm = /^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

function readInstant(field: 'from' | 'to', given: string | undefined): Date | null {
  if (given === undefined) return null;
  const at = new Date(given);
  if (!instantForm.test(given) || Number.isNaN(at.getTime()))
    throw refused('value-invalid', { field, reason: 'is no instant as ISO 8601 has it' });
  return at;
}

function readFilter(query: FilterQuery): LogFilter {
  const { customerId } = query;
  if (customerId !== undefined && !guid.test(customerId))
    throw refused('value-invalid', { field: 'customerId', reason: 'is not a GUID' });
  return {
    from: readInstant('from', query.from),
    to: readInstant('to', query.to),
    customerId: customerId?.toLowerCase() ?? null,
    resourceType: query.resourceType ?? null,
    operationType: query.operationType ?? null,
    user: query.user ?? null,
    status: (query.status as LogFilter['status']) ?? null,
  };
}

const rendered = (one: LogRow) => ({
  id: String(one.seq),
  operationDate: new Date(one.at).toISOString(),
  customerId: one.customer_id ?? undefined,
  customerName: one.customer_name ?? undefined,
  userId: one.user_id ?? undefined,
  userPrincipalName: one.user_principal_name ?? undefined,
  applicationId: one.application_id ?? undefined,
  resourceType: one.resource_type,
  operationType: one.operation_type,
  operationStatus: one.status,
  oldValue: one.old_value ?? undefined,
  newValue: one.new_value ?? undefined,
  details: one.customized,
});

const columns = [
  'id',
  'operationDate',
  'customerId',
  'customerName',
  'userId',
  'userPrincipalName',
  'applicationId',
  'resourceType',
  'operationType',
  'operationStatus',
  'details',
] as const;

/** How many records are asked for at once while the file is written. */
const block = 1000;

async function* csv(context: Context, filter: LogFilter, first: OwnLog) {
  const write = (rows: readonly LogRow[], header: boolean) =>
    stringify(
      rows.map((row) => ({ ...rendered(row), details: JSON.stringify(row.customized) })),
      { header, columns: [...columns], escape_formulas: true },
    );
  yield write(first.items, true);
  for (let { next } = first; next !== null; ) {
    const further = await readOwnLog(context, { filter, limit: block, after: next });
    yield write(further.items, false);
    next = further.next;
  }
}

export const auditRecordRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path,
    summary: "The own tenant's log, the newest first: what its people did, and at a customer what partners did",
    credentials: 'either',
    query: Type.Object({ ...pageQuery, ...filterQuery }, { additionalProperties: false }),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          operationDate: Type.String(),
          customerId: Type.Optional(Type.String()),
          customerName: Type.Optional(Type.String()),
          userId: Type.Optional(Type.String()),
          userPrincipalName: Type.Optional(Type.String()),
          applicationId: Type.Optional(Type.String()),
          resourceType: Type.String(),
          operationType: Type.String(),
          operationStatus: Type.String(),
          oldValue: Type.Optional(Type.Unknown()),
          newValue: Type.Optional(Type.Unknown()),
          details: Type.Record(Type.String(), Type.Unknown()),
        }),
      ),
      nextLink: Type.Optional(Type.String()),
    }),
    handle: async ({ context, query, origin }) => {
      const { limit: _limit, cursor: _cursor, ...asked } = query;
      const { limit, after } = readPage(query, isLogPlace);
      const { items, next } = await readOwnLog(context, { filter: readFilter(asked), limit, after });
      return page(items.map(rendered), next, { origin, path, limit, query: asked });
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${path}/export`,
    summary: 'The same log as text/csv, whole',
    credentials: 'either',
    query: Type.Object(filterQuery, { additionalProperties: false }),
    handle: async ({ context, query, reply }) => {
      const filter = readFilter(query);
      // What is to be refused is refused before the first byte.
      const first = await readOwnLog(context, { filter, limit: block, after: null });
      reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit-records.csv"');
      return Readable.from(csv(context, filter, first));
    },
  }),
];
