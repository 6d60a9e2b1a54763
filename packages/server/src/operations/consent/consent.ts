import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { readAdministration, toAdministration } from '../../store/administration.ts';
import {
  type ApplicationConsentRow,
  type ApplicationGrant,
  deleteApplicationConsent,
  lockApplicationConsent,
  saveApplicationConsent,
} from '../../store/application-consent.ts';
import { rightsUsed } from '../access/use.ts';
import { type ActDefinition, act, Refused, refused, type Work } from '../operation.ts';

interface One {
  readonly customerId: string;
  readonly applicationId: string;
}

const pairs: ActDefinition<One, unknown>['pairs'] = (caller, { customerId }) => [
  { customerId, partnerId: caller.tenantId },
];

/**
 * Allows an application something at a customer, in place of what was allowed to it before: by an Admin agent who may
 * consent inside of the customer. No token depends on it: an application of the partner works there for its people
 * anyway. Refusals: customer-access-denied, no-relationship, not-found.
 */
export const grantConsent = act<One & { readonly grants: readonly ApplicationGrant[] }, ApplicationConsentRow>({
  permission: 'applicationConsent.write',
  kind: 'applicationConsent.grant',
  audited: { resourceType: 'application_consent', operationType: 'create_application_consent' },
  pairs,
  body: async (work, input) => {
    const { tx, actor, now } = work;
    if (actor.userId === null) throw refused('user-required');
    const { known, consent: before } = await find(work, input);
    if (!known) throw refused('not-found', { kind: 'application', id: input.applicationId });
    const consent: ApplicationConsentRow = {
      partner_id: actor.tenantId,
      customer_id: input.customerId,
      application_id: input.applicationId,
      grants: input.grants,
      granted_by: actor.userId,
      granted_at: now.toISOString(),
    };
    work.write(saveApplicationConsent(tx, consent));
    record(work, input, { ...(before === null ? {} : { oldValue: before }), newValue: consent });
    return consent;
  },
});

/** Takes it back. Refusals: customer-access-denied, no-relationship, not-found. */
export const withdrawConsent = act<One, void>({
  permission: 'applicationConsent.write',
  kind: 'applicationConsent.withdraw',
  audited: { resourceType: 'application_consent', operationType: 'delete_application_consent' },
  pairs,
  body: async (work, input) => {
    const { consent } = await find(work, input);
    if (consent === null) throw refused('not-found', { kind: 'consent', id: input.applicationId });
    const owner = { partnerId: work.actor.tenantId };
    work.write(deleteApplicationConsent(work.tx, owner, input.customerId, input.applicationId));
    record(work, input, { oldValue: consent });
  },
});

async function find(work: Work, { customerId, applicationId }: One) {
  const { tx, actor, realm, now } = work;
  const rights = toAdministration(actor, await readAdministration(tx, actor, customerId));
  const refusal = mayInCustomer('customer.applications.consent', rights);
  if (refusal !== null) throw new Refused(refusal);
  rightsUsed(realm, actor, rights, customerId, now);
  return lockApplicationConsent(tx, { partnerId: actor.tenantId }, customerId, applicationId);
}

/** Into the partner's log and into the customer's own (R214): whoever may act there by whose leave is the customer's business. */
function record(work: Work, { customerId }: One, detail: Parameters<Work['audit']>[0]): void {
  work.audit(detail);
  work.audit({ ...detail, tenantId: customerId });
}
