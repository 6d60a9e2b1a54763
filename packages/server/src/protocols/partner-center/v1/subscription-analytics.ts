import { Type } from 'typebox';
import { reportSubscriptions } from '../../../operations/analytics/subscriptions.ts';
import { refused } from '../../../operations/operation.ts';
import { type Route, route } from '../house/route.ts';
import { analyticsPage, analyticsQuery } from '../reading/analytics.ts';
import { groupable, grouped, resellerRows, subscriptionRows } from '../resources/subscription-analytics.ts';
import { ResellerReport, SubscriptionReport } from '../schemas/subscription-analytics.ts';

/** Members that a filter of equalities can name. */
const filterable = [...groupable, 'id', 'friendlyName', 'partnerId', 'providerName', 'licenseCount'];

export const subscriptionAnalyticsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/partner/v1/analytics/subscriptions',
    serves: [
      'get-all-subscription-analytics',
      'get-subscription-analytics-by-search-query',
      'get-subscription-analytics-grouped-by-dates-or-terms',
    ],
    partly: {
      'get-subscription-analytics-by-search-query': 'filters compare for equality only',
      'get-subscription-analytics-grouped-by-dates-or-terms': 'groups are of terms, not of dates',
    },
    credentials: 'user',
    query: Type.Object({
      ...analyticsQuery.properties,
      aggregationLevel: Type.Optional(Type.Enum(['day', 'week', 'month', 'dateRange'])),
    }),
    answer: SubscriptionReport,
    summary: 'Subscriptions that the partner sold, one by one or counted',
    handle: async ({ context, query }) => {
      const { groupby, aggregationLevel = 'dateRange', ...page } = query;
      if (aggregationLevel !== 'dateRange')
        throw refused('value-invalid', { field: 'aggregationLevel', reason: 'is dateRange only' });
      const by = (groupby ?? '').split(',').filter((name) => name.trim() !== '');
      const members = by.map((name) => groupable.find((one) => one.toLowerCase() === name.trim().toLowerCase()));
      const known = members.filter((member) => member !== undefined);
      if (known.length < by.length)
        throw refused('value-invalid', { field: 'groupby', reason: `is not one of ${groupable.join(', ')}` });
      const path = '/analytics/subscriptions';
      const rows = subscriptionRows(await reportSubscriptions(context, {}));
      if (known.length === 0) return analyticsPage(rows, page, path, filterable);
      const { filter, ...rest } = page;
      const found = analyticsPage(rows, filter === undefined ? {} : { filter }, path, filterable).Value;
      return analyticsPage(grouped(found, known), rest, path, []);
    },
  }),
  route({
    method: 'GET',
    path: '/partner/v1/analytics/indirectresellers',
    serves: ['get-all-indirect-resellers-analytics'],
    credentials: 'user',
    query: analyticsQuery,
    answer: ResellerReport,
    summary: 'What was sold through each reseller',
    handle: async ({ context, query }) => {
      const rows = resellerRows(await reportSubscriptions(context, {}));
      return analyticsPage(rows, query, '/analytics/indirectresellers', ['partnerTenantId', 'id', 'name', 'market']);
    },
  }),
];
