import { directoryRoles } from '@multipartner/domain/directory-role/roles.ts';
import { type Columns, type Listed, type ListQuery, listing } from '../condition.ts';
import type { Database, Fragment, Transaction } from '../database.ts';
import { type GroupRow, groupJson } from './groups.ts';
import type { DirectoryRoleRow } from './roles.ts';
import { rolesTable } from './roles.ts';
import type { ServicePrincipalRow } from './service-principals.ts';
import { type DirectoryUserRow, idOfPerson, type UserKey, userJson } from './users.ts';

/** Anything that a group can hold, or that somebody can be in. */
export type DirectoryObjectRow =
  | { readonly kind: 'user'; readonly row: DirectoryUserRow }
  | { readonly kind: 'group'; readonly row: GroupRow }
  | { readonly kind: 'application'; readonly row: ServicePrincipalRow }
  | { readonly kind: 'role'; readonly row: DirectoryRoleRow };
export type ObjectPage = Listed<DirectoryObjectRow>;

const columns = (sql: Database): Columns => ({
  id: { expression: sql`o.id`, type: 'uuid' },
  displayName: { expression: sql`o.display_name`, type: 'text' },
  userPrincipalName: { expression: sql`o.user_principal_name`, type: 'text', nullable: true },
});

const row = (sql: Database) => sql`jsonb_build_object('kind', o.kind, 'row', o.body)`;

/** People, groups and applications of a tenant as `o`. */
const members = (sql: Database, tenantId: string) => sql`(
  select 'user' as kind, u.id, u.display_name, u.user_principal_name, ${userJson(sql)} as body
    from tenant_user u where u.tenant_id = ${tenantId} and u.deleted_at is null
  union all
  select 'group', g.id, g.display_name, null, ${groupJson(sql)} from security_group g where g.tenant_id = ${tenantId}
  union all
  select 'application', a.client_id, a.display_name, null,
         jsonb_build_object('id', a.client_id, 'display_name', a.display_name, 'owner', a.tenant_id, 'created_at', a.created_at)
    from application a where a.tenant_id = ${tenantId}) as o`;

/** Whether what is in groups inside counts as well. */
export interface Depth {
  readonly transitive: boolean;
}

/** The members of a group: one page; null when there is no such group. */
export function membersOfGroup(
  sql: Database,
  tenantId: string,
  groupId: string,
  query: ListQuery,
  { transitive }: Depth,
): Fragment {
  const direct = sql`select m.member_id from security_group_member m where m.tenant_id = ${tenantId} and m.group_id = ${groupId}`;
  const inside = transitive
    ? sql`with recursive inside (id) as (
            ${direct}
            union
            select m.member_id from inside i join security_group_member m on m.tenant_id = ${tenantId} and m.group_id = i.id)
          select id from inside`
    : direct;
  const page = listing(sql, query, columns(sql), {
    row: row(sql),
    from: members(sql, tenantId),
    where: sql`o.id in (${inside})`,
  });
  return sql`select (${page}) from security_group g where g.tenant_id = ${tenantId} and g.id = ${groupId}`;
}

/** The groups that a person is in and the directory roles he holds: one page; null when there is no such person. */
export function whatHoldsPerson(
  sql: Database,
  tenantId: string,
  key: UserKey,
  query: ListQuery,
  { transitive }: Depth,
): Fragment {
  const id = idOfPerson(sql, tenantId, key);
  const direct = sql`select m.group_id from security_group_member m where m.tenant_id = ${tenantId} and m.member_id = ${id}`;
  const around = transitive
    ? sql`with recursive around (id) as (
            ${direct}
            union
            select m.group_id from around a join security_group_member m on m.tenant_id = ${tenantId} and m.member_id = a.id)
          select id from around`
    : direct;
  const from = sql`(
    select 'group' as kind, g.id, g.display_name, null as user_principal_name, ${groupJson(sql)} as body
      from security_group g where g.tenant_id = ${tenantId} and g.id in (${around})
    union all
    select 'role', r.id, r.name, null, to_jsonb(r) from ${rolesTable(sql, directoryRoles)} r
      join directory_role_member m on m.tenant_id = ${tenantId} and m.role_id = r.id and m.user_id = ${id}) as o`;
  const page = listing(sql, query, columns(sql), { row: row(sql), from, where: sql`true` });
  return sql`select (${page}) where ${id} is not null`;
}

/** One object of a tenant by its id; null when there is none. */
export function objectOfTenant(sql: Database, tenantId: string, id: string): Fragment {
  return sql`select ${row(sql)} from ${members(sql, tenantId)} where o.id = ${id} limit 1`;
}

/** Something that can be a member of a group of the tenant. */
export interface MemberKey {
  readonly id: string;
  readonly kind: 'user' | 'application' | 'group';
}

/** The member that an id, or a user principal name, means in the tenant; null when there is none. */
export async function findMember(tx: Transaction, tenantId: string, key: UserKey): Promise<MemberKey | null> {
  const sql = tx as unknown as Database;
  const id = 'id' in key ? sql`${key.id}::uuid` : idOfPerson(sql, tenantId, key);
  const [found] = await tx<MemberKey[]>`
    select u.id, 'user' as kind from tenant_user u where u.tenant_id = ${tenantId} and u.id = ${id} and u.deleted_at is null
    union all
    select g.id, 'group' from security_group g where g.tenant_id = ${tenantId} and g.id = ${id}
    union all
    select a.client_id, 'application' from application a where a.tenant_id = ${tenantId} and a.client_id = ${id}
    limit 1`;
  return found ?? null;
}

/** Adds a member; false when it is one already. */
export async function addGroupMember(
  tx: Transaction,
  tenantId: string,
  groupId: string,
  member: MemberKey,
): Promise<boolean> {
  const made = await tx`
    insert into security_group_member (tenant_id, group_id, member_id, member_kind)
    values (${tenantId}, ${groupId}, ${member.id}, ${member.kind}) on conflict do nothing`;
  return made.count === 1;
}

/** Removes a member; false when it was none. */
export async function removeGroupMember(
  tx: Transaction,
  tenantId: string,
  groupId: string,
  memberId: string,
): Promise<boolean> {
  const gone = await tx`
    delete from security_group_member where tenant_id = ${tenantId} and group_id = ${groupId} and member_id = ${memberId}`;
  return gone.count === 1;
}
