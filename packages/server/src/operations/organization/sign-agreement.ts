import { randomUUID } from 'node:crypto';
import { customerAgreementTemplate as customerAgreement } from '@multipartner/domain/agreement/templates.ts';
import { type AgreementAcceptanceRow, insertAcceptance, lockAcceptance } from '../../store/agreement-acceptance.ts';
import { act, type Context, refused } from '../operation.ts';

export interface SignedAgreement {
  readonly acceptance: AgreementAcceptanceRow;
  readonly type: string;
  /** False when the tenant had signed before: the first signature stays. */
  readonly changed: boolean;
}

/**
 * The customer signs the customer agreement itself; the signature holds for all its partners, present and future (R201,
 * R202). Refusals: user-required, value-invalid for another template.
 */
export const signCustomerAgreement: (
  context: Context,
  input: { readonly templateId: string | null },
) => Promise<SignedAgreement> = act<{ readonly templateId: string | null }, SignedAgreement>({
  permission: 'customer.agreement.sign',
  kind: 'agreement.accept',
  audited: { resourceType: 'agreement', operationType: 'create_agreement' },
  pairs: () => [],
  body: async (work, { templateId }) => {
    const { actor, tx, now } = work;
    if (actor.userId === null) throw refused('user-required');
    if (templateId !== null && templateId.toLowerCase() !== customerAgreement.templateId) {
      throw refused('value-invalid', {
        field: 'templateId',
        reason: `is not the customer agreement's, ${customerAgreement.templateId}`,
      });
    }
    const customerId = actor.tenantId;
    const before = await lockAcceptance(tx, customerId, customerAgreement.templateId);
    if (before !== null) {
      work.audit({ customerId, customized: { acceptedBefore: true } });
      return { acceptance: before, type: customerAgreement.type, changed: false };
    }
    const acceptance = {
      id: randomUUID(),
      template_id: customerAgreement.templateId,
      accepted_at: now,
      accepted_by: actor.userId,
    };
    await insertAcceptance(tx, customerId, acceptance);
    work.audit({ customerId, newValue: { ...acceptance, accepted_at: now.toISOString() } });
    return { acceptance, type: customerAgreement.type, changed: true };
  },
});
