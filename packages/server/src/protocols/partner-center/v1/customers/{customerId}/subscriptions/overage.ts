import { refused } from '../../../../../../operations/operation.ts';
import { getOverage, setOverage } from '../../../../../../operations/overage/overage.ts';
import { collection } from '../../../../house/collection.ts';
import { link } from '../../../../house/link.ts';
import { type Route, route } from '../../../../house/route.ts';
import { readGuid } from '../../../../reading/guid.ts';
import { blank } from '../../../../resources/order.ts';
import { Overage, OverageRequest, Overages } from '../../../../schemas/subscription-extras.ts';

const path = '/v1/customers/{customerId}/subscriptions/overage';

const render = (row: Awaited<ReturnType<typeof setOverage>>) => ({
  azureEntitlementId: row.azure_subscription_id,
  ...(row.partner_on_record === null ? {} : { partnerId: row.partner_on_record }),
  type: 'PhoneServices',
  overageEnabled: row.enabled,
  links: { overage: link(`/customers/${row.customer_id}/subscriptions/overage`) },
  attributes: { objectType: 'Overage' },
});

export const overageRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['get-subscription-overage'],
    credentials: 'either',
    answer: Overages,
    summary: 'Whether more telephony can be used than licensed, and who pays for it',
    handle: async ({ context, params }) => {
      const { overage } = await getOverage(context, params);
      return collection(overage === null ? [] : [render(overage)]);
    },
  }),
  route({
    method: 'PUT',
    path,
    serves: ['update-subscription-overage'],
    credentials: 'either',
    body: OverageRequest,
    answer: Overage,
    summary: 'Switch on or off that more telephony can be used than licensed',
    handle: async ({ context, params, body }) => {
      const { azureEntitlementId, overageEnabled } = body;
      if (azureEntitlementId === undefined) throw refused('value-missing', { field: 'azureEntitlementId' });
      if (overageEnabled === undefined) throw refused('value-missing', { field: 'overageEnabled' });
      return render(
        await setOverage(context, {
          ...params,
          azureSubscriptionId: readGuid('azureEntitlementId', azureEntitlementId),
          partnerOnRecord: blank(body.partnerId),
          enabled: overageEnabled,
        }),
      );
    },
  }),
];
