import { Type } from 'typebox';
import { inviteUsers } from '../../../operations/invitation/invite-users.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

export const userInvitationRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'POST',
    path: '/multipartner/v1/userInvitations',
    summary: 'Invites outside people by mail, at most ten; a second time sends the mail again',
    credentials: 'user',
    body: Type.Object(
      { emails: Type.Array(Type.String(), { minItems: 1, description: 'Mail addresses, at most ten' }) },
      { additionalProperties: false },
    ),
    status: 201,
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          email: Type.String(),
          status: Type.String(),
          invitedAt: Type.String(),
          sentAt: Type.String(),
          timesSent: Type.Integer(),
        }),
      ),
    }),
    handle: async ({ context, body, origin }) => {
      const saved = await inviteUsers(context, { emails: body.emails, origin });
      const items = saved.map((one) => ({
        email: one.email,
        status: 'pending',
        invitedAt: one.invited_at.toISOString(),
        sentAt: one.sent_at.toISOString(),
        timesSent: one.times_sent,
      }));
      return { items };
    },
  }),
];
