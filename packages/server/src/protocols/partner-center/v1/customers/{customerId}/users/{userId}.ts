import { Type } from 'typebox';
import { refused } from '../../../../../../operations/operation.ts';
import { deleteUser } from '../../../../../../operations/user/delete.ts';
import { getUser } from '../../../../../../operations/user/read.ts';
import { resetPassword } from '../../../../../../operations/user/reset-password.ts';
import { restoreUser, updateUser } from '../../../../../../operations/user/update.ts';
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
] as const;

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
      if (body.passwordProfile?.password !== undefined) return passwordReset(context, params, body.passwordProfile);
      const change = Object.fromEntries(
        changeable.flatMap((name) =>
          body[name] === undefined ? [] : [[name, name === 'usageLocation' ? body[name].toUpperCase() : body[name]]],
        ),
      );
      if (Object.keys(change).length === 0) {
        if (body.state === 'active') return customerUser(params.customerId, await restoreUser(context, params));
        throw refused('value-missing', { field: 'state' });
      }
      return customerUser(params.customerId, await updateUser(context, { ...params, change }));
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
    handle: async ({ context, params, body }) => passwordReset(context, params, body.passwordProfile),
  }),
];

async function passwordReset(
  context: Parameters<typeof resetPassword>[0],
  params: { readonly customerId: string; readonly userId: string },
  profile: { readonly password?: string; readonly forceChangePassword?: boolean },
) {
  const password = profile.password as string;
  const forceChangePassword = profile.forceChangePassword ?? false;
  const user = await resetPassword(context, { ...params, password, forceChangePassword });
  return { ...customerUser(params.customerId, user), passwordProfile: { password, forceChangePassword } };
}
