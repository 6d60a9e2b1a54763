import type { UserKey } from '../../../../operations/directory/groups.ts';
import {
  getOneself,
  getPerson,
  listPeople,
  listWhatHoldsPerson,
  oneself,
} from '../../../../operations/directory/people.ts';
import { type GraphRequest, type GraphRoute, graphRoute } from '../../house/route.ts';
import { directoryEntity, directoryList, usual } from '../../resources/directory/answer.ts';
import { directoryObjectBody, userBody, usualOfObject, usualOfUser } from '../../resources/directory/bodies.ts';
import { readingDirectory, readingMyself, readingUsers } from '../../resources/directory/permissions.ts';
import { readUserKey } from '../../resources/directory/reference.ts';
import { DirectoryObject, User } from '../../resources/directory/schemas.ts';
import { objectShape, userShape } from '../../resources/directory/shapes.ts';
import { collectionOf } from '../../resources/schemas.ts';

const context = 'users';

/** `memberOf` and `transitiveMemberOf` behind a person's path. */
const holders = <P extends string>(
  path: P,
  keyOf: (request: GraphRequest<P, unknown>) => UserKey,
): readonly GraphRoute[] =>
  (['memberOf', 'transitiveMemberOf'] as const).map((name) =>
    graphRoute({
      method: 'GET',
      path: `${path}/${name}`,
      summary: name === 'memberOf' ? 'Groups he is in and directory roles he holds' : 'The same, through groups too',
      permission: readingDirectory,
      options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
      shape: objectShape,
      answer: collectionOf(DirectoryObject),
      handle: async (request) => {
        const listed = await listWhatHoldsPerson(request.context, {
          key: keyOf(request as unknown as GraphRequest<P, unknown>),
          transitive: name === 'transitiveMemberOf',
          query: request.odata,
        });
        return directoryList(request, 'directoryObjects', listed, (object) => {
          const body = directoryObjectBody(object);
          return usual(request, body, usualOfObject(object, body));
        });
      },
    }),
  );

export const userRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path: '/users',
    summary: 'People of the tenant',
    permission: readingUsers,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: userShape,
    answer: collectionOf(User),
    handle: async (request) =>
      directoryList(request, context, await listPeople(request.context, request.odata), (row) =>
        usual(request, userBody(row), usualOfUser),
      ),
  }),
  graphRoute({
    method: 'GET',
    path: '/users/{userId}',
    summary: 'One person, by id or user principal name',
    permission: readingUsers,
    options: ['select'],
    answer: User,
    handle: async (request) => {
      const row = await getPerson(request.context, readUserKey(request.params.userId));
      return directoryEntity(request, context, usual(request, userBody(row), usualOfUser));
    },
  }),
  ...holders('/users/{userId}', ({ params }) => readUserKey(params.userId)),
  graphRoute({
    method: 'GET',
    path: '/me',
    summary: 'The person of the token, as his own tenant knows him',
    permission: readingMyself,
    options: ['select'],
    answer: User,
    handle: async (request) => {
      const row = await getOneself(request.context);
      return directoryEntity(request, context, usual(request, userBody(row), usualOfUser));
    },
  }),
  ...holders('/me', (request) => ({ id: oneself(request.context) })),
];
