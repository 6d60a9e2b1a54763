import { refused } from '../../../../../../../operations/operation.ts';
import { convertSubscription, listConversions } from '../../../../../../../operations/subscription/conversions.ts';
import { collection } from '../../../../../house/collection.ts';
import { type Route, route } from '../../../../../house/route.ts';
import { blank, cycleAsked } from '../../../../../resources/order.ts';
import { Conversion, ConversionResult, Conversions } from '../../../../../schemas/conversion.ts';

const path = '/v1/customers/{customerId}/subscriptions/{subscriptionId}/conversions';

export const conversionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['get-a-list-of-trial-conversion-offers'],
    credentials: 'user',
    answer: Conversions,
    summary: 'What a trial of the older commerce can become',
    handle: async ({ context, params }) => {
      const list = await listConversions(context, params);
      return collection(list.map((one) => ({ ...one, attributes: { objectType: 'Conversion' } })));
    },
  }),
  route({
    method: 'POST',
    path,
    serves: ['convert-a-trial-subscription-to-paid'],
    credentials: 'user',
    body: Conversion,
    answer: ConversionResult,
    summary: 'Pay for a trial of the older commerce',
    handle: async ({ context, params, body }) => {
      const targetOfferId = blank(body.targetOfferId);
      if (targetOfferId === null) throw refused('value-missing', { field: 'targetOfferId' });
      const made = await convertSubscription(context, {
        ...params,
        targetOfferId,
        offerId: blank(body.offerId),
        orderId: blank(body.orderId),
        quantity: body.quantity ?? null,
        billingCycle: cycleAsked(body.billingCycle),
      });
      return {
        subscriptionId: params.subscriptionId,
        ...made,
        attributes: { objectType: 'ConversionResult' },
      };
    },
  }),
];
