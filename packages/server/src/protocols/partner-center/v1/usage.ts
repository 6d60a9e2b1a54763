import { getUsageBudget, setUsageBudget } from '../../../operations/usage/budget.ts';
import {
  summariseUse,
  summariseUseOfCustomer,
  summariseUseOfSubscription,
  type UsageSummary,
} from '../../../operations/usage/summary.ts';
import { link } from '../house/link.ts';
import { type Route, route } from '../house/route.ts';
import {
  CustomerUsageSummary,
  PartnerUsageSummary,
  SpendingBudget,
  SpendingBudgetRequest,
  SubscriptionUsageSummary,
} from '../schemas/usage.ts';

const customer = '/v1/customers/{customerId}';

const renderBudget = (amount: number | null, customerId: string) => ({
  ...(amount === null ? {} : { amount, usageSpendingBudget: amount }),
  links: { self: link(`/customers/${customerId}/usagebudget`) },
  attributes: { objectType: 'SpendingBudget' },
});

const renderSummary = (summary: UsageSummary, self: string, objectType: string) => ({
  resourceId: summary.id,
  id: summary.id,
  resourceName: summary.name,
  name: summary.name,
  billingStartDate: summary.from.toISOString(),
  billingEndDate: summary.to.toISOString(),
  totalCost: 0,
  currencyLocale: 'en-US',
  lastModifiedDate: summary.at.toISOString(),
  links: { self: link(self) },
  attributes: { objectType },
});

export const usageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: `${customer}/usagebudget`,
    serves: ['get-a-customer-s-usage-spending-budget'],
    credentials: 'either',
    answer: SpendingBudget,
    summary: 'What the use of a customer may cost a month',
    handle: async ({ context, params }) => renderBudget(await getUsageBudget(context, params), params.customerId),
  }),
  route({
    method: 'PATCH',
    path: `${customer}/usagebudget`,
    serves: ['update-a-customer-s-usage-spending-budget'],
    credentials: 'either',
    body: SpendingBudgetRequest,
    answer: SpendingBudget,
    summary: 'Set what the use of a customer may cost a month',
    handle: async ({ context, params, body }) =>
      renderBudget(await setUsageBudget(context, { ...params, amount: body.amount }), params.customerId),
  }),
  route({
    method: 'GET',
    path: `${customer}/usagesummary`,
    serves: ['get-a-customer-usage-summary'],
    credentials: 'user',
    answer: CustomerUsageSummary,
    summary: 'What a customer used in the running month',
    handle: async ({ context, params }) => {
      const summary = await summariseUseOfCustomer(context, params);
      return {
        budget: {
          ...(summary.budget === null ? {} : { amount: summary.budget }),
          attributes: { objectType: 'SpendingBudget' },
        },
        ...renderSummary(summary, `/customers/${params.customerId}/usagesummary`, 'CustomerUsageSummary'),
      };
    },
  }),
  route({
    method: 'GET',
    path: `${customer}/subscriptions/{subscriptionId}/usagesummary`,
    serves: ['get-a-customer-subscription-usage-summary'],
    credentials: 'user',
    answer: SubscriptionUsageSummary,
    summary: 'What was used of a subscription in the running month',
    handle: async ({ context, params }) => {
      const { customerId, subscriptionId } = params;
      const self = `/customers/${customerId}/subscriptions/${subscriptionId}/usagesummary`;
      return renderSummary(await summariseUseOfSubscription(context, params), self, 'SubscriptionUsageSummary');
    },
  }),
  route({
    method: 'GET',
    path: '/v1/usagesummary',
    serves: ['get-a-partner-usage-summary'],
    credentials: 'user',
    answer: PartnerUsageSummary,
    summary: 'What all customers used in the running month',
    handle: async ({ context }) => {
      const summary = await summariseUse(context, {});
      return {
        customersOverBudget: 0,
        customersTrendingOver: 0,
        customersWithUsageBasedSubscription: summary.customers,
        ...renderSummary(summary, '/usagesummary', 'PartnerUsageSummary'),
      };
    },
  }),
];
