import { Type } from 'typebox';
import {
  assignAccessAsAgent,
  reassignAccessAsAgent,
  unassignAccessAsAgent,
} from '../../../../operations/delegated-admin/assign.ts';
import { readRelationshipKey, relationshipIdText } from '../../../../operations/delegated-admin/find.ts';
import { getAccessAssignment, listAccessAssignments } from '../../../../operations/delegated-admin/read.ts';
import { collection, entity } from '../../house/page.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { accepted, created, explainHidden, readGuid, reading, writing } from '../../resources/answer.ts';
import { assignmentBody } from '../../resources/assignment.ts';
import { AccessContainer, AccessDetails, Assignment, collectionOf } from '../../resources/schemas.ts';
import { assignmentShape } from '../../resources/shapes.ts';

const relationships = '/tenantRelationships/delegatedAdminRelationships';
const path = `${relationships}/{relationshipId}/accessAssignments` as const;
const context = 'accessAssignments';
const readOnly = ['id', 'status', 'createdDateTime', 'lastModifiedDateTime'];

const roleIds = (details: { readonly unifiedRoles: readonly { readonly roleDefinitionId: string }[] }) =>
  details.unifiedRoles.map((role) => role.roleDefinitionId);

export const assignmentRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path,
    summary: 'Assignments of a relationship, deleted ones too',
    permission: reading,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: assignmentShape,
    answer: collectionOf(Assignment),
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const listed = await listAccessAssignments(request.context, { ...key, query: request.odata });
      explainHidden(request.reply, listed.hidden);
      return collection(request, context, listed, assignmentBody);
    },
  }),
  graphRoute({
    method: 'POST',
    path,
    summary: "Give approved roles to a security group of the partner's tenant",
    permission: writing,
    body: Type.Object(
      { accessContainer: AccessContainer, accessDetails: AccessDetails },
      { additionalProperties: false },
    ),
    readOnly,
    answer: Assignment,
    status: 201,
    dryRun: true,
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const { accessContainer, accessDetails } = request.body;
      const groupId = accessContainer.accessContainerId.toLowerCase();
      const view = await assignAccessAsAgent(request.context, { ...key, groupId, roleIds: roleIds(accessDetails) });
      const at = `${relationships}/${relationshipIdText(key)}/accessAssignments`;
      return created(request, context, at, assignmentBody(view));
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{assignmentId}`,
    summary: 'One assignment',
    permission: reading,
    options: ['select'],
    shape: assignmentShape,
    answer: Assignment,
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const partId = readGuid(request.params.assignmentId, 'delegatedAdminAccessAssignmentId');
      return entity(request, context, assignmentBody(await getAccessAssignment(request.context, { ...key, partId })));
    },
  }),
  graphRoute({
    method: 'PATCH',
    path: `${path}/{assignmentId}`,
    summary: 'Change the roles of an assignment',
    permission: writing,
    ifMatch: true,
    body: Type.Object({ accessDetails: AccessDetails }, { additionalProperties: false }),
    readOnly: [...readOnly, 'accessContainer'],
    answer: Assignment,
    dryRun: true,
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const changed = await reassignAccessAsAgent(request.context, {
        ...key,
        assignmentId: readGuid(request.params.assignmentId, 'delegatedAdminAccessAssignmentId'),
        roleIds: roleIds(request.body.accessDetails),
        expected: request.ifMatch,
      });
      if (changed.operation === null) return entity(request, context, assignmentBody(changed));
      return accepted(request, `${relationships}/${relationshipIdText(key)}/operations/${changed.operation.id}`);
    },
  }),
  graphRoute({
    method: 'DELETE',
    path: `${path}/{assignmentId}`,
    summary: 'Take an assignment away',
    permission: writing,
    ifMatch: true,
    status: 204,
    dryRun: true,
    handle: ({ context: at, params, ifMatch }) =>
      unassignAccessAsAgent(at, {
        ...readRelationshipKey(params.relationshipId),
        assignmentId: readGuid(params.assignmentId, 'delegatedAdminAccessAssignmentId'),
        expected: ifMatch,
      }),
  }),
];
