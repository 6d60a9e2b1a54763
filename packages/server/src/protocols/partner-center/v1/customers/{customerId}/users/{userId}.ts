import { Type } from 'typebox';
import { refused } from '../../../../../../operations/operation.ts';
import { deleteUser } from '../../../../../../operations/user/delete.ts';
import { getUser } from '../../../../../../operations/user/read.ts';
import { type UserMembers, updateUser } from '../../../../../../operations/user/update.ts';
import { type Route, route } from '../../../../house/route.ts';
import { customerUser } from '../../../../resources/user.ts';
import { CustomerUser, CustomerUserRequest } from '../../../../schemas/user.ts';

const changeable = [
  'userPrincipalName',
  'displayName',
  'firstName',
  'lastName',
  'usageLocation',
  'phoneNumber',
  'immutableId',
] as const satisfies readonly (keyof UserMembers)[];

export const userRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/users/{userId}',
    serves: ['get-a-user-account-by-id'],
    credentials: 'user',
    summary: "One person of the customer's tenant",
    answer: CustomerUser,
    handle: async ({ context, params }) => customerUser(params.customerId, await getUser(context, params)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/customers/{customerId}/users/{userId}',
    serves: ['update-user-accounts-for-a-customer', 'restore-a-user-for-a-customer'],
    credentials: 'user',
    summary: 'Changes a person, restores a deleted one, or (as older clients do) sets a password',
    body: CustomerUserRequest,
    answer: CustomerUser,
    handle: async ({ context, params, body }) => {
      const members: UserMembers = Object.fromEntries(
        changeable.flatMap((name) =>
          body[name] === undefined ? [] : [[name, name === 'usageLocation' ? body[name].toUpperCase() : body[name]]],
        ),
      );
      if (body.state === 'inactive')
        throw refused('value-invalid', {
          field: 'state',
          reason: 'can only become active; a person is deleted by DELETE',
        });
      const password = passwordOf(body.passwordProfile);
      const user = await updateUser(context, { ...params, members, active: body.state === 'active', password });
      return { ...customerUser(params.customerId, user), ...(password === null ? {} : { passwordProfile: password }) };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/customers/{customerId}/users/{userId}',
    serves: ['delete-user-accounts-for-a-customer'],
    credentials: 'user',
    status: 204,
    summary: 'Deletes a person; restorable for 30 days',
    handle: async ({ context, params }) => deleteUser(context, params),
  }),
  route({
    method: 'PATCH',
    path: '/v1/customers/{customerId}/users/{userId}/resetpassword',
    serves: ['reset-user-password-for-a-customer'],
    credentials: 'user',
    summary: "Sets a person's password",
    body: Type.Object({
      passwordProfile: Type.Object({ password: Type.String(), forceChangePassword: Type.Optional(Type.Boolean()) }),
    }),
    answer: CustomerUser,
    handle: async ({ context, params, body }) => {
      const password = passwordOf(body.passwordProfile);
      const user = await updateUser(context, { ...params, members: {}, active: false, password });
      return { ...customerUser(params.customerId, user), ...(password === null ? {} : { passwordProfile: password }) };
    },
  }),
];

/** The password to set; null when none was given. */
function passwordOf(profile: { readonly password?: string; readonly forceChangePassword?: boolean } | undefined) {
  if (profile?.password === undefined) return null;
  return { password: profile.password, forceChangePassword: profile.forceChangePassword ?? false };
}
