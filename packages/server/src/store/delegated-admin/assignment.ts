import type { AdminOperation, RequestAction } from '@multipartner/domain/delegated-admin/request.ts';
import type { Transaction } from '../database.ts';
import type { Owner } from './relationship.ts';
import type { AccessAssignmentRow, AdminOperationRow, AdminRequestRow } from './row.ts';

/** What a new assignment is decided from. */
export interface AssignmentFactsRow {
  readonly group_exists: boolean;
  readonly existing_id: string | null;
  readonly groups: number;
}

/** Reads them; new assignments of the pair wait for each other, since their groups are counted over all its relationships. */
export async function readAssignmentFacts(
  tx: Transaction,
  owner: Owner,
  at: { readonly relationshipId: string; readonly customerId: string; readonly groupId: string },
): Promise<AssignmentFactsRow> {
  const turn = tx`select pg_advisory_xact_lock(hashtextextended(${`${owner.partnerId}:${at.customerId}`}, 0))`;
  const facts = tx<[AssignmentFactsRow]>`
    select exists (select from security_group where tenant_id = ${owner.partnerId} and id = ${at.groupId}) as group_exists,
           (select id from access_assignment where partner_id = ${owner.partnerId} and relationship_id = ${at.relationshipId}
               and group_id = ${at.groupId} and deleting_at is null) as existing_id,
           (select count(distinct a.group_id)::int from admin_relationship r
              join access_assignment a on a.partner_id = r.partner_id and a.relationship_id = r.id and a.deleting_at is null
             where r.partner_id = ${owner.partnerId} and r.customer_id = ${at.customerId} and a.group_id <> ${at.groupId}) as groups`;
  // Sent one behind the other without waiting in between; the second sees what was written before its turn came.
  const [, [row]] = await Promise.all([turn, facts]);
  return row;
}

export interface NewAssignment {
  readonly id: string;
  readonly relationshipId: string;
  readonly customerId: string;
  readonly groupId: string;
  readonly roleIds: readonly string[];
  readonly createdAt: Date;
  readonly activeAt: Date;
  /** It will fail before it is active: the relationship ends first. */
  readonly failedAt: Date | null;
}

/** Saves it; null when the group has a living assignment in the relationship already. */
export async function insertAssignment(
  tx: Transaction,
  owner: Owner,
  one: NewAssignment,
): Promise<AccessAssignmentRow | null> {
  const roles = one.roleIds as string[];
  const [row] = await tx<{ row: AccessAssignmentRow }[]>`
    insert into access_assignment as a (partner_id, relationship_id, id, customer_id, group_id, role_ids, held_role_ids, created_at,
                                        modified_at, active_at, failed_at, failed_reason)
    values (${owner.partnerId}, ${one.relationshipId}, ${one.id}, ${one.customerId}, ${one.groupId}, ${roles}::uuid[], ${roles}::uuid[],
            ${one.createdAt}, ${one.createdAt}, ${one.activeAt}, ${one.failedAt},
            ${one.failedAt === null ? null : 'relationship-ended'})
    on conflict (partner_id, relationship_id, group_id) where deleting_at is null do nothing
    returning row_to_json(a) as row`;
  return row?.row ?? null;
}

/** One assignment of the owner's relationship, held until the transaction ends. */
export async function lockAssignment(
  tx: Transaction,
  owner: Owner,
  relationshipId: string,
  id: string,
): Promise<AccessAssignmentRow | null> {
  const [row] = await tx<{ row: AccessAssignmentRow }[]>`
    select row_to_json(a) as row from access_assignment a
     where a.partner_id = ${owner.partnerId} and a.relationship_id = ${relationshipId} and a.id = ${id} for update`;
  return row?.row ?? null;
}

/** New roles from `nextAt` on; what is on its way out is held no longer from now. */
export async function reassign(
  tx: Transaction,
  owner: Owner,
  one: {
    readonly relationshipId: string;
    readonly id: string;
    readonly shown: readonly string[];
    readonly held: readonly string[];
    readonly next: readonly string[];
    readonly nextAt: Date;
  },
  now: Date,
): Promise<void> {
  await tx`
    update access_assignment set role_ids = ${one.shown as string[]}::uuid[], held_role_ids = ${one.held as string[]}::uuid[],
           next_role_ids = ${one.next as string[]}::uuid[], next_at = ${one.nextAt}, modified_at = ${now}, version = version + 1
     where partner_id = ${owner.partnerId} and relationship_id = ${one.relationshipId} and id = ${one.id}`;
}

/** Takes assignments away: rights end now, the state follows at `deletedAt`. Null ids: all living ones. Answers their ids. */
export async function unassign(
  tx: Transaction,
  owner: Owner,
  relationshipId: string,
  ids: readonly string[] | null,
  now: Date,
  deletedAt: Date,
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    update access_assignment set deleting_at = ${now}, deleted_at = ${deletedAt}, modified_at = ${now}, version = version + 1
     where partner_id = ${owner.partnerId} and relationship_id = ${relationshipId} and deleting_at is null
       and (${ids === null} or id = any (${(ids ?? []) as string[]}::uuid[]))
    returning id`;
  return rows.map(({ id }) => id);
}

/**
 * A role that leaves the relationship is held by nobody from now, and goes from its assignments at `at` (R62). Answers
 * the assignments that are left without a role.
 */
export async function dropFromAssignments(
  tx: Transaction,
  owner: Owner,
  relationshipId: string,
  roleId: string,
  now: Date,
  at: Date,
): Promise<string[]> {
  const rows = await tx<{ id: string; empty: boolean }[]>`
    update access_assignment a set
           role_ids = case when a.next_at <= ${now} then a.next_role_ids else a.role_ids end,
           held_role_ids = array_remove(case when a.next_at <= ${now} then a.next_role_ids else a.held_role_ids end, ${roleId}::uuid),
           next_role_ids = array_remove(coalesce(a.next_role_ids, a.role_ids), ${roleId}::uuid),
           next_at = case when a.next_at > ${at} then a.next_at else ${at} end, modified_at = ${now}, version = version + 1
     where a.partner_id = ${owner.partnerId} and a.relationship_id = ${relationshipId} and a.deleting_at is null
       and ${roleId}::uuid = any (a.role_ids || coalesce(a.next_role_ids, '{}'))
    returning a.id, cardinality(a.next_role_ids) = 0 as empty`;
  return rows.filter(({ empty }) => empty).map(({ id }) => id);
}

export async function insertRequest(
  tx: Transaction,
  owner: Owner,
  one: {
    readonly id: string;
    readonly relationshipId: string;
    readonly customerId: string | null;
    readonly action: RequestAction;
    readonly createdAt: Date;
    readonly pendingAt: Date;
    readonly settledAt: Date;
  },
): Promise<AdminRequestRow> {
  const [row] = await tx<[{ row: AdminRequestRow }]>`
    insert into admin_relationship_request as q (partner_id, relationship_id, id, customer_id, action, created_at, pending_at, settled_at)
    values (${owner.partnerId}, ${one.relationshipId}, ${one.id}, ${one.customerId}, ${one.action}, ${one.createdAt}, ${one.pendingAt}, ${one.settledAt})
    returning row_to_json(q) as row`;
  return row.row;
}

export async function insertOperation(
  tx: Transaction,
  owner: Owner,
  one: Omit<AdminOperation, 'failed'> & {
    readonly relationshipId: string;
    readonly customerId: string | null;
    readonly failed: { readonly at: Date; readonly reason: string } | null;
  },
): Promise<AdminOperationRow> {
  const [row] = await tx<[{ row: AdminOperationRow }]>`
    insert into admin_relationship_operation as o (partner_id, relationship_id, id, customer_id, type, target, created_at, running_at,
                                                   settled_at, failed_at, failed_reason)
    values (${owner.partnerId}, ${one.relationshipId}, ${one.id}, ${one.customerId}, ${one.type}, ${tx.json(one.target as never)},
            ${one.createdAt}, ${one.runningAt}, ${one.settledAt}, ${one.failed?.at ?? null}, ${one.failed?.reason ?? null})
    returning row_to_json(o) as row`;
  return row.row;
}

/** Changes under way that can no longer happen: of one assignment, or of the whole relationship. */
export async function failOperations(
  tx: Transaction,
  owner: Owner,
  relationshipId: string,
  assignmentId: string | null,
  reason: 'relationship-ended' | 'assignment-deleted' | 'group-deleted',
  now: Date,
): Promise<void> {
  await tx`
    update admin_relationship_operation set failed_at = ${now}, failed_reason = ${reason}
     where partner_id = ${owner.partnerId} and relationship_id = ${relationshipId} and settled_at > ${now} and failed_at is null
       and (${assignmentId}::uuid is null or target ->> 'assignmentId' = ${assignmentId})`;
}
