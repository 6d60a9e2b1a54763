import { Type } from 'typebox';
import { acceptInvitation } from '../../../operations/invitation/accept.ts';
import { createInvitation } from '../../../operations/invitation/create.ts';
import { type DraftLanguage, draftLanguages } from '../../../operations/invitation/draft.ts';
import { previewInvitation } from '../../../operations/invitation/preview.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const link = Type.Object({ url: Type.String({ description: 'The whole link' }) }, { additionalProperties: false });

export const mail = Type.Object({ subject: Type.String(), body: Type.String() });

export const preview = Type.Object({
  partners: Type.Array(
    Type.Object({ partnerId: Type.String(), name: Type.String(), country: Type.String(), kind: Type.String() }),
  ),
  asks: Type.Object({
    reseller: Type.Boolean(),
    dap: Type.Boolean(),
    roles: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  }),
  unchanged: Type.Object({
    partners: Type.Integer(),
    subscriptions: Type.Integer(),
    digest: Type.String({ description: 'Of everything protected at this instant; the evidence shows it again after' }),
  }),
  acceptable: Type.Boolean(),
  refusal: Type.Optional(Type.Object({ code: Type.String(), facts: Type.Record(Type.String(), Type.Unknown()) })),
});

export const invitationRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/invitations',
    summary: "The partner's link for customers, and the draft of a mail around it; writes nothing",
    credentials: 'user',
    body: Type.Object(
      {
        dap: Type.Optional(Type.Boolean({ description: "Ask for DAP; the cloud's setting when absent" })),
        indirectProviderId: Type.Optional(
          Type.String({ format: 'uuid', description: 'A reseller names its provider' }),
        ),
        language: Type.Optional(Type.Enum([...draftLanguages], { description: 'Of the draft; English when absent' })),
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ url: Type.String(), mail }),
    handle: ({ context, body, origin }) =>
      createInvitation(context, {
        origin,
        dap: body.dap ?? null,
        providerId: body.indirectProviderId?.toLowerCase() ?? null,
        language: (body.language as DraftLanguage | undefined) ?? 'en',
      }),
  }),
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/invitations/preview',
    summary: 'What a link asks the customer for, what stays unchanged, and whether it could be accepted now',
    credentials: 'user',
    body: link,
    answer: preview,
    handle: ({ context, body }) => previewInvitation(context, body),
  }),
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/invitations/acceptances',
    summary: 'The customer accepts a link; 200 when it had accepted before',
    credentials: 'user',
    body: link,
    status: 201,
    answer: Type.Object({
      relationships: Type.Array(Type.Object({ partnerId: Type.String(), type: Type.String(), since: Type.String() })),
    }),
    handle: async ({ context, body, reply }) => {
      const { changed, relationships } = await acceptInvitation(context, body);
      return reply.code(changed ? 201 : 200).send({ relationships });
    },
  }),
];
