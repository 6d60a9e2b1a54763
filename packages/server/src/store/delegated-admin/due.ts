import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { reminderDays } from '@multipartner/domain/delegated-admin/due.ts';
import { extensionDays } from '@multipartner/domain/delegated-admin/duration.ts';
import { keptDays, requestDays } from '@multipartner/domain/delegated-admin/relationship.ts';
import type { Database, Fragment, Transaction } from '../database.ts';
import type { Owner } from './relationship.ts';

/** When the earliest thing about any granular relationship is due; null when nothing is. */
export async function nextDueRelationship(sql: Database | Transaction): Promise<Date | null> {
  const [row] = await sql<
    [{ due: Date | null }]
  >`select min(due_at) as due from admin_relationship where due_at is not null`;
  return row.due;
}

/** A mail about something that is due. */
export interface DueMail {
  /** What it is about: the event, of a reminder with its days, and whether the relationship extends itself. */
  readonly letter: 'extended-extends' | 'expired' | `reminder-${number}${'' | '-extends'}`;
  /** Orders two about one thing. */
  readonly turn: number;
  /** In both %1$s is the relationship, %2$s the other party, %3$s its end (UTC) and %4$s the end after an extension. */
  readonly subject: string;
  readonly body: string;
}

/** What one call may pass over: after an extension the next thing is due 150 days later, beyond any call. */
export const longestPassage = 30;

/**
 * What is still to come for relationships `r` as they are, from their due time on: event, time and, of a reminder, the
 * days until the end. The domain's timeline says the same; a test holds them together.
 */
export function timelineOf(sql: Database | Transaction): Fragment {
  const compose = sql as Database;
  const entry = (event: string, at: Fragment, place: number, applies: Fragment, days: number | null = null) => compose`
    select ${text(sql, event)} as event, ${at} as at, ${days === null ? compose`null::int` : literal(sql, days)} as days, ${literal(sql, place)} as place
     where ${applies} and ${at} >= r.due_at`;
  const living = compose`r.terminated_at is null`;
  const entries = [
    entry(
      'lapse',
      compose`r.locked_at + ${interval(sql, requestDays)}`,
      1,
      compose`r.activated_at is null and ${living}`,
    ),
    entry('activated', compose`r.activated_at`, 2, compose`(${living} or r.activated_at < r.termination_requested_at)`),
    ...reminderDays.map((days, index) => {
      const at = compose`r.end_at - ${interval(sql, days)}`;
      return entry('reminder', at, index + 3, compose`${living} and ${at} > r.activated_at`, days);
    }),
    entry('extended', compose`r.end_at`, 10, compose`${living} and r.extends`),
    entry('expired', compose`r.end_at`, 10, compose`${living} and not r.extends`),
    entry('terminated', compose`r.terminated_at`, 11, compose`not (${living})`),
    entry('cleanUp', keptUntil(sql), 12, compose`true`),
  ];
  return entries.reduce((before, one) => compose`${before} union all ${one}`);
}

/** Constants of the domain, as a part of the text of a statement: the planner and the executor reckon with them once. */
const literal = (sql: Database | Transaction, n: number) => sql.unsafe(String(n)) as unknown as Fragment;
const interval = (sql: Database | Transaction, days: number) =>
  sql.unsafe(`interval '${days} days'`) as unknown as Fragment;

const text = (sql: Database | Transaction, word: string) => sql.unsafe(`'${word}'`) as unknown as Fragment;

const globalAdministrator = (sql: Database | Transaction) => text(sql, directoryRole.globalAdministrator);

/** When an ended relationship `r` goes; null where it has no end. */
const keptUntil = (sql: Database | Transaction) =>
  (sql as Database)`coalesce(r.terminated_at, case when not r.extends then r.end_at + r.step_ms * interval '1 millisecond' end) + ${interval(sql, keptDays)}`;

/** How a record shows a relationship that ends then. */
const shown = (sql: Database, endAt: Fragment) => sql`
  jsonb_build_object('id', s.id, 'partnerId', s.partner_id, 'customerId', s.customer_id, 'displayName', s.display_name, 'roleIds', to_jsonb(s.role_ids),
                     'durationDays', s.duration_days, 'autoExtend', s.extends, 'endAt', ${instant(sql, endAt)})`;

const instant = (sql: Database, at: Fragment) => sql`to_char(${at}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Does what is due for granular relationships of everybody up to a time it chooses, at most `upTo`: as far as some
 * `limit` relationships are due, and no further than 30 days from the first. Up to then everything is done, each thing
 * dated by its own time, recorded and told in the order of these times. Answers how many things that were. With `only`
 * it does so for one relationship.
 */
export async function passRelationshipTime(
  tx: Transaction,
  upTo: Date,
  limit: number,
  mails: readonly DueMail[],
  only?: Owner & { readonly id: string },
): Promise<number> {
  const sql = tx as unknown as Database;
  const concerned = only === undefined ? sql`` : sql`and r.partner_id = ${only.partnerId} and r.id = ${only.id}`;
  const [{ since, until }] = await sql<[{ since: Date | null; until: Date }]>`
    select min(r.due_at) as since,
           least(${upTo}::timestamptz, min(r.due_at) + ${interval(sql, longestPassage)},
                 (select r.due_at from admin_relationship r where r.due_at <= ${upTo} ${concerned} order by r.due_at offset ${limit - 1} limit 1)) as until
      from admin_relationship r where r.due_at is not null ${concerned}`;
  if (since === null || until < since) return 0;
  // What is told is sorted in memory.
  await sql`set local work_mem = '64MB'`;
  const extension = interval(sql, extensionDays);
  const due = sql`r.due_at >= ${since} and r.due_at <= ${until} ${concerned}`;
  const extended = sql`r.extends and r.terminated_at is null and r.end_at between r.due_at and ${until}`;
  const gone = sql`coalesce(case when r.activated_at is null and r.terminated_at is null then r.locked_at + ${interval(sql, requestDays)}
                                 else ${keptUntil(sql)} end <= ${until}, false)`;
  const [passed] = await sql<[{ things: number; rows: number; ended: [partnerId: string, id: string][] | null }]>`
    with taken as materialized (
      -- Locked in the order in which acts on several of them lock.
      select r.* from admin_relationship r where ${due} order by r.partner_id, r.id for update
    ), step as materialized (
      -- Nobody but the partner knows of what was never approved.
      select r.partner_id, r.id, r.customer_id, r.display_name, r.role_ids, r.duration_days, r.extends, r.end_at, e.event, e.at, e.days, e.place,
             case when r.approved_at is not null then r.customer_id end as known_to,
             e.event || coalesce('-' || e.days, '') || case when r.extends then '-extends' else '' end as letter
        from taken r, lateral (${timelineOf(sql)}) e where e.at <= ${until}
    ), removed as (
      delete from admin_relationship r where ${due} and ${gone}
    ), changed as (
      update admin_relationship r
         set due_at = case when ${extended} then r.end_at + ${interval(sql, extensionDays - reminderDays[0])}
                           else (select min(e.at) from (${timelineOf(sql)}) e where e.at > ${until}) end,
             end_at = case when ${extended} then r.end_at + ${extension} else r.end_at end,
             modified_at = case when ${extended} then r.end_at else r.modified_at end,
             version = r.version + case when ${extended} then 1 else 0 end
       where ${due} and not ${gone}
    ), partner_side as materialized (
      select p.id, (select display_name from tenant where id = p.id) as name,
             array(select coalesce(u.mail, u.user_principal_name) from security_group g
                     join security_group_member m on m.tenant_id = g.tenant_id and m.group_id = g.id
                     join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.member_id and u.deleted_at is null
                    where g.tenant_id = p.id and g.agent_group = 'AdminAgents' order by 1) as people
        from (select distinct partner_id as id from step) p
    ), customer_side as materialized (
      select c.id, (select display_name from tenant where id = c.id) as name,
             array(select coalesce(u.mail, u.user_principal_name) from directory_role_member r
                     join tenant_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.deleted_at is null
                    where r.tenant_id = c.id and r.role_id = ${globalAdministrator(sql)} order by 1) as people
        from (select distinct known_to as id from step where known_to is not null) c
    ), line as materialized (
      select s.*, (select display_name from tenant where id = s.known_to) as customer_name,
             'granular_admin_relationship_' || case s.event when 'lapse' then 'cleaned_up' when 'cleanUp' then 'cleaned_up' else s.event end as operation,
             case when s.event <> 'activated' then ${shown(sql, sql`s.end_at`)} end as before,
             case s.event when 'lapse' then null when 'cleanUp' then null
                          when 'extended' then ${shown(sql, sql`s.end_at + ${extension}`)} else ${shown(sql, sql`s.end_at`)} end as after
        from step s where s.event <> 'reminder'
    ), log as (
      insert into audit_record (tenant_id, at, customer_id, customer_name, resource_type, operation_type, status, old_value, new_value)
      select t.tenant_id, t.at, t.known_to, t.customer_name, 'granular_admin_relationship', t.operation, 'succeeded', t.before, t.after
        from (select 1 as side, partner_id as tenant_id, * from line
              union all select 2, known_to, * from line where known_to is not null) t
       order by t.at, t.partner_id, t.id, t.place, t.side
    ), letter as materialized (
      select s.at, s.partner_id, s.id, s.place, m.turn, m.subject, m.body, s.display_name, s.customer_id,
             p.name as partner_name, p.people as agents, c.name as customer_name, c.people as administrators,
             to_char(s.end_at, 'YYYY-MM-DD HH24:MI') as ends, to_char(s.end_at + ${extension}, 'YYYY-MM-DD HH24:MI') as extended,
             jsonb_build_object('relationshipId', s.id, 'displayName', s.display_name) as about
        from step s join jsonb_to_recordset(${sql.json(mails as never)}) as m (letter text, turn int, subject text, body text) on m.letter = s.letter
             join partner_side p on p.id = s.partner_id join customer_side c on c.id = s.customer_id
    ), envelope as (
      select at, partner_id, id, place, turn, 1 as side, partner_id as tenant_id, about, agents as people,
             format(subject, display_name, customer_name, ends, extended) as subject, format(body, display_name, customer_name, ends, extended) as body from letter
      union all
      select at, partner_id, id, place, turn, 2, customer_id, about, administrators,
             format(subject, display_name, partner_name, ends, extended), format(body, display_name, partner_name, ends, extended) from letter
    ), told as (
      -- Once: the due time of a relationship that is held moves in the statement that tells of it.
      insert into outbox_item (tenant_id, kind, name, recipient, about, body, created_at, due_at)
      select o.tenant_id, o.kind, o.name, o.recipient, o.about, o.body, o.at, o.at
        from (select e.at, e.partner_id, e.id, e.place, e.turn, e.side, e.tenant_id, 'mail' as kind, e.subject as name, a.recipient, e.about, e.body
                from envelope e, unnest(e.people) as a (recipient)
              union all
              -- After the last reminder, before the mail about the expiry.
              select s.at, s.partner_id, s.id, s.place, 1, 3, s.partner_id, 'event', 'granular-admin-relationship-' || s.event, s.partner_id::text,
                     jsonb_build_object('customerId', s.customer_id, 'relationshipId', s.id, 'displayName', s.display_name), null
                from step s where s.event in ('activated', 'extended', 'expired')) o
       order by o.at, o.partner_id, o.id, o.place, o.turn, o.side, o.recipient
    )
    select (select count(*) from step) as things, (select count(*) from taken) as rows,
           (select json_agg(json_build_array(partner_id, id)) from step where event = 'expired') as ended`;
  if (passed.ended !== null) await endWithRelationship(sql, passed.ended);
  return passed.things || passed.rows;
}

/** What a relationship takes with it when it has expired: its living assignments, and changes under way (R71). */
async function endWithRelationship(sql: Database, ended: readonly (readonly [string, string])[]): Promise<void> {
  const partners = ended.map(([partnerId]) => partnerId);
  const ids = ended.map(([, id]) => id);
  // Statements of their own: whatever was assigned before the relationships were locked is seen.
  const which = sql`unnest(${partners}::uuid[], ${ids}::uuid[]) as e (partner_id, id) join admin_relationship r using (partner_id, id)`;
  await sql`
    update access_assignment a
       set deleting_at = r.end_at, deleted_at = r.end_at + r.step_ms * interval '1 millisecond', modified_at = r.end_at, version = a.version + 1
      from ${which} where a.partner_id = r.partner_id and a.relationship_id = r.id and a.deleting_at is null`;
  await sql`
    update admin_relationship_operation o set failed_at = r.end_at, failed_reason = 'relationship-ended'
      from ${which} where o.partner_id = r.partner_id and o.relationship_id = r.id and o.settled_at > r.end_at and o.failed_at is null`;
}
