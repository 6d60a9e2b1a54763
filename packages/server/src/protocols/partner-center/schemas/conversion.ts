import { Type } from 'typebox';
import { attributes, billingCycles, Collection } from './common.ts';
import { guid, oneOf, text, whole } from './property.ts';

/** What a trial can become. */
export const Conversion = Type.Object({
  offerId: text('Offer of the trial'),
  targetOfferId: text('Offer that it becomes'),
  orderId: text('Order of the trial'),
  quantity: whole('How many'),
  billingCycle: oneOf([...billingCycles], 'How often shall be billed'),
  attributes,
});

export const Conversions = Collection(Conversion);

export const ConversionResult = Type.Object({
  subscriptionId: guid('Subscription; it keeps its id'),
  offerId: text('Offer of the trial'),
  targetOfferId: text('Offer that it is now'),
  attributes,
});
