import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { inRealmAct } from 'multipartner/store/act.ts';
import type { Database, Transaction } from 'multipartner/store/database.ts';
import { agentGroups, audited, groupsOfPartner, nestedGroups, peopleOfPartner, roleSets, type Size } from './model.ts';

/** Puts the world of model.ts into the database: a few statements, whatever its size. */
export async function insertWorld(database: Database, size: Size): Promise<void> {
  await inRealmAct(database, 'realm.generate', '*', async (tx, now) => {
    await tx`
      create function pg_temp.access_id(name text) returns uuid language sql immutable as $$ select md5('access/' || name)::uuid $$`;
    await insertPartners(tx, size, now);
    await insertCustomers(tx, size, now);
    await insertRelationships(tx, size, now);
    await insertAudited(tx, now);
  });
  // As autovacuum leaves the tables before long.
  await database`
    vacuum analyze tenant, tenant_user, partner, directory_role_member, security_group, security_group_member, reseller_relationship,
                   dap_grant, admin_relationship, access_assignment`;
}

/** Partners with their people, groups and memberships. */
async function insertPartners(tx: Transaction, { partners }: Size, now: Date): Promise<void> {
  await tx`
    insert into tenant (id, display_name, cloud, country, created_at, company, default_domain)
    select pg_temp.access_id('partner/' || p), 'Partner ' || p, 'public', 'US', ${now}, '{}', 'partner' || p || '.example'
      from generate_series(0, ${partners - 1}::int) as p`;
  await tx`
    insert into partner (tenant_id, kind, mpn_id, global_account_id, program_status, mpa_accepted_at, organization_profile, legal_profile,
                         billing_profile, support_profile, network_profile)
    select pg_temp.access_id('partner/' || p), 'direct', (50000000 + p)::text, (60000000 + p)::text, 'active', ${now}, '{}', '{}', '{}', '{}', '{}'
      from generate_series(0, ${partners - 1}::int) as p`;
  await tx`
    create temporary table person on commit drop as
    select p, j, pg_temp.access_id('partner/' || p) as tenant_id, pg_temp.access_id('user/' || p || '/' || j) as id,
           j % 10 as first_group, case when j % 3 = 0 then (j / 10 + 3) % 10 end as second_group
      from generate_series(0, ${partners - 1}::int) as p, generate_series(0, ${peopleOfPartner - 1}::int) as j
     order by id`;
  await tx`
    insert into tenant_user (tenant_id, id, user_principal_name, display_name, created_at)
    select tenant_id, id, 'person' || j || '@partner' || p || '.example', 'Person ' || j, ${now} from person`;
  await tx`
    insert into security_group (tenant_id, id, display_name, agent_group, created_at)
    select pg_temp.access_id('partner/' || p), pg_temp.access_id('group/' || p || '/' || g), 'Group ' || g, (${[...agentGroups]}::text[])[g + 1], ${now}
      from generate_series(0, ${partners - 1}::int) as p, generate_series(0, ${groupsOfPartner - 1}::int) as g`;
  await tx`
    insert into security_group_member (tenant_id, group_id, member_id, member_kind)
    select tenant_id, pg_temp.access_id('group/' || p || '/' || g), id, 'user'
      from person, lateral (select first_group as g union select second_group) as own where g is not null
    union all
    select pg_temp.access_id('partner/' || p), pg_temp.access_id('group/' || p || '/' || n.outer_group), pg_temp.access_id('group/' || p || '/' || n.member), 'group'
      from generate_series(0, ${partners - 1}::int) as p,
           unnest(${nestedGroups.map(([group]) => group)}::int[], ${nestedGroups.map(([, member]) => member)}::int[]) as n (outer_group, member)`;
}

async function insertCustomers(tx: Transaction, { customers }: Size, now: Date): Promise<void> {
  await tx`
    insert into tenant (id, display_name, cloud, country, created_at, company, default_domain)
    select id, 'Customer ' || c, 'public', 'US', ${now}, '{}', 'customer' || c || '.example'
      from (select c, pg_temp.access_id('customer/' || c) as id from generate_series(0, ${customers - 1}::int) as c) made order by id`;
}

/** Relationships of both kinds, DAP (mostly of the past), and assignments. Their order in the tables is one of chance. */
async function insertRelationships(tx: Transaction, { relationships, partners }: Size, now: Date): Promise<void> {
  const roles = tx`case i % ${roleSets.length}::int ${roleSets.map((set, n) => tx`when ${n}::int then ${[...set]}::uuid[] `)} end`;
  await tx`
    create temporary table made on commit drop as
    select i, c, p, pg_temp.access_id('relationship/' || i) as id, pg_temp.access_id('partner/' || p) as partner_id, pg_temp.access_id('customer/' || c) as customer_id,
           pg_temp.access_id('group/' || p || '/' || i % ${groupsOfPartner}::int) as group_id, ${roles} as role_ids,
           case i % 20 when 17 then 'terminated' when 18 then 'ended' when 19 then 'unassigned' else 'effective' end as state,
           ${now}::timestamptz - (100 + i % 90) * interval '1 day' as begun
      from (select i, c, (c * 7 + place - col * (col + 1) / 2) % ${partners}::int as p
              from (select i, place, col, i / 55 * 10 + col as c
                      from (select i, i % 55 as place, floor((sqrt(8 * (i % 55) + 1) - 1) / 2)::int as col
                              from generate_series(0, ${relationships - 1}::int) as i) numbered) placed) paired
     order by id`;
  await tx`
    insert into reseller_relationship (partner_id, customer_id, type, origin, since, company_name, domain, billing_profile)
    select partner_id, customer_id, 'reseller', 'invitation', begun, 'Customer ' || c, 'customer' || c || '.example', '{}' from made`;
  await tx`
    insert into dap_grant (partner_id, customer_id, granted_at, ended_at, ended_by)
    select partner_id, customer_id, begun, case when i % 50 <> 3 then begun + interval '1 day' end, case when i % 50 <> 3 then 'partner' end from made`;
  await tx`
    insert into admin_relationship (partner_id, id, customer_id, display_name, role_ids, duration_days, extends, created_at, modified_at, locked_at,
                                    pending_at, approved_at, activating_at, activated_at, end_at, termination_requested_at, terminating_at,
                                    terminated_at, terminated_by, due_at)
    select partner_id, id, customer_id, 'Support ' || i, role_ids, days, extends, begun, begun, begun, begun, begun, begun, begun, end_at,
           gone, gone, gone, case when gone is not null then 'partner' end,
           case state when 'terminated' then gone + interval '365 days' when 'ended' then end_at + interval '365 days' else end_at - interval '30 days' end
      from (select *, begun + days * interval '1 day' as end_at, case when state = 'terminated' then begun + interval '40 days' end as gone
              from (select *, case when state = 'ended' then 30 else 730 end as days, state = 'effective' and i % 4 = 0 as extends from made) m) m`;
  await tx`
    insert into access_assignment (partner_id, relationship_id, id, customer_id, group_id, role_ids, held_role_ids, created_at, modified_at, active_at,
                                   deleting_at, deleted_at)
    select partner_id, id, pg_temp.access_id('assignment/' || i), customer_id, group_id, role_ids, role_ids, begun, begun, begun, gone, gone
      from (select *, case when state = 'unassigned' then begun + interval '40 days' end as gone from made) m`;
}

/** The customer whose partners page is read: of ten partners, all of whose groups have rights. */
async function insertAudited(tx: Transaction, now: Date): Promise<void> {
  await tx`
    insert into tenant (id, display_name, cloud, country, created_at, company, default_domain)
    values (${audited.id}, 'Audited', 'public', 'US', ${now}, '{}', 'audited.example')`;
  await tx`
    insert into tenant_user (tenant_id, id, user_principal_name, display_name, created_at)
    values (${audited.id}, ${audited.administrator}, 'admin@audited.example', 'Administrator', ${now})`;
  await tx`
    insert into directory_role_member (tenant_id, role_id, user_id)
    values (${audited.id}, ${directoryRole.globalAdministrator}, ${audited.administrator})`;
  const partners = tx`generate_series(0, ${audited.partners - 1}::int) as p`;
  await tx`
    insert into reseller_relationship (partner_id, customer_id, type, origin, since, company_name, domain, billing_profile)
    select pg_temp.access_id('partner/' || p), ${audited.id}, 'reseller', 'invitation', ${now}, 'Audited', 'audited.example', '{}' from ${partners}`;
  const roles = tx`${[...(roleSets[1] as readonly string[])]}::uuid[]`;
  await tx`
    insert into admin_relationship (partner_id, id, customer_id, display_name, role_ids, duration_days, created_at, modified_at, locked_at,
                                    pending_at, approved_at, activating_at, activated_at, end_at, due_at)
    select pg_temp.access_id('partner/' || p), pg_temp.access_id('audited/' || p), ${audited.id}, 'Audited', ${roles}, 730, now, now, now, now, now, now, now,
           now + interval '730 days', now + interval '700 days'
      from ${partners}, (select ${now}::timestamptz as now) n`;
  await tx`
    insert into access_assignment (partner_id, relationship_id, id, customer_id, group_id, role_ids, held_role_ids, created_at, modified_at, active_at)
    select pg_temp.access_id('partner/' || p), pg_temp.access_id('audited/' || p), pg_temp.access_id('audited/' || p || '/' || g), ${audited.id},
           pg_temp.access_id('group/' || p || '/' || g), ${roles}, ${roles}, ${now}, ${now}, ${now}
      from ${partners}, generate_series(0, ${groupsOfPartner - 1}::int) as g`;
}
