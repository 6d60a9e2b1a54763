import { inRealmAct } from 'multipartner/store/act.ts';
import type { Database } from 'multipartner/store/database.ts';

/**
 * Puts so many active granular relationships into the database, of all partners of the demo world with generated
 * customers: half of them extend themselves, and their ends are spread evenly over the two years from now. Each has a
 * living assignment. A few statements, whatever the number.
 */
export async function insertRelationships(database: Database, count: number): Promise<void> {
  await inRealmAct(database, 'realm.generate', '*', async (tx, now) => {
    const id = (kind: string) => tx`md5(${`${kind}/`}::text || i)::uuid`;
    await tx`
      create temporary table made on commit drop as
      with places as (
        select array_agg(p.tenant_id order by p.tenant_id) as partners, array_agg(g.id order by p.tenant_id) as groups,
               (select array_agg(id order by id) from tenant where key like 'generated-%') as customers
          from partner p join security_group g on g.tenant_id = p.tenant_id and g.agent_group = 'AdminAgents'
         where p.kind <> 'advisor'
      )
      select i, ${id('relationship')} as id, partners[1 + i % cardinality(partners)] as partner_id, groups[1 + i % cardinality(groups)] as group_id,
             customers[1 + i / cardinality(partners) % cardinality(customers)] as customer_id, i % 2 = 0 as extends,
             ${now}::timestamptz + i * (interval '730 days' / ${count}::int) as end_at
        from places, generate_series(1, ${count}::int) as i`;
    await tx`update made set end_at = date_trunc('milliseconds', end_at)`;
    const roles = tx`array['f2ef992c-3afb-46b9-b7cf-a126ee74c451']::uuid[]`;
    await tx`
      insert into admin_relationship (partner_id, id, customer_id, display_name, role_ids, duration_days, extends, created_at, modified_at, locked_at,
                                      pending_at, approved_at, activating_at, activated_at, end_at, step_ms, due_at)
      select partner_id, id, customer_id, 'Support ' || i, ${roles}, 730, extends, begun, begun, begun, begun, begun, begun, begun, end_at, 1000,
             case when end_at - interval '30 days' > ${now} then end_at - interval '30 days'
                  when end_at - interval '7 days' > ${now} then end_at - interval '7 days'
                  when end_at - interval '1 day' > ${now} then end_at - interval '1 day' else end_at end
        from (select *, end_at - interval '730 days' as begun from made) m`;
    await tx`
      insert into access_assignment (partner_id, relationship_id, id, customer_id, group_id, role_ids, held_role_ids, created_at, modified_at, active_at)
      select partner_id, id, ${id('assignment')}, customer_id, group_id, ${roles}, ${roles}, begun, begun, begun
        from (select *, end_at - interval '730 days' as begun from made) m`;
  });
  // As autovacuum would have left the tables before long.
  await database`vacuum analyze admin_relationship, access_assignment`;
}
