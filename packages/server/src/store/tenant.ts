import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { Database, Fragment, Transaction } from './database.ts';

/** Whether a domain name belongs to somebody in the realm, whatever the cloud (R39). */
export function domainTaken(sql: Database, name: string): Fragment {
  return sql`select exists (select from tenant_domain where name = lower(${name}))`;
}

/** Which of these domain names belong to somebody: one JSON list, in lower case. */
export function domainsTaken(sql: Database, names: readonly string[]): Fragment {
  const folded = names.map((name) => name.toLowerCase());
  return sql`select coalesce(json_agg(name), '[]') from tenant_domain where name = any (${folded})`;
}

export async function readDomainTaken(tx: Transaction, name: string): Promise<boolean> {
  const [row] = await tx<[{ taken: boolean }]>`select (${domainTaken(tx as unknown as Database, name)}) as taken`;
  return row.taken;
}

/** How far the examination of a tenant's account is (R207), and since when. */
export interface Vetting {
  readonly status: 'allowed' | 'under_review' | 'not_allowed';
  readonly since: string;
}

/** The examination of a tenant's account: one JSON value; null for no tenant. */
export function vettingOf(sql: Database, tenantId: string): Fragment {
  return sql`
    select json_build_object('status', t.vetting_status, 'since', coalesce(t.vetting_changed_at, t.created_at))
      from tenant t where t.id = ${tenantId}`;
}

export async function saveVetting(
  tx: Transaction,
  tenantId: string,
  status: Vetting['status'],
  now: Date,
): Promise<void> {
  await tx`
    update tenant set vetting_status = ${status}, vetting_changed_at = ${now}, version = version + 1 where id = ${tenantId}`;
}

export interface NewTenantRow {
  readonly id: string;
  readonly displayName: string;
  readonly cloud: string;
  readonly country: string;
  readonly createdAt: Date;
  readonly company: Readonly<Record<string, unknown>>;
  readonly domain: string;
}

/** Makes a tenant with its initial domain; false when somebody took the name meanwhile: the unique index decides that race. */
export async function insertTenant(tx: Transaction, tenant: NewTenantRow): Promise<boolean> {
  await tx`
    insert into tenant (id, display_name, cloud, country, created_at, company, default_domain)
    values (${tenant.id}, ${tenant.displayName}, ${tenant.cloud}, ${tenant.country}, ${tenant.createdAt},
            ${tx.json(tenant.company as never)}, ${tenant.domain})`;
  const made = await tx`
    insert into tenant_domain (tenant_id, name, is_initial, verified_at)
    values (${tenant.id}, lower(${tenant.domain}), true, ${tenant.createdAt}) on conflict (name) do nothing`;
  return made.count > 0;
}

export interface FirstAdministrator {
  readonly tenantId: string;
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly usageLocation: string;
  readonly passwordHash: string;
  readonly roleId: string;
  readonly createdAt: Date;
}

/** The first person of a tenant, with the role that administers it; the password must be changed at the first sign-in. */
export async function insertFirstAdministrator(tx: Transaction, one: FirstAdministrator): Promise<void> {
  await tx`
    insert into tenant_user (tenant_id, id, user_principal_name, display_name, given_name, surname, usage_location, mail, password_hash,
                             force_change_password, password_changed_at, created_at)
    values (${one.tenantId}, ${one.id}, ${one.userPrincipalName}, ${one.displayName}, ${one.givenName}, ${one.surname},
            ${one.usageLocation}, ${one.userPrincipalName}, ${one.passwordHash}, true, ${one.createdAt}, ${one.createdAt})`;
  await tx`insert into directory_role_member (tenant_id, role_id, user_id) values (${one.tenantId}, ${one.roleId}, ${one.id})`;
}

/** Takes a tenant out of the realm with everything that hangs on it. */
export async function deleteTenant(tx: Transaction, tenantId: string): Promise<void> {
  await tx`delete from tenant where id = ${tenantId}`;
}

export interface NewDomain {
  readonly tenantId: string;
  readonly name: string;
  readonly authentication: 'managed' | 'federated';
  readonly capability: string;
  readonly federation: Readonly<Record<string, unknown>> | null;
  readonly verifiedAt: Date;
}

/** Adds a verified domain; false when it belongs to somebody. */
export async function insertDomain(tx: Transaction, one: NewDomain): Promise<boolean> {
  const made = await tx`
    insert into tenant_domain (tenant_id, name, is_initial, verified_at, authentication, capability, federation)
    values (${one.tenantId}, lower(${one.name}), false, ${one.verifiedAt}, ${one.authentication}, ${one.capability},
            ${one.federation === null ? null : tx.json(one.federation as never)})
    on conflict (name) do nothing`;
  return made.count > 0;
}

export async function setDefaultDomain(tx: Transaction, tenantId: string, name: string): Promise<void> {
  await tx`update tenant set default_domain = ${name}, version = version + 1 where id = ${tenantId}`;
}

/** A tenant's company data and names, as its own people and those with delegated rights read them. */
export interface OrganizationRow {
  id: string;
  display_name: string;
  cloud: string;
  country: string;
  company: Record<string, unknown>;
  default_domain: string;
  domains: { name: string; is_initial: boolean }[];
  version: number;
}

export function organization(sql: Database, tenantId: string): Fragment {
  return sql`
    select to_json(one) from (
      select t.id, t.display_name, t.cloud, t.country, t.company, t.default_domain, t.version,
             (select json_agg(json_build_object('name', d.name, 'is_initial', d.is_initial) order by d.is_initial desc, d.name)
                from tenant_domain d where d.tenant_id = t.id) as domains
        from tenant t where t.id = ${tenantId}) as one`;
}

/** The same, held until the transaction ends. */
export async function lockOrganization(tx: Transaction, tenantId: string): Promise<OrganizationRow> {
  await tx`select from tenant where id = ${tenantId} for no key update`;
  const [row] = await tx<
    [{ one: OrganizationRow }]
  >`select (${organization(tx as unknown as Database, tenantId)}) as one`;
  return row.one;
}

export async function updateOrganization(
  tx: Transaction,
  tenantId: string,
  change: { readonly displayName: string; readonly company: Readonly<Record<string, unknown>> },
): Promise<void> {
  await tx`
    update tenant set display_name = ${change.displayName}, company = ${tx.json(change.company as never)}, version = version + 1
     where id = ${tenantId}`;
}

/** Where a tenant is. */
export async function tenantPlace(
  tx: Transaction,
  tenantId: string,
): Promise<{ readonly country: string; readonly cloud: Cloud }> {
  const [row] = await tx<[{ country: string; cloud: Cloud }]>`select country, cloud from tenant where id = ${tenantId}`;
  return row;
}
