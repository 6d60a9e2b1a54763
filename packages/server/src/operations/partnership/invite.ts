import { decidePartnershipInvitation } from '@multipartner/domain/relationship/partnership-invitation.ts';
import { type Draft, partnershipDraft } from '../invitation/draft.ts';
import { partnershipLink } from '../invitation/link.ts';
import { type Context, read } from '../operation.ts';

/**
 * Makes the provider's link for resellers, one for all, and the draft of a mail around it; it writes nothing (R137,
 * R138). Refusals: those of decidePartnershipInvitation, role-not-sufficient.
 */
export const invitePartner: (
  context: Context,
  input: { readonly origin: string },
) => Promise<{ readonly url: string; readonly mail: Draft }> = read<
  { readonly origin: string },
  Record<never, never>,
  { readonly url: string; readonly mail: Draft }
>({
  permission: 'partnership.request',
  load: () => ({}),
  answer: ({ actor }, { origin }) => {
    const refusal = decidePartnershipInvitation(actor);
    if (refusal !== null) return refusal;
    const url = partnershipLink(origin, actor.tenantId, actor.partner?.mpnId ?? '0');
    return { url, mail: partnershipDraft(actor.tenantName, url) };
  },
});
