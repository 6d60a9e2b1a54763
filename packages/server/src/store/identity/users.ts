import type { Database } from '../database.ts';

/** A living person, as sign-in and claims need him. */
export interface UserFacts {
  readonly tenantId: string;
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly accountEnabled: boolean;
  readonly passwordHash: string | null;
  readonly forceChangePassword: boolean;
  readonly totpSecret: string | null;
  readonly passkeys: number;
  /** Role template ids held in the own tenant. */
  readonly directoryRoleIds: readonly string[];
  /** The own tenant is the operator's. */
  readonly isRealm: boolean;
}

function userJson(sql: Database) {
  return sql`json_build_object(
    'tenantId', u.tenant_id, 'id', u.id, 'userPrincipalName', u.user_principal_name, 'displayName', u.display_name,
    'givenName', u.given_name, 'surname', u.surname, 'mail', u.mail, 'accountEnabled', u.account_enabled,
    'passwordHash', u.password_hash, 'forceChangePassword', u.force_change_password, 'totpSecret', u.totp_secret,
    'passkeys', (select count(*) from identity_passkey p where p.tenant_id = u.tenant_id and p.user_id = u.id),
    'directoryRoleIds', array(select r.role_id from directory_role_member r where r.tenant_id = u.tenant_id and r.user_id = u.id order by 1),
    'isRealm', (select t.is_realm from tenant t where t.id = u.tenant_id))`;
}

export async function findUser(sql: Database, tenantId: string, id: string): Promise<UserFacts | null> {
  const [row] = await sql<{ user: UserFacts }[]>`
    select ${userJson(sql)} as user from tenant_user u where u.tenant_id = ${tenantId} and u.id = ${id} and u.deleted_at is null`;
  return row?.user ?? null;
}

/** By user principal name, which is unique in the realm. */
export async function findUserByName(sql: Database, name: string): Promise<UserFacts | null> {
  const [row] = await sql<{ user: UserFacts }[]>`
    select ${userJson(sql)} as user from tenant_user u where lower(u.user_principal_name) = ${name.toLowerCase()} and u.deleted_at is null`;
  return row?.user ?? null;
}

/** Whether the realm knows a tenant with this domain. */
export async function domainExists(sql: Database, domain: string): Promise<boolean> {
  const rows = await sql`select 1 from tenant_domain where name = ${domain.toLowerCase()}`;
  return rows.length === 1;
}

/** The person chose a new password himself; the time written is the realm's. */
export async function changePassword(sql: Database, tenantId: string, id: string, passwordHash: string): Promise<void> {
  await sql`
    update tenant_user set password_hash = ${passwordHash}, force_change_password = false, password_changed_at = realm_now(), version = version + 1
     where tenant_id = ${tenantId} and id = ${id}`;
}

/** Failed sign-ins of this name in the window that has not ended; `now` is the machine's. */
export async function failuresOf(sql: Database, name: string, now: Date, windowSeconds: number): Promise<number> {
  const [row] = await sql<{ failures: number }[]>`
    select failures from identity_sign_in_failure
     where name = ${name.toLowerCase()} and window_start > ${new Date(now.getTime() - windowSeconds * 1000)}`;
  return row?.failures ?? 0;
}

/** Counts a failed sign-in of this name; the window begins with its first. */
export async function countFailure(sql: Database, name: string, now: Date, windowSeconds: number): Promise<void> {
  const start = new Date(now.getTime() - windowSeconds * 1000);
  await sql`
    insert into identity_sign_in_failure as f (name, failures, window_start) values (${name.toLowerCase()}, 1, ${now})
    on conflict (name) do update set
      failures = case when f.window_start <= ${start} then 1 else f.failures + 1 end,
      window_start = case when f.window_start <= ${start} then ${now} else f.window_start end`;
}

export async function forgetFailures(sql: Database, name: string): Promise<void> {
  await sql`delete from identity_sign_in_failure where name = ${name.toLowerCase()}`;
}
