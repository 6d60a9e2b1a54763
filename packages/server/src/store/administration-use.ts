import type { Caller } from './actor.ts';
import type { Database, Fragment } from './database.ts';
import type { GroupMember } from './delegated-admin/people.ts';
import { membersOf } from './delegated-admin/people.ts';

/** By which way somebody acts inside a customer. */
export type UseSource = 'dap' | 'gdap';

/** A use is noted again when the one on record is older than this (ms). */
const precision = 3_600_000;
const size = 50_000;
const memories = new WeakMap<object, Map<string, number>>();

/**
 * Notes that a caller has used his rights at a customer at `now`, unless that was noted within the hour. It does not
 * wait: who acts is not to wait for it, and should it fail, the next use is noted instead.
 */
export function noteUse(database: Database, caller: Caller, customerId: string, source: UseSource, now: Date): void {
  let memory = memories.get(database);
  if (memory === undefined) {
    memory = new Map();
    memories.set(database, memory);
  }
  const noted = memory;
  const actorId = caller.userId ?? caller.applicationId;
  const key = `${caller.tenantId}:${customerId}:${actorId}:${source}`;
  const before = noted.get(key);
  if (before !== undefined && Math.abs(now.getTime() - before) < precision) return;
  if (noted.size >= size) noted.clear();
  noted.set(key, now.getTime());
  saveUse(database, { partnerId: caller.tenantId, customerId, actorId }, source, now).catch(() => noted.delete(key));
}

/** Forgets what was noted: the world has become another one. */
export function forgetUses(database: Database): void {
  memories.get(database)?.clear();
}

/** One statement: it declares itself as an act of the pair, so that the frame rule holds for it too. */
async function saveUse(
  sql: Database,
  one: { readonly partnerId: string; readonly customerId: string; readonly actorId: string },
  source: UseSource,
  now: Date,
): Promise<void> {
  const column = sql(source === 'dap' ? 'dap_used_at' : 'gdap_used_at');
  await sql`
    with declared as (select begin_act('administration.use', ${[`${one.customerId}:${one.partnerId}`]}))
    insert into administration_use as u (partner_id, customer_id, actor_id, ${column})
    select ${one.partnerId}, ${one.customerId}, ${one.actorId}, ${now} from declared
    on conflict (partner_id, customer_id, actor_id) do update set ${column} = greatest(u.${column}, excluded.${column})`;
}

export interface UseRow {
  readonly partner_id: string;
  readonly actor_id: string;
  readonly dap_used_at: string | null;
  readonly gdap_used_at: string | null;
}

/** Who used rights at the customer when; one JSON array. */
export function usesAt(sql: Database, customerId: string): Fragment {
  return sql`select coalesce(json_agg(u), '[]') from administration_use u where u.customer_id = ${customerId}`;
}

/** One way by which a group of a partner has rights at the customer now. */
export interface HeldRightRow {
  readonly partner_id: string;
  readonly partner_name: string;
  readonly source: UseSource;
  readonly relationship_id: string | null;
  readonly relationship_name: string | null;
  /** Null: roles that the customer approved and nobody has. */
  readonly group_id: string | null;
  readonly group_name: string | null;
  readonly role_ids: readonly string[];
  readonly since: string;
  readonly people: readonly GroupMember[];
}

/**
 * Every right at the customer now, by partner, way and group, with who has it: DAP by the agent groups' own members
 * (R55), granular ones by groups and the groups in them (R69), and approved roles that no group was given.
 */
export function rightsAt(sql: Database, customerId: string): Fragment {
  return sql`
    with granular as (
      select r.* from admin_relationship r
       where r.customer_id = ${customerId} and admin_relationship_status(r, realm_now()) = 'active'),
    assigned as (
      select a.*, case when a.next_at <= realm_now() then a.next_role_ids else a.held_role_ids end as roles_now
        from granular r join access_assignment a on a.partner_id = r.partner_id and a.relationship_id = r.id
       where access_assignment_status(a, realm_now()) in ('pending', 'active')),
    held as (
      select d.partner_id, 'dap' as source, null::uuid as relationship_id, null as relationship_name, g.id as group_id, g.display_name as group_name,
             array[case g.agent_group when 'AdminAgents' then '62e90394-69f5-4237-9190-012177145e10' else '729827e3-9c14-49f7-bb1b-9608f156bbb8' end]::uuid[] as role_ids,
             d.granted_at as since,
             (select coalesce(json_agg(json_build_object('id', u.id, 'kind', 'user', 'display_name', u.display_name, 'user_principal_name', u.user_principal_name)
                                       order by u.display_name, u.id), '[]')
                from security_group_member m
                join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.member_id and u.deleted_at is null and u.account_enabled
               where m.tenant_id = g.tenant_id and m.group_id = g.id) as people
        from dap_grant d join security_group g on g.tenant_id = d.partner_id and g.agent_group in ('AdminAgents', 'HelpdeskAgents')
       where d.customer_id = ${customerId} and d.ended_at is null
      union all
      select r.partner_id, 'gdap', r.id, r.display_name, a.group_id,
             (select g.display_name from security_group g where g.tenant_id = a.partner_id and g.id = a.group_id),
             a.roles_now, a.active_at, (${membersOf(sql, sql`a.partner_id`, sql`a.group_id`)})
        from granular r join assigned a on a.partner_id = r.partner_id and a.relationship_id = r.id and a.active_at <= realm_now()
      union all
      select r.partner_id, 'gdap', r.id, r.display_name, null, null, free.role_ids, r.activated_at, '[]'::json
        from granular r cross join lateral (
          select array(select x from unnest(r.role_ids) x where x is distinct from r.dropped_role_id
                       except select y from assigned a, unnest(a.role_ids || coalesce(a.next_role_ids, '{}')) y
                               where a.partner_id = r.partner_id and a.relationship_id = r.id order by 1) as role_ids) as free
       where cardinality(free.role_ids) > 0)
    select coalesce(json_agg(json_build_object('partner_id', h.partner_id, 'partner_name', t.display_name, 'source', h.source,
             'relationship_id', h.relationship_id, 'relationship_name', h.relationship_name, 'group_id', h.group_id, 'group_name', h.group_name,
             'role_ids', h.role_ids, 'since', h.since, 'people', h.people)
             order by lower(t.display_name) collate "C", h.partner_id, h.source, lower(h.relationship_name) collate "C",
                      lower(h.group_name) collate "C" nulls last, h.group_id), '[]')
      from held h join tenant t on t.id = h.partner_id`;
}
