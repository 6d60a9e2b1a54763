import { reminderDays } from '@multipartner/domain/delegated-admin/due.ts';
import { extensionDays } from '@multipartner/domain/delegated-admin/duration.ts';
import { keptDays, requestDays } from '@multipartner/domain/delegated-admin/relationship.ts';
import type { Database, Fragment, Transaction } from '../database.ts';

/** When the earliest thing about any granular relationship is due; null when nothing is. */
export async function nextDueRelationship(sql: Database | Transaction): Promise<Date | null> {
  const [row] = await sql<
    [{ due: Date | null }]
  >`select min(due_at) as due from admin_relationship where due_at is not null`;
  return row.due;
}

/** A mail about something that is due. `event` and, of a reminder, `days` say what; `turn` orders two about one thing. */
export interface DueMail {
  readonly event: 'reminder' | 'extended' | 'expired';
  readonly days: number | null;
  /** Only where the relationship extends itself, or only where it does not. */
  readonly extends: boolean;
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
  const days = (n: number) => compose`make_interval(days => ${n}::int)`;
  const reminders = reminderDays.map(
    (n, index) =>
      compose`, ('reminder', r.end_at - ${days(n)}, ${n}::int, ${index + 3}::int, r.terminated_at is null and r.end_at - ${days(n)} > r.activated_at)`,
  );
  return compose`
    select v.event, v.at, v.days, v.place
      from (values ('lapse', r.locked_at + ${days(requestDays)}, null::int, 1, r.activated_at is null and r.terminated_at is null),
                   ('activated', r.activated_at, null, 2, r.terminated_at is null or r.activated_at < r.termination_requested_at)
                   ${reminders.reduce((before, one) => compose`${before} ${one}`, compose``)},
                   (case when r.extends then 'extended' else 'expired' end, r.end_at, null, 10, r.terminated_at is null),
                   ('terminated', r.terminated_at, null, 11, true),
                   ('cleanUp', case when r.terminated_at is not null then r.terminated_at
                                    when not r.extends then r.end_at + r.step_ms * interval '1 millisecond' end + ${days(keptDays)}, null, 12, true)
           ) as v (event, at, days, place, applies)
     where v.applies and v.at >= r.due_at`;
}

/** How a record shows a relationship; `ended` is its end as text or null. */
const shown = (sql: Database, endAt: Fragment) => sql`
  jsonb_build_object('id', s.id, 'partnerId', s.partner_id, 'customerId', s.customer_id, 'displayName', s.display_name, 'roleIds', to_jsonb(s.role_ids),
                     'durationDays', s.duration_days, 'autoExtend', s.extends, 'endAt', ${instant(sql, endAt)})`;

const instant = (sql: Database, at: Fragment) => sql`to_char(${at}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Does what is due for granular relationships of everybody up to a time it chooses, at most `upTo`: as far as some
 * `limit` relationships are due, and no further than 30 days from the first. Up to then everything is done, each thing
 * dated by its own time, recorded and told in the order of these times. Answers how many things that were.
 */
export async function passRelationshipTime(
  tx: Transaction,
  upTo: Date,
  limit: number,
  mails: readonly DueMail[],
): Promise<number> {
  const sql = tx as unknown as Database;
  const [{ until }] = await sql<[{ until: Date | null }]>`
    select least(${upTo}::timestamptz, min(due_at) + make_interval(days => ${longestPassage}::int),
                 (select due_at from admin_relationship where due_at <= ${upTo} order by due_at offset ${limit - 1} limit 1)) as until
      from admin_relationship where due_at is not null`;
  if (until === null) return 0;
  const extension = sql`make_interval(days => ${extensionDays}::int)`;
  const firstReminder = sql`make_interval(days => ${extensionDays - reminderDays[0]}::int)`;
  const [passed] = await sql<[{ things: number; rows: number; ended: [partnerId: string, id: string][] | null }]>`
    with taken as materialized (
      -- Locked in the order in which acts on several of them lock.
      select r.* from admin_relationship r where r.due_at <= ${until} order by r.partner_id, r.id for update
    ), entry as materialized (
      select r.partner_id, r.id, e.* from taken r, lateral (${timelineOf(sql)}) e
    ), fate as materialized (
      select r.partner_id, r.id, bool_or(e.at <= ${until} and e.event in ('lapse', 'cleanUp')) as goes,
             bool_or(e.at <= ${until} and e.event = 'extended') as extended, min(e.at) filter (where e.at > ${until}) as next
        from taken r left join entry e using (partner_id, id) group by r.partner_id, r.id
    ), removed as (
      delete from admin_relationship r using fate f where r.partner_id = f.partner_id and r.id = f.id and f.goes
    ), changed as (
      update admin_relationship r
         set due_at = case when f.extended then r.end_at + ${firstReminder} else f.next end,
             end_at = case when f.extended then r.end_at + ${extension} else r.end_at end,
             modified_at = case when f.extended then r.end_at else r.modified_at end,
             version = r.version + case when f.extended then 1 else 0 end
        from fate f where r.partner_id = f.partner_id and r.id = f.id and f.goes is not true
    ), step as materialized (
      -- Nobody but the partner knows of what was never approved.
      select r.*, e.event, e.at, e.days, e.place, case when r.approved_at is not null then r.customer_id end as known_to
        from entry e join taken r using (partner_id, id) where e.at <= ${until}
    ), log as (
      insert into audit_record (tenant_id, at, customer_id, customer_name, resource_type, operation_type, status, old_value, new_value)
      select t.tenant_id, s.at, s.known_to, (select display_name from tenant where id = s.known_to), 'granular_admin_relationship',
             'granular_admin_relationship_' || case s.event when 'lapse' then 'cleaned_up' when 'cleanUp' then 'cleaned_up' else s.event end, 'succeeded',
             case when s.event <> 'activated' then ${shown(sql, sql`s.end_at`)} end,
             case when s.event not in ('lapse', 'cleanUp') then ${shown(sql, sql`s.end_at + case when s.event = 'extended' then ${extension} else interval '0' end`)} end
        from step s, lateral (values (1, s.partner_id), (2, s.known_to)) t (side, tenant_id)
       where s.event <> 'reminder' and t.tenant_id is not null
       order by s.at, s.partner_id, s.id, s.place, t.side
    ), partner_side as materialized (
      select p.id, (select display_name from tenant where id = p.id) as name,
             array(select coalesce(u.mail, u.user_principal_name) from security_group g
                     join security_group_member m on m.tenant_id = g.tenant_id and m.group_id = g.id
                     join tenant_user u on u.tenant_id = m.tenant_id and u.id = m.member_id and u.deleted_at is null
                    where g.tenant_id = p.id and g.agent_group = 'AdminAgents' order by 1) as people
        from (select distinct partner_id as id from step where event in ('reminder', 'extended', 'expired')) p
    ), customer_side as materialized (
      select c.id, (select display_name from tenant where id = c.id) as name,
             array(select coalesce(u.mail, u.user_principal_name) from directory_role_member r
                     join tenant_user u on u.tenant_id = r.tenant_id and u.id = r.user_id and u.deleted_at is null
                    where r.tenant_id = c.id and r.role_id = '62e90394-69f5-4237-9190-012177145e10' order by 1) as people
        from (select distinct customer_id as id from step where event in ('reminder', 'extended', 'expired')) c
    ), mail as (
      select * from jsonb_to_recordset(${sql.json(mails as never)}) as m (event text, days int, extends boolean, turn int, subject text, body text)
    ), told as (
      insert into outbox_item (tenant_id, kind, name, recipient, about, body, created_at, due_at, once)
      select o.tenant_id, o.kind, o.name, o.recipient, o.about, o.body, o.at, o.at,
             'admin-relationship/' || ${instant(sql, sql`o.at`)} || '/' || o.id || '/' || o.what || '/' || o.recipient
        from (select s.at, s.partner_id, s.id, s.place, m.turn, t.side, t.tenant_id, 'mail' as kind, x.subject as name, a.recipient, x.body,
                     jsonb_build_object('relationshipId', s.id, 'displayName', s.display_name) as about, s.event || coalesce(s.days, m.turn) as what
                from step s join mail m on m.event = s.event and m.days is not distinct from s.days and m.extends = s.extends
                     join partner_side p on p.id = s.partner_id join customer_side c on c.id = s.customer_id,
                     lateral (values (1, s.partner_id, c.name, p.people), (2, s.customer_id, p.name, c.people)) t (side, tenant_id, other, people),
                     lateral (select to_char(s.end_at, 'YYYY-MM-DD HH24:MI') as ends, to_char(s.end_at + ${extension}, 'YYYY-MM-DD HH24:MI') as extended) d,
                     lateral (select format(m.subject, s.display_name, t.other, d.ends, d.extended) as subject,
                                     format(m.body, s.display_name, t.other, d.ends, d.extended) as body) x,
                     lateral unnest(t.people) as a (recipient)
              union all
              select s.at, s.partner_id, s.id, s.place, 1, 0, s.partner_id, 'event', 'granular-admin-relationship-' || s.event, s.partner_id::text, null,
                     jsonb_build_object('customerId', s.customer_id, 'relationshipId', s.id, 'displayName', s.display_name), s.event
                from step s where s.event in ('activated', 'extended', 'expired')) o
       order by o.at, o.partner_id, o.id, o.place, o.turn, o.side, o.recipient
      on conflict (once) do nothing
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
