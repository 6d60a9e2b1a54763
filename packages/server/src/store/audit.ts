import type { Database, Fragment } from './database.ts';

export interface AuditRow {
  seq: number;
  tenant_id: string;
  at: string;
  customer_id: string | null;
  customer_name: string | null;
  user_principal_name: string | null;
  application_id: string | null;
  resource_type: string;
  operation_type: string;
  status: string;
  old_value: unknown;
  new_value: unknown;
  customized: Record<string, unknown>;
}

export interface AuditQuestion {
  /** Null: as many days back as are shown when nobody asks for others. */
  readonly from: Date | null;
  /** Exclusive; null: until now. */
  readonly to: Date | null;
  readonly companyName: string | null;
  readonly customerId: string | null;
  readonly resourceType: string | null;
  readonly size: number;
  /** Older than this record; null: from the newest. */
  readonly before: { readonly at: string; readonly seq: number } | null;
}

const columns = (sql: Database) =>
  sql`a.seq, a.tenant_id, a.at, a.customer_id, a.customer_name, a.user_principal_name, a.application_id, a.resource_type,
      a.operation_type, a.status, a.old_value, a.new_value, a.customized`;

/** A page of the owner's own log, newest first, one more than asked for, and the full number (R213, R215). */
export function ownAuditRecords(
  sql: Database,
  owner: { readonly tenantId: string },
  q: AuditQuestion,
  daysShown: number,
): Fragment {
  const from = q.from === null ? sql`realm_now() - make_interval(days => ${daysShown})` : sql`${q.from}`;
  const matching = sql`
    from audit_record a
   where a.tenant_id = ${owner.tenantId} and a.at >= ${from}
     ${q.to === null ? sql`` : sql`and a.at < ${q.to}`}
     ${q.companyName === null ? sql`` : sql`and position(lower(${q.companyName}) in lower(a.customer_name)) > 0`}
     ${q.customerId === null ? sql`` : sql`and a.customer_id = ${q.customerId}`}
     ${q.resourceType === null ? sql`` : sql`and a.resource_type = ${q.resourceType}`}`;
  const older = q.before === null ? sql`` : sql`and (a.at, a.seq) < (${q.before.at}::timestamptz, ${q.before.seq})`;
  return sql`
    select json_build_object(
      'total', (select count(*)::int ${matching}),
      'items', (select coalesce(json_agg(one), '[]') from (
        select ${columns(sql)} ${matching} ${older} order by a.at desc, a.seq desc limit ${q.size + 1}) as one))`;
}

/** The records of the owner's own log of one millisecond: one JSON list. */
export function ownAuditRecordsAt(sql: Database, owner: { readonly tenantId: string }, at: Date): Fragment {
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select ${columns(sql)} from audit_record a where a.tenant_id = ${owner.tenantId} and a.at = ${at}) as one`;
}
