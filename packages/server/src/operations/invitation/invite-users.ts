import { saveUserInvitations, type UserInvitationRow } from '../../store/user-invitation.ts';
import { act, type Context, refused } from '../operation.ts';

/** Addresses in one act (R165). */
export const mostUserInvitations = 10;

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export interface UserInvitationInput {
  readonly emails: readonly string[];
  /** Where the invited people go: scheme and host of the portal. */
  readonly origin: string;
}

/**
 * The partner's Global administrator invites outside people into its tenant by mail (R165). An address that was invited
 * before gets the mail again, and never becomes a second person. Refusals: too-many, value-invalid, user-required.
 */
export const inviteUsers: (context: Context, input: UserInvitationInput) => Promise<UserInvitationRow[]> = act<
  UserInvitationInput,
  UserInvitationRow[]
>({
  permission: 'user.invite',
  kind: 'user.invite',
  audited: { resourceType: 'partner_user', operationType: 'create_partner_user' },
  pairs: () => [],
  body: async (work, { emails, origin }) => {
    const { actor, now, tx } = work;
    if (actor.userId === null) throw refused('user-required');
    if (emails.length > mostUserInvitations) throw refused('too-many', { maximum: mostUserInvitations });
    const wrong = emails.findIndex((one) => !address.test(one));
    if (wrong >= 0) throw refused('value-invalid', { field: `emails.${wrong}`, reason: 'is not a mail address' });
    const wanted = [...new Set(emails.map((one) => one.toLowerCase()))];
    const saved = await saveUserInvitations(tx, actor.tenantId, wanted, actor.userId, now);
    for (const one of saved) {
      work.audit({ customerId: null, newValue: { email: one.email, timesSent: one.times_sent, status: 'pending' } });
      work.mail({
        tenantId: actor.tenantId,
        recipient: one.email,
        name: `You are invited to ${actor.tenantName}`,
        body: `${actor.userPrincipalName ?? actor.tenantName} invites you to work in the tenant of ${actor.tenantName}.\n\n${origin}/`,
        about: { email: one.email, timesSent: one.times_sent },
      });
    }
    return saved;
  },
});
