import { type TSchema, Type } from 'typebox';
import { nothingOf } from '../../../operations/analytics/nothing.ts';
import { collection } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { Collection } from '../schemas/common.ts';

/** How an answer looks in which there is nothing. */
const shapes = {
  collection: { schema: Collection(Type.Object({})), answer: (self: string) => collection([], 0, self) },
  list: { schema: Type.Array(Type.Object({})), answer: () => [] },
  report: {
    schema: Type.Object({ Value: Type.Array(Type.Object({})), TotalCount: Type.Integer() }),
    answer: () => ({ Value: [], TotalCount: 0 }),
  },
  count: { schema: Type.Integer(), answer: () => 0 },
  rateCard: {
    schema: Type.Object({
      locale: Type.String(),
      currency: Type.String(),
      isTaxIncluded: Type.Boolean(),
      meters: Type.Array(Type.Object({})),
      offerTerms: Type.Array(Type.Object({})),
      attributes: Type.Object({ objectType: Type.String() }),
    }),
    answer: () => ({
      locale: 'en-US',
      currency: 'USD',
      isTaxIncluded: false,
      meters: [],
      offerTerms: [],
      attributes: { objectType: 'AzureRateCard' },
    }),
  },
} as const satisfies Record<string, { readonly schema: TSchema; readonly answer: (self: string) => unknown }>;

type Shape = keyof typeof shapes;

/** A documented operation on things of which this realm never has any. */
interface Empty {
  readonly path: string;
  readonly serves: readonly string[];
  readonly shape: Shape;
  readonly may: Parameters<typeof nothingOf>[0];
  readonly credentials: Route['credentials'];
  readonly summary: string;
}

const one = (
  path: string,
  id: string,
  [shape, may, credentials]: readonly [Shape, Empty['may'], Empty['credentials']],
  summary: string,
): Empty => ({ path, serves: [id], shape, may, credentials, summary });

const customer = '/v1/customers/{customerId}';
const health = ['collection', 'serviceHealth.read', 'either'] as const;
const devices = ['collection', 'devicePolicy.read', 'either'] as const;
const report = ['report', 'analytics.read', 'user'] as const;
const usage = ['collection', 'invoice.read', 'user'] as const;
const usageToo = ['collection', 'invoice.read', 'either'] as const;
const rates = ['rateCard', 'invoice.read', 'either'] as const;

/**
 * No service of the vendor fails here, no device is registered, nothing is measured, nobody searches for partners, and
 * no fraud is looked for: what is asked about these is answered with nothing, to who may ask.
 */
export const emptyOperations: readonly Empty[] = [
  one('/v1/serviceincidents/office', 'swagger-get-v1-serviceincidents-office', health, 'Incidents of services'),
  one(
    '/v1/serviceincidents/office/count',
    'swagger-get-v1-serviceincidents-office-count',
    ['count', 'serviceHealth.read', 'either'],
    'How many incidents there are',
  ),
  one(
    `${customer}/serviceincidents/office`,
    'swagger-get-v1-customers-customer-id-serviceincidents-office',
    health,
    'Incidents of services of a customer',
  ),
  one(
    `${customer}/deviceBatches`,
    'get-the-list-of-device-batches-for-the-specified-customer',
    devices,
    'Batches of devices',
  ),
  one(
    `${customer}/deviceBatches/{devicebatchId}/devices`,
    'get-a-list-of-devices-for-the-specified-batch-and-customer',
    devices,
    'Devices of a batch',
  ),
  one('/partner/v1/analytics/usage/azure', 'get-all-azure-usage-analytics', report, 'Use of Azure'),
  one('/partner/v1/analytics/referrals', 'get-all-referrals-analytics', report, 'Referrals'),
  one('/partner/v1/analytics/search', 'get-all-search-analytics', report, 'Searches that found the partner'),
  one('/v1/customers/usagerecords', 'get-a-customer-s-usage-records', usage, 'Use by customer'),
  one(
    `${customer}/subscriptions/usagerecords`,
    'get-a-customer-subscription-s-usage-records',
    usage,
    'Use by subscription',
  ),
  one(
    `${customer}/subscriptions/{subscriptionId}/usagerecords/resources`,
    'get-all-monthly-usage-records-for-a-subscription',
    usageToo,
    'Use by resource',
  ),
  one(
    `${customer}/subscriptions/{subscriptionId}/meterusagerecords`,
    'get-a-customer-subscription-meter-usage-records',
    usage,
    'Use by meter',
  ),
  one(
    `${customer}/subscriptions/{subscriptionId}/resourceusagerecords`,
    'get-a-customer-subscription-resource-usage-records',
    usage,
    'Use by resource of an Azure plan',
  ),
  one(
    `${customer}/subscriptions/{subscriptionId}/utilizations/azure`,
    'get-a-customer-s-utilization-record-for-azure',
    usageToo,
    'Use of Azure by hour or day',
  ),
  one('/v1/ratecards/azure', 'get-prices-for-microsoft-azure', rates, 'Prices of Azure by meter'),
  one(
    '/v1/ratecards/azure-shared',
    'get-prices-for-microsoft-azure-partner-shared-services',
    rates,
    'Prices of Azure by meter, for services that partners share',
  ),
  one('/v1/fraudEvents', 'get-fraud-events', ['list', 'securityReport.read', 'user'], 'Signs of fraud'),
];

export const emptyRoutes: readonly Route[] = emptyOperations.map(
  ({ path, serves, shape, may, credentials, summary }) => {
    const ask = nothingOf(may);
    return route({
      method: 'GET',
      path,
      serves,
      empty: true,
      credentials,
      answer: shapes[shape].schema,
      summary: `${summary}: there are none here`,
      handle: async ({ context, params }) => {
        const { customerId = null, subscriptionId = null } = params as Readonly<Record<string, string>>;
        await ask(context, { customerId, subscriptionId });
        const self = path.replaceAll(
          /\{(\w+)\}/g,
          (_, name: string) => (params as Readonly<Record<string, string>>)[name] ?? '',
        );
        return shapes[shape].answer(self.replace(/^\/v1/, ''));
      },
    });
  },
);
