import { reportLicences } from '../../../operations/analytics/licences.ts';
import { collection } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { analyticsPage, analyticsQuery } from '../reading/analytics.ts';
import {
  commercialDeployment,
  commercialUsage,
  customerDeployment,
  customerUsage,
  partnerDeployment,
  partnerUsage,
} from '../resources/licence-analytics.ts';
import {
  CommercialDeployment,
  CommercialUsage,
  CustomerDeployment,
  CustomerUsage,
  PartnerDeployment,
  PartnerUsage,
} from '../schemas/licence-analytics.ts';

const members = [
  'customerTenantId',
  'customerName',
  'productId',
  'productName',
  'serviceCode',
  'serviceName',
  'channel',
];
const everywhere = { customerId: null };

/** These have two addresses: the documented one, and that of the printed example. */
const commercial: readonly Route[] = ['/v1', '/partner/v1'].flatMap((base) => [
  route({
    method: 'GET',
    path: `${base}/analytics/commercial/deployment/license`,
    serves: base === '/v1' ? ['get-licenses-deployment-information'] : [],
    credentials: 'user',
    query: analyticsQuery,
    answer: CommercialDeployment,
    summary: 'Licences that the partner sold, and how many of them people have, by customer',
    handle: async ({ context, query }) => {
      const rows = commercialDeployment(await reportLicences(context, everywhere));
      return analyticsPage(rows, query, '/analytics/commercial/deployment/license', members);
    },
  }),
  route({
    method: 'GET',
    path: `${base}/analytics/commercial/usage/license`,
    serves: base === '/v1' ? ['get-licenses-usage-information'] : [],
    credentials: 'user',
    query: analyticsQuery,
    answer: CommercialUsage,
    summary: 'Services of these licences, and how many people have them, by customer',
    handle: async ({ context, query }) => {
      const rows = commercialUsage(await reportLicences(context, everywhere));
      return analyticsPage(rows, query, '/analytics/commercial/usage/license', [
        ...members,
        'workloadCode',
        'workloadName',
      ]);
    },
  }),
]);

export const analyticsRoutes: readonly Route[] = [
  ...commercial,
  route({
    method: 'GET',
    path: '/v1/analytics/licenses/deployment',
    serves: ['get-partner-licenses-deployment-information'],
    credentials: 'user',
    answer: PartnerDeployment,
    summary: 'How many of the licences that the partner sold people have',
    handle: async ({ context }) => collection(partnerDeployment(await reportLicences(context, everywhere))),
  }),
  route({
    method: 'GET',
    path: '/v1/analytics/licenses/usage',
    serves: ['get-partner-licenses-usage-information'],
    credentials: 'user',
    answer: PartnerUsage,
    summary: 'How many of those who have a service may use it',
    handle: async ({ context }) => collection(partnerUsage(await reportLicences(context, everywhere))),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/analytics/licenses/deployment',
    serves: ['get-customer-licenses-deployment-information'],
    credentials: 'user',
    answer: CustomerDeployment,
    summary: 'The same at one customer, by licence',
    handle: async ({ context, params }) => collection(customerDeployment(await reportLicences(context, params))),
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/analytics/licenses/usage',
    serves: ['get-customer-licenses-usage-information'],
    credentials: 'user',
    answer: CustomerUsage,
    summary: 'The same at one customer, by licence and service',
    handle: async ({ context, params }) => collection(customerUsage(await reportLicences(context, params))),
  }),
];
