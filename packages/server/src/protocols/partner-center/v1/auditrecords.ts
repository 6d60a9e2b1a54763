import { type Static, Type } from 'typebox';
import { type AuditQuestion, getAuditRecord, listAuditRecords } from '../../../operations/audit/read.ts';
import { refused } from '../../../operations/operation.ts';
import { seekPage, writeToken } from '../house/collection.ts';
import { readDate } from '../house/date.ts';
import { readFilter } from '../house/filter.ts';
import { type Route, route } from '../house/route.ts';
import { mostOnPage, pageSize, seekTokens, withQuery } from '../reading/seek.ts';
import { auditedResource, auditInstant, auditRecord, auditRecordId } from '../resources/audit.ts';
import { AuditRecord, AuditRecords } from '../schemas/audit.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = Type.String({ format: 'date-time', pattern: '^(?!0000)' });
const nothing = Type.Null();

const Asked = Type.Object({
  from: Type.Union([nothing, instant]),
  to: Type.Union([nothing, instant]),
  companyName: Type.Union([nothing, Type.String()]),
  customerId: Type.Union([nothing, Type.String({ pattern: guid.source })]),
  resourceType: Type.Union([nothing, Type.String()]),
  size: Type.Integer({ minimum: 1, maximum: mostOnPage }),
  /** The page's own address. */
  self: Type.String(),
});
type Asked = Static<typeof Asked>;

const readPlace = seekTokens(
  Type.Object({ asked: Asked, before: Type.Object({ at: instant, seq: Type.Integer({ minimum: 0 }) }) }),
);

const query = Type.Object({
  startDate: Type.Optional(Type.String({ description: 'First day; thirty days ago when absent' })),
  endDate: Type.Optional(Type.String({ description: 'Last day, inclusive; today when absent' })),
  filter: Type.Optional(Type.String({ description: 'CompanyName substring, CustomerId equals, ResourceType equals' })),
  size: Type.Optional(Type.Integer({ minimum: 0, description: `At most ${mostOnPage}, which 0 asks for` })),
});

function firstPage(given: Static<typeof query>): Asked {
  const filter = readFilter(given.filter, {
    CompanyName: ['substring'],
    CustomerId: ['equals'],
    ResourceType: ['equals'],
  });
  const by = (field: string) => (filter?.field === field ? filter.value : null);
  const customerId = by('CustomerId')?.toLowerCase() ?? null;
  if (customerId !== null && !guid.test(customerId))
    throw refused('value-invalid', { field: 'filter.Value', reason: 'is not a GUID' });
  const kind = by('ResourceType');
  const resourceType = kind === null ? null : auditedResource(kind);
  if (resourceType === undefined)
    throw refused('value-invalid', {
      field: 'filter.Value',
      reason: 'is no kind of resource that acts are recorded of',
    });
  return {
    from: readDate('startDate', given.startDate)?.toISOString() ?? null,
    to: endOf(readDate('endDate', given.endDate))?.toISOString() ?? null,
    companyName: by('CompanyName'),
    customerId,
    resourceType,
    size: pageSize(given.size),
    self: withQuery('/auditrecords', given),
  };
}

/** An end that is a day means the whole of that day. */
function endOf(date: Date | null): Date | null {
  return date !== null && date.getTime() % 86_400_000 === 0 ? new Date(date.getTime() + 86_400_000) : date;
}

function questionOf(asked: Asked, before: AuditQuestion['before']): AuditQuestion {
  const { self: _, from, to, ...rest } = asked;
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return { ...rest, from: date(from), to: date(to), before };
}

export const auditRecordsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/auditrecords',
    serves: ['get-a-record-of-partner-center-activity-by-user'],
    credentials: 'either',
    summary: "The partner's own log, newest first",
    query,
    answer: AuditRecords,
    handle: async ({ context, query: given, headers }) => {
      const place = readPlace(headers['ms-continuationtoken']);
      const asked = place?.asked ?? firstPage(given);
      const { total, items } = await listAuditRecords(context, questionOf(asked, place?.before ?? null));
      const shown = items.slice(0, asked.size);
      const last = shown.at(-1);
      const next =
        items.length > asked.size && last !== undefined
          ? writeToken({ asked, before: { at: last.at, seq: last.seq } })
          : null;
      const { size, self } = asked;
      return seekPage(shown.map(auditRecord), total, '/auditrecords', { size, next, self });
    },
  }),
  route({
    method: 'GET',
    path: '/auditactivity/v1/auditrecords/{auditRecordId}',
    serves: ['swagger-get-auditactivity-v1-auditrecords-id'],
    credentials: 'either',
    summary: "One record of the partner's own log",
    answer: AuditRecord,
    handle: async ({ context, params }) => {
      const id = params.auditRecordId.toLowerCase();
      // An id that is none of ours is looked for like any other: who may not read the log does not learn its form.
      const at = auditInstant(id) ?? new Date(0);
      return auditRecord(await getAuditRecord(context, { at, id, isIt: (row) => auditRecordId(row) === id }));
    },
  }),
];
