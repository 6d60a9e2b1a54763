import { Type } from 'typebox';
import { createInvitation } from '../../../../operations/invitation/create.ts';
import { refused } from '../../../../operations/operation.ts';
import { type Route, route } from '../../house/route.ts';
import { RelationshipRequest } from '../../schemas/relationship.ts';

export const relationshipRequestRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/relationshiprequests',
    serves: ['request-reseller-relationship'],
    credentials: 'user',
    summary: 'The link by which customers accept the partner as their reseller; writes nothing',
    query: Type.Object({
      dap: Type.Optional(
        Type.Boolean({ description: "Ask for delegated administration; the cloud's setting when absent" }),
      ),
      indirectCloudSolutionProviderId: Type.Optional(
        Type.String({ description: 'Tenant of the provider; needed by indirect resellers, and theirs only' }),
      ),
    }),
    answer: RelationshipRequest,
    handle: async ({ context, query, reply }) => {
      const providerId = query.indirectCloudSolutionProviderId;
      if (providerId !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(providerId)) {
        throw refused('value-invalid', { field: 'indirectCloudSolutionProviderId', reason: 'is not a GUID' });
      }
      const { url } = await createInvitation(context, {
        origin: `${reply.request.protocol}://${reply.request.host}`,
        dap: query.dap ?? null,
        providerId: providerId?.toLowerCase() ?? null,
        language: 'en',
      });
      return { url, attributes: { objectType: 'RelationshipRequest' } };
    },
  }),
];
