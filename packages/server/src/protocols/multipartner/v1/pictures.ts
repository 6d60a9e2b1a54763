import { Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import { readRelationshipMap, readTimeline } from '../../../operations/picture/read.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const query = Type.Object({
  customerId: Type.Optional(Type.String({ description: 'Of a partner; a customer sees its own tenant' })),
});

function customerOf(given: string | undefined, tenantId: string): string {
  if (given !== undefined && !guid.test(given))
    throw refused('value-invalid', { field: 'customerId', reason: 'is not a GUID' });
  return given?.toLowerCase() ?? tenantId;
}

export const pictureRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/timeline',
    summary:
      "Relationships, rights and subscriptions at a customer over time: a partner's own, or all for the customer",
    credentials: 'either',
    query,
    answer: Type.Object({
      now: Type.String({ description: "The realm's clock" }),
      spans: Type.Array(
        Type.Object({
          lane: Type.Enum(['relationship', 'dap', 'gdap', 'subscription']),
          partnerId: Type.String(),
          partnerName: Type.String(),
          id: nullableText,
          label: Type.String(),
          start: Type.String(),
          end: Type.Union([Type.String(), Type.Null()], { description: 'Null: it goes on, as far as is known' }),
          status: Type.String(),
          events: Type.Array(Type.Object({ at: Type.String(), what: Type.String() })),
        }),
      ),
    }),
    handle: async ({ context, query: { customerId } }) => {
      const { now, spans } = await readTimeline(context, customerOf(customerId, context.caller.tenantId));
      return { now: now.toISOString(), spans };
    },
  }),
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/relationshipMap',
    summary: 'Who stands how to a customer now: partners, providers and resellers, and what joins them',
    credentials: 'either',
    query,
    answer: Type.Object({
      nodes: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          kind: Type.String({ description: 'customer, or the kind of the partner' }),
        }),
      ),
      edges: Type.Array(
        Type.Object({
          from: Type.String(),
          to: Type.String(),
          kind: Type.Enum(['reseller', 'advisor', 'dap', 'gdap', 'partnership', 'subscriptions']),
          since: nullableText,
          until: nullableText,
          count: Type.Integer({ description: 'Of subscriptions; else 1' }),
        }),
      ),
    }),
    handle: async ({ context, query: { customerId } }) => {
      const { customer, partners, edges } = await readRelationshipMap(
        context,
        customerOf(customerId, context.caller.tenantId),
      );
      return { nodes: [{ ...customer, kind: 'customer' }, ...partners], edges };
    },
  }),
];
