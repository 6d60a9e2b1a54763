import { permits } from '@multipartner/domain/access/permission.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { addDays } from '@multipartner/domain/time/duration.ts';
import { toActor } from '../../store/actor.ts';
import { ask } from '../../store/ask.ts';
import { type AuditQuestion, type AuditRow, ownAuditRecord, ownAuditRecords } from '../../store/audit.ts';
import { type Context, Refused, read, refused } from '../operation.ts';

export type { AuditRow } from '../../store/audit.ts';

/** Days that records go back, and days that are shown when nobody asks for others (R213). */
export const auditDays = { retained: 90, shown: 30 } as const;

export type AuditInput = Omit<AuditQuestion, 'from' | 'to'> & { readonly from: Date | null; readonly to: Date | null };

/** A page of the caller's own log, newest first. Refusals: audit-window-exceeded, value-invalid. */
export async function listAuditRecords(
  { realm, caller }: Context,
  input: AuditInput,
): Promise<{ total: number; items: AuditRow[] }> {
  const probe = await ask<Record<never, never>>(realm.database, caller, {});
  const actor = toActor(caller, probe.actor);
  if (actor === null) throw refused('sign-in-required');
  const refusal = permits('audit.read', actor);
  if (refusal !== null) throw new Refused(refusal);
  const from = input.from ?? addDays(probe.now, -auditDays.shown);
  // An end that is a day means the whole of that day.
  const to = input.to ?? addDays(probe.now, 1);
  if (from < addDays(probe.now, -auditDays.retained)) throw refused('audit-window-exceeded');
  if (to < from) throw refused('value-invalid', { field: 'endDate', reason: 'lies before startDate' });
  const { facts } = await ask<{ records: { total: number; items: AuditRow[] } }>(realm.database, caller, {
    records: ownAuditRecords(realm.database, { tenantId: caller.tenantId }, { ...input, from, to }),
  });
  return facts.records;
}

/** One record of the caller's own log. Refusals: not-found. */
export const getAuditRecord = read<{ seq: number }, { record: AuditRow | null }, AuditRow>({
  permission: 'audit.read',
  load: (sql, caller, { seq }) => ({ record: ownAuditRecord(sql, { tenantId: caller.tenantId }, seq) }),
  answer: ({ facts }, { seq }) => facts.record ?? refuse('not-found', { kind: 'audit record', id: String(seq) }),
});
