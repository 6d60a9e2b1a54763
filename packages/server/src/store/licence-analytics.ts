import type { Assigned } from '@multipartner/domain/licence/analytics.ts';
import type { Database, Fragment } from './database.ts';
import type { ShareRow } from './licence.ts';
import type { Owner } from './subscription.ts';

/** What the owner itself sold, share by share, with the customer's name as the owner has it. */
export type SoldRow = ShareRow & { readonly customer_id: string; readonly customer_name: string };

/** Assignments by tenant and licence. */
export interface AssignedRow extends Assigned {
  readonly customer_id: string;
  readonly sku_id: string;
}

/** The owner's own subscriptions with licences, at one customer or all: one JSON list. */
export function soldLicences(sql: Database, owner: Owner, customerId: string | null): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('customer_id', s.customer_id, 'customer_name', r.company_name,
             'product_id', s.product_id, 'sku_id', s.sku_id, 'quantity', s.quantity, 'commerce', s.commerce,
             'term_ends_at', s.term_ends_at, 'auto_renew', s.auto_renew, 'suspended_at', s.suspended_at, 'cancelled_at', s.cancelled_at)
             order by lower(r.company_name) collate "C", s.customer_id), '[]')
      from subscription s
      join reseller_relationship r on r.partner_id = s.partner_id and r.customer_id = s.customer_id and r.ended_at is null
     where s.partner_id = ${owner.partnerId} and (${customerId}::uuid is null or s.customer_id = ${customerId})`;
}

/** How licences are assigned at the customers to whom the owner sold some: one JSON list. Numbers only, and no people. */
export function assignedLicences(sql: Database, owner: Owner, customerId: string | null): Fragment {
  return sql`
    select coalesce(json_agg(json_build_object('customer_id', a.tenant_id, 'sku_id', a.sku_id, 'people', a.people, 'enabled', a.enabled,
             'without', coalesce(w.plans, '{}'))), '[]')
      from (select l.tenant_id, l.sku_id, count(*)::int as people, (count(*) filter (where u.account_enabled))::int as enabled
              from licence_assignment l
              join tenant_user u on u.tenant_id = l.tenant_id and u.id = l.user_id and u.deleted_at is null
             where l.tenant_id in (select s.customer_id from subscription s
                                    where s.partner_id = ${owner.partnerId} and (${customerId}::uuid is null or s.customer_id = ${customerId}))
             group by l.tenant_id, l.sku_id) a
      left join lateral (
        select json_object_agg(x.plan, json_build_object('people', x.people, 'enabled', x.enabled)) as plans
          from (select p.plan, count(*)::int as people, (count(*) filter (where u.account_enabled))::int as enabled
                  from licence_assignment l
                  join tenant_user u on u.tenant_id = l.tenant_id and u.id = l.user_id and u.deleted_at is null
                 cross join unnest(l.excluded_plans) as p (plan)
                 where l.tenant_id = a.tenant_id and l.sku_id = a.sku_id
                 group by p.plan) x) w on true`;
}
