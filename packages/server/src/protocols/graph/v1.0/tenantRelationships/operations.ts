import { readRelationshipKey, relationshipIdText } from '../../../../operations/delegated-admin/find.ts';
import { getAdminOperation, listAdminOperations } from '../../../../operations/delegated-admin/read.ts';
import { collection, entity } from '../../house/page.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { explainHidden, readGuid, reading } from '../../resources/answer.ts';
import { operationBody } from '../../resources/assignment.ts';
import { AdminOperation, collectionOf } from '../../resources/schemas.ts';
import { operationShape } from '../../resources/shapes.ts';

const path = '/tenantRelationships/delegatedAdminRelationships/{relationshipId}/operations';
/** The member behind the enumeration's sentinel. */
const behind = ['delegatedAdminRelationshipUpdate'];

export const operationRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path,
    summary: 'Changes that take a while',
    permission: reading,
    options: ['expand', 'select', 'filter', 'top', 'count', 'skiptoken', 'orderby'],
    shape: operationShape,
    answer: collectionOf(AdminOperation),
    sentinels: { operationType: behind },
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const listed = await listAdminOperations(request.context, { ...key, query: request.odata });
      explainHidden(request.reply, listed.hidden);
      return collection(request, 'operations', listed, (view) => operationBody(view, relationshipIdText(key)));
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{operationId}`,
    summary: 'One operation',
    permission: reading,
    options: ['select'],
    shape: operationShape,
    answer: AdminOperation,
    sentinels: { operationType: behind },
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const partId = readGuid(request.params.operationId, 'delegatedAdminRelationshipOperationId');
      const view = await getAdminOperation(request.context, { ...key, partId });
      return entity(request, 'operations', operationBody(view, relationshipIdText(key)));
    },
  }),
];
