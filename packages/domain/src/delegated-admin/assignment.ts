import { type Refusal, refuse } from '../refusal.ts';
import type { accessAssignmentLifecycle } from './lifecycle.ts';
import { type AdminRelationship, assignableRoles, statusAt } from './relationship.ts';
import { readRoles } from './terms.ts';

/** Roles of one relationship, given to the members of one security group of the partner (R69). */
export interface AccessAssignment {
  readonly id: string;
  readonly groupId: string;
  readonly roleIds: readonly string[];
  /** Roles on their way, and from when it shows them. */
  readonly next: { readonly roleIds: readonly string[]; readonly at: Date } | null;
  /** What members really hold while it is active: a role on its way out is gone at once, one on its way in comes later. */
  readonly heldRoleIds: readonly string[];
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  readonly activeAt: Date;
  readonly failed: { readonly at: Date; readonly reason: AssignmentFailure } | null;
  /** Rights end with the wish to delete; the state follows. */
  readonly deletingAt: Date | null;
  readonly deletedAt: Date | null;
  readonly version: number;
}

export type AssignmentFailure = 'group-deleted' | 'relationship-ended';
export type AccessAssignmentStatus = keyof typeof accessAssignmentLifecycle.states;

/** Security groups that one partner may use at one customer. */
export const mostGroups = 100;

export function assignmentStatusAt(one: AccessAssignment, now: Date): AccessAssignmentStatus {
  if (one.deletingAt !== null && one.deletingAt <= now)
    return one.deletedAt !== null && one.deletedAt <= now ? 'deleted' : 'deleting';
  if (one.failed !== null && one.failed.at <= now && one.failed.at <= one.activeAt) return 'error';
  return one.activeAt <= now ? 'active' : 'pending';
}

/** The roles it shows. */
export function assignedRolesAt(one: AccessAssignment, now: Date): readonly string[] {
  return one.next !== null && one.next.at <= now ? one.next.roleIds : one.roleIds;
}

export function assignmentLastModified(one: AccessAssignment, now: Date): Date {
  const moments = [one.modifiedAt, one.activeAt, one.next?.at ?? null, one.failed?.at ?? null, one.deletedAt];
  return new Date(Math.max(...moments.filter((at): at is Date => at !== null && at <= now).map(Number)));
}

export interface AssignmentWish {
  readonly groupId: string;
  readonly roleIds: readonly string[];
}

/**
 * Decides a new assignment; answers its roles. Refusals: relationship-not-active, group-not-found, value-missing,
 * value-invalid, role-not-grantable, role-not-approved, assignment-exists, too-many.
 */
export function decideAssignment(
  relationship: AdminRelationship,
  wish: AssignmentWish,
  facts: {
    /** The group is a security group of the partner's tenant. */
    readonly groupExists: boolean;
    /** The living assignment of that group in this relationship. */
    readonly existingId: string | null;
    /** Groups of the partner with living assignments at this customer, this one not counted. */
    readonly groups: number;
  },
  now: Date,
): readonly string[] | Refusal {
  const status = statusAt(relationship, now);
  if (status !== 'active') return refuse('relationship-not-active', { status });
  const roles = rolesWithin(relationship, wish.roleIds);
  if (!isList(roles)) return roles;
  if (!facts.groupExists) return refuse('group-not-found', { field: 'groupId', groupId: wish.groupId });
  if (facts.existingId !== null)
    return refuse('assignment-exists', { field: 'groupId', assignmentId: facts.existingId });
  if (facts.groups >= mostGroups) return refuse('too-many', { field: 'groupId', maximum: mostGroups });
  return roles;
}

/**
 * Decides new roles of an assignment; null when they are those it has. Refusals: assignment-not-active,
 * relationship-not-active, operation-in-progress, value-missing, value-invalid, role-not-grantable, role-not-approved.
 */
export function decideReassignment(
  relationship: AdminRelationship,
  assignment: AccessAssignment,
  roleIds: readonly string[],
  now: Date,
): readonly string[] | Refusal | null {
  const status = assignmentStatusAt(assignment, now);
  if (status !== 'active') return refuse('assignment-not-active', { status });
  const standing = statusAt(relationship, now);
  if (standing !== 'active') return refuse('relationship-not-active', { status: standing });
  const roles = rolesWithin(relationship, roleIds);
  if (!isList(roles)) return roles;
  if (assignment.next !== null && now < assignment.next.at) return refuse('operation-in-progress');
  const before = assignedRolesAt(assignment, now);
  const same = roles.length === before.length && roles.every((id) => before.includes(id));
  return same ? null : roles;
}

/** Whether it can be taken away now. Refusals: assignment-not-active. */
export function decideUnassignment(assignment: AccessAssignment, now: Date): Refusal | null {
  const status = assignmentStatusAt(assignment, now);
  return status === 'deleting' || status === 'deleted' ? refuse('assignment-not-active', { status }) : null;
}

function rolesWithin(relationship: AdminRelationship, given: readonly string[]): readonly string[] | Refusal {
  const field = 'roles';
  const roles = readRoles(given, field);
  if (!isList(roles)) return roles;
  const approved = assignableRoles(relationship);
  const beyond = roles.filter((id) => !approved.includes(id));
  return beyond.length === 0 ? roles : refuse('role-not-approved', { field, roleIds: beyond });
}

const isList = (value: readonly string[] | Refusal): value is readonly string[] => Array.isArray(value);
