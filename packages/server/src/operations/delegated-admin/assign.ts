import { randomUUID } from 'node:crypto';
import {
  assignedRolesAt,
  decideAssignment,
  decideReassignment,
  decideUnassignment,
} from '@multipartner/domain/delegated-admin/assignment.ts';
import { endOf } from '@multipartner/domain/delegated-admin/relationship.ts';
import type { AdminOperation } from '@multipartner/domain/delegated-admin/request.ts';
import {
  failOperations,
  insertAssignment,
  insertOperation,
  lockAssignment,
  readAssignmentFacts,
  reassign,
  unassign,
} from '../../store/delegated-admin/assignment.ts';
import { pairsOfRelationship } from '../../store/delegated-admin/relationship.ts';
import { accessAssignmentOf, adminOperationOf } from '../../store/delegated-admin/row.ts';
import { act, allowed, Refused, refused, type Work } from '../operation.ts';
import { type Found, holdRelationship, type RelationshipKey } from './find.ts';
import { recordBoth } from './tell.ts';
import { failsAt } from './update.ts';
import { assignmentVersion, type ExpectedVersions, expectVersion } from './version.ts';
import type { AssignmentView } from './view.ts';

const audited = (what: 'created' | 'updated' | 'deleted') => ({
  resourceType: 'granular_admin_access_assignment',
  operationType: `granular_admin_access_assignment_${what}`,
});

/** Assigning is for Global and User administrators and Admin agents (R69); some protocols let Admin agents do it only. */
type AssigningPermission = 'gdap.assign' | 'gdap.request';

export interface AssignInput extends RelationshipKey {
  readonly groupId: string;
  readonly roleIds: readonly string[];
}

/**
 * Gives approved roles of an active relationship to a security group of the partner (R69); members hold them when it has
 * become active. Refusals: relationship-not-found, those of decideAssignment.
 */
const assigning = (permission: AssigningPermission) =>
  act<AssignInput, AssignmentView>({
    permission,
    kind: 'gdap.assign',
    audited: audited('created'),
    pairs: () => [],
    pairsOf: (sql, caller, { id }) => pairsOfRelationship(sql, { partnerId: caller.tenantId }, id),
    body: async (work, { groupId, roleIds, ...key }) => {
      const { tx, now } = work;
      const { one, stepMs } = await holdRelationship(work, key, 'partner');
      const owner = { partnerId: one.partnerId };
      const facts = await readAssignmentFacts(tx, owner, {
        relationshipId: one.id,
        customerId: one.customerId ?? one.partnerId,
        groupId,
      });
      const decision = decideAssignment(
        one,
        { groupId, roleIds },
        { groupExists: facts.group_exists, existingId: facts.existing_id, groups: facts.groups },
        now,
      );
      const roles = allowed(decision);
      const activeAt = new Date(now.getTime() + stepMs);
      const end = endOf(one, now);
      const row = await insertAssignment(tx, owner, {
        id: randomUUID(),
        relationshipId: one.id,
        customerId: one.customerId as string,
        groupId,
        roleIds: roles,
        createdAt: now,
        activeAt,
        failedAt: failsAt(end, one.autoExtend, activeAt)?.at ?? null,
      });
      // The relationship is held, so that nobody can have been quicker.
      if (row === null) throw refused('assignment-exists', { field: 'groupId' });
      const newValue = { id: row.id, relationshipId: one.id, groupId, roleIds: roles };
      recordBoth(work, one, { newValue });
      recordBoth(work, one, {
        newValue,
        operationType: 'granular_admin_access_assignment_activated',
        customized: { activeAt: activeAt.toISOString() },
      });
      return { assignment: accessAssignmentOf(row), now };
    },
  });

export interface AssignmentKey extends RelationshipKey {
  readonly assignmentId: string;
}

export interface Reassigned extends AssignmentView {
  /** The change that is under way; null when the roles are those it had. */
  readonly operation: AdminOperation | null;
}

/**
 * Changes the roles of an assignment: what goes is held no longer from now, what comes is held when the change is done
 * (R69). Refusals: relationship-not-found, not-found, stale-version, those of decideReassignment.
 */
const reassigning = (permission: AssigningPermission) =>
  act<AssignmentKey & { readonly roleIds: readonly string[]; readonly expected: ExpectedVersions }, Reassigned>({
    permission,
    kind: 'gdap.assign',
    audited: audited('updated'),
    pairs: () => [],
    pairsOf: (sql, caller, { id }) => pairsOfRelationship(sql, { partnerId: caller.tenantId }, id),
    body: async (work, { assignmentId, roleIds, expected, ...key }) => {
      const { tx, now } = work;
      const found = await holdRelationship(work, key, 'partner');
      const { one, stepMs } = found;
      const owner = { partnerId: one.partnerId };
      const assignment = await holdAssignment(work, found, assignmentId);
      expectVersion(expected, assignmentVersion(assignment, now));
      const roles = allowed(decideReassignment(one, assignment, roleIds, now));
      if (roles === null) return { assignment, now, operation: null };
      const settledAt = new Date(now.getTime() + 2 * stepMs);
      const shown = assignedRolesAt(assignment, now);
      const held = shown.filter((id) => roles.includes(id));
      await reassign(
        tx,
        owner,
        { relationshipId: one.id, id: assignmentId, shown, held, next: roles, nextAt: settledAt },
        now,
      );
      const operation = await insertOperation(tx, owner, {
        id: randomUUID(),
        relationshipId: one.id,
        customerId: one.customerId,
        type: 'assignmentUpdate',
        target: { assignmentId, groupId: assignment.groupId, roleIds: roles },
        createdAt: now,
        runningAt: new Date(now.getTime() + stepMs),
        settledAt,
        failed: failsAt(endOf(one, now), one.autoExtend, settledAt),
      });
      const about = { id: assignmentId, relationshipId: one.id, groupId: assignment.groupId };
      recordBoth(work, one, { oldValue: { ...about, roleIds: shown }, newValue: { ...about, roleIds: roles } });
      const row = await lockAssignment(tx, owner, one.id, assignmentId);
      return {
        assignment: row === null ? assignment : accessAssignmentOf(row),
        now,
        operation: adminOperationOf(operation),
      };
    },
  });

/** Takes an assignment away; its members have lost the roles with this act. Refusals: relationship-not-found, not-found, stale-version, assignment-not-active. */
const unassigning = (permission: AssigningPermission) =>
  act<AssignmentKey & { readonly expected: ExpectedVersions }, void>({
    permission,
    kind: 'gdap.assign',
    audited: audited('deleted'),
    pairs: () => [],
    pairsOf: (sql, caller, { id }) => pairsOfRelationship(sql, { partnerId: caller.tenantId }, id),
    body: async (work, { assignmentId, expected, ...key }) => {
      const { tx, now } = work;
      const found = await holdRelationship(work, key, 'partner');
      const { one, stepMs } = found;
      const assignment = await holdAssignment(work, found, assignmentId);
      expectVersion(expected, assignmentVersion(assignment, now));
      const refusal = decideUnassignment(assignment, now);
      if (refusal !== null) throw new Refused(refusal);
      const owner = { partnerId: one.partnerId };
      await unassign(tx, owner, one.id, [assignmentId], now, new Date(now.getTime() + stepMs));
      await failOperations(tx, owner, one.id, assignmentId, 'assignment-deleted', now);
      const { groupId } = assignment;
      recordBoth(work, one, {
        oldValue: { id: assignmentId, relationshipId: one.id, groupId, roleIds: assignedRolesAt(assignment, now) },
      });
    },
  });

export const assignAccess = assigning('gdap.assign');
export const reassignAccess = reassigning('gdap.assign');
export const unassignAccess = unassigning('gdap.assign');
/** The same for Admin agents only, as the dialect of the contract has it. */
export const assignAccessAsAgent = assigning('gdap.request');
export const reassignAccessAsAgent = reassigning('gdap.request');
export const unassignAccessAsAgent = unassigning('gdap.request');

async function holdAssignment(work: Work, { one }: Found, assignmentId: string) {
  const row = await lockAssignment(work.tx, { partnerId: one.partnerId }, one.id, assignmentId);
  if (row === null) throw refused('not-found', { kind: 'access assignment', id: assignmentId });
  return accessAssignmentOf(row);
}
