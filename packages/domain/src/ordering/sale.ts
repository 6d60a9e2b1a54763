import { cloudCapabilities } from '../cloud/capabilities.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerKind, ProgramStatus } from '../tenant/partner.ts';
import { isTransactingTenant, programAllows } from '../tenant/program-status.ts';

/** Who sells, to whom, and on what footing; facts of the instant of the order. */
export interface SaleFacts {
  readonly seller: {
    readonly tenantId: string;
    readonly kind: PartnerKind;
    readonly cloud: Cloud;
    readonly programStatus: ProgramStatus;
    readonly mpaAccepted: boolean;
  };
  /** Null when the tenant is unknown in the seller's cloud (R170). */
  readonly customer: {
    readonly id: string;
    readonly cloud: Cloud;
    readonly vetting: 'allowed' | 'under_review' | 'not_allowed';
    readonly partner: { readonly kind: PartnerKind; readonly programStatus: ProgramStatus } | null;
  } | null;
  readonly related: boolean;
  readonly sameMarket: boolean;
  /** Members of the customer's company data that are missing or malformed (R37). */
  readonly missingCompanyData: readonly string[];
  /** The seller's own attestation, or the customer's own signature, that the order relies on (R202); null: none. */
  readonly agreementId: string | null;
}

/**
 * Whether this partner may sell anything at all to this customer now (R103), in this order: relationship, programme
 * status, partner agreement, resale restriction, market, company data, vetting, customer agreement.
 */
export function decideSale(facts: SaleFacts): Refusal | null {
  const { seller, customer } = facts;
  if (customer === null || customer.cloud !== seller.cloud || !facts.related) return refuse('no-relationship');
  const standing = programAllows(seller.programStatus, 'newSale');
  if (standing !== null) return standing;
  if (!seller.mpaAccepted) return refuse('mpa-not-accepted');
  if (customer.id === seller.tenantId) return refuse('own-customer');
  if (isTransactingTenant(customer.partner)) return refuse('customer-is-partner');
  if (!facts.sameMarket) return refuse('market-mismatch');
  if (facts.missingCompanyData.length > 0)
    return refuse('company-data-incomplete', { fields: facts.missingCompanyData });
  if (customer.vetting === 'under_review') return refuse('vetting-under-review');
  if (customer.vetting === 'not_allowed') return refuse('vetting-not-allowed');
  if (facts.agreementId === null && cloudCapabilities[seller.cloud].agreementAttestation)
    return refuse('agreement-missing');
  return null;
}
