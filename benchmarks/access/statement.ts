import type { Database } from 'multipartner/store/database.ts';
import { enough, globalAdministrator, helpdeskAdministrator } from './model.ts';
import type { Contestant } from './product.ts';

/**
 * The same answer by one statement written by hand for this question alone, prepared, through the same driver: nothing
 * of the product but its tables and its clock.
 */
export function statement(database: Database): Contestant {
  return {
    name: 'plain statement',
    async ask({ ids, action }) {
      const roles = enough(action) as string[];
      const byAgentGroup = [
        ...(roles.includes(globalAdministrator) ? ['AdminAgents'] : []),
        ...(roles.includes(helpdeskAdministrator) ? ['HelpdeskAgents'] : []),
      ];
      const [row] = await database<[{ allowed: boolean }]>`
        select coalesce(
            -- Granular roles, where any are held, are all that count.
            (select bool_or(case when a.next_at <= realm.now then a.next_role_ids else a.held_role_ids end && ${roles}::uuid[])
               from admin_relationship g
               join access_assignment a on a.partner_id = g.partner_id and a.relationship_id = g.id
              where g.partner_id = ${ids.partner} and g.customer_id = ${ids.customer}
                and g.activated_at <= realm.now and g.termination_requested_at is null and (g.extends or g.end_at > realm.now)
                and a.deleting_at is null and a.active_at <= realm.now and (a.failed_at is null or a.failed_at > a.active_at)
                and a.group_id in (
                  with recursive within (group_id) as (
                    select m.group_id from security_group_member m
                     where m.tenant_id = ${ids.partner} and m.member_id = ${ids.user}
                    union
                    select o.group_id from within w
                     cross join lateral (select m.group_id from security_group_member m
                                          where m.tenant_id = ${ids.partner} and m.member_id = w.group_id offset 0) o)
                  select group_id from within)),
            exists (select from dap_grant d
                      join security_group x on x.tenant_id = d.partner_id and x.agent_group = any(${byAgentGroup}::text[])
                      join security_group_member m on m.tenant_id = x.tenant_id and m.group_id = x.id and m.member_id = ${ids.user}
                     where d.partner_id = ${ids.partner} and d.customer_id = ${ids.customer} and d.ended_at is null))
          and exists (select from tenant_user u join partner p on p.tenant_id = u.tenant_id
                       where u.tenant_id = ${ids.partner} and u.id = ${ids.user} and u.deleted_at is null and u.account_enabled) as allowed
          from (select case when clock_frozen then clock_realm else clock_realm + (clock_timestamp() - clock_machine) end as now from realm) as realm`;
      return row.allowed;
    },
  };
}
