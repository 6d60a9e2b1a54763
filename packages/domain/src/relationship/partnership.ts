import { cloudCapabilities } from '../cloud/capabilities.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerKind, ProgramStatus } from '../tenant/partner.ts';
import { programAllows } from '../tenant/program-status.ts';

export interface PartnershipParty {
  readonly tenantId: string;
  readonly kind: PartnerKind;
  readonly cloud: Cloud;
  readonly programStatus: ProgramStatus;
  readonly mpaAccepted: boolean;
  /** Enrolled as an indirect reseller beside being direct, while it moves under a provider (R3). */
  readonly alsoReseller?: boolean;
}

/**
 * Decides the acceptance of a provider's link by a reseller, with every check at this moment: same cloud (R170), kinds
 * (R137, R138), region (R13), standing (R18), partner agreement of the reseller (R15).
 */
export function decidePartnership(
  provider: PartnershipParty | null,
  reseller: PartnershipParty,
  sameRegion: boolean,
): Refusal | null {
  if (provider === null || provider.cloud !== reseller.cloud) return refuse('tenant-not-found');
  if (provider.kind !== 'indirect_provider')
    return refuse('invitation-invalid', { reason: 'the partner is no indirect provider' });
  if (reseller.kind !== 'indirect_reseller' && !(reseller.kind === 'direct' && reseller.alsoReseller === true))
    return refuse('not-an-indirect-reseller');
  if (!cloudCapabilities[reseller.cloud].indirectModel)
    return refuse('capability-not-in-cloud', { capability: 'indirectModel', cloud: reseller.cloud });
  if (!sameRegion) return refuse('region-mismatch');
  if (programAllows(provider.programStatus, 'newPartnership') !== null) return refuse('partner-cannot-accept');
  if (programAllows(reseller.programStatus, 'newIndirectRelationship') !== null)
    return refuse('program-status-not-active', { status: reseller.programStatus });
  if (!reseller.mpaAccepted) return refuse('reseller-mpa-not-accepted');
  return null;
}
