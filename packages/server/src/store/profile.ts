import type { Database, Fragment, Transaction } from './database.ts';

export type ProfileKind = 'organization' | 'legal' | 'billing' | 'support' | 'network';

export interface ProfileRow {
  tenant_id: string;
  default_domain: string;
  mpn_id: string;
  country: string;
  /** A signed 64-bit number as text; another one for other content. */
  etag: string;
  profile: Record<string, unknown>;
}

/** The column is chosen from this closed list, never from a request. */
const columnOf: Readonly<Record<ProfileKind, string>> = {
  organization: 'organization_profile',
  legal: 'legal_profile',
  billing: 'billing_profile',
  support: 'support_profile',
  network: 'network_profile',
};

/** One profile of the owner. */
export function ownProfile(sql: Database, owner: { readonly partnerId: string }, kind: ProfileKind): Fragment {
  const profile = sql`p.${sql(columnOf[kind])}`;
  return sql`
    select json_build_object('tenant_id', p.tenant_id, 'default_domain', t.default_domain, 'mpn_id', p.mpn_id, 'country', t.country,
                             'etag', hashtextextended(${profile}::text, 0)::text, 'profile', ${profile})
      from partner p join tenant t on t.id = p.tenant_id where p.tenant_id = ${owner.partnerId}`;
}

/** The owner's profile, held until the act ends. */
export async function lockProfile(
  tx: Transaction,
  owner: { readonly partnerId: string },
  kind: ProfileKind,
): Promise<ProfileRow> {
  await tx`select from partner where tenant_id = ${owner.partnerId} for update`;
  return readProfileRow(tx, owner, kind);
}

/** Saves a profile, and answers it as it now is. */
export async function saveProfile(
  tx: Transaction,
  owner: { readonly partnerId: string },
  kind: ProfileKind,
  profile: Record<string, unknown>,
): Promise<ProfileRow> {
  await tx`update partner set ${tx(columnOf[kind])} = ${tx.json(profile as never)}, version = version + 1 where tenant_id = ${owner.partnerId}`;
  return readProfileRow(tx, owner, kind);
}

async function readProfileRow(
  tx: Transaction,
  owner: { readonly partnerId: string },
  kind: ProfileKind,
): Promise<ProfileRow> {
  const [row] = await tx<[{ one: ProfileRow }]>`select (${ownProfile(tx as unknown as Database, owner, kind)}) as one`;
  return row.one;
}

export interface PartnerRow {
  mpn_id: string;
  name: string;
  cloud: string;
}

/** The public face of a partner by its location id or parent account id. */
export function partnerByMpnId(sql: Database, mpnId: string): Fragment {
  return sql`
    select json_build_object('mpn_id', p.mpn_id, 'name', t.display_name, 'cloud', t.cloud)
      from partner p join tenant t on t.id = p.tenant_id where p.mpn_id = ${mpnId} or p.global_account_id = ${mpnId} limit 1`;
}

/** The partner's own bill-to record of a customer, held until the act ends; null without a relationship. */
export async function lockBillTo(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
): Promise<{ company_name: string; billing_profile: Record<string, unknown> } | null> {
  const [row] = await tx<{ company_name: string; billing_profile: Record<string, unknown> }[]>`
    select company_name, billing_profile from reseller_relationship
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and ended_at is null for update`;
  return row ?? null;
}

/** Saves the partner's own copy: its list shows the new name, nobody else's does (R43). */
export async function saveBillTo(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
  companyName: string,
  profile: Record<string, unknown>,
): Promise<void> {
  await tx`
    update reseller_relationship set company_name = ${companyName}, billing_profile = ${tx.json(profile as never)}, version = version + 1
     where partner_id = ${owner.partnerId} and customer_id = ${customerId}`;
}
