import { refuse } from '@multipartner/domain/refusal.ts';
import { addDays, startOfDay } from '@multipartner/domain/time/duration.ts';
import { type AuditQuestion, type AuditRow, ownAuditRecords, ownAuditRecordsAt } from '../../store/audit.ts';
import { read } from '../operation.ts';

export type { AuditQuestion, AuditRow } from '../../store/audit.ts';

/** Days that records go back, and days that are shown when nobody asks for others (R213). */
export const auditDays = { retained: 90, shown: 30 } as const;

interface Page {
  readonly total: number;
  readonly items: AuditRow[];
}

/** A page of the caller's own log, newest first. Refusals: audit-window-exceeded, value-invalid. */
export const listAuditRecords = read<AuditQuestion, { records: Page }, Page>({
  permission: 'audit.read',
  load: (sql, caller, question) => ({
    records: ownAuditRecords(sql, { tenantId: caller.tenantId }, question, auditDays.shown),
  }),
  answer: ({ facts, now }, { from, to }) => {
    // The day that lies so many days back counts whole.
    if (from !== null && from < startOfDay(addDays(now, -auditDays.retained))) return refuse('audit-window-exceeded');
    if (to !== null && to < (from ?? addDays(now, -auditDays.shown)))
      return refuse('value-invalid', { field: 'endDate', reason: 'lies before the first day asked for' });
    return facts.records;
  },
});

/** The record of the caller's own log that `isIt`, written at that millisecond. Refusals: not-found. */
export const getAuditRecord = read<
  { at: Date; id: string; isIt: (row: AuditRow) => boolean },
  { records: AuditRow[] },
  AuditRow
>({
  permission: 'audit.read',
  load: (sql, caller, { at }) => ({ records: ownAuditRecordsAt(sql, { tenantId: caller.tenantId }, at) }),
  answer: ({ facts }, { id, isIt }) => facts.records.find(isIt) ?? refuse('not-found', { kind: 'audit record', id }),
});
