import {
  findTenant,
  getAdministeredCustomer,
  listAdministeredCustomers,
} from '../../../../operations/delegated-admin/read.ts';
import { refused } from '../../../../operations/operation.ts';
import { weakEtag } from '../../house/etag.ts';
import { collection, contextOf, entity } from '../../house/page.ts';
import { type GraphRoute, graphRoute } from '../../house/route.ts';
import { explainHidden, readGuid, reading } from '../../resources/answer.ts';
import { AdminCustomer, collectionOf, ServiceManagementDetail, TenantInformation } from '../../resources/schemas.ts';
import { customerShape } from '../../resources/shapes.ts';

const path = '/tenantRelationships/delegatedAdminCustomers';
const context = 'delegatedAdminCustomers';

const customerBody = (row: { readonly id: string; readonly name: string; readonly version: number }) => ({
  '@odata.type': '#microsoft.graph.delegatedAdminCustomer',
  '@odata.etag': weakEtag(`${row.id}.${row.version}`),
  id: row.id,
  tenantId: row.id,
  displayName: row.name,
});

/** Where the customer's services are managed; ids and addresses as published. */
const services = [
  {
    id: 'fa5fa04e-13df-4b7c-9e99-92573ba1fa55',
    serviceName: 'Azure Active Directory',
    url: (_id: string, domain: string) => `https://aad.portal.azure.com/${domain}`,
  },
  {
    id: '5d0273c3-0f0e-4e00-90e8-e792c8860fb5',
    serviceName: 'Microsoft 365 Lighthouse',
    url: () => 'https://lighthouse.microsoft.com',
  },
  {
    id: '2b565abc-b0de-4974-97c0-bed0abb14a0f',
    serviceName: 'Dynamics 365 Business Central',
    url: (id: string) => `https://businesscentral.dynamics.com/${id}/admin`,
  },
  {
    id: 'ce0b42f4-bfde-4abe-a5f7-add83f104b23',
    serviceName: 'Teams',
    url: (_id: string, domain: string) => `https://admin.teams.microsoft.com/?delegatedOrg=${domain}`,
  },
] as const;

const serviceBody = (one: (typeof services)[number], id: string, domain: string) => ({
  '@odata.type': '#microsoft.graph.delegatedAdminServiceManagementDetail',
  id: one.id,
  serviceManagementUrl: one.url(id, domain),
  serviceName: one.serviceName,
});

const tenantBody = (row: { readonly id: string; readonly name: string; readonly domain: string }) => ({
  tenantId: row.id,
  federationBrandName: null,
  displayName: row.name,
  defaultDomainName: row.domain,
});
const anyTenant = { least: ['CrossTenantInformation.ReadBasic.All'] };

export const customerRoutes: readonly GraphRoute[] = [
  graphRoute({
    method: 'GET',
    path,
    summary: 'Customers with which the partner has an active relationship, sold to or not',
    permission: reading,
    options: ['select', 'filter', 'top', 'orderby', 'count', 'skiptoken'],
    shape: customerShape,
    answer: collectionOf(AdminCustomer),
    handle: async (request) => {
      const listed = await listAdministeredCustomers(request.context, request.odata);
      explainHidden(request.reply, listed.hidden);
      return collection(request, context, listed, customerBody);
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{customerId}`,
    summary: 'One customer',
    permission: reading,
    options: ['select'],
    shape: customerShape,
    answer: AdminCustomer,
    handle: async (request) => {
      const customerId = readGuid(request.params.customerId, 'delegatedAdminCustomerId');
      return entity(request, context, customerBody(await getAdministeredCustomer(request.context, { customerId })));
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{customerId}/serviceManagementDetails`,
    summary: "Where the customer's services are managed",
    permission: reading,
    answer: collectionOf(ServiceManagementDetail),
    handle: async (request) => {
      const customerId = readGuid(request.params.customerId, 'delegatedAdminCustomerId');
      const { id, domain } = await getAdministeredCustomer(request.context, { customerId });
      return {
        '@odata.context': contextOf(request, `${context}/${id}/serviceManagementDetails`),
        value: services.map((one) => serviceBody(one, id, domain)),
      };
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{customerId}/serviceManagementDetails/$count`,
    summary: 'In how many places they are managed',
    permission: reading,
    handle: async (request) => {
      const customerId = readGuid(request.params.customerId, 'delegatedAdminCustomerId');
      await getAdministeredCustomer(request.context, { customerId });
      return String(services.length);
    },
  }),
  graphRoute({
    method: 'GET',
    path: `${path}/{customerId}/serviceManagementDetails/{serviceId}`,
    summary: 'One of these places',
    permission: reading,
    options: ['select'],
    answer: ServiceManagementDetail,
    handle: async (request) => {
      const customerId = readGuid(request.params.customerId, 'delegatedAdminCustomerId');
      const serviceId = readGuid(request.params.serviceId, 'delegatedAdminServiceManagementDetailId');
      const { id, domain } = await getAdministeredCustomer(request.context, { customerId });
      const one = services.find((service) => service.id === serviceId);
      if (one === undefined) throw refused('not-found', { kind: 'service management detail', id: serviceId });
      return entity(request, `${context}/${id}/serviceManagementDetails`, serviceBody(one, id, domain));
    },
  }),
  graphRoute({
    method: 'GET',
    path: "/tenantRelationships/findTenantInformationByTenantId(tenantId='{tenantId}')",
    summary: 'What anybody may know of a tenant, by its id',
    permission: anyTenant,
    answer: TenantInformation,
    handle: async (request) => {
      const id = readGuid(request.params.tenantId, 'tenantId');
      return { '@odata.context': tenantContext(request), ...tenantBody(await findTenant(request.context, { id })) };
    },
  }),
  graphRoute({
    method: 'GET',
    path: "/tenantRelationships/findTenantInformationByDomainName(domainName='{domainName}')",
    summary: 'What anybody may know of a tenant, by one of its domains',
    permission: anyTenant,
    answer: TenantInformation,
    handle: async (request) => {
      const tenant = await findTenant(request.context, { domain: request.params.domainName });
      return { '@odata.context': tenantContext(request), ...tenantBody(tenant) };
    },
  }),
];

const tenantContext = ({ origin, version }: { readonly origin: string; readonly version: string }) =>
  `${origin}/${version}/$metadata#microsoft.graph.tenantInformation`;
