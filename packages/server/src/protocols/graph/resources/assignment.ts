import {
  type AccessAssignment,
  assignedRolesAt,
  assignmentLastModified,
  assignmentStatusAt,
} from '@multipartner/domain/delegated-admin/assignment.ts';
import {
  type AdminOperation,
  operationStatusAt,
  requestStatusAt,
} from '@multipartner/domain/delegated-admin/request.ts';
import { assignmentVersion } from '../../../operations/delegated-admin/version.ts';
import type { AssignmentView, OperationView, RequestView } from '../../../operations/delegated-admin/view.ts';
import { weakEtag } from '../house/etag.ts';
import { instant } from '../house/time.ts';
import { unifiedRoles } from './relationship.ts';

const container = (accessContainerId: string | null) => ({ accessContainerId, accessContainerType: 'securityGroup' });

export function assignmentBody({ assignment: one, now }: AssignmentView) {
  return {
    '@odata.type': '#microsoft.graph.delegatedAdminAccessAssignment',
    '@odata.etag': weakEtag(assignmentVersion(one, now)),
    id: one.id,
    status: assignmentStatusAt(one, now),
    createdDateTime: instant(one.createdAt),
    lastModifiedDateTime: instant(assignmentLastModified(one, now)),
    accessContainer: container(one.groupId),
    accessDetails: { unifiedRoles: unifiedRoles(assignedRolesAt(one, now)) },
    ...reasonOf(one, now),
  };
}

/** Why an assignment failed: not in the published type, which leaves people guessing; an annotation disturbs nobody. */
function reasonOf(one: AccessAssignment, now: Date) {
  if (assignmentStatusAt(one, now) !== 'error' || one.failed === null) return {};
  return { '@multipartner.reason': one.failed.reason };
}

export function requestBody({ request: one, now }: RequestView) {
  const status = requestStatusAt(one, now);
  const settled = { created: one.createdAt, pending: one.pendingAt, succeeded: one.settledAt };
  return {
    '@odata.type': '#microsoft.graph.delegatedAdminRelationshipRequest',
    '@odata.etag': weakEtag(status),
    id: one.id,
    action: one.action,
    status,
    createdDateTime: instant(one.createdAt),
    lastModifiedDateTime: instant(settled[status]),
  };
}

const operationTypes = {
  assignmentUpdate: 'delegatedAdminAccessAssignmentUpdate',
  relationshipUpdate: 'delegatedAdminRelationshipUpdate',
} as const;

/** `relationshipId` is the whole id: the object that a change of a relationship is about. */
export function operationBody({ operation: one, now }: OperationView, relationshipId: string) {
  const status = operationStatusAt(one, now);
  const moments = {
    notStarted: one.createdAt,
    running: one.runningAt,
    succeeded: one.settledAt,
    failed: one.failed?.at ?? one.settledAt,
  };
  return {
    '@odata.type': '#microsoft.graph.delegatedAdminRelationshipOperation',
    '@odata.etag': weakEtag(status),
    id: one.id,
    operationType: operationTypes[one.type],
    data: JSON.stringify(dataOf(one, relationshipId, status === 'failed')),
    status,
    createdDateTime: instant(one.createdAt),
    lastModifiedDateTime: instant(moments[status]),
  };
}

/** The object as it is to become; of a failed change with the reason, for which the published type has no member. */
function dataOf({ target, failed }: AdminOperation, relationshipId: string, hasFailed: boolean) {
  const error = hasFailed && failed !== null ? { error: { code: failed.reason } } : {};
  const accessDetails = { unifiedRoles: unifiedRoles(target.roleIds) };
  if (target.assignmentId === null) return { id: relationshipId, accessDetails, status: 'active', ...error };
  return {
    id: target.assignmentId,
    accessContainer: container(target.groupId),
    accessDetails,
    status: 'active',
    ...error,
  };
}
