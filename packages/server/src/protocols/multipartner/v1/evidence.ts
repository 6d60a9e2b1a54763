import { Type } from 'typebox';
import { getEvidence, getProtected } from '../../../operations/evidence/sign.ts';
import { refused } from '../../../operations/operation.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const query = Type.Object(
  {
    asOf: Type.Optional(Type.String({ description: 'The instant at which statuses are taken; now when absent.' })),
    customerId: Type.Optional(
      Type.String({ description: 'A partner names the customer; a customer is its own subject.' }),
    ),
  },
  { additionalProperties: false },
);

const evidence = Type.Object({
  asOf: Type.String(),
  subject: Type.String(),
  digest: Type.String({ description: 'Over the digests of the owners and of the directory.' }),
  owners: Type.Array(Type.Object({ partnerId: Type.String(), digest: Type.String(), subscriptions: Type.Integer() })),
  signature: Type.String({ description: 'Compact JWS over the canonical form (RFC 8785) of the members before.' }),
});

function input({ asOf, customerId }: { asOf?: string; customerId?: string }) {
  const instant = asOf === undefined ? null : new Date(asOf);
  if (instant !== null && Number.isNaN(instant.getTime()))
    throw refused('value-invalid', { field: 'asOf', reason: 'is not an instant' });
  if (customerId !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(customerId))
    throw refused('value-invalid', { field: 'customerId', reason: 'is not a GUID' });
  return { asOf: instant, customerId: customerId?.toLowerCase() ?? null };
}

export const evidenceRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/evidence',
    summary: 'A signed digest of everything protected at a customer, by owner',
    credentials: 'either',
    query,
    answer: evidence,
    handle: ({ context, query: asked }) => getEvidence(context, input(asked)),
  }),
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/evidence/protected',
    summary: 'The canonical documents that the evidence digests, for multipartner verify',
    credentials: 'either',
    query,
    handle: ({ context, query: asked }) => getProtected(context, input(asked)),
  }),
];
