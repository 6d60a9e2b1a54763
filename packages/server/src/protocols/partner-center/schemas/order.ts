import { type Static, Type } from 'typebox';
import { Attributes, attributes, attributesInRequest, billingCycles, Collection, Link } from './common.ts';
import { anything, duration, flag, guid, instant, list, map, money, oneOf, text, texts, whole } from './property.ts';

const to = Type.Optional(Link);

export const renewsTo = Type.Optional(Type.Object({ termDuration: duration('Length of the next term') }));

/** What one or a line costs. */
export const pricing = Type.Optional(
  Type.Object({
    listPrice: money('Price of one in the list'),
    discountedPrice: money('Price of one after promotions'),
    proratedPrice: money('Price of one for the part of a term that is bought'),
    price: money('Price of one that is billed'),
    extendedPrice: money('Price of the whole line over its term'),
  }),
);

const purchaseCommitment = Type.Optional(
  Type.Object({
    amount: money('Amount per period'),
    currency: text('ISO 4217 code'),
    grain: text('Period that is counted'),
  }),
);

const states = [
  'unknown',
  'completed',
  'pending',
  'cancelled',
  'suspended',
  'pending_review',
  'pending_po_upload',
  'po_upload_complete',
  'po_review_rejected',
  'partial_success',
  'error',
] as const;

const line = {
  lineItemNumber: whole('Place of the line in the order, from zero'),
  offerId: text('What is bought: product, SKU and availability joined by colons, or an older offer'),
  subscriptionId: guid('Subscription that the line made or changes'),
  parentSubscriptionId: guid('Base subscription of an add-on'),
  friendlyName: text('Name that the partner gives the subscription'),
  quantity: whole('How many'),
  customTermEndDate: instant('Last day of a first term that ends together with another one'),
  termDuration: duration('Length of the term'),
  promotionId: text('Promotion to be applied'),
  partnerIdOnRecord: text('Programme id of the reseller of the line'),
  additionalPartnerIdsOnRecord: texts('Programme ids of further resellers'),
  provisioningContext: map('What the SKU wants to be told, by its provisioning variables'),
  renewsTo,
  attestationAccepted: flag('What the SKU demands to be attested, is attested'),
};

export const OrderLineItem = Type.Object({
  ...line,
  transactionType: text('What the line does, such as New'),
  pricing,
  purchaseCommitment,
  links: Type.Optional(
    Type.Object({
      product: to,
      sku: to,
      availability: to,
      subscription: to,
      provisioningStatus: to,
      activationLinks: to,
      self: to,
    }),
  ),
  attributes,
});
export type OrderLineItem = Static<typeof OrderLineItem>;

export const Order = Type.Object({
  id: Type.String({ description: 'Order' }),
  alternateId: text('The same order by its other name'),
  referenceCustomerId: guid('Customer that it is for'),
  billingCycle: oneOf([...billingCycles], 'How often is billed'),
  transactionType: text('Where the order comes from, such as UserPurchase'),
  currencyCode: text('ISO 4217 code'),
  currencySymbol: text('Sign of the currency'),
  totalPrice: money('Price of all lines over their terms'),
  lineItems: Type.Array(OrderLineItem),
  creationDate: instant('When it was placed'),
  status: oneOf([...states], 'How far it is'),
  partnerOnRecordAttestationAccepted: flag('The partner attests the resellers that it names'),
  client: anything('Program that placed the order'),
  links: Type.Optional(Type.Object({ provisioningStatus: to, patchOperation: to, self: to, next: to, previous: to })),
  attributes,
});
export type Order = Static<typeof Order>;

export const Orders = Collection(Order);

export const OrderRequest = Type.Object({
  referenceCustomerId: guid('Customer that it is for'),
  billingCycle: oneOf([...billingCycles], 'How often is billed'),
  currencyCode: text('ISO 4217 code'),
  lineItems: list(Type.Object(line), 'What shall be bought'),
  partnerOnRecordAttestationAccepted: flag('The partner attests the resellers that it names'),
  attributes: attributesInRequest,
});

/** Cancels an order (`cancelled`) or changes how often it is billed. */
export const OrderPatch = Type.Object({
  id: text('Order'),
  referenceCustomerId: guid('Customer that it is for'),
  billingCycle: oneOf([...billingCycles], 'How often shall be billed'),
  status: oneOf([...states], '`cancelled` cancels the order'),
  lineItems: list(Type.Object(line), 'The lines of the order, as they are'),
  attributes: attributesInRequest,
});

export const OrderLineItemProvisioningStatus = Type.Object({
  orderLineItemId: whole('The line by its other name'),
  lineItemNumber: Type.Integer({ description: 'Place of the line in the order, from zero' }),
  status: oneOf(['fulfilled', 'unfulfilled', 'prefulfillment_pending'], 'How far the line is'),
  quantityProvisioningInformation: list(
    Type.Object({
      quantity: whole('How many'),
      status: oneOf(['fulfilled', 'unfulfilled', 'prefulfillment_pending'], 'How far these are'),
      attributes,
    }),
    'How far the pieces of the line are',
  ),
  attributes: Type.Optional(Attributes),
});

export const OrderLineItemProvisioningStatuses = Collection(OrderLineItemProvisioningStatus);
