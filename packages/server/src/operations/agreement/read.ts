import { agreementTemplates } from '@multipartner/domain/agreement/templates.ts';
import { cloudOffers } from '@multipartner/domain/cloud/capabilities.ts';
import { sameRegion } from '@multipartner/domain/market/markets.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type AttestationRow,
  ownAttestations,
  partnerAgreement,
  type ResellerAgreementRow,
  signedDirectly,
} from '../../store/agreement.ts';
import { isRelated } from '../../store/order.ts';
import { read } from '../operation.ts';

/** The agreements that a customer may accept, with their templates. */
export const listAgreementTemplates = read<Record<never, never>, Record<never, never>, typeof agreementTemplates>({
  permission: 'agreement.customer.read',
  load: () => ({}),
  answer: ({ actor }) => cloudOffers(actor.cloud, 'agreementAttestation') ?? agreementTemplates,
});

/** The caller's own attestations for a customer (R202). Refusals: no-relationship. */
export const listAgreements = read<
  { customerId: string; type: string | null },
  { related: boolean; agreements: AttestationRow[] },
  AttestationRow[]
>({
  permission: 'agreement.customer.read',
  load: (sql, caller, { customerId }) => ({
    related: isRelated(sql, { partnerId: caller.tenantId }, customerId),
    agreements: ownAttestations(sql, { partnerId: caller.tenantId }, customerId),
  }),
  answer: ({ facts }, { customerId, type }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return type === null ? facts.agreements : facts.agreements.filter((one) => one.type === type);
  },
});

/** Whether the customer signed itself, which holds for all its partners (R202). Refusals: no-relationship. */
export const readDirectSignature = read<{ customerId: string }, { related: boolean; signed: boolean }, boolean>({
  permission: 'agreement.customer.read',
  load: (sql, caller, { customerId }) => ({
    related: isRelated(sql, { partnerId: caller.tenantId }, customerId),
    signed: signedDirectly(sql, customerId),
  }),
  answer: ({ facts }, { customerId }) => (facts.related ? facts.signed : refuse('no-relationship', { customerId })),
});

/** How a reseller is asked for: by a location id (or the parent account's), or by its tenant. */
export type ResellerId = { readonly mpnId: string } | { readonly tenantId: string };

/**
 * Whether an indirect reseller accepted the partner agreement, asked by exactly one of its ids (R17): true, or a refusal
 * that says what its provider has to tell it. An agreement accepted as a direct partner counts for its tenant (R16).
 * Refusals: reseller-location-unknown, location-of-no-reseller, reseller-tenant-unknown, reseller-in-another-region,
 * reseller-location-unsigned, reseller-tenant-unsigned.
 */
export const readResellerAgreement = read<{ by: ResellerId }, { partner: ResellerAgreementRow | null }, true>({
  permission: 'reseller.agreementStatus.read',
  load: (sql, _caller, { by }) => ({ partner: partnerAgreement(sql, by) }),
  answer: ({ actor, facts: { partner } }, { by }) => {
    const byLocation = 'mpnId' in by;
    const id = byLocation ? by.mpnId : by.tenantId;
    // Another cloud's partners are unknown here (R170).
    if (partner === null || partner.cloud !== actor.cloud)
      return refuse(byLocation ? 'reseller-location-unknown' : 'reseller-tenant-unknown', { id });
    if (byLocation && partner.kind !== 'indirect_reseller') return refuse('location-of-no-reseller', { id });
    if (!sameRegion(partner.country, actor.country))
      return refuse('reseller-in-another-region', { id, country: partner.country });
    if (partner.signed) return true;
    return refuse(byLocation ? 'reseller-location-unsigned' : 'reseller-tenant-unsigned', { id });
  },
});
