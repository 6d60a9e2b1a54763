import { getDirectoryObject } from '../../../../operations/directory/people.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { readGuid } from '../../resources/answer.ts';
import { directoryEntity, usual } from '../../resources/directory/answer.ts';
import { directoryObjectBody, usualOfObject } from '../../resources/directory/bodies.ts';
import { readingDirectory } from '../../resources/directory/permissions.ts';
import { DirectoryObject } from '../../resources/directory/schemas.ts';

export const objectRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path: '/directoryObjects/{objectId}',
    summary: 'A person, a group or an application of the tenant, whichever has the id',
    permission: readingDirectory,
    options: ['select'],
    answer: DirectoryObject,
    handle: async (request) => {
      const id = readGuid(request.params.objectId, 'directoryObjectId');
      const object = await getDirectoryObject(request.context, { id });
      const body = directoryObjectBody(object);
      return directoryEntity(request, 'directoryObjects', usual(request, body, usualOfObject(object, body)));
    },
  }),
];
