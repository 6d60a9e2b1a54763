import { refuse } from '@multipartner/domain/refusal.ts';
import {
  decideQualification,
  keptQualification,
  type Qualification,
  type QualificationName,
  type QualificationRequest,
} from '@multipartner/domain/tenant/qualification.ts';
import { isRelated } from '../../store/order.ts';
import { lockQualifications, qualificationsOf, saveQualifications } from '../../store/qualification.ts';
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

/** Sets a qualification of the customer (R205). Refusals: no-relationship, qualification-not-settable, value-missing. */
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
    await saveQualifications(tx, customerId, after);
    audit({ oldValue: before, newValue: after });
    audit({ oldValue: before, newValue: after, tenantId: customerId });
    return after.find((one) => one.qualification === request.qualification) as Qualification;
  },
});
