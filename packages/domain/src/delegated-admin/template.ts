import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { type AccessAssignment, assignmentStatusAt, mostGroups } from './assignment.ts';
import { type AdminRelationship, assignableRoles } from './relationship.ts';
import { readRoles, readTerms } from './terms.ts';

/** Which roles a group is to have. */
export interface PlannedAssignment {
  readonly groupId: string;
  readonly roleIds: readonly string[];
}

/** What a partner wants of its relationships: terms, and which group gets which of the roles. The partner's own. */
export interface AdminTemplate {
  readonly id: string;
  readonly displayName: string;
  readonly durationDays: number;
  readonly autoExtend: boolean;
  readonly roleIds: readonly string[];
  readonly assignments: readonly PlannedAssignment[];
}

export interface WrittenTemplate {
  readonly displayName: string;
  readonly duration: string;
  readonly autoExtend: string | null;
  readonly roleIds: readonly string[];
  readonly assignments: readonly PlannedAssignment[];
}

/**
 * A template by what was written; the same demands as of a relationship and its assignments. `groups`: those of the
 * groups named that are security groups of the partner. Refusals: those of readTerms, role-not-approved, group-not-found,
 * too-many.
 */
export function readTemplate(written: WrittenTemplate, groups: readonly string[]): Omit<AdminTemplate, 'id'> | Refusal {
  const { displayName, duration, roleIds, autoExtend } = written;
  const terms = readTerms({ displayName, duration, roleIds, autoExtend, customerId: null }, null);
  if (isRefusal(terms)) return terms;
  if (written.assignments.length > mostGroups) return refuse('too-many', { field: 'assignments', maximum: mostGroups });
  const assignments: PlannedAssignment[] = [];
  for (const [index, one] of written.assignments.entries()) {
    const groupId = one.groupId.toLowerCase();
    const field = `assignments.${index}.groupId`;
    if (!groups.includes(groupId)) return refuse('group-not-found', { field, groupId });
    if (assignments.some((before) => before.groupId === groupId))
      return refuse('value-invalid', { field, reason: 'has an assignment in the template already' });
    const roles = readRoles(one.roleIds, `assignments.${index}.roles`);
    if (isRefusal(roles)) return roles;
    const given = roles as readonly string[];
    const beyond = given.filter((id) => !terms.roleIds.includes(id));
    if (beyond.length > 0) return refuse('role-not-approved', { field: `assignments.${index}.roles`, roleIds: beyond });
    assignments.push({ groupId, roleIds: given });
  }
  const { durationDays } = terms;
  return {
    displayName: terms.displayName,
    durationDays,
    autoExtend: terms.autoExtend,
    roleIds: terms.roleIds,
    assignments,
  };
}

/** What a relationship would have to become to be as a template has it. */
export interface TemplateDifference {
  readonly missingRoles: readonly string[];
  readonly extraRoles: readonly string[];
  /** What the template wants where the relationship has something else. */
  readonly durationDays: number | null;
  readonly autoExtend: boolean | null;
  readonly missingAssignments: readonly PlannedAssignment[];
  readonly extraAssignments: readonly (PlannedAssignment & { readonly assignmentId: string })[];
  readonly changedAssignments: readonly {
    readonly assignmentId: string;
    readonly groupId: string;
    readonly missingRoles: readonly string[];
    readonly extraRoles: readonly string[];
  }[];
}

/** Compares; roles and assignments that are on their way in count as there, those on their way out as gone. */
export function compareWithTemplate(
  template: AdminTemplate,
  one: AdminRelationship,
  assignments: readonly AccessAssignment[],
  now: Date,
): TemplateDifference {
  const roles = assignableRoles(one);
  const living = assignments.filter((assignment) => {
    const status = assignmentStatusAt(assignment, now);
    return status === 'pending' || status === 'active';
  });
  const rolesOf = (assignment: AccessAssignment) => assignment.next?.roleIds ?? assignment.roleIds;
  const planned = new Map(template.assignments.map((plan) => [plan.groupId, plan.roleIds]));
  return {
    missingRoles: without(template.roleIds, roles),
    extraRoles: without(roles, template.roleIds),
    durationDays: one.durationDays === template.durationDays ? null : template.durationDays,
    autoExtend: one.autoExtend === template.autoExtend ? null : template.autoExtend,
    missingAssignments: template.assignments.filter(
      ({ groupId }) => !living.some((assignment) => assignment.groupId === groupId),
    ),
    extraAssignments: living
      .filter(({ groupId }) => !planned.has(groupId))
      .map((assignment) => ({
        assignmentId: assignment.id,
        groupId: assignment.groupId,
        roleIds: rolesOf(assignment),
      })),
    changedAssignments: living.flatMap((assignment) => {
      const wanted = planned.get(assignment.groupId);
      if (wanted === undefined) return [];
      const missingRoles = without(wanted, rolesOf(assignment));
      const extraRoles = without(rolesOf(assignment), wanted);
      if (missingRoles.length === 0 && extraRoles.length === 0) return [];
      return [{ assignmentId: assignment.id, groupId: assignment.groupId, missingRoles, extraRoles }];
    }),
  };
}

/** Whether there is no difference at all. */
export function isAsTemplate(one: TemplateDifference): boolean {
  return Object.values(one).every((part) => part === null || (Array.isArray(part) && part.length === 0));
}

const without = (all: readonly string[], some: readonly string[]) => all.filter((id) => !some.includes(id));
