import { randomUUID } from 'node:crypto';
import { type AgreementContact, decideAttestation } from '@multipartner/domain/agreement/attestation.ts';
import { agreementTemplates, customerAgreementTemplate } from '@multipartner/domain/agreement/templates.ts';
import { cloudOffers } from '@multipartner/domain/cloud/capabilities.ts';
import { type AttestationRow, insertAttestation, lockForAttestation } from '../../store/agreement.ts';
import { act, allowed, Refused, refused } from '../operation.ts';

export interface AttestationInput {
  readonly customerId: string;
  readonly contact: AgreementContact;
  readonly dateAgreed: Date;
  readonly templateId: string | null;
  readonly type: string | null;
}

/**
 * The partner attests that its customer accepted the customer agreement; it counts for this partner alone (R201, R202).
 * Refusals: no-relationship, agreement-date-in-future, agreement-attested-before, capability-not-in-cloud.
 */
export const attestAgreement = act<AttestationInput, AttestationRow>({
  permission: 'agreement.customer.attest',
  kind: 'agreement.attest',
  audited: { resourceType: 'agreement', operationType: 'create_agreement' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async ({ tx, actor, now, audit, mail }, input) => {
    const owner = { partnerId: actor.tenantId };
    const noCapability = cloudOffers(actor.cloud, 'agreementAttestation');
    if (noCapability !== null) throw new Refused(noCapability);
    const template = templateOf(input.templateId, input.type);
    const before = await lockForAttestation(tx, owner, input.customerId);
    if (before === null) throw refused('no-relationship', { customerId: input.customerId });
    allowed(
      decideAttestation(
        input,
        before.filter((one) => one.type === template.type),
        now,
      ),
    );
    const row = {
      id: randomUUID(),
      type: template.type,
      template_id: template.templateId,
      date_agreed: input.dateAgreed,
      contact: input.contact,
      attested_by: actor.userId as string,
    };
    await insertAttestation(tx, owner, input.customerId, row, now);
    audit({
      newValue: { id: row.id, type: row.type, dateAgreed: input.dateAgreed.toISOString(), contact: input.contact },
    });
    mail({
      tenantId: input.customerId,
      recipient: input.contact.email,
      name: `${actor.tenantName} confirmed your acceptance of the customer agreement`,
      body: `${input.contact.firstName} ${input.contact.lastName},\n\n${actor.tenantName} stated that you accepted the customer agreement on ${input.dateAgreed.toISOString().slice(0, 10)}.\nIf you did not, please tell your partner.\n`,
      about: { partnerId: actor.tenantId, customerId: input.customerId, agreementId: row.id },
    });
    return { ...row, date_agreed: input.dateAgreed.toISOString() };
  },
});

function templateOf(templateId: string | null, type: string | null) {
  if (templateId === null && type === null) return customerAgreementTemplate;
  const template = agreementTemplates.find(
    (one) =>
      (templateId === null || one.templateId === templateId.toLowerCase()) && (type === null || one.type === type),
  );
  if (template === undefined)
    throw refused('value-invalid', {
      field: templateId === null ? 'type' : 'templateId',
      reason: 'is no template of an agreement on offer',
    });
  return template;
}
