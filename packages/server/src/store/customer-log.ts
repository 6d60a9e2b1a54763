import type { Database, Fragment } from './database.ts';

export interface LogRow {
  seq: number;
  at: string;
  customer_id: string | null;
  customer_name: string | null;
  user_id: string | null;
  user_principal_name: string | null;
  application_id: string | null;
  resource_type: string;
  operation_type: string;
  status: 'succeeded' | 'failed' | 'progress';
  old_value: unknown;
  new_value: unknown;
  customized: Record<string, unknown>;
}

/** What a log is narrowed to; null members narrow nothing. */
export interface LogFilter {
  readonly from: Date | null;
  /** Exclusive. */
  readonly to: Date | null;
  readonly customerId: string | null;
  readonly resourceType: string | null;
  readonly operationType: string | null;
  /** A part of the user name, in any case. */
  readonly user: string | null;
  readonly status: LogRow['status'] | null;
}

/** A page of a tenant's own log, the newest first. */
export function ownLog(
  sql: Database,
  tenantId: string,
  filter: LogFilter,
  page: { readonly limit: number; readonly after: readonly [at: string, seq: number] | null },
): Fragment {
  const after =
    page.after === null ? sql`` : sql`and (a.at, a.seq) < (${page.after[0]}::timestamptz, ${page.after[1]}::bigint)`;
  const only = sql`
    ${filter.from === null ? sql`` : sql`and a.at >= ${filter.from}`} ${filter.to === null ? sql`` : sql`and a.at < ${filter.to}`}
    ${filter.customerId === null ? sql`` : sql`and a.customer_id = ${filter.customerId}::uuid`}
    ${filter.resourceType === null ? sql`` : sql`and a.resource_type = ${filter.resourceType}`}
    ${filter.operationType === null ? sql`` : sql`and a.operation_type = ${filter.operationType}`}
    ${filter.user === null ? sql`` : sql`and position(lower(${filter.user}::text) in lower(a.user_principal_name)) > 0`}
    ${filter.status === null ? sql`` : sql`and a.status = ${filter.status}`}`;
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select a.seq, a.at, a.customer_id, a.customer_name, a.user_id, a.user_principal_name, a.application_id, a.resource_type, a.operation_type, a.status, a.old_value,
             a.new_value, a.customized
        from audit_record a where a.tenant_id = ${tenantId} ${only} ${after}
       order by a.at desc, a.seq desc limit ${page.limit}) as one`;
}
