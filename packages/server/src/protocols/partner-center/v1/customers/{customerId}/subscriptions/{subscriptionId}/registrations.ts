import {
  activateSubscription,
  getRegistration,
  registerSubscription,
} from '../../../../../../../operations/subscription/registration.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { RegistrationStatus, SubscriptionActivation } from '../../../../../schemas/subscription-extras.ts';

const path = '/v1/customers/{customerId}/subscriptions/{subscriptionId}';

export const registrationRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: `${path}/registrations`,
    serves: ['register-a-subscription'],
    credentials: 'either',
    status: 202,
    summary: 'Register an Azure subscription, so that reservations may name it',
    handle: async ({ context, params, reply }) => {
      await registerSubscription(context, params);
      const { customerId, subscriptionId } = params;
      return reply
        .code(202)
        .header('location', `/customers/${customerId}/subscriptions/${subscriptionId}/registrationstatus`)
        .send();
    },
  }),
  route({
    method: 'GET',
    path: `${path}/registrationstatus`,
    serves: ['get-subscription-registration-status'],
    credentials: 'either',
    answer: RegistrationStatus,
    summary: 'Whether a subscription is registered',
    handle: async ({ context, params }) => {
      const { registered } = await getRegistration(context, params);
      return {
        subscriptionId: params.subscriptionId,
        status: registered ? 'Registered' : 'NotRegistered',
        attributes: { objectType: 'SubscriptionRegistrationStatus' },
      };
    },
  }),
  route({
    method: 'POST',
    path: `${path}/activate`,
    serves: ['activate-sandbox-subscription-azure-marketplace-products'],
    credentials: 'either',
    answer: SubscriptionActivation,
    summary: 'Activate a marketplace subscription in the sandbox',
    handle: async ({ context, params }) => {
      await activateSubscription(context, params);
      return { subscriptionId: params.subscriptionId, status: 'Success' };
    },
  }),
];
