import { getApplication, listApplications } from '../../../../operations/directory/applications.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { readGuid } from '../../resources/answer.ts';
import { directoryEntity, directoryList } from '../../resources/directory/answer.ts';
import { servicePrincipalBody } from '../../resources/directory/bodies.ts';
import { readingDirectory } from '../../resources/directory/permissions.ts';
import { ServicePrincipal } from '../../resources/directory/schemas.ts';
import { servicePrincipalShape } from '../../resources/directory/shapes.ts';
import { collectionOf } from '../../resources/schemas.ts';

const context = 'servicePrincipals';

/** An application, by its id or, which is the same here, by its client id. */
const one = (path: '/servicePrincipals/{id}' | "/servicePrincipals(appId='{id}')") =>
  graphRoute({
    method: 'GET',
    path,
    summary: 'One application of the tenant, or one that exists in every tenant',
    permission: readingDirectory,
    options: ['select'],
    answer: ServicePrincipal,
    handle: async (request) => {
      const id = readGuid(request.params.id, 'servicePrincipalId');
      return directoryEntity(request, context, servicePrincipalBody(await getApplication(request.context, { id })));
    },
  });

export const applicationRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path: '/servicePrincipals',
    summary: 'Applications of the tenant, and those that exist in every tenant',
    permission: readingDirectory,
    options: ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken'],
    shape: servicePrincipalShape,
    answer: collectionOf(ServicePrincipal),
    handle: async (request) =>
      directoryList(request, context, await listApplications(request.context, request.odata), servicePrincipalBody),
  }),
  one('/servicePrincipals/{id}'),
  one("/servicePrincipals(appId='{id}')"),
];
