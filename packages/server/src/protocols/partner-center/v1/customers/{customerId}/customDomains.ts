import { getCustomerDomains } from '../../../../../operations/customer/get-organization.ts';
import { type Route, route } from '../../../house/route.ts';
import { CustomDomains } from '../../../schemas/customer.ts';

export const customDomainsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/customDomains',
    serves: ['get-customer-custom-domain'],
    credentials: 'either',
    summary: "The domains of the customer's tenant, by a right inside it",
    answer: CustomDomains,
    handle: async ({ context, params }) => (await getCustomerDomains(context, params)).domains.map((one) => one.name),
  }),
];
