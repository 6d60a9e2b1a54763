import { isRefusal, type Refusal } from '@multipartner/domain/refusal.ts';
import { decideInvitation, type InvitationWish } from '@multipartner/domain/relationship/invitation.ts';
import { constant } from '../../store/ask.ts';
import { partnered } from '../../store/relationship.ts';
import { type Context, read } from '../operation.ts';
import { type Draft, type DraftLanguage, invitationDraft } from './draft.ts';
import { invitationLink } from './link.ts';

export interface InvitationInput extends InvitationWish {
  /** Scheme and host that the link begins with. */
  readonly origin: string;
  readonly language: DraftLanguage;
}

export interface Invitation {
  readonly url: string;
  readonly mail: Draft;
}

/**
 * Makes the link by which customers accept the caller, and the draft of a mail around it. It writes nothing anywhere
 * (R25, R27). Refusals: those of decideInvitation, role-not-sufficient.
 */
export const createInvitation: (context: Context, input: InvitationInput) => Promise<Invitation> = read<
  InvitationInput,
  { partnered: boolean },
  Invitation
>({
  permission: 'invitation.create',
  load: (sql, caller, { providerId }) => ({
    partnered: providerId === null ? constant(sql, false) : partnered(sql, providerId, caller.tenantId),
  }),
  answer: ({ actor, facts }, input): Invitation | Refusal => {
    const terms = decideInvitation(actor, input, facts.partnered);
    if (isRefusal(terms)) return terms;
    const url = invitationLink(input.origin, terms, actor.partner?.mpnId ?? '0');
    return { url, mail: invitationDraft(input.language, actor.tenantName, terms, url) };
  },
});
