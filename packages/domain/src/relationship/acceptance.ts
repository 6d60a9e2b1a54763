import { cloudCapabilities, cloudOffers } from '../cloud/capabilities.ts';
import type { Cloud } from '../cloud/cloud.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { PartnerKind, ProgramStatus } from '../tenant/partner.ts';
import { isTransactingTenant, programAllows } from '../tenant/program-status.ts';

/** What a link says. Links hold no secret; everything is checked at acceptance (R36). */
export type InvitationTerms =
  | { readonly type: 'reseller'; readonly partnerId: string; readonly dap: boolean }
  | {
      readonly type: 'indirectReseller';
      readonly partnerId: string;
      readonly providerId: string;
      readonly dap: boolean;
    };

/** A partner that a link names, as it is at this instant. */
export interface InvitingPartner {
  readonly tenantId: string;
  readonly kind: PartnerKind;
  readonly cloud: Cloud;
  readonly programStatus: ProgramStatus;
  readonly mpaAccepted: boolean;
  readonly sameMarket: boolean;
  /** Its living relationship and DAP with the customer. */
  readonly related: boolean;
  readonly dap: boolean;
}

export interface AcceptanceFacts {
  readonly customer: {
    readonly id: string;
    readonly cloud: Cloud;
    readonly partner: { readonly kind: PartnerKind; readonly programStatus: ProgramStatus } | null;
    readonly missingCompanyData: readonly string[];
  };
  /** Null: unknown in the customer's cloud. */
  readonly partner: InvitingPartner | null;
  readonly provider: InvitingPartner | null;
  /** The reseller has a living partnership with the provider. */
  readonly partnered: boolean;
}

export interface Acceptance {
  /** Relationships to make: for an indirect link both, or neither (R26, R101). */
  readonly relationships: readonly string[];
  /** Partners that get DAP now (R35: a link without it never takes an existing one away). */
  readonly dap: readonly string[];
  /** Everything the link asks for is there already: nothing changes (R35). */
  readonly acceptedBefore: boolean;
}

/**
 * Decides an acceptance with every check at this moment, in this order: the link's partners exist in the customer's cloud
 * (R170), the cloud knows such links (R178), the kind fits to the link (R144), nobody is his own customer (R156), the customer does not transact in the
 * programme (R154–R160), market (R12), the partners' standing (R18–R20, R36), the partnership (R26), company data (R37).
 */
export function decideAcceptance(terms: InvitationTerms, facts: AcceptanceFacts): Acceptance | Refusal {
  const { customer } = facts;
  const parties = terms.type === 'reseller' ? [facts.partner] : [facts.partner, facts.provider];
  const known: InvitingPartner[] = [];
  for (const party of parties) {
    if (party === null || party.cloud !== customer.cloud) return refuse('tenant-not-found');
    known.push(party);
  }
  const [inviting, provider] = known as [InvitingPartner, InvitingPartner | undefined];
  const wrongLink = cloudOffers(customer.cloud, 'resellerRequest') ?? kindOfLink(terms, inviting, provider);
  if (wrongLink !== null) return wrongLink;
  if (known.some((party) => party.tenantId === customer.id)) return refuse('own-customer');
  if (isTransactingTenant(customer.partner)) return refuse('customer-is-partner');
  if (known.some((party) => !party.sameMarket)) return refuse('market-mismatch');

  const asksDap = terms.dap || cloudCapabilities[customer.cloud].dapWithInvitations === 'always';
  const relationships = known.filter((party) => !party.related).map((party) => party.tenantId);
  const dap = asksDap ? known.filter((party) => !party.dap).map((party) => party.tenantId) : [];
  if (relationships.length === 0 && dap.length === 0) return { relationships, dap, acceptedBefore: true };

  for (const party of known) {
    // A restricted reseller may still bring customers to its provider, which itself must be free to take them (R18, R19).
    const act = party.kind === 'indirect_reseller' ? 'newIndirectRelationship' : 'newDirectRelationship';
    if (programAllows(party.programStatus, act) !== null) return refuse('partner-cannot-accept');
    if (!party.mpaAccepted) return refuse('partner-cannot-accept');
  }
  if (terms.type === 'indirectReseller' && !facts.partnered) return refuse('partnership-required');
  if (customer.missingCompanyData.length > 0)
    return refuse('company-data-incomplete', { fields: customer.missingCompanyData });
  return { relationships, dap, acceptedBefore: false };
}

function kindOfLink(
  terms: InvitationTerms,
  inviting: InvitingPartner,
  provider: InvitingPartner | undefined,
): Refusal | null {
  if (terms.type === 'reseller') {
    const sells = inviting.kind === 'direct' || inviting.kind === 'indirect_provider';
    return sells ? null : refuse('invitation-invalid', { reason: 'the partner does not sell directly' });
  }
  if (inviting.kind !== 'indirect_reseller')
    return refuse('invitation-invalid', { reason: 'partnerId is no indirect reseller' });
  if (provider?.kind !== 'indirect_provider')
    return refuse('invitation-invalid', { reason: 'indirectCSPId is no indirect provider' });
  return cloudOffers(inviting.cloud, 'indirectModel');
}
