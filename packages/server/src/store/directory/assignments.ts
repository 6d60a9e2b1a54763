import type { Database, Fragment, Transaction } from '../database.ts';

/** What waits for something at this instant: to become active, or for other roles. */
const waiting = (sql: Database, now: Fragment) => sql`
  a.deleting_at is null and ((a.active_at > ${now} and (a.failed_at is null or a.failed_at > ${now})) or a.next_at > ${now})`;

/** The pairs of the assignments of a group that are on their way, for an act that deletes the group. */
export function pairsOfWaiting(sql: Database, partnerId: string, groupId: string): Fragment {
  return sql`array(
    select distinct coalesce(a.customer_id::text, 'any') || ':' || a.partner_id::text from access_assignment a
     where a.partner_id = ${partnerId} and a.group_id = ${groupId} and ${waiting(sql, sql`realm_now()`)})`;
}

export interface StoppedAssignment {
  readonly id: string;
  readonly relationshipId: string;
  readonly customerId: string | null;
  /** It never becomes active; else a change of its roles did not come to be. */
  readonly failed: boolean;
}

/**
 * Stops what is on its way to a group that is being deleted: pending assignments fail, and so do changes of active ones,
 * which stay as they are. One that was made after the act had declared its pairs is left alone: it dangles, like
 * an active one.
 */
export async function stopAssignmentsOf(
  tx: Transaction,
  partnerId: string,
  groupId: string,
  now: Date,
): Promise<StoppedAssignment[]> {
  const sql = tx as unknown as Database;
  const stopped = await tx<StoppedAssignment[]>`
    update access_assignment a set
           failed_at = case when a.active_at > ${now} then ${now} else a.failed_at end,
           failed_reason = case when a.active_at > ${now} then 'group-deleted' else a.failed_reason end,
           next_role_ids = case when a.next_at > ${now} then null else a.next_role_ids end,
           next_at = case when a.next_at > ${now} then null else a.next_at end,
           modified_at = ${now}, version = a.version + 1
     where a.partner_id = ${partnerId} and a.group_id = ${groupId} and ${waiting(sql, sql`${now}::timestamptz`)}
       and position(',' || coalesce(a.customer_id::text, 'any') || ':' || a.partner_id || ',' in current_setting('multipartner.act_pairs')) > 0
    returning a.id, a.relationship_id as "relationshipId", a.customer_id as "customerId", a.active_at > ${now} as failed`;
  if (stopped.length > 0)
    await tx`
      update admin_relationship_operation o set failed_at = ${now}, failed_reason = 'group-deleted'
       where o.partner_id = ${partnerId} and o.settled_at > ${now} and o.failed_at is null
         and o.relationship_id = any (${stopped.map((one) => one.relationshipId)}::uuid[])
         and o.target ->> 'assignmentId' = any (${stopped.map((one) => one.id)}::text[])`;
  return [...stopped];
}
