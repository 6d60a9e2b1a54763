import { type Columns, type Listed, type ListQuery, listing } from '../condition.ts';
import type { Database, Fragment } from '../database.ts';

export interface ServicePrincipalRow {
  /** The application's client id too: tokens name it by that. */
  readonly id: string;
  readonly display_name: string;
  /** The tenant of the application; null of one that exists in every tenant. */
  readonly owner: string | null;
  readonly created_at: string | null;
}
export type ServicePrincipalPage = Listed<ServicePrincipalRow>;

/** An application that exists in every tenant. */
export interface Everywhere {
  readonly id: string;
  readonly display_name: string;
}

const table = (sql: Database, tenantId: string, everywhere: readonly Everywhere[]) => sql`(
  select a.client_id as id, a.display_name, a.tenant_id as owner, a.created_at from application a where a.tenant_id = ${tenantId}
  union all
  select one.id, one.display_name, null, null from jsonb_to_recordset(${sql.json(everywhere as never)}) as one (id uuid, display_name text)) as p`;

/** The applications of a tenant and those that exist in every one: one page as one JSON value. */
export function applicationsOfTenant(
  sql: Database,
  tenantId: string,
  everywhere: readonly Everywhere[],
  query: ListQuery,
): Fragment {
  const columns: Columns = {
    id: { expression: sql`p.id`, type: 'uuid' },
    appId: { expression: sql`p.id`, type: 'uuid' },
    displayName: { expression: sql`p.display_name`, type: 'text' },
    appOwnerOrganizationId: { expression: sql`p.owner`, type: 'uuid', nullable: true },
  };
  return listing(sql, query, columns, {
    row: sql`to_jsonb(p)`,
    from: table(sql, tenantId, everywhere),
    where: sql`true`,
  });
}

export function applicationOfTenant(
  sql: Database,
  tenantId: string,
  everywhere: readonly Everywhere[],
  id: string,
): Fragment {
  return sql`select to_jsonb(p) from ${table(sql, tenantId, everywhere)} where p.id = ${id}`;
}
