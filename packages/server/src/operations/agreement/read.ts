import { agreementTemplates } from '@multipartner/domain/agreement/templates.ts';
import { cloudOffers } from '@multipartner/domain/cloud/capabilities.ts';
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

/** Whether an indirect reseller accepted the partner agreement, asked by exactly one of its ids (R17). */
export const readResellerAgreement = read<
  { by: { readonly mpnId: string } | { readonly tenantId: string } },
  { partner: ResellerAgreementRow | null },
  boolean
>({
  permission: 'reseller.agreementStatus.read',
  load: (sql, _caller, { by }) => ({ partner: partnerAgreement(sql, by) }),
  answer: ({ facts }, { by }) => {
    if (facts.partner === null)
      return refuse('partner-on-record-unknown', { id: 'mpnId' in by ? by.mpnId : by.tenantId });
    if (facts.partner.kind !== 'indirect_reseller') return refuse('not-an-indirect-reseller');
    return facts.partner.signed;
  },
});
