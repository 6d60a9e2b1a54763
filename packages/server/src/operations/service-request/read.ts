import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import type { ServiceRequestStatus } from '@multipartner/domain/service-request/service-request.ts';
import { type SupportTopic, supportTopics } from '@multipartner/domain/service-request/topics.ts';
import { type AdministrationRow, ownAdministration, toAdministration } from '../../store/administration.ts';
import {
  ownServiceRequest,
  ownServiceRequests,
  type ServiceRequestRow,
  tenantOfServiceRequest,
} from '../../store/service-request.ts';
import { rightsUsed } from '../access/use.ts';
import { read } from '../operation.ts';

export interface ServiceRequestPage {
  readonly total: number;
  readonly items: ServiceRequestRow[];
}
interface Listing {
  readonly status: ServiceRequestStatus | null;
  readonly size: number;
  readonly offset: number;
}

/** All that the caller's partner asked for help on, the latest first. */
export const listServiceRequests = read<Listing, { page: ServiceRequestPage }, ServiceRequestPage>({
  permission: 'serviceRequest.read',
  load: (sql, caller, { status, size, offset }) => ({
    page: ownServiceRequests(sql, { partnerId: caller.tenantId }, { customerId: null, status }, { size, offset }),
  }),
  answer: ({ facts }) => facts.page,
});

/**
 * What the caller's partner asked for a customer; who has no right inside of it does not see it (R59). Refusals:
 * customer-access-denied, no-relationship.
 */
export const listServiceRequestsOfCustomer = read<
  Listing & { readonly customerId: string },
  { page: ServiceRequestPage; administration: AdministrationRow },
  ServiceRequestPage
>({
  permission: 'serviceRequest.read',
  load: (sql, caller, { customerId, status, size, offset }) => ({
    page: ownServiceRequests(sql, { partnerId: caller.tenantId }, { customerId, status }, { size, offset }),
    administration: ownAdministration(sql, caller, customerId),
  }),
  answer: ({ actor, now, realm, facts }, { customerId }) => {
    const rights = toAdministration(actor, facts.administration);
    const refusal = mayInCustomer('customer.serviceRequests.create', rights);
    if (refusal !== null) return refusal;
    rightsUsed(realm, actor, rights, customerId, now);
    return facts.page;
  },
});

interface One {
  readonly id: string;
  /** The customer that the request names; null when it names none. */
  readonly customerId: string | null;
}

/** One of them. Refusals: not-found, customer-access-denied, no-relationship. */
export const getServiceRequest = read<
  One,
  { found: ServiceRequestRow | null; administration: AdministrationRow },
  ServiceRequestRow
>({
  permission: 'serviceRequest.read',
  load: (sql, caller, { id, customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      found: ownServiceRequest(sql, owner, id),
      administration: ownAdministration(sql, caller, customerId ?? tenantOfServiceRequest(sql, owner, id)),
    };
  },
  answer: ({ actor, facts }, { id, customerId }) => {
    const { found } = facts;
    const about = customerId ?? found?.customer_id ?? actor.tenantId;
    const rights = toAdministration(actor, facts.administration);
    const refusal = about === actor.tenantId ? null : mayInCustomer('customer.serviceRequests.create', rights);
    if (refusal !== null) return refusal;
    if (found === null || found.customer_id !== about) return refuse('not-found', { kind: 'service request', id });
    return found;
  },
});

/** What help can be asked on. */
export const listSupportTopics = read<Record<string, never>, Record<never, never>, readonly SupportTopic[]>({
  permission: 'serviceRequest.read',
  load: () => ({}),
  answer: () => supportTopics,
});
