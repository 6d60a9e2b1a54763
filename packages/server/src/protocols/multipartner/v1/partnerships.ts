import { Type } from 'typebox';
import { acceptPartnership } from '../../../operations/partnership/accept.ts';
import { invitePartner } from '../../../operations/partnership/invite.ts';
import { listPartnerships } from '../../../operations/partnership/list.ts';
import { previewPartnership } from '../../../operations/partnership/preview.ts';
import { removePartnership } from '../../../operations/partnership/remove.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';
import { mail, preview } from './invitations.ts';

const link = Type.Object({ url: Type.String({ description: 'The whole link' }) }, { additionalProperties: false });

export const partnershipRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/partnerships/invitations',
    summary: "The provider's link for resellers, and the draft of a mail around it; writes nothing",
    credentials: 'user',
    body: Type.Object({}, { additionalProperties: false }),
    answer: Type.Object({ url: Type.String(), mail }),
    handle: ({ context, origin }) => invitePartner(context, { origin }),
  }),
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/partnerships/preview',
    summary: "What a provider's link asks the reseller for, and whether it could be accepted now",
    credentials: 'user',
    body: link,
    answer: preview,
    handle: ({ context, body }) => previewPartnership(context, body),
  }),
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/partnerships/acceptances',
    summary: "The reseller accepts a provider's link; 200 when it had accepted before",
    credentials: 'user',
    body: link,
    status: 201,
    answer: Type.Object({ partnerships: Type.Array(Type.Object({ partnerId: Type.String(), since: Type.String() })) }),
    handle: async ({ context, body, reply }) => {
      const { changed, partnerships } = await acceptPartnership(context, body);
      return reply.code(changed ? 201 : 200).send({ partnerships });
    },
  }),
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/partnerships',
    summary: "A provider's resellers and a reseller's providers",
    credentials: 'either',
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          partnerId: Type.String(),
          name: Type.String(),
          kind: Type.String(),
          mpnId: Type.String(),
          country: Type.String(),
          since: Type.String(),
        }),
      ),
    }),
    handle: async ({ context }) => {
      const sides = [
        await listPartnerships(context, { side: 'provider' }),
        await listPartnerships(context, { side: 'reseller' }),
      ];
      const items = sides.flat().map((one) => ({
        partnerId: one.id,
        name: one.name,
        kind: one.kind,
        mpnId: one.mpn_id,
        country: one.country,
        since: new Date(one.since).toISOString(),
      }));
      return { items };
    },
  }),
  ownRoute({
    method: 'DELETE',
    path: '/multipartner/v1/partnerships/{partnerId}',
    summary: 'The provider ends a partnership; customers, rights and subscriptions stay',
    credentials: 'user',
    status: 204,
    handle: ({ context, params }) => removePartnership(context, { resellerId: params.partnerId }),
  }),
];
