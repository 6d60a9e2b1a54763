import {
  getServiceRequest,
  listServiceRequests,
  listServiceRequestsOfCustomer,
  listSupportTopics,
} from '../../../operations/service-request/read.ts';
import { createServiceRequest, updateServiceRequest } from '../../../operations/service-request/write.ts';
import { collection, indexPage } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import {
  readListing,
  readNewServiceRequest,
  readServiceRequestChange,
  serviceRequestQuery,
} from '../reading/service-request.ts';
import { renderServiceRequest } from '../resources/service-request.ts';
import { ServiceRequest, ServiceRequestBody, ServiceRequests, SupportTopics } from '../schemas/service-request.ts';

const path = '/v1/servicerequests';
const ofCustomer = '/v1/customers/{customerId}/servicerequests';

export const serviceRequestRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: [],
    credentials: 'user',
    query: serviceRequestQuery,
    answer: ServiceRequests,
    summary: 'What the partner asked for help on',
    handle: async ({ context, query }) => {
      const listing = readListing(query);
      const { total, items } = await listServiceRequests(context, listing);
      return indexPage(items.map(renderServiceRequest), total, '/servicerequests', listing);
    },
  }),
  route({
    method: 'GET',
    path: `${path}/supporttopics`,
    serves: [],
    credentials: 'user',
    answer: SupportTopics,
    summary: 'What help can be asked on',
    handle: async ({ context }) =>
      collection(
        (await listSupportTopics(context, {})).map((topic) => ({
          ...topic,
          attributes: { objectType: 'SupportTopic' },
        })),
      ),
  }),
  route({
    method: 'POST',
    path: `${path}/{agentLocale}`,
    serves: [],
    credentials: 'user',
    status: 201,
    body: ServiceRequestBody,
    answer: ServiceRequest,
    summary: 'Ask for help, for the partner or for a customer',
    handle: async ({ context, params, body }) =>
      renderServiceRequest(
        await createServiceRequest(context, readNewServiceRequest(params.agentLocale, body, context.caller.tenantId)),
      ),
  }),
  route({
    method: 'GET',
    path: `${path}/{serviceRequestId}`,
    serves: ['get-service-request-details-by-id'],
    credentials: 'user',
    answer: ServiceRequest,
    summary: 'One request for help',
    handle: async ({ context, params }) =>
      renderServiceRequest(await getServiceRequest(context, { id: params.serviceRequestId, customerId: null })),
  }),
  route({
    method: 'PATCH',
    path: `${path}/{serviceRequestId}`,
    serves: ['update-a-service-request'],
    credentials: 'user',
    body: ServiceRequestBody,
    answer: ServiceRequest,
    summary: 'Add a note to it, close it, or change what it says',
    handle: async ({ context, params, body }) =>
      renderServiceRequest(
        await updateServiceRequest(context, {
          id: params.serviceRequestId,
          customerId: null,
          change: readServiceRequestChange(body),
        }),
      ),
  }),
  route({
    method: 'GET',
    path: ofCustomer,
    serves: ['get-all-service-requests-for-a-customer'],
    credentials: 'user',
    query: serviceRequestQuery,
    answer: ServiceRequests,
    summary: 'What the partner asked for a customer',
    handle: async ({ context, params, query }) => {
      const listing = readListing(query);
      const { total, items } = await listServiceRequestsOfCustomer(context, { ...listing, ...params });
      const at = `/customers/${params.customerId}/servicerequests`;
      return indexPage(items.map(renderServiceRequest), total, at, listing);
    },
  }),
  route({
    method: 'GET',
    path: `${ofCustomer}/{serviceRequestId}`,
    serves: [],
    credentials: 'user',
    answer: ServiceRequest,
    summary: 'One of these',
    handle: async ({ context, params }) =>
      renderServiceRequest(
        await getServiceRequest(context, { id: params.serviceRequestId, customerId: params.customerId }),
      ),
  }),
  route({
    method: 'PATCH',
    path: `${ofCustomer}/{serviceRequestId}`,
    serves: [],
    credentials: 'user',
    body: ServiceRequestBody,
    answer: ServiceRequest,
    summary: 'Change one of these',
    handle: async ({ context, params, body }) =>
      renderServiceRequest(
        await updateServiceRequest(context, {
          id: params.serviceRequestId,
          customerId: params.customerId,
          change: readServiceRequestChange(body),
        }),
      ),
  }),
];
