import { Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { createUser } from '../../../../../operations/user/create.ts';
import { listUsers } from '../../../../../operations/user/read.ts';
import { readToken, seekPage, writeToken } from '../../../house/collection.ts';
import { readFilter } from '../../../house/filter.ts';
import { type Route, route } from '../../../house/route.ts';
import { customerUser } from '../../../resources/user.ts';
import { CustomerUser, CustomerUserRequest, CustomerUsers } from '../../../schemas/user.ts';

type Asked = Omit<Parameters<typeof listUsers>[1]['page'], 'after'>;
interface Token {
  readonly asked: Asked;
  readonly after: { readonly value: string; readonly id: string };
}

const query = Type.Object({
  size: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  filter: Type.Optional(Type.String({ description: 'UserState equals Inactive: deleted people' })),
  sortField: Type.Optional(Type.String()),
  sortDirection: Type.Optional(Type.Enum(['Ascending', 'Descending'])),
  seekOperation: Type.Optional(Type.Enum(['Next', 'First'])),
});

const sorts: Readonly<Record<string, Asked['sort']>> = {
  displayname: 'display_name',
  userprincipalname: 'user_principal_name',
};

export const usersRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/users',
    serves: ['get-a-list-of-all-user-accounts-for-a-customer', 'view-a-deleted-user'],
    credentials: 'user',
    summary: "The customer's own people, or its deleted ones",
    query,
    answer: CustomerUsers,
    handle: async ({ context, params: { customerId }, query: asked, headers }) => {
      const token = asked.seekOperation === 'First' ? null : readToken<Token>(headers['ms-continuationtoken']);
      const page = token?.asked ?? firstPage(asked);
      const { total, items } = await listUsers(context, { customerId, page: { ...page, after: token?.after ?? null } });
      const shown = items.slice(0, page.size);
      const last = shown.at(-1);
      const next =
        items.length > page.size && last !== undefined
          ? writeToken({ asked: page, after: { value: last[page.sort], id: last.id } })
          : null;
      return seekPage(
        shown.map((user) => customerUser(customerId, user)),
        total,
        `/customers/${customerId}/users`,
        { size: page.size, next },
      );
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/users',
    serves: ['create-user-accounts-for-a-customer'],
    credentials: 'user',
    summary: "Creates a person in the customer's tenant",
    body: CustomerUserRequest,
    answer: CustomerUser,
    handle: async ({ context, params: { customerId }, body }) => {
      const password = body.passwordProfile?.password;
      if (password === undefined) throw refused('value-missing', { field: 'passwordProfile.password' });
      if (body.userPrincipalName === undefined) throw refused('value-missing', { field: 'userPrincipalName' });
      if (body.displayName === undefined) throw refused('value-missing', { field: 'displayName' });
      const forceChangePassword = body.passwordProfile?.forceChangePassword ?? false;
      const user = await createUser(context, {
        customerId,
        userPrincipalName: body.userPrincipalName,
        displayName: body.displayName,
        firstName: body.firstName ?? null,
        lastName: body.lastName ?? null,
        usageLocation: body.usageLocation?.toUpperCase() ?? null,
        phoneNumber: body.phoneNumber ?? null,
        immutableId: body.immutableId ?? null,
        password,
        forceChangePassword,
      });
      return { ...customerUser(customerId, user), passwordProfile: { password, forceChangePassword } };
    },
  }),
];

function firstPage(asked: { size?: number; filter?: string; sortField?: string; sortDirection?: string }): Asked {
  const filter = readFilter(asked.filter, { UserState: ['equals'], UserStatus: ['equals'] });
  const deleted = filter !== null && filter.value.toLowerCase() === 'inactive';
  if (filter !== null && !deleted && filter.value.toLowerCase() !== 'active')
    throw refused('value-invalid', { field: 'filter.Value', reason: 'is not Active or Inactive' });
  const sort = sorts[(asked.sortField ?? 'displayName').toLowerCase()];
  if (sort === undefined)
    throw refused('value-invalid', { field: 'sortField', reason: 'is not DisplayName or UserPrincipalName' });
  return {
    deleted,
    size: asked.size === undefined || asked.size === 0 ? 500 : asked.size,
    sort,
    descending: asked.sortDirection === 'Descending',
  };
}
