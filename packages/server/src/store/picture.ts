import type { Database, Fragment } from './database.ts';
import type { SubscriptionRow } from './subscription.ts';

/** Whose things a picture of a customer shows: one partner's own, or everybody's for the customer itself. */
export interface Seen {
  readonly customerId: string;
  /** Null: every partner's. */
  readonly partnerId: string | null;
}

export interface RelationshipSpan {
  readonly partner_id: string;
  readonly type: 'reseller' | 'advisor';
  readonly since: string;
  readonly ended_at: string | null;
}

export interface GrantSpan {
  readonly partner_id: string;
  readonly granted_at: string;
  readonly ended_at: string | null;
}

export interface GranularSpan {
  readonly partner_id: string;
  readonly id: string;
  readonly display_name: string;
  readonly created_at: string;
  readonly approved_at: string | null;
  readonly activated_at: string | null;
  readonly ends_at: string | null;
  readonly status: string;
  readonly role_ids: readonly string[];
}

export interface IndirectPair {
  readonly partner_id: string;
  readonly reseller_id: string;
  readonly since: string;
}

export interface NamedPartner {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

const mine = (sql: Database, { partnerId }: Seen) =>
  partnerId === null ? sql`` : sql`and x.partner_id = ${partnerId}`;

/** Every reseller relationship there is or was. One column. */
export function relationshipSpans(sql: Database, seen: Seen): Fragment {
  return sql`
    select coalesce(json_agg(one order by one.since, one.partner_id), '[]') from (
      select x.partner_id, x.type, x.since, x.ended_at from reseller_relationship x
       where x.customer_id = ${seen.customerId} ${mine(sql, seen)}) as one`;
}

/** Every delegated administration there is or was. One column. */
export function grantSpans(sql: Database, seen: Seen): Fragment {
  return sql`
    select coalesce(json_agg(one order by one.granted_at, one.partner_id), '[]') from (
      select x.partner_id, x.granted_at, x.ended_at from dap_grant x
       where x.customer_id = ${seen.customerId} ${mine(sql, seen)}) as one`;
}

/** Every granular relationship that the customer was asked for and that is not gone. One column. */
export function granularSpans(sql: Database, seen: Seen): Fragment {
  return sql`
    select coalesce(json_agg(one order by one.created_at, one.id), '[]') from (
      select x.partner_id, x.id, x.display_name, x.created_at, x.approved_at, x.activated_at, x.role_ids,
             admin_relationship_status(x, clock.now) as status, admin_relationship_end(x, clock.now) as ends_at
        from admin_relationship x
       where x.customer_id = ${seen.customerId} ${mine(sql, seen)}
         and admin_relationship_status(x, clock.now) not in ('gone', 'created')) as one`;
}

/** Every subscription, cancelled ones too. One column of `SubscriptionRow`s. */
export function subscriptionSpans(sql: Database, seen: Seen): Fragment {
  return sql`
    select coalesce(json_agg(x order by x.created_at, x.id), '[]') from subscription x
     where x.customer_id = ${seen.customerId} ${mine(sql, seen)}`;
}

/** Providers and resellers that have the customer together now. One column. */
export function indirectPairs(sql: Database, { customerId, partnerId }: Seen): Fragment {
  const own = partnerId === null ? sql`` : sql`and ${partnerId} in (i.partner_id, i.reseller_id)`;
  return sql`
    select coalesce(json_agg(json_build_object('partner_id', i.partner_id, 'reseller_id', i.reseller_id, 'since', i.since)
                             order by i.since, i.partner_id, i.reseller_id), '[]')
      from indirect_customer i where i.customer_id = ${customerId} and i.ended_at is null ${own}`;
}

/** The partners of these things by name, and those behind an indirect relationship. One column. */
export function namedPartners(sql: Database, seen: Seen): Fragment {
  const { customerId, partnerId } = seen;
  const own = partnerId === null ? sql`` : sql`and ${partnerId} in (i.partner_id, i.reseller_id)`;
  return sql`
    with involved as (
      select x.partner_id as id from reseller_relationship x where x.customer_id = ${customerId} ${mine(sql, seen)}
      union select x.partner_id from dap_grant x where x.customer_id = ${customerId} ${mine(sql, seen)}
      union select x.partner_id from admin_relationship x where x.customer_id = ${customerId} ${mine(sql, seen)}
      union select x.partner_id from subscription x where x.customer_id = ${customerId} ${mine(sql, seen)}
      union select unnest(array[i.partner_id, i.reseller_id]) from indirect_customer i
             where i.customer_id = ${customerId} and i.ended_at is null ${own})
    select coalesce(json_agg(json_build_object('id', t.id, 'name', t.display_name, 'kind', p.kind) order by t.display_name, t.id), '[]')
      from involved v join tenant t on t.id = v.id join partner p on p.tenant_id = v.id`;
}

/** The customer's name as it is told to who asks: a partner has its own copy; null when it has no relationship. One column. */
export function nameOfCustomer(sql: Database, { customerId, partnerId }: Seen): Fragment {
  return partnerId === null
    ? sql`select display_name from tenant where id = ${customerId}`
    : sql`select coalesce(
        (select company_name from reseller_relationship where partner_id = ${partnerId} and customer_id = ${customerId} and ended_at is null),
        (select t.display_name from admin_relationship a join tenant t on t.id = a.customer_id
          where a.partner_id = ${partnerId} and a.customer_id = ${customerId}
            and admin_relationship_status(a, clock.now) = 'active' limit 1))`;
}

export type { SubscriptionRow };
