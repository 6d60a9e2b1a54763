import { countLimit } from './customer.ts';
import type { Database, Fragment } from './database.ts';

/** What a partner's list of customers is narrowed to; null members narrow nothing. */
export interface PartnerCustomerFilter {
  /** A part of the name or of the domain, in any case. */
  readonly search: string | null;
  readonly kind: 'direct' | 'throughProvider' | 'advisor' | null;
  readonly dap: boolean | null;
  /** Customers with a granular relationship of the partner that is active, or waits for approval. */
  readonly administration: 'active' | 'pending' | null;
  readonly resellerId: string | null;
}

export interface PartnerCustomerRow {
  readonly id: string;
  readonly company_name: string;
  readonly domain: string;
  readonly country: string;
  readonly type: 'reseller' | 'advisor';
  readonly since: string;
  readonly dap: boolean;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly resellers: readonly { readonly id: string; readonly name: string }[];
  /** The partner's own that are active now. */
  readonly subscriptions: number;
  /** When the first of the active granular relationships ends. */
  readonly granular_end: string | null;
  /** The name as it is ordered. */
  readonly key: string;
}

const nameKey = (sql: Database) => sql`(lower(r.company_name) collate "C")`;

/** A page of the owner's living customers by name, with what a person wants to see of each at a glance. */
export function partnerCustomers(
  sql: Database,
  owner: { readonly partnerId: string },
  filter: PartnerCustomerFilter,
  page: { readonly limit: number; readonly after: readonly [key: string, id: string] | null },
): Fragment {
  const key = nameKey(sql);
  const after =
    page.after === null
      ? sql``
      : sql`and (${key}, r.customer_id) > (${page.after[0]}::text collate "C", ${page.after[1]}::uuid)`;
  const pair = sql`partner_id = ${owner.partnerId} and customer_id = p.customer_id`;
  return sql`
    select coalesce(json_agg(one order by one.key collate "C", one.id), '[]') from (
      select p.customer_id as id, p.company_name, p.domain, t.country, p.type, p.since, p.key,
             exists (select from dap_grant where ${pair} and ended_at is null) as dap,
             (select json_build_object('id', i.partner_id, 'name', o.display_name)
                from indirect_customer i join tenant o on o.id = i.partner_id
               where i.customer_id = p.customer_id and i.reseller_id = ${owner.partnerId} and i.ended_at is null
               order by i.since, i.partner_id limit 1) as provider,
             (select coalesce(json_agg(json_build_object('id', i.reseller_id, 'name', o.display_name) order by i.since, i.reseller_id), '[]')
                from indirect_customer i join tenant o on o.id = i.reseller_id
               where i.partner_id = ${owner.partnerId} and i.customer_id = p.customer_id and i.ended_at is null) as resellers,
             (select count(*)::int from subscription s where ${pair} and ${active(sql)}) as subscriptions,
             (select min(admin_relationship_end(a, clock.now)) from admin_relationship a
               where ${pair} and admin_relationship_status(a, clock.now) = 'active') as granular_end
        from (select r.customer_id, r.company_name, r.domain, r.type, r.since, ${key} as key
                from reseller_relationship r
               where r.partner_id = ${owner.partnerId} and r.ended_at is null ${matching(sql, filter)} ${after}
               order by ${key}, r.customer_id limit ${page.limit}) as p
        join tenant t on t.id = p.customer_id) as one`;
}

/** How many there are; of a narrowed list at most one more than `countLimit`. */
export function countPartnerCustomers(
  sql: Database,
  owner: { readonly partnerId: string },
  filter: PartnerCustomerFilter,
): Fragment {
  if (!isNarrowed(filter)) return sql`select customer_count from partner where tenant_id = ${owner.partnerId}`;
  return sql`
    select count(*)::int from (
      select from reseller_relationship r
       where r.partner_id = ${owner.partnerId} and r.ended_at is null ${matching(sql, filter)}
       limit ${countLimit + 1}) as counted`;
}

export const isNarrowed = (filter: PartnerCustomerFilter): boolean =>
  Object.values(filter).some((value) => value !== null);

/** The condition under which a subscription `s` is active at `clock.now`, as the domain derives it (R116, R119). */
export const active = (sql: Database): Fragment => sql`
  (s.cancelled_at is null or s.cancelled_at > clock.now) and (s.suspended_at is null or s.suspended_at > clock.now)
  and (s.commerce = 'azure_plan' or s.auto_renew or s.term_ends_at is null or s.term_ends_at > clock.now)`;

function matching(sql: Database, { search, kind, dap, administration, resellerId }: PartnerCustomerFilter): Fragment {
  const pair = sql`partner_id = r.partner_id and customer_id = r.customer_id`;
  const indirect = sql`(
    exists (select from indirect_customer i where i.partner_id = r.partner_id and i.customer_id = r.customer_id and i.ended_at is null)
    or exists (select from indirect_customer i where i.reseller_id = r.partner_id and i.customer_id = r.customer_id and i.ended_at is null))`;
  const kinds = {
    direct: sql`and r.type = 'reseller' and not ${indirect}`,
    throughProvider: sql`and r.type = 'reseller' and ${indirect}`,
    advisor: sql`and r.type = 'advisor'`,
  };
  const granted = sql`exists (select from dap_grant where ${pair} and ended_at is null)`;
  const status = administration === 'pending' ? 'approvalPending' : 'active';
  return sql`
    ${search === null ? sql`` : sql`and (position(lower(${search}::text) in lower(r.company_name)) > 0 or position(lower(${search}::text) in lower(r.domain)) > 0)`}
    ${kind === null ? sql`` : kinds[kind]}
    ${dap === null ? sql`` : dap ? sql`and ${granted}` : sql`and not ${granted}`}
    ${
      administration === null
        ? sql``
        : sql`and exists (select from admin_relationship a where ${pair} and admin_relationship_status(a, clock.now) = ${status})`
    }
    ${
      resellerId === null
        ? sql``
        : sql`and exists (select from indirect_customer where ${pair} and reseller_id = ${resellerId}::uuid and ended_at is null)`
    }`;
}
