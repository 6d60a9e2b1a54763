import { cloudCapabilities, cloudOffers } from '../cloud/capabilities.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { programAllows } from '../tenant/program-status.ts';
import type { PartnershipParty } from './partnership.ts';

export interface CreationFacts {
  readonly seller: PartnershipParty;
  /** The customer's country is in the seller's market (R12). */
  readonly sameMarket: boolean;
  readonly domainTaken: boolean;
  readonly domain: string;
  readonly missingCompanyData: readonly string[];
  /** What the creator said of default granular administration; null: nothing. */
  readonly wantsGranular: boolean | null;
  /** The reseller named (R41); absent when none is; null when it is unknown. */
  readonly reseller?: (PartnershipParty & { readonly partnered: boolean }) | null;
}

/**
 * What comes with a customer that a partner creates (R40, R70): DAP in a cloud without default granular administration;
 * in the others a granular relationship, or nothing when the creator does not want it.
 */
export interface Creation {
  readonly dap: boolean;
  readonly granular: boolean;
}

/** Decides the creation of a customer by a partner (R39–R41), in a cloud that still takes new ones (R176). */
export function decideCreation(facts: CreationFacts): Creation | Refusal {
  const standing =
    cloudOffers(facts.seller.cloud, 'openToNewBusiness') ?? programAllows(facts.seller.programStatus, 'newCustomer');
  if (standing !== null) return standing;
  if (!facts.seller.mpaAccepted) return refuse('mpa-not-accepted');
  if (!facts.sameMarket) return refuse('market-mismatch');
  if (facts.missingCompanyData.length > 0)
    return refuse('company-data-incomplete', { fields: facts.missingCompanyData });
  if (facts.reseller !== undefined) {
    if (facts.reseller === null || !facts.reseller.partnered) return refuse('partnership-required');
    const { programStatus, mpaAccepted } = facts.reseller;
    if (programAllows(programStatus, 'newIndirectRelationship') !== null)
      return refuse('reseller-status-not-active', { status: programStatus });
    if (!mpaAccepted) return refuse('reseller-mpa-not-accepted');
  }
  if (facts.domainTaken) return refuse('tenant-domain-taken', { domain: facts.domain });
  const { defaultGdap } = cloudCapabilities[facts.seller.cloud];
  return { dap: !defaultGdap, granular: defaultGdap && facts.wantsGranular !== false };
}
