import { refuse } from '@multipartner/domain/refusal.ts';
import {
  decideQualification,
  keptQualification,
  type Qualification,
  type QualificationName,
  type QualificationRequest,
} from '@multipartner/domain/tenant/qualification.ts';
import type { Transaction } from '../../store/database.ts';
import { useGovernmentValidation } from '../../store/government-validation.ts';
import { isRelated } from '../../store/order.ts';
import { lockQualifications, qualificationsOf, saveQualifications } from '../../store/qualification.ts';
import type { Owner } from '../../store/subscription.ts';
import { act, allowed, read, refused } from '../operation.ts';

/** The customer's qualifications, whoever set them (R206). Refusals: no-relationship. */
export const readQualifications = read<
  { customerId: string },
  { related: boolean; qualifications: (Qualification | QualificationName)[] },
  readonly Qualification[]
>({
  permission: 'qualification.read',
  load: (sql, caller, { customerId }) => ({
    related: isRelated(sql, { partnerId: caller.tenantId }, customerId),
    qualifications: qualificationsOf(sql, customerId),
  }),
  answer: ({ facts }, { customerId }) =>
    facts.related ? facts.qualifications.map(keptQualification) : refuse('no-relationship', { customerId }),
});

/** Sets a qualification of the customer (R205). Refusals: no-relationship, qualification-not-settable, value-missing, value-invalid. */
export const setQualification = act<{ customerId: string; request: QualificationRequest }, Qualification>({
  permission: 'qualification.update',
  kind: 'qualification.update',
  audited: { resourceType: 'customer', operationType: 'update_customer_qualification' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async ({ tx, actor, now, audit }, { customerId, request }) => {
    const kept = await lockQualifications(tx, { partnerId: actor.tenantId }, customerId);
    if (kept === null) throw refused('no-relationship', { customerId });
    const before = kept.map(keptQualification);
    const after = allowed(decideQualification(before, request, now)) as readonly Qualification[];
    // The decision has refused a missing code.
    if (request.qualification === 'GovernmentCommunityCloud' && request.validationCode !== undefined)
      await redeem(tx, { partnerId: actor.tenantId }, customerId, request.validationCode.trim(), now);
    await saveQualifications(tx, customerId, after);
    audit({ oldValue: before, newValue: after });
    audit({ oldValue: before, newValue: after, tenantId: customerId });
    return after.find((one) => one.qualification === request.qualification) as Qualification;
  },
});

/** Refusals: value-invalid. */
async function redeem(tx: Transaction, owner: Owner, customerId: string, code: string, now: Date): Promise<void> {
  if (!(await useGovernmentValidation(tx, owner, customerId, code, now)))
    throw refused('value-invalid', {
      field: 'validationCode',
      reason: 'is no validation code of this partner, or has qualified as many tenants as it may',
    });
}
