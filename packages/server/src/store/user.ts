import type { Database, Fragment, Transaction } from './database.ts';

export interface UserRow {
  id: string;
  user_principal_name: string;
  display_name: string;
  given_name: string | null;
  surname: string | null;
  usage_location: string | null;
  phone: string | null;
  immutable_id: string | null;
  deleted_at: string | null;
}

const columns = (sql: Database) =>
  sql`u.id, u.user_principal_name, u.display_name, u.given_name, u.surname, u.usage_location, u.phone, u.immutable_id, u.deleted_at`;

/** One person of the tenant, deleted or not; null when there is none. */
export function userOfTenant(sql: Database, tenantId: string, userId: string): Fragment {
  return sql`select to_json(one) from (select ${columns(sql)} from tenant_user u where u.tenant_id = ${tenantId} and u.id = ${userId}) as one`;
}

export interface UserPage {
  readonly deleted: boolean;
  readonly size: number;
  /** Sorted by display name or user principal name, upwards or downwards; the id decides among equals. */
  readonly sort: 'display_name' | 'user_principal_name';
  readonly descending: boolean;
  /** The last one of the page before. */
  readonly after: { readonly value: string; readonly id: string } | null;
}

/** One column: how a person is called; null when nobody is meant. */
export function nameOfUser(sql: Database, tenantId: string, userId: string | null): Fragment {
  return sql`select display_name from tenant_user where tenant_id = ${tenantId} and id = ${userId}`;
}

/** A page of people, one more than asked for so that the caller sees whether there is a next; and the full number. */
export function usersOfTenant(sql: Database, tenantId: string, page: UserPage): Fragment {
  const living = page.deleted ? sql`u.deleted_at is not null` : sql`u.deleted_at is null`;
  const key = page.sort === 'display_name' ? sql`u.display_name` : sql`u.user_principal_name`;
  const order = page.descending ? sql`${key} desc, u.id desc` : sql`${key}, u.id`;
  const after =
    page.after === null
      ? sql``
      : page.descending
        ? sql`and (${key}, u.id) < (${page.after.value}, ${page.after.id}::uuid)`
        : sql`and (${key}, u.id) > (${page.after.value}, ${page.after.id}::uuid)`;
  return sql`
    select json_build_object(
      'total', (select count(*)::int from tenant_user u where u.tenant_id = ${tenantId} and ${living}),
      'items', (select coalesce(json_agg(one), '[]') from (
        select ${columns(sql)} from tenant_user u where u.tenant_id = ${tenantId} and ${living} ${after}
         order by ${order} limit ${page.size + 1}) as one))`;
}

export interface TenantDirectoryRow {
  country: string;
  cloud: string;
  domains: { name: string; federated: boolean }[];
}

/** The tenant of the people, with its verified domains; null when it does not exist. */
export function tenantDirectory(sql: Database, tenantId: string): Fragment {
  return sql`
    select json_build_object('country', t.country, 'cloud', t.cloud,
      'domains', (select coalesce(json_agg(json_build_object('name', d.name, 'federated', d.authentication = 'federated')), '[]')
                    from tenant_domain d where d.tenant_id = t.id and d.verified_at is not null))
      from tenant t where t.id = ${tenantId}`;
}

export interface NewUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly usageLocation: string | null;
  readonly phoneNumber: string | null;
  readonly immutableId: string | null;
  readonly passwordHash: string;
  readonly forceChangePassword: boolean;
}

/** Adds a person; false when the name belongs to a living one (two people creating one name race at the unique index). */
export async function insertUser(tx: Transaction, tenantId: string, user: NewUser, at: Date): Promise<boolean> {
  const made = await tx`
    insert into tenant_user (tenant_id, id, user_principal_name, display_name, given_name, surname, usage_location, phone, immutable_id,
                             password_hash, force_change_password, password_changed_at, created_at)
    values (${tenantId}, ${user.id}, ${user.userPrincipalName}, ${user.displayName}, ${user.firstName}, ${user.lastName}, ${user.usageLocation},
            ${user.phoneNumber}, ${user.immutableId}, ${user.passwordHash}, ${user.forceChangePassword}, ${at}, ${at})
    on conflict (lower(user_principal_name)) where deleted_at is null do nothing`;
  return made.count === 1;
}

/** A person, held until the act ends. */
export async function lockUser(tx: Transaction, tenantId: string, userId: string): Promise<UserRow | null> {
  const [row] = await tx<UserRow[]>`
    select ${columns(tx as unknown as Database)} from tenant_user u where u.tenant_id = ${tenantId} and u.id = ${userId} for update`;
  return row ?? null;
}

/**
 * Saves what may change of a person; false when the name belongs to another living one (two people taking one name race
 * at the unique index).
 */
export async function saveUser(tx: Transaction, tenantId: string, user: UserRow): Promise<boolean> {
  try {
    await tx`
      update tenant_user
         set user_principal_name = ${user.user_principal_name}, display_name = ${user.display_name}, given_name = ${user.given_name},
             surname = ${user.surname}, usage_location = ${user.usage_location}, phone = ${user.phone},
             immutable_id = ${user.immutable_id}, deleted_at = ${user.deleted_at}, version = version + 1
       where tenant_id = ${tenantId} and id = ${user.id}`;
    return true;
  } catch (error) {
    if ((error as { constraint_name?: unknown }).constraint_name === 'tenant_user_name') return false;
    throw error;
  }
}

/** Sets a person's password, and signs him out everywhere: who knew the old one is not to go on with what it opened. */
export async function savePassword(
  tx: Transaction,
  tenantId: string,
  userId: string,
  hash: string,
  forceChange: boolean,
  at: Date,
): Promise<void> {
  await tx`
    update tenant_user set password_hash = ${hash}, force_change_password = ${forceChange}, password_changed_at = ${at}, version = version + 1
     where tenant_id = ${tenantId} and id = ${userId}`;
  await tx`delete from identity_artifact where payload ? 'accountId' and payload ->> 'accountId' = ${`${userId}.${tenantId}`}`;
}

/** A deleted person keeps no roles and frees its licences. */
export async function stripUser(tx: Transaction, tenantId: string, userId: string): Promise<void> {
  await tx`delete from directory_role_member where tenant_id = ${tenantId} and user_id = ${userId}`;
  await tx`delete from licence_assignment where tenant_id = ${tenantId} and user_id = ${userId}`;
}

/** The tenant of an act that is going on; its existence was established by the caller's rights in it. */
export async function readTenantDirectory(tx: Transaction, tenantId: string): Promise<TenantDirectoryRow> {
  const [row] = await tx<
    [{ facts: TenantDirectoryRow }]
  >`select (${tenantDirectory(tx as unknown as Database, tenantId)}) as facts`;
  return row.facts;
}

export async function deleteUserAt(tx: Transaction, tenantId: string, userId: string, at: Date): Promise<void> {
  await tx`update tenant_user set deleted_at = ${at}, version = version + 1 where tenant_id = ${tenantId} and id = ${userId}`;
}
