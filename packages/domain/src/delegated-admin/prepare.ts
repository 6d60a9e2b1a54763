import type { Actor } from '../access/actor.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerKind, ProgramStatus } from '../tenant/partner.ts';
import { programAllows } from '../tenant/program-status.ts';
import { mayRequestAdministration } from './request.ts';

/** The reseller for which a provider prepares something; null: no partner of the programme. */
export interface PreparedFor {
  readonly kind: PartnerKind;
  readonly cloud: Cloud;
  readonly programStatus: ProgramStatus;
}

/**
 * Whether a provider may prepare granular administration for a reseller (R79): the two work together, and both may ask
 * for it now. Refusals: not-an-indirect-reseller, partnership-required, those of mayRequestAdministration,
 * reseller-status-not-active.
 */
export function mayPrepareFor(provider: Actor, reseller: PreparedFor | null, partnered: boolean): Refusal | null {
  if (!partnered) {
    // Nobody learns of a tenant that he does not work with more than the programme says of it.
    return reseller?.kind === 'indirect_reseller' && reseller.cloud === provider.cloud
      ? refuse('partnership-required')
      : refuse('not-an-indirect-reseller');
  }
  if (reseller?.kind !== 'indirect_reseller') return refuse('not-an-indirect-reseller');
  const mine = mayRequestAdministration(provider);
  if (mine !== null) return mine;
  if (programAllows(reseller.programStatus, 'newAdministration') !== null)
    return refuse('reseller-status-not-active', { status: reseller.programStatus });
  return null;
}
