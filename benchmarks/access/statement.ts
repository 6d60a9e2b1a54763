import type { Database } from 'multipartner/store/database.ts';
import { customerId, enough, globalAdministrator, helpdeskAdministrator, partnerId, userId } from './model.ts';
import type { Contestant } from './product.ts';

/**
 * The same answer by one statement written by hand for this question alone, prepared, through the same driver: nothing
 * of the product but its tables and its clock.
 */
export function statement(database: Database): Contestant {
  return {
    name: 'plain statement',
    async ask({ partner, person, customer, action }) {
      const roles = enough(action) as string[];
      const byAgentGroup = [
        ...(roles.includes(globalAdministrator) ? ['AdminAgents'] : []),
        ...(roles.includes(helpdeskAdministrator) ? ['HelpdeskAgents'] : []),
      ];
      const [row] = await database<[{ allowed: boolean }]>`
        with recursive asked as (
          select ${partnerId(partner)}::uuid as partner_id, ${customerId(customer)}::uuid as customer_id, ${userId(partner, person)}::uuid as user_id,
                 case when clock_frozen then clock_realm else clock_realm + (clock_timestamp() - clock_machine) end as now
            from realm),
        within (group_id) as (
          select m.group_id from asked join security_group_member m on m.tenant_id = asked.partner_id and m.member_id = asked.user_id
          union
          select m.group_id from asked, within w
            join security_group_member m on m.tenant_id = ${partnerId(partner)} and m.member_id = w.group_id),
        held as (
          select case when a.next_at <= asked.now then a.next_role_ids else a.held_role_ids end as role_ids
            from asked
            join admin_relationship g on g.partner_id = asked.partner_id and g.customer_id = asked.customer_id
            join access_assignment a on a.partner_id = g.partner_id and a.relationship_id = g.id
           where g.activated_at <= asked.now and g.termination_requested_at is null and (g.extends or g.end_at > asked.now)
             and a.deleting_at is null and a.active_at <= asked.now and (a.failed_at is null or a.failed_at > a.active_at)
             and a.group_id in (select group_id from within))
        select case
            when exists (select from held) then exists (select from held where role_ids && ${roles}::uuid[])
            else exists (select from dap_grant d
                           join security_group x on x.tenant_id = d.partner_id and x.agent_group = any(${byAgentGroup}::text[])
                           join security_group_member m on m.tenant_id = x.tenant_id and m.group_id = x.id and m.member_id = asked.user_id
                          where d.partner_id = asked.partner_id and d.customer_id = asked.customer_id and d.ended_at is null) end
          and exists (select from tenant_user u join partner p on p.tenant_id = u.tenant_id
                       where u.tenant_id = asked.partner_id and u.id = asked.user_id and u.deleted_at is null and u.account_enabled) as allowed
          from asked`;
      return row.allowed;
    },
  };
}
