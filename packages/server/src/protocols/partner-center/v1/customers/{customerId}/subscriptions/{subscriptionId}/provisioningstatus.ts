import { getProvisioning } from '../../../../../../../operations/subscription/provisioning.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { SubscriptionProvisioningStatus } from '../../../../../schemas/subscription.ts';

export const provisioningStatusRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/subscriptions/{subscriptionId}/provisioningstatus',
    serves: ['get-subscription-provisioning-status'],
    credentials: 'user',
    answer: SubscriptionProvisioningStatus,
    summary: "How far a subscription is provisioned in the customer's tenant",
    handle: async ({ context, params }) => {
      const { skuId, status, quantity, endsAt } = await getProvisioning(context, params);
      return {
        skuId,
        status,
        quantity,
        ...(endsAt === null ? {} : { endDate: endsAt.toISOString() }),
        attributes: { objectType: 'SubscriptionProvisioningStatus' },
      };
    },
  }),
];
