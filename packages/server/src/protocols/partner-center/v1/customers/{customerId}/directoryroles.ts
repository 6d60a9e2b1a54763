import { Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import {
  addRoleMember,
  listMembers,
  listRoles,
  listRolesOfUser,
  removeRoleMember,
} from '../../../../../operations/role/roles.ts';
import { collection, seekPage, writeToken } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { mostOnPage, pageSize, seekTokens } from '../../../reading/seek.ts';
import { DirectoryRoles, UserMember, UserMemberRequest, UserMembers } from '../../../schemas/role.ts';

const readPlace = seekTokens(
  Type.Object({
    size: Type.Integer({ minimum: 1, maximum: mostOnPage }),
    afterId: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  }),
);

const directoryRole = (role: { readonly id: string; readonly name: string }) => ({
  name: role.name,
  id: role.id,
  attributes: { objectType: 'DirectoryRole' },
});

const userMember = (
  roleId: string,
  user: { readonly id: string; readonly display_name: string; readonly user_principal_name: string },
) => ({
  displayName: user.display_name,
  userPrincipalName: user.user_principal_name,
  roleId,
  id: user.id,
  attributes: { objectType: 'UserMember' },
});

export const directoryRolesRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/directoryroles',
    serves: ['get-user-roles-for-a-customer--2'],
    credentials: 'user',
    summary: "The directory roles of the customer's tenant",
    answer: DirectoryRoles,
    handle: async ({ context, params }) => collection((await listRoles(context, params)).map(directoryRole)),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/directoryroles/{roleId}/usermembers',
    serves: ['get-user-roles-for-a-customer--3'],
    credentials: 'user',
    summary: 'The people who hold a directory role',
    query: Type.Object({
      size: Type.Optional(Type.Integer({ minimum: 0, description: `At most ${mostOnPage}, which 0 asks for` })),
      seekOperation: Type.Optional(Type.Enum(['Next', 'First'])),
    }),
    answer: UserMembers,
    handle: async ({ context, params, query, headers }) => {
      const place = readPlace(headers['ms-continuationtoken']);
      if (place === null && query.seekOperation === 'Next')
        throw refused('value-missing', { field: 'MS-ContinuationToken' });
      const size = place?.size ?? pageSize(query.size);
      const afterId = query.seekOperation === 'First' ? null : (place?.afterId ?? null);
      const { total, items } = await listMembers(context, { ...params, size, afterId });
      const shown = items.slice(0, size);
      const last = shown.at(-1);
      const next = items.length > size && last !== undefined ? writeToken({ size, afterId: last.id }) : null;
      return seekPage(
        shown.map((user) => userMember(params.roleId, user)),
        total,
        `/customers/${params.customerId}/directoryroles/${params.roleId}/usermembers`,
        { size, next },
      );
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/directoryroles/{roleId}/usermembers',
    serves: ['set-user-roles-for-a-customer'],
    credentials: 'user',
    status: 201,
    summary: 'Gives a person a directory role',
    body: UserMemberRequest,
    answer: UserMember,
    handle: async ({ context, params, body }) => {
      if (body.id === undefined) throw refused('value-missing', { field: 'id' });
      return userMember(params.roleId, await addRoleMember(context, { ...params, userId: guid('id', body.id) }));
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/{customerId}/directoryroles/{roleId}/usermembers/{userId}',
    serves: ['remove-customer-user-from-a-role'],
    credentials: 'user',
    status: 204,
    summary: 'Takes a directory role from a person',
    handle: async ({ context, params }) => removeRoleMember(context, params),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/users/{userId}/directoryroles',
    serves: ['get-user-roles-for-a-customer'],
    credentials: 'user',
    summary: 'The directory roles of one person',
    answer: DirectoryRoles,
    handle: async ({ context, params }) => collection((await listRolesOfUser(context, params)).map(directoryRole)),
  }),
];

function guid(field: string, value: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    throw refused('value-invalid', { field, reason: 'is not a GUID' });
  return value.toLowerCase();
}
