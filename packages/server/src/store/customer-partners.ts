import type { PartnerKind } from '@multipartner/domain/tenant/partner.ts';
import type { Database, Fragment } from './database.ts';
import type { SubscriptionRow } from './subscription.ts';

interface Person {
  readonly id: string;
  readonly display_name: string;
  readonly user_principal_name: string;
}

/** A partner of a tenant, with everything that it and its people may do there now. */
export interface CustomerPartnerRow {
  readonly partner_id: string;
  readonly name: string;
  readonly kind: PartnerKind;
  readonly key: string;
  readonly relationship: { readonly type: 'reseller' | 'advisor'; readonly since: string } | null;
  /** People of the agent groups; null without DAP. */
  readonly dap: readonly (Person & { readonly agent_groups: readonly string[] })[] | null;
  readonly granular: readonly {
    readonly id: string;
    readonly name: string;
    readonly role_ids: readonly string[];
    readonly end_at: string;
    readonly people: readonly (Person & { readonly role_ids: readonly string[] })[];
  }[];
  readonly subscriptions: readonly SubscriptionRow[];
}

export interface CustomerPartnerPage {
  /** Null: all. */
  readonly limit: number | null;
  readonly after: readonly [key: string, id: string] | null;
}

/**
 * The partners that have anything at the tenant now, by name: a relationship, administration, subscriptions. Granular
 * relationships are the effective ones; a group's people are those of its nested groups too. The clock is asked in
 * selects of its own, which are made once and not for each row.
 */
export function partnersOfCustomer(sql: Database, customerId: string, page: CustomerPartnerPage): Fragment {
  const key = sql`(lower(t.display_name) collate "C")`;
  const after =
    page.after === null
      ? sql``
      : sql`where (${key}, o.partner_id) > (${page.after[0]}::text collate "C", ${page.after[1]}::uuid)`;
  return sql`
    with effective as (
      select g.* from admin_relationship g
       where g.customer_id = ${customerId} and g.activated_at <= (select realm_now())
         and g.termination_requested_at is null and (g.extends or g.end_at > (select realm_now()))),
    owners as (
      select partner_id from reseller_relationship where customer_id = ${customerId} and ended_at is null
      union select partner_id from dap_grant where customer_id = ${customerId} and ended_at is null
      union select partner_id from effective
      union select partner_id from subscription where customer_id = ${customerId} and cancelled_at is null)
    select coalesce(json_agg(one), '[]') from (
      select o.partner_id, t.display_name as name, p.kind, ${key} as key,
             (select json_build_object('type', r.type, 'since', r.since) from reseller_relationship r
               where r.partner_id = o.partner_id and r.customer_id = ${customerId} and r.ended_at is null) as relationship,
             (select (${agents(sql)}) from dap_grant d
               where d.partner_id = o.partner_id and d.customer_id = ${customerId} and d.ended_at is null) as dap,
             (select coalesce(json_agg(json_build_object('id', g.id, 'name', g.display_name, 'role_ids', g.role_ids, 'end_at', admin_relationship_end(g, (select realm_now())),
                       'people', (${assigned(sql)})) order by g.end_at, g.id), '[]')
                from effective g where g.partner_id = o.partner_id) as granular,
             (select coalesce(json_agg(s order by s.created_at, s.id), '[]') from subscription s
               where s.partner_id = o.partner_id and s.customer_id = ${customerId}) as subscriptions
        from owners o join partner p on p.tenant_id = o.partner_id join tenant t on t.id = o.partner_id
        ${after}
       order by ${key}, o.partner_id
       ${page.limit === null ? sql`` : sql`limit ${page.limit}`}) as one`;
}

const person = (sql: Database) =>
  sql`'id', u.id, 'display_name', u.display_name, 'user_principal_name', u.user_principal_name`;

/** People of the agent groups that DAP gives rights to (R55); who only sells has none. */
function agents(sql: Database): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object(${person(sql)}, 'agent_groups', m.agent_groups) order by u.display_name, u.id), '[]')
      from (select m.member_id, array_agg(x.agent_group order by x.agent_group) as agent_groups
              from security_group x join security_group_member m on m.tenant_id = x.tenant_id and m.group_id = x.id
             where x.tenant_id = o.partner_id and x.agent_group in ('AdminAgents', 'HelpdeskAgents')
             group by m.member_id) as m
      join tenant_user u on u.tenant_id = o.partner_id and u.id = m.member_id and u.deleted_at is null and u.account_enabled`;
}

/** People of the groups that a granular relationship's roles are assigned to (R69), with their roles. */
function assigned(sql: Database): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object(${person(sql)}, 'role_ids', h.role_ids) order by u.display_name, u.id), '[]')
      from (with recursive within (group_id, role_ids) as (
              select a.group_id, case when a.next_at <= (select realm_now()) then a.next_role_ids else a.held_role_ids end
                from access_assignment a
               where a.partner_id = g.partner_id and a.relationship_id = g.id and a.deleting_at is null
                 and a.active_at <= (select realm_now()) and (a.failed_at is null or a.failed_at > a.active_at)
              union
              select m.member_id, w.role_ids from within w
                join security_group_member m on m.tenant_id = g.partner_id and m.group_id = w.group_id and m.member_kind = 'group')
            select m.member_id, array_agg(distinct r.role_id) as role_ids
              from within w
              join security_group_member m on m.tenant_id = g.partner_id and m.group_id = w.group_id and m.member_kind = 'user',
                   unnest(w.role_ids) as r (role_id)
             group by m.member_id) as h
      join tenant_user u on u.tenant_id = g.partner_id and u.id = h.member_id and u.deleted_at is null and u.account_enabled`;
}
