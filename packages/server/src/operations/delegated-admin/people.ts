import { permits } from '@multipartner/domain/access/permission.ts';
import {
  type AccessAssignment,
  assignedRolesAt,
  assignmentStatusAt,
} from '@multipartner/domain/delegated-admin/assignment.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type AssignmentWithPeople,
  assignmentsWithPeople,
  type GroupMember,
} from '../../store/delegated-admin/people.ts';
import { accessAssignmentOf } from '../../store/delegated-admin/row.ts';
import { read } from '../operation.ts';
import { type RelationshipKey, relationshipIdText } from './find.ts';
import type { AssignmentView } from './view.ts';

export type { GroupMember };

export interface PeopledAssignment extends AssignmentView {
  readonly groupName: string | null;
  readonly people: readonly GroupMember[];
}

/** A place in the list: when it was made, and its id. */
type Place = readonly [at: string, id: string];

/**
 * Which groups of the partner have which roles by a relationship, and who is in them: for the partner's administrators
 * (R69) and for the customer that approved it. Refusals: relationship-not-found.
 */
export const listPeopledAssignments = read<
  RelationshipKey & { readonly limit: number; readonly after: Place | null },
  { rows: AssignmentWithPeople[] | null },
  { readonly items: readonly PeopledAssignment[]; readonly next: Place | null }
>({
  permission: 'tenant.enter',
  load: (sql, caller, { limit, after, ...key }) => ({
    rows: assignmentsWithPeople(sql, caller.tenantId, key, { limit: limit + 1, after }),
  }),
  answer: ({ actor, now, facts: { rows } }, { limit, ...key }) => {
    const side = actor.tenantId === key.partnerId ? 'gdap.assign' : 'customer.partners.read';
    const refusal = permits(side, actor);
    if (refusal !== null) return refusal;
    if (rows === null) return refuse('relationship-not-found', { id: relationshipIdText(key) });
    const items = rows.slice(0, limit).map((row) => ({
      assignment: accessAssignmentOf(row.assignment),
      groupName: row.group_name,
      people: row.people,
      now,
    }));
    const last = items.at(-1)?.assignment;
    const more = rows.length > limit && last !== undefined;
    return { items, next: more ? [last.createdAt.toISOString(), last.id] : null };
  },
});

/** State and roles of an assignment, for protocols that show both. */
export function standingOf(one: AccessAssignment, now: Date) {
  return {
    status: assignmentStatusAt(one, now),
    roleIds: assignedRolesAt(one, now),
    nextRoleIds: pendingRoles(one, now),
  };
}

const pendingRoles = (one: AccessAssignment, now: Date) =>
  one.next !== null && now < one.next.at ? one.next.roleIds : null;
