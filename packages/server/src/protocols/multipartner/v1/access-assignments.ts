import type { AccessAssignment } from '@multipartner/domain/delegated-admin/assignment.ts';
import { Type } from 'typebox';
import { assignAccess, reassignAccess, unassignAccess } from '../../../operations/delegated-admin/assign.ts';
import { readRelationshipKey } from '../../../operations/delegated-admin/find.ts';
import { listPeopledAssignments, standingOf } from '../../../operations/delegated-admin/people.ts';
import { isTimePlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';
import { namedRole, renderedRole } from './delegated-admin-roles.ts';

const path = '/multipartner/v1/delegatedAdminRelationships/{relationship}/accessAssignments';
const guid = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const roles = Type.Array(Type.String(), { description: 'Ids of roles that the customer approved' });

const assignment = Type.Object({
  id: Type.String(),
  groupId: Type.String(),
  status: Type.String({ description: 'pending, active, error, deleting or deleted' }),
  roles: Type.Array(namedRole),
  nextRoles: Type.Union([Type.Array(namedRole), Type.Null()], { description: 'On their way; null when none are' }),
  createdDateTime: Type.String(),
});

const peopled = Type.Object({
  ...assignment.properties,
  groupName: Type.Union([Type.String(), Type.Null()], { description: 'Null when the group is no more' }),
  people: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String({ description: 'user or application' }),
      displayName: Type.String(),
      userPrincipalName: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});

function rendered(one: AccessAssignment, now: Date) {
  const { status, roleIds, nextRoleIds } = standingOf(one, now);
  return {
    id: one.id,
    groupId: one.groupId,
    status,
    roles: roleIds.map(renderedRole),
    nextRoles: nextRoleIds?.map(renderedRole) ?? null,
    createdDateTime: one.createdAt.toISOString(),
  };
}

export const accessAssignmentRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path,
    summary: 'Which groups of the partner have which roles, and who is in them; for the partner and for the customer',
    credentials: 'either',
    query: Type.Object(pageQuery, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(peopled), nextLink: Type.Optional(Type.String()) }),
    handle: async ({ context, params, query, origin }) => {
      const { limit, after } = readPage(query, isTimePlace);
      const key = readRelationshipKey(params.relationship);
      const { items, next } = await listPeopledAssignments(context, { ...key, limit, after });
      const shown = items.map(({ assignment: one, groupName, people, now }) => ({
        ...rendered(one, now),
        groupName,
        people: people.map((person) => ({
          id: person.id,
          kind: person.kind,
          displayName: person.display_name,
          userPrincipalName: person.user_principal_name,
        })),
      }));
      return page(shown, next, { origin, path: path.replace('{relationship}', params.relationship), limit });
    },
  }),
  ownRoute({
    method: 'POST',
    path,
    summary: 'Gives approved roles to a security group; for Global and User administrators and Admin agents',
    credentials: 'either',
    body: Type.Object({ groupId: Type.String({ pattern: guid }), roles }, { additionalProperties: false }),
    answer: assignment,
    status: 201,
    handle: async ({ context, params, body }) => {
      const key = readRelationshipKey(params.relationship);
      const made = await assignAccess(context, { ...key, groupId: body.groupId.toLowerCase(), roleIds: body.roles });
      return rendered(made.assignment, made.now);
    },
  }),
  ownRoute({
    method: 'PATCH',
    path: `${path}/{assignmentId}`,
    summary: 'Other roles for the group: what goes is gone at once, what comes takes a moment',
    credentials: 'either',
    body: Type.Object({ roles }, { additionalProperties: false }),
    answer: assignment,
    handle: async ({ context, params, body }) => {
      const key = { ...readRelationshipKey(params.relationship), assignmentId: params.assignmentId };
      const changed = await reassignAccess(context, { ...key, roleIds: body.roles, expected: null });
      return rendered(changed.assignment, changed.now);
    },
  }),
  ownRoute({
    method: 'DELETE',
    path: `${path}/{assignmentId}`,
    summary: 'Takes the roles from the group',
    credentials: 'either',
    status: 204,
    handle: ({ context, params }) =>
      unassignAccess(context, {
        ...readRelationshipKey(params.relationship),
        assignmentId: params.assignmentId,
        expected: null,
      }),
  }),
];
