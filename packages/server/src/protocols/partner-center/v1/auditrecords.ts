import { Type } from 'typebox';
import { getAuditRecord, listAuditRecords } from '../../../operations/audit/read.ts';
import { refused } from '../../../operations/operation.ts';
import { readToken, seekPage, writeToken } from '../house/collection.ts';
import { readDate } from '../house/date.ts';
import { readFilter } from '../house/filter.ts';
import { type Route, route } from '../house/route.ts';
import { auditNumber, auditRecord, auditRecordId } from '../resources/audit.ts';
import { AuditRecord, AuditRecords } from '../schemas/audit.ts';

interface Asked {
  readonly from: string | null;
  readonly to: string | null;
  readonly companyName: string | null;
  readonly customerId: string | null;
  readonly resourceType: string | null;
  readonly size: number;
}
interface Token {
  readonly asked: Asked;
  readonly before: { readonly at: string; readonly seq: number };
}

const query = Type.Object({
  startDate: Type.Optional(Type.String({ description: 'First day; thirty days ago when absent' })),
  endDate: Type.Optional(Type.String({ description: 'Last day, inclusive; today when absent' })),
  filter: Type.Optional(Type.String({ description: 'CompanyName substring, CustomerId equals, ResourceType equals' })),
  size: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
});

function firstPage(given: { startDate?: string; endDate?: string; filter?: string; size?: number }): Asked {
  const filter = readFilter(given.filter, {
    CompanyName: ['substring'],
    CustomerId: ['equals'],
    ResourceType: ['equals'],
  });
  const by = (field: string) => (filter?.field === field ? filter.value : null);
  const customerId = by('CustomerId')?.toLowerCase() ?? null;
  if (customerId !== null && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(customerId))
    throw refused('value-invalid', { field: 'filter.Value', reason: 'is not a GUID' });
  const end = readDate('endDate', given.endDate);
  const wholeDay = end !== null && end.getTime() % 86_400_000 === 0 ? new Date(end.getTime() + 86_400_000) : end;
  return {
    from: readDate('startDate', given.startDate)?.toISOString() ?? null,
    to: wholeDay?.toISOString() ?? null,
    companyName: by('CompanyName'),
    customerId,
    resourceType: by('ResourceType'),
    size: given.size === undefined || given.size === 0 ? 500 : given.size,
  };
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
      const token = readToken<Token>(headers['ms-continuationtoken']);
      const asked = token?.asked ?? firstPage(given);
      const instant = (text: string | null) => (text === null ? null : new Date(text));
      const { total, items } = await listAuditRecords(context, {
        ...asked,
        from: instant(asked.from),
        to: instant(asked.to),
        before: token?.before ?? null,
      });
      const shown = items.slice(0, asked.size);
      const last = shown.at(-1);
      const next =
        items.length > asked.size && last !== undefined
          ? writeToken({ asked, before: { at: last.at, seq: last.seq } })
          : null;
      return seekPage(shown.map(auditRecord), total, '/auditrecords', { size: asked.size, next });
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
      const seq = auditNumber(params.auditRecordId);
      const missing = refused('not-found', { kind: 'audit record', id: params.auditRecordId });
      if (seq === null) throw missing;
      const row = await getAuditRecord(context, { seq });
      if (/\D/.test(params.auditRecordId) && auditRecordId(row) !== params.auditRecordId) throw missing;
      return auditRecord(row);
    },
  }),
];
