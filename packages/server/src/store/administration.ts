import type { Actor } from '@multipartner/domain/access/actor.ts';
import type { AdministrationFacts } from '@multipartner/domain/access/customer-administration.ts';
import { type Caller, groupsOfCaller } from './actor.ts';
import { recallActor } from './actor-memory.ts';
import type { Database, Fragment, Transaction } from './database.ts';

/** What the database knows of a caller's rights inside a customer; `toAdministration` adds what the actor is. */
export type AdministrationRow = Pick<AdministrationFacts, 'dap' | 'related' | 'gdap'>;

/** The groups whose assignments count: those that the caller is known to be in, else they are looked up. */
const within = (sql: Database, caller: Caller, groups: readonly string[] | null) =>
  groups === null
    ? sql`a.group_id in (${groupsOfCaller(sql, caller)})`
    : sql`a.group_id = any (${groups as string[]}::uuid[])`;

/**
 * One JSON value: the roles that the caller holds by granular relationships, where `clock.now` is the realm's time:
 * those of assignments to security groups that the caller is in, directly or through other groups (R69, R76); a
 * relationship that extends itself is effective beyond its end (R72). Rights end with the wish to end them, not with its
 * completion (R74).
 */
const granularRights = (
  sql: Database,
  caller: Caller,
  customerId: string | Fragment,
  groups: readonly string[] | null,
) => sql`
  select coalesce(json_agg(json_build_object('relationshipId', g.id, 'groupId', a.group_id, 'roleIds', case when a.next_at <= clock.now then a.next_role_ids else a.held_role_ids end)), '[]')
    from admin_relationship g
    join access_assignment a on a.partner_id = g.partner_id and a.relationship_id = g.id
   where g.customer_id = ${customerId} and g.partner_id = ${caller.tenantId} and g.activated_at <= clock.now
     and g.termination_requested_at is null and (g.extends or g.end_at > clock.now)
     and a.deleting_at is null and a.active_at <= clock.now and (a.failed_at is null or a.failed_at > a.active_at)
     and ${within(sql, caller, groups)}`;

const delegatedRights = (
  sql: Database,
  caller: Caller,
  customerId: string | Fragment,
  groups: readonly string[] | null,
) => sql`
  select json_build_object(
    'dap', exists (select from dap_grant d
                    where d.partner_id = ${caller.tenantId} and d.customer_id = ${customerId} and d.ended_at is null),
    'related', exists (select from reseller_relationship r
                        where r.partner_id = ${caller.tenantId} and r.customer_id = ${customerId} and r.ended_at is null),
    'gdap', (${granularRights(sql, caller, customerId, groups)}))`;

/** One JSON value: a caller's delegated rights at a customer at this instant. The clock is read once (`offset 0`). */
export function administrationFacts(sql: Database, caller: Caller, customerId: string): Fragment {
  return sql`${delegatedRights(sql, caller, customerId, null)} from (select realm_now() as now offset 0) as clock`;
}

/**
 * The same for the caller of a read, as a part of `ask`: by its clock, and by the groups that are remembered of the
 * caller, for the statement tells whether what is remembered is true still. The customer may be an SQL value.
 */
export function ownAdministration(sql: Database, caller: Caller, customerId: string | Fragment): Fragment {
  return delegatedRights(sql, caller, customerId, recallActor(sql, caller)?.row.groups ?? null);
}

/** The granular part of it alone, for a read that has the rest from elsewhere. */
export function ownGranularRights(sql: Database, caller: Caller, customerId: string): Fragment {
  return granularRights(sql, caller, customerId, recallActor(sql, caller)?.row.groups ?? null);
}

/** The same inside an act. */
export async function readAdministration(
  tx: Transaction,
  caller: Caller,
  customerId: string,
): Promise<AdministrationRow> {
  const [row] = await tx<[{ rights: AdministrationRow }]>`
    select (${administrationFacts(tx as unknown as Database, caller, customerId)}) as rights`;
  return row.rights;
}

/** Who administers the customer now, or is on the way to it: DAP, or a granular relationship that was approved. */
const administrators = (sql: Database, customerId: string) => sql`
  select d.partner_id from dap_grant d where d.customer_id = ${customerId} and d.ended_at is null
  union
  select r.partner_id from admin_relationship r
   where r.customer_id = ${customerId} and admin_relationship_status(r, realm_now()) in ('active', 'approved', 'activating')`;

/** The pairs of the customer with all of them, for an act on every one. */
export function pairsOfAdministrators(sql: Database, customerId: string): Fragment {
  return sql`array(select ${customerId}::text || ':' || a.partner_id from (${administrators(sql, customerId)}) as a)`;
}

/**
 * Those of them that the act under way has declared, in one order for all: who became one in the meantime is not among
 * them, and is dealt with by the next act.
 */
export async function administratorsOf(
  tx: Transaction,
  customerId: string,
): Promise<{ partnerId: string; name: string }[]> {
  const sql = tx as unknown as Database;
  return tx<{ partnerId: string; name: string }[]>`
    select a.partner_id as "partnerId", t.display_name as name
      from (${administrators(sql, customerId)}) as a join tenant t on t.id = a.partner_id
     where position(',' || ${customerId}::text || ':' || a.partner_id || ',' in current_setting('multipartner.act_pairs')) > 0
     order by a.partner_id`;
}

/** The facts that the domain decides an act inside the customer from. */
export function toAdministration(actor: Actor, row: AdministrationRow): AdministrationFacts {
  const person = actor.userId !== null;
  return {
    ...row,
    person,
    inAdminAgents: person && actor.roles.includes('adminAgent'),
    inHelpdeskAgents: person && actor.roles.includes('helpdeskAgent'),
  };
}
