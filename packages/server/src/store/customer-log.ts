import type { Database, Fragment } from './database.ts';

export interface LogRow {
  seq: number;
  at: string;
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

/** A page of a tenant's own log, the newest first. */
export function ownLog(
  sql: Database,
  tenantId: string,
  page: { readonly limit: number; readonly after: readonly [at: string, seq: number] | null },
): Fragment {
  const after =
    page.after === null ? sql`` : sql`and (a.at, a.seq) < (${page.after[0]}::timestamptz, ${page.after[1]}::bigint)`;
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select a.seq, a.at, a.user_id, a.user_principal_name, a.application_id, a.resource_type, a.operation_type, a.status, a.old_value,
             a.new_value, a.customized
        from audit_record a where a.tenant_id = ${tenantId} ${after}
       order by a.at desc, a.seq desc limit ${page.limit}) as one`;
}
