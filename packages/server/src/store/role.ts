import type { Database, Fragment, Transaction } from './database.ts';

export interface MemberRow {
  id: string;
  display_name: string;
  user_principal_name: string;
}

/** A page of the members of a directory role, one more than asked for, and the full number. */
export function membersOfRole(
  sql: Database,
  tenantId: string,
  roleId: string,
  size: number,
  afterId: string | null,
): Fragment {
  const members = sql`
    from directory_role_member m join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.deleted_at is null
   where m.tenant_id = ${tenantId} and m.role_id = ${roleId}`;
  return sql`
    select json_build_object(
      'total', (select count(*)::int ${members}),
      'items', (select coalesce(json_agg(one), '[]') from (
        select u.id, u.display_name, u.user_principal_name ${members} and (${afterId}::uuid is null or u.id > ${afterId}::uuid)
         order by u.id limit ${size + 1}) as one))`;
}

/** Ids of the directory roles that a person holds. */
export function rolesOfUser(sql: Database, tenantId: string, userId: string): Fragment {
  return sql`
    select coalesce(json_agg(m.role_id order by m.role_id), '[]') from directory_role_member m
     where m.tenant_id = ${tenantId} and m.user_id = ${userId}`;
}

/** The same inside an act. */
export async function readRolesOfUser(tx: Transaction, tenantId: string, userId: string): Promise<string[]> {
  const [row] = await tx<[{ ids: string[] }]>`
    select (${rolesOfUser(tx as unknown as Database, tenantId, userId)}) as ids`;
  return row.ids;
}

/** Adds a member; false when it is one already. */
export async function addMember(tx: Transaction, tenantId: string, roleId: string, userId: string): Promise<boolean> {
  const made = await tx`
    insert into directory_role_member (tenant_id, role_id, user_id) values (${tenantId}, ${roleId}, ${userId}) on conflict do nothing`;
  return made.count === 1;
}

/** Removes a member; false when it was none. */
export async function removeMember(
  tx: Transaction,
  tenantId: string,
  roleId: string,
  userId: string,
): Promise<boolean> {
  const gone =
    await tx`delete from directory_role_member where tenant_id = ${tenantId} and role_id = ${roleId} and user_id = ${userId}`;
  return gone.count === 1;
}
