import type { Actor } from '../access/actor.ts';
import { cloudOffers } from '../cloud/capabilities.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { programAllows } from '../tenant/program-status.ts';

/**
 * Whether a provider may ask resellers to work with it now (R137, R138). Refusals: kind-not-sufficient,
 * capability-not-in-cloud, program-status-not-active, mpa-not-accepted.
 */
export function decidePartnershipInvitation({ partner, cloud }: Actor): Refusal | null {
  if (partner?.kind !== 'indirect_provider') return refuse('kind-not-sufficient', { action: 'partnership.request' });
  const notOffered = cloudOffers(cloud, 'indirectModel') ?? programAllows(partner.programStatus, 'newPartnership');
  if (notOffered !== null) return notOffered;
  return partner.mpaAccepted ? null : refuse('mpa-not-accepted');
}
