import { listAddOns } from '../../../../../../../operations/subscription/add-ons.ts';
import { collection } from '../../../../../house/collection.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { renderSubscription } from '../../../../../resources/subscription.ts';
import { Subscriptions } from '../../../../../schemas/subscription.ts';

export const addOnRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/subscriptions/{subscriptionId}/addons',
    serves: ['get-a-list-of-add-ons-for-a-subscription'],
    credentials: 'either',
    answer: Subscriptions,
    summary: 'Add-ons under one of the own subscriptions',
    handle: async ({ context, params }) => collection((await listAddOns(context, params)).map(renderSubscription)),
  }),
];
