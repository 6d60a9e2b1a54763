import { type Static, Type } from 'typebox';
import { refused } from '../../../../../operations/operation.ts';
import { createUser } from '../../../../../operations/user/create.ts';
import { listUsers } from '../../../../../operations/user/read.ts';
import { seekPage, writeToken } from '../../../house/collection.ts';
import { readFilter } from '../../../house/filter.ts';
import { type Route, route } from '../../../house/route.ts';
import { mostOnPage, pageSize, seekTokens, withQuery } from '../../../reading/seek.ts';
import { customerUser } from '../../../resources/user.ts';
import { CustomerUser, CustomerUserRequest, CustomerUsers } from '../../../schemas/user.ts';

const Asked = Type.Object({
  deleted: Type.Boolean(),
  size: Type.Integer({ minimum: 1, maximum: mostOnPage }),
  sort: Type.Enum(['display_name', 'user_principal_name']),
  descending: Type.Boolean(),
  /** The page's own query. */
  query: Type.String(),
});
type Asked = Static<typeof Asked>;

const guid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const readPlace = seekTokens(Type.Object({ asked: Asked, after: Type.Object({ value: Type.String(), id: guid }) }));

const query = Type.Object({
  size: Type.Optional(Type.Integer({ minimum: 0, description: `At most ${mostOnPage}, which 0 asks for` })),
  filter: Type.Optional(Type.String({ description: 'UserState equals Inactive: deleted people' })),
  sortField: Type.Optional(Type.String({ description: 'DisplayName or UserPrincipalName' })),
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
    handle: async ({ context, params: { customerId }, query: given, headers }) => {
      const place = readPlace(headers['ms-continuationtoken']);
      if (place === null && given.seekOperation === 'Next')
        throw refused('value-missing', { field: 'MS-ContinuationToken' });
      const asked = place?.asked ?? firstPage(given);
      const after = given.seekOperation === 'First' ? null : (place?.after ?? null);
      const { query: own, ...page } = asked;
      const { total, items } = await listUsers(context, { customerId, page: { ...page, after } });
      const shown = items.slice(0, page.size);
      const last = shown.at(-1);
      const next =
        items.length > page.size && last !== undefined
          ? writeToken({ asked, after: { value: last[page.sort], id: last.id } })
          : null;
      const path = `/customers/${customerId}/users`;
      return seekPage(
        shown.map((user) => customerUser(customerId, user)),
        total,
        path,
        { size: page.size, next, self: `${path}${own}` },
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

function firstPage(asked: Static<typeof query>): Asked {
  const filter = readFilter(asked.filter, { UserState: ['equals'], UserStatus: ['equals'] });
  const deleted = filter !== null && filter.value.toLowerCase() === 'inactive';
  if (filter !== null && !deleted && filter.value.toLowerCase() !== 'active')
    throw refused('value-invalid', { field: 'filter.Value', reason: 'is not Active or Inactive' });
  const sort = sorts[(asked.sortField ?? 'displayName').toLowerCase()];
  if (sort === undefined)
    throw refused('value-invalid', { field: 'sortField', reason: 'is not DisplayName or UserPrincipalName' });
  const { seekOperation: _, ...rest } = asked;
  return {
    deleted,
    size: pageSize(asked.size),
    sort,
    descending: asked.sortDirection === 'Descending',
    query: withQuery('', rest),
  };
}
