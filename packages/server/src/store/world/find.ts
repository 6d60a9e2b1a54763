import type { Database, Transaction } from '../database.ts';

/** The tenant with this id, key or one of these domains, in this order of preference; null when there is none. */
export async function findTenantId(
  database: Database | Transaction,
  name: { readonly id: string | null; readonly key: string; readonly domains: readonly string[] },
): Promise<string | null> {
  const [row] = await database<{ id: string }[]>`
    select id from (
      select id, 1 as rank from tenant where id = ${name.id}
      union all select id, 2 from tenant where key = ${name.key}
      union all select tenant_id, 3 from tenant_domain where name = any(${name.domains as string[]})) found
    order by rank limit 1`;
  return row?.id ?? null;
}

/** A living person of the tenant by id, key or user principal name; null when there is none. */
export async function findUserId(
  database: Database | Transaction,
  tenantId: string,
  name: string,
): Promise<string | null> {
  const [row] = await database<{ id: string }[]>`
    select u.id
      from tenant_user u join tenant t on t.id = u.tenant_id
     where u.tenant_id = ${tenantId} and u.deleted_at is null
       and (u.id::text = ${name.toLowerCase()} or lower(u.user_principal_name) = ${name.toLowerCase()}
            or coalesce(u.key, coalesce(t.key, split_part(t.default_domain, '.', 1)) || '.' || split_part(u.user_principal_name, '@', 1)) = ${name})
     limit 1`;
  return row?.id ?? null;
}

/** The client id of the tenant's first application; null when it has none. */
export async function firstApplicationOf(database: Database | Transaction, tenantId: string): Promise<string | null> {
  const [row] = await database<{ client_id: string }[]>`
    select client_id from application where tenant_id = ${tenantId} order by created_at, client_id limit 1`;
  return row?.client_id ?? null;
}

/** Which of these keys, domains, user names, location ids and ids somebody has already. */
export async function findTaken(
  tx: Transaction,
  wanted: {
    readonly key: string;
    readonly domains: readonly string[];
    readonly names: readonly string[];
    readonly mpnId: string | null;
    readonly userIds: readonly string[];
  },
): Promise<{ key: boolean; domain: string | null; name: string | null; mpnId: boolean; userId: string | null }> {
  const [row] = await tx<
    [{ key: boolean; domain: string | null; name: string | null; mpn_id: boolean; user_id: string | null }]
  >`
    select exists (select from tenant where key = ${wanted.key}) as key,
           (select name from tenant_domain where name = any(${wanted.domains as string[]}) limit 1) as domain,
           (select user_principal_name from tenant_user where lower(user_principal_name) = any(${wanted.names as string[]}) and deleted_at is null limit 1) as name,
           exists (select from partner where mpn_id = ${wanted.mpnId}) as mpn_id,
           (select id from tenant_user where id = any(${wanted.userIds as string[]}::uuid[]) limit 1) as user_id`;
  return { key: row.key, domain: row.domain, name: row.name, mpnId: row.mpn_id, userId: row.user_id };
}

/** A location id that nobody has: the next after the highest of seven digits. */
export async function freeMpnId(tx: Transaction): Promise<string> {
  const [row] = await tx<[{ free: string }]>`
    select (greatest(coalesce(max(mpn_id::bigint), 0), 5100000) + 1)::text as free from partner where mpn_id ~ '^[0-9]{1,7}$'`;
  return row.free;
}
