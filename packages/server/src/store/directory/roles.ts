import { type Columns, type Listed, type ListQuery, listing } from '../condition.ts';
import type { Database, Fragment } from '../database.ts';
import { type DirectoryUserRow, userJson } from './users.ts';

/** A built-in directory role, as the domain knows it. */
export interface DirectoryRoleRow {
  readonly id: string;
  readonly name: string;
  readonly privileged: boolean;
  readonly gdap: string;
}
export type RolePage = Listed<DirectoryRoleRow>;
export type RoleMemberPage = Listed<DirectoryUserRow>;

/** The given roles as a table, to be asked like any other; what stands behind it is its alias. */
export const rolesTable = (sql: Database, roles: readonly DirectoryRoleRow[]): Fragment => sql`
  (select one.* from jsonb_to_recordset(${sql.json(roles as never)}) as one (id uuid, name text, privileged boolean, gdap text))`;

function columns(sql: Database): Columns {
  const id = { expression: sql`r.id`, type: 'uuid' } as const;
  return {
    id,
    templateId: id,
    roleTemplateId: id,
    displayName: { expression: sql`r.name`, type: 'text' },
    isPrivileged: { expression: sql`r.privileged`, type: 'boolean' },
    isBuiltIn: { expression: sql`true`, type: 'boolean' },
    isEnabled: { expression: sql`true`, type: 'boolean' },
  };
}

/** The given roles, or those of them that somebody of the tenant holds: one page as one JSON value. */
export function rolesAmong(
  sql: Database,
  roles: readonly DirectoryRoleRow[],
  query: ListQuery,
  heldIn: string | null,
): Fragment {
  const held =
    heldIn === null
      ? sql`true`
      : sql`exists (select from directory_role_member m join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deleted_at is null
                     where m.tenant_id = ${heldIn} and m.role_id = r.id)`;
  return listing(sql, query, columns(sql), {
    row: sql`to_jsonb(r)`,
    from: sql`${rolesTable(sql, roles)} r`,
    where: held,
  });
}

/** The living people of a tenant who hold a role: one page as one JSON value. */
export function holdersOfRole(sql: Database, tenantId: string, roleId: string, query: ListQuery): Fragment {
  return listing(
    sql,
    query,
    {
      id: { expression: sql`u.id`, type: 'uuid' },
      displayName: { expression: sql`u.display_name`, type: 'text' },
      userPrincipalName: { expression: sql`u.user_principal_name`, type: 'text', nullable: true },
    },
    {
      row: userJson(sql),
      from: sql`directory_role_member m join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deleted_at is null`,
      where: sql`m.tenant_id = ${tenantId} and m.role_id = ${roleId}`,
    },
  );
}
