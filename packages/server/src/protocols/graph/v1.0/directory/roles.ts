import {
  getRoleDefinition,
  listHeldRoles,
  listRoleDefinitions,
  listRoleHolders,
} from '../../../../operations/directory/roles.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { readGuid } from '../../resources/answer.ts';
import { directoryEntity, directoryList, usual } from '../../resources/directory/answer.ts';
import { directoryRoleBody, roleDefinitionBody, userBody, usualOfUser } from '../../resources/directory/bodies.ts';
import { readingRoles } from '../../resources/directory/permissions.ts';
import { DirectoryRole, RoleDefinition, User } from '../../resources/directory/schemas.ts';
import { directoryRoleShape, objectShape, roleDefinitionShape } from '../../resources/directory/shapes.ts';
import { collectionOf } from '../../resources/schemas.ts';

const definitions = '/roleManagement/directory/roleDefinitions';

/** A role of the tenant, by its id or, which is the same here, by that of its template. */
const oneRole = (path: '/directoryRoles/{roleId}' | "/directoryRoles(roleTemplateId='{roleId}')"): GraphRoute[] => [
  graphRoute({
    method: 'GET',
    path,
    summary: 'One directory role',
    permission: readingRoles,
    options: ['select'],
    answer: DirectoryRole,
    handle: async (request) => {
      const roleId = readGuid(request.params.roleId, 'roleId');
      const role = await getRoleDefinition(request.context, { roleId });
      return directoryEntity(request, 'directoryRoles', directoryRoleBody(role));
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/members`,
    summary: 'Who holds the role',
    permission: readingRoles,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: objectShape,
    answer: collectionOf(User),
    handle: async (request) => {
      const roleId = readGuid(request.params.roleId, 'roleId');
      const listed = await listRoleHolders(request.context, { roleId, query: request.odata });
      return directoryList(request, 'directoryObjects', listed, (row) =>
        usual(request, { '@odata.type': '#microsoft.graph.user', ...userBody(row) }, usualOfUser),
      );
    },
  }),
];

export const roleRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path: definitions,
    summary: 'Built-in directory roles, and whether a granular relationship may carry each',
    permission: readingRoles,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: roleDefinitionShape,
    answer: collectionOf(RoleDefinition),
    handle: async (request) =>
      directoryList(
        request,
        'roleManagement/directory/roleDefinitions',
        await listRoleDefinitions(request.context, request.odata),
        roleDefinitionBody,
      ),
  }),
  graphRoute({
    method: 'GET',
    path: `${definitions}/{roleDefinitionId}`,
    summary: 'One of them',
    permission: readingRoles,
    options: ['select'],
    answer: RoleDefinition,
    handle: async (request) => {
      const roleId = readGuid(request.params.roleDefinitionId, 'roleDefinitionId');
      const role = await getRoleDefinition(request.context, { roleId });
      return directoryEntity(request, 'roleManagement/directory/roleDefinitions', roleDefinitionBody(role));
    },
  }),
  graphRoute({
    method: 'GET',
    path: '/directoryRoles',
    summary: 'Directory roles that somebody in the tenant holds',
    permission: readingRoles,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: directoryRoleShape,
    answer: collectionOf(DirectoryRole),
    handle: async (request) =>
      directoryList(request, 'directoryRoles', await listHeldRoles(request.context, request.odata), directoryRoleBody),
  }),
  ...oneRole('/directoryRoles/{roleId}'),
  ...oneRole("/directoryRoles(roleTemplateId='{roleId}')"),
];
