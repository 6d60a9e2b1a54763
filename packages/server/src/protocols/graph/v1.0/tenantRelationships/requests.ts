import { requestActions } from '@multipartner/domain/delegated-admin/request.ts';
import { Type } from 'typebox';
import { readRelationshipKey, relationshipIdText } from '../../../../operations/delegated-admin/find.ts';
import { getAdminRequest, listAdminRequests } from '../../../../operations/delegated-admin/read.ts';
import { requestAction } from '../../../../operations/delegated-admin/request.ts';
import { collection, entity } from '../../house/page.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { created, explainHidden, readGuid, reading, writing } from '../../resources/answer.ts';
import { requestBody } from '../../resources/assignment.ts';
import { AdminRequest, collectionOf } from '../../resources/schemas.ts';
import { requestShape } from '../../resources/shapes.ts';

const relationships = '/tenantRelationships/delegatedAdminRelationships';
const path = `${relationships}/{relationshipId}/requests` as const;
const context = 'requests';
/** The member behind the enumeration's sentinel. */
const behind = { action: ['reject'] };

export const requestRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path,
    summary: 'What was asked of a relationship',
    permission: reading,
    options: ['expand', 'select', 'filter', 'top', 'count', 'skiptoken', 'orderby'],
    shape: requestShape,
    answer: collectionOf(AdminRequest),
    sentinels: behind,
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const listed = await listAdminRequests(request.context, { ...key, query: request.odata });
      explainHidden(request.reply, listed.hidden);
      return collection(request, context, listed, requestBody);
    },
  }),
  graphRoute({
    method: 'POST',
    path,
    summary: 'Lock a draft for approval, or terminate; a reseller approves or rejects what its provider prepared',
    permission: writing,
    body: Type.Object({ action: Type.Enum([...requestActions]) }, { additionalProperties: false }),
    readOnly: ['id', 'status', 'createdDateTime', 'lastModifiedDateTime'],
    answer: AdminRequest,
    status: 201,
    sentinels: behind,
    dryRun: true,
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const view = await requestAction(request.context, { ...key, action: request.body.action });
      return created(request, context, `${relationships}/${relationshipIdText(key)}/requests`, requestBody(view));
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{requestId}`,
    summary: 'One request',
    permission: reading,
    options: ['select'],
    shape: requestShape,
    answer: AdminRequest,
    sentinels: behind,
    handle: async (request) => {
      const key = readRelationshipKey(request.params.relationshipId);
      const partId = readGuid(request.params.requestId, 'requestId');
      return entity(request, context, requestBody(await getAdminRequest(request.context, { ...key, partId })));
    },
  }),
];
