import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import { factsOf, ownSubscriptions, type SubscriptionRow } from './subscription.ts';

/** A partner that wants a relationship with a tenant, as it stands now, and what it has with it already. */
export interface PartyRow {
  tenant_id: string;
  name: string;
  cloud: Cloud;
  country: string;
  kind: PartnerKind;
  mpn_id: string;
  program_status: ProgramStatus;
  mpa_accepted: boolean;
  /** Enrolled as an indirect reseller beside its kind (R3). */
  also_reseller: boolean;
  relationship: { type: 'reseller' | 'advisor'; since: string } | null;
  dap: boolean;
}

/** One JSON array: those of the tenants that are partners, and what each has with the customer. */
export function parties(sql: Database, customerId: string, partnerIds: readonly string[]): Fragment {
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select p.tenant_id, t.display_name as name, t.cloud, t.country, p.kind, p.mpn_id, p.program_status,
             p.mpa_accepted_at is not null as mpa_accepted, p.reseller_since is not null as also_reseller,
             (select json_build_object('type', r.type, 'since', r.since) from reseller_relationship r
               where r.partner_id = p.tenant_id and r.customer_id = ${customerId} and r.ended_at is null) as relationship,
             exists (select from dap_grant d
                      where d.partner_id = p.tenant_id and d.customer_id = ${customerId} and d.ended_at is null) as dap
        from partner p join tenant t on t.id = p.tenant_id
       where p.tenant_id = any (${partnerIds}::uuid[])) as one`;
}

/** A partner as it stands now; null when the tenant is none. */
export async function readParty(tx: Transaction, tenantId: string): Promise<PartyRow | null> {
  const [row] = await tx<
    [{ list: PartyRow[] }]
  >`select (${parties(tx as unknown as Database, tenantId, [tenantId])}) as list`;
  return row.list[0] ?? null;
}

/** Whether provider and reseller work together now. */
export function partnered(sql: Database, providerId: string, resellerId: string): Fragment {
  return sql`
    select exists (select from partnership
                    where provider_id = ${providerId} and reseller_id = ${resellerId} and ended_at is null)`;
}

/** A tenant as somebody's possible customer: its own data, and its standing in the programme when it has one. */
export interface TenantAsCustomerRow {
  id: string;
  name: string;
  cloud: Cloud;
  country: string;
  domain: string;
  company: Record<string, unknown>;
  partner: { kind: PartnerKind; program_status: ProgramStatus } | null;
}

export function tenantAsCustomer(sql: Database, tenantId: string): Fragment {
  return sql`
    select json_build_object(
      'id', t.id, 'name', t.display_name, 'cloud', t.cloud, 'country', t.country, 'domain', t.default_domain, 'company', t.company,
      'partner', (select json_build_object('kind', p.kind, 'program_status', p.program_status) from partner p where p.tenant_id = t.id))
      from tenant t where t.id = ${tenantId}`;
}

export interface AcceptanceRows {
  customer: TenantAsCustomerRow;
  parties: PartyRow[];
  partnered: boolean;
}

/** What an acceptance is decided from: one JSON object. `providerId` of a direct link is null. */
export function acceptanceFacts(
  sql: Database,
  customerId: string,
  partnerId: string,
  providerId: string | null,
): Fragment {
  const ids = providerId === null ? [partnerId] : [partnerId, providerId];
  const together = providerId === null ? sql`select false` : partnered(sql, providerId, partnerId);
  return sql`
    select json_build_object('customer', (${tenantAsCustomer(sql, customerId)}),
                             'parties', (${parties(sql, customerId, ids)}), 'partnered', (${together}))`;
}

/**
 * The same, held until the transaction ends: acceptances of one customer go one after the other, so that two of the
 * same link make one relationship; the partnership of an indirect link cannot be ended meanwhile.
 */
export async function lockForAcceptance(
  tx: Transaction,
  customerId: string,
  partnerId: string,
  providerId: string | null,
): Promise<AcceptanceRows> {
  await tx`select from tenant where id = ${customerId} for no key update`;
  if (providerId !== null) {
    await tx`select from partnership where provider_id = ${providerId} and reseller_id = ${partnerId} for share`;
  }
  await tx`
    select from reseller_relationship
     where customer_id = ${customerId} and partner_id = any (${providerId === null ? [partnerId] : [partnerId, providerId]}::uuid[])
     order by partner_id for update`;
  const sql = tx as unknown as Database;
  const [row] = await tx<[{ facts: AcceptanceRows }]>`
    select (${acceptanceFacts(sql, customerId, partnerId, providerId)}) as facts`;
  return row.facts;
}

export interface NewRelationship {
  readonly customerId: string;
  readonly origin: 'invitation' | 'created' | 'extension';
  readonly since: Date;
  /** The partner's own copy of the customer's name, domain and bill-to record (R43). */
  readonly companyName: string;
  readonly domain: string;
  readonly billingProfile: Readonly<Record<string, unknown>>;
  readonly defaultGdap?: boolean | null;
}

/** Makes the pair's relationship, or makes an ended one anew: nothing of the old one comes back (R50). */
export async function saveRelationship(
  tx: Transaction,
  owner: { readonly partnerId: string },
  one: NewRelationship,
): Promise<void> {
  await tx`
    insert into reseller_relationship (partner_id, customer_id, type, origin, since, company_name, domain, billing_profile, default_gdap)
    values (${owner.partnerId}, ${one.customerId}, 'reseller', ${one.origin}, ${one.since}, ${one.companyName}, ${one.domain},
            ${tx.json(one.billingProfile as never)}, ${one.defaultGdap ?? null})
    on conflict (partner_id, customer_id) do update
       set type = excluded.type, origin = excluded.origin, since = excluded.since, ended_at = null, company_name = excluded.company_name,
           domain = excluded.domain, billing_profile = excluded.billing_profile, default_gdap = excluded.default_gdap,
           version = reseller_relationship.version + 1`;
}

/** The owner's relationship with the customer, held against orders and other removals (S7); null when there is none. */
export async function lockRelationship(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
): Promise<{ type: 'reseller' | 'advisor'; since: Date } | null> {
  const [row] = await tx<{ type: 'reseller' | 'advisor'; since: Date }[]>`
    select type, since from reseller_relationship
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and ended_at is null for update`;
  return row ?? null;
}

/** Everything that the owner sold to the customer, in whatever state. */
export async function soldSubscriptions(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
): Promise<SubscriptionFacts[]> {
  const [row] = await tx<[{ list: SubscriptionRow[] }]>`
    select (${ownSubscriptions(tx as unknown as Database, owner, customerId)}) as list`;
  return row.list.map(factsOf);
}

export async function endRelationship(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
  at: Date,
): Promise<void> {
  await tx`
    update reseller_relationship set ended_at = ${at}, version = version + 1
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and ended_at is null`;
}

/** Keeps the number of a partner's living customers. Called last, partners in one order, so that acts never wait in a circle. */
export async function countRelationships(tx: Transaction, changes: ReadonlyMap<string, number>): Promise<void> {
  for (const [partnerId, change] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx`update partner set customer_count = customer_count + ${change} where tenant_id = ${partnerId}`;
  }
}

export async function grantDap(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
  at: Date,
): Promise<void> {
  await tx`
    insert into dap_grant (partner_id, customer_id, granted_at) values (${owner.partnerId}, ${customerId}, ${at})
    on conflict (partner_id, customer_id) do update set granted_at = excluded.granted_at, ended_at = null, ended_by = null
     where dap_grant.ended_at is not null`;
}

export type DapEnder = 'customer' | 'partner' | 'operator' | 'relationship';

/** Ends the pair's delegated admin privileges; false when there were none. */
export async function endDap(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
  at: Date,
  by: DapEnder,
): Promise<boolean> {
  const ended = await tx`
    update dap_grant set ended_at = ${at}, ended_by = ${by}
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and ended_at is null`;
  return ended.count > 0;
}

/** Notes which reseller brought the customer to the provider (R26, R141). */
export async function addIndirectCustomer(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
  resellerId: string,
  at: Date,
): Promise<void> {
  await tx`
    insert into indirect_customer (partner_id, customer_id, reseller_id, since)
    values (${owner.partnerId}, ${customerId}, ${resellerId}, ${at})
    on conflict (partner_id, customer_id, reseller_id) do update set since = excluded.since, ended_at = null
     where indirect_customer.ended_at is not null`;
}

export async function endIndirectCustomers(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
  at: Date,
): Promise<void> {
  await tx`
    update indirect_customer set ended_at = ${at}
     where partner_id = ${owner.partnerId} and customer_id = ${customerId} and ended_at is null`;
}
