import type { Actor } from '../access/actor.ts';
import { cloudCapabilities, cloudOffers } from '../cloud/capabilities.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { programAllows } from '../tenant/program-status.ts';
import type { InvitationTerms } from './acceptance.ts';

/** What a partner asks for when it makes a link. */
export interface InvitationWish {
  /** With DAP; the cloud's own setting when null (R29). */
  readonly dap: boolean | null;
  /** The provider of an indirect link (R26); null when none is named. */
  readonly providerId: string | null;
}

/**
 * Decides what link a partner may make now (R25–R29, R144): a direct one for itself, or a reseller's for itself and one
 * provider it works with. Refusals: capability-not-in-cloud, kind-not-sufficient, program-status-not-active,
 * mpa-not-accepted, provider-required, partnership-required, value-invalid.
 */
export function decideInvitation(
  inviter: Actor,
  wish: InvitationWish,
  partneredWithProvider: boolean,
): InvitationTerms | Refusal {
  const { partner, cloud } = inviter;
  if (partner === null || partner.kind === 'advisor')
    return refuse('kind-not-sufficient', { action: 'invitation.create' });
  const notOffered = cloudOffers(cloud, 'resellerRequest');
  if (notOffered !== null) return notOffered;
  const indirect = partner.kind === 'indirect_reseller';
  const standing = programAllows(partner.programStatus, indirect ? 'newIndirectRelationship' : 'newDirectRelationship');
  if (standing !== null) return standing;
  if (!partner.mpaAccepted) return refuse('mpa-not-accepted');
  const dap = cloudCapabilities[cloud].dapWithInvitations === 'always' || (wish.dap ?? true);
  if (!indirect) {
    if (wish.providerId === null) return { type: 'reseller', partnerId: inviter.tenantId, dap };
    return refuse('value-invalid', { field: 'providerId', reason: 'is given by indirect resellers only' });
  }
  const noIndirectModel = cloudOffers(cloud, 'indirectModel');
  if (noIndirectModel !== null) return noIndirectModel;
  if (wish.providerId === null) return refuse('provider-required');
  if (!partneredWithProvider) return refuse('partnership-required');
  return { type: 'indirectReseller', partnerId: inviter.tenantId, providerId: wish.providerId, dap };
}
