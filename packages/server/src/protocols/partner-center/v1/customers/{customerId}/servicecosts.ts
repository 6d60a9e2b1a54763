import { getServiceCosts } from '../../../../../operations/billing/service-costs.ts';
import { refused } from '../../../../../operations/operation.ts';
import { collection } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { renderServiceCostLines, renderServiceCosts, serviceCostsPath } from '../../../resources/service-costs.ts';
import { ServiceCostLineItems, ServiceCostsSummary } from '../../../schemas/service-costs.ts';

const path = '/v1/customers/{customerId}/servicecosts/{billingPeriod}';

/** Only the latest month has a name. */
function refuseOtherPeriods(period: string): void {
  if (period.toLowerCase() !== 'mostrecent')
    throw refused('value-invalid', { field: 'billingPeriod', reason: 'is mostrecent only' });
}

export const serviceCostsRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['get-a-customer-s-service-costs-summary'],
    credentials: 'user',
    answer: ServiceCostsSummary,
    summary: 'What a customer cost in the latest month that was billed',
    handle: async ({ context, params }) => {
      refuseOtherPeriods(params.billingPeriod);
      return renderServiceCosts(await getServiceCosts(context, params));
    },
  }),
  route({
    method: 'GET',
    path: `${path}/lineitems`,
    serves: ['get-a-customer-s-service-costs-line-items'],
    credentials: 'user',
    answer: ServiceCostLineItems,
    summary: 'The charges of this month',
    handle: async ({ context, params }) => {
      refuseOtherPeriods(params.billingPeriod);
      const lines = renderServiceCostLines(await getServiceCosts(context, params));
      return collection(lines, lines.length, `${serviceCostsPath(params.customerId)}/lineitems`);
    },
  }),
];
