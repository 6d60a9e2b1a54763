import { randomInt } from 'node:crypto';
import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import {
  type Asked,
  changeServiceRequest,
  checkAsked,
  type ServiceRequestChange,
  serviceRequestId,
} from '@multipartner/domain/service-request/service-request.ts';
import { readAdministration, toAdministration } from '../../store/administration.ts';
import {
  insertServiceRequest,
  lockServiceRequest,
  pairsOfServiceRequest,
  type ServiceRequestContact,
  type ServiceRequestRow,
  updateServiceRequest as saved,
  serviceRequestFacts,
  withFacts,
} from '../../store/service-request.ts';
import { rightsUsed } from '../access/use.ts';
import { act, allowed, Refused, refused, type Work } from '../operation.ts';

export interface NewServiceRequest extends Asked {
  /** The customer that it is about; null: the partner itself. */
  readonly customerId: string | null;
  readonly country: string;
  readonly productId: string | null;
  readonly contact: ServiceRequestContact;
}

/**
 * Asks for help, for the partner itself or for a customer inside of which the caller has a right to do so (R83, R131).
 * Refusals: customer-access-denied, no-relationship, and those of `checkAsked`.
 */
export const createServiceRequest = act<NewServiceRequest, ServiceRequestRow>({
  permission: 'serviceRequest.write',
  kind: 'serviceRequest.create',
  audited: { resourceType: 'service_request', operationType: 'create_service_request' },
  pairs: ({ tenantId }, { customerId }) => [{ customerId: customerId ?? tenantId, partnerId: tenantId }],
  body: async (work, input) => {
    const { tx, actor, now, audit } = work;
    const about = input.customerId ?? actor.tenantId;
    await refuseOutsiders(work, about);
    const asked = allowed(checkAsked(input));
    const at = now.toISOString();
    const made = await insertServiceRequest(tx, {
      partner_id: actor.tenantId,
      id: serviceRequestId(now, randomInt(100_000_000)),
      customer_id: about,
      title: asked.title,
      description: asked.description,
      severity: asked.severity,
      status: 'open',
      topic_id: asked.topicId,
      product_id: input.productId,
      country: input.country,
      contact: input.contact,
      notes: [],
      created_at: at,
      modified_at: at,
      closed_at: null,
      version: 1,
    });
    audit({ customerId: input.customerId, newValue: made });
    return made;
  },
});

/** Changes one of the partner's own. Refusals: not-found, customer-access-denied, and those of `changeServiceRequest`. */
export const updateServiceRequest = act<
  { readonly id: string; readonly customerId: string | null; readonly change: ServiceRequestChange },
  ServiceRequestRow
>({
  permission: 'serviceRequest.write',
  kind: 'serviceRequest.update',
  audited: { resourceType: 'service_request', operationType: 'update_service_request' },
  pairs: () => [],
  // The request names its id, and not always the customer that it is about.
  pairsOf: (sql, caller, { id }) => pairsOfServiceRequest(sql, { partnerId: caller.tenantId }, id),
  body: async (work, { id, customerId, change }) => {
    const { tx, actor, now, audit, write } = work;
    if (customerId !== null) await refuseOutsiders(work, customerId);
    const before = await lockServiceRequest(tx, { partnerId: actor.tenantId }, id);
    if (before === null || (customerId !== null && before.customer_id !== customerId))
      throw refused('not-found', { kind: 'service request', id });
    if (customerId === null) await refuseOutsiders(work, before.customer_id);
    const who = actor.userPrincipalName ?? actor.tenantName;
    const facts = serviceRequestFacts(before);
    const changed = allowed(changeServiceRequest(facts, change, who, now));
    if (changed === facts) return before;
    const after = withFacts(before, changed);
    write(saved(tx, after));
    audit({ customerId: before.customer_id, oldValue: before, newValue: after });
    return after;
  },
});

/** About oneself anything may be asked; about a customer by who has a right inside of it. */
async function refuseOutsiders({ tx, actor, realm, now }: Work, customerId: string): Promise<void> {
  if (customerId === actor.tenantId) return;
  const rights = toAdministration(actor, await readAdministration(tx, actor, customerId));
  const refusal = mayInCustomer('customer.serviceRequests.create', rights);
  if (refusal !== null) throw new Refused(refusal);
  rightsUsed(realm, actor, rights, customerId, now);
}
