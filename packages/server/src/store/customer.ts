import type { Database, Fragment, Transaction } from './database.ts';

/** A customer as one partner sees it: the partner's own relationship and the tenant's own data. */
export interface CustomerRow {
  id: string;
  domain: string;
  company_name: string;
  type: 'reseller' | 'advisor';
  since: string;
  billing_profile: Record<string, unknown>;
  billing_id: string;
  /** A signed 64-bit number as text; another one after every change of the partner's own record. */
  billing_etag: string;
  company: Record<string, unknown>;
  country: string;
  dap: boolean;
  domains: string[];
}

/** The identity and version of a partner's bill-to record, from the row `r` of its relationship. */
export function billingIdentity(sql: Database | Transaction): Fragment {
  return sql`
    md5('billing:' || r.partner_id || r.customer_id)::uuid as billing_id,
    hashtextextended(r.partner_id::text || r.customer_id || r.since, r.version)::text as billing_etag`;
}

/** One living customer of the owner, or null. */
export function customerOfPartner(sql: Database, owner: { readonly partnerId: string }, customerId: string): Fragment {
  return sql`
    select to_json(one) from (
      select r.customer_id as id, r.domain, r.company_name, r.type, r.since, r.billing_profile, ${billingIdentity(sql)},
             t.company, t.country,
             exists (select from dap_grant d
                      where d.partner_id = r.partner_id and d.customer_id = r.customer_id and d.ended_at is null) as dap,
             array(select d.name from tenant_domain d where d.tenant_id = t.id order by d.is_initial desc, d.name) as domains
        from reseller_relationship r join tenant t on t.id = r.customer_id
       where r.partner_id = ${owner.partnerId} and r.customer_id = ${customerId} and r.ended_at is null) as one`;
}

/** The same, inside an act that has just made it. */
export async function readCustomer(
  tx: Transaction,
  owner: { readonly partnerId: string },
  customerId: string,
): Promise<CustomerRow> {
  const [row] = await tx<[{ one: CustomerRow }]>`
    select (${customerOfPartner(tx as unknown as Database, owner, customerId)}) as one`;
  return row.one;
}

/** What a list of customers shows of one, and its place in the order. */
export interface CustomerListRow {
  id: string;
  domain: string;
  company_name: string;
  type: 'reseller' | 'advisor';
  key: string;
}

/** The beginning of a name or domain, or the bounds of the ids of the other partner. */
export type CustomerFilter =
  | { readonly by: 'name' | 'domain'; readonly prefix: string }
  | { readonly by: 'reseller' | 'provider'; readonly from: string; readonly to: string };

export interface CustomerPage {
  readonly filter: CustomerFilter | null;
  readonly limit: number;
  /** A place in the order, exclusive; null: the beginning (or the end, when reading backward). */
  readonly after: readonly [key: string, id: string] | null;
  readonly backward: boolean;
}

/** One page of the owner's living customers in the order of names (of domains, when those are asked for). */
export function customersOfPartner(sql: Database, owner: { readonly partnerId: string }, page: CustomerPage): Fragment {
  const key =
    page.filter?.by === 'domain' ? sql`(lower(r.domain) collate "C")` : sql`(lower(r.company_name) collate "C")`;
  const after =
    page.after === null
      ? sql``
      : page.backward
        ? sql`and (${key}, r.customer_id) < (${page.after[0]}::text collate "C", ${page.after[1]}::uuid)`
        : sql`and (${key}, r.customer_id) > (${page.after[0]}::text collate "C", ${page.after[1]}::uuid)`;
  return sql`
    select coalesce(json_agg(one), '[]') from (
      select r.customer_id as id, r.domain, r.company_name, r.type, ${key} as key
        from reseller_relationship r
       where r.partner_id = ${owner.partnerId} and r.ended_at is null ${matching(sql, page.filter)} ${after}
       order by ${page.backward ? sql`${key} desc, r.customer_id desc` : sql`${key}, r.customer_id`}
       limit ${page.limit}) as one`;
}

/** How many a filtered list counts at most: beyond it the count would cost more than the page. */
export const countLimit = 10_000;

/** The owner's living customers, kept with every relationship; those of a filter are counted up to 10,000. */
export function countCustomers(
  sql: Database,
  owner: { readonly partnerId: string },
  filter: CustomerFilter | null,
): Fragment {
  if (filter === null) return sql`select customer_count from partner where tenant_id = ${owner.partnerId}`;
  return sql`
    select count(*)::int from (
      select from reseller_relationship r
       where r.partner_id = ${owner.partnerId} and r.ended_at is null ${matching(sql, filter)}
       limit ${countLimit}) as counted`;
}

/** Prefixes are ranges of the index; the highest code point ends them. */
function matching(sql: Database, filter: CustomerFilter | null): Fragment {
  if (filter === null) return sql``;
  if ('prefix' in filter) {
    const key = filter.by === 'name' ? sql`lower(r.company_name) collate "C"` : sql`lower(r.domain) collate "C"`;
    return sql`and ${key} >= lower(${filter.prefix}::text) collate "C" and ${key} < lower(${filter.prefix}::text) || chr(1114111) collate "C"`;
  }
  const mine = filter.by === 'reseller' ? sql`i.partner_id = r.partner_id` : sql`i.reseller_id = r.partner_id`;
  const theirs = filter.by === 'reseller' ? sql`i.reseller_id` : sql`i.partner_id`;
  return sql`and exists (select from indirect_customer i
                          where ${mine} and i.customer_id = r.customer_id and i.ended_at is null
                            and ${theirs} between ${filter.from}::uuid and ${filter.to}::uuid)`;
}
