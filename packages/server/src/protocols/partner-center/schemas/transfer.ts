import { type Static, Type } from 'typebox';
import { Attributes, attributes, billingCycles, links } from './common.ts';
import { Order } from './order.ts';
import { guid, instant, list, oneOf, text, whole } from './property.ts';

const states = [
  'Active',
  'Complete',
  'Reject',
  'Pending',
  'InProgress',
  'Completed',
  'PartiallyComplete',
  'CompletedWithErrors',
  'Failed',
  'Canceled',
  'Declined',
  'Expired',
] as const;

const line = {
  id: whole('Place of the line in the transfer, from zero'),
  subscriptionId: guid('What is moved: a subscription, or an Azure subscription under a plan'),
  quantity: whole('How many, as it was chosen'),
  billingCycle: oneOf([...billingCycles], 'How often it is billed'),
  friendlyName: text('Name that the partner gives the subscription'),
  partnerIdOnRecord: text('Programme id of the reseller that is to be on record for it'),
  offerId: text('What was bought'),
  orderId: text('Order by which the partner that took over has it'),
  transferGroupId: text('Group of a base and its add-ons: they go together'),
  transferError: text('Why it stayed where it was'),
  status: oneOf(['Complete', 'Failed'], 'How it ended'),
};

const addOn = Type.Object(line);

export const TransferLineItem = Type.Object({ ...line, addonItems: list(addOn, 'Add-ons that go with it') });
export type TransferLineItem = Static<typeof TransferLineItem>;

/** A transfer of subscriptions of a customer from one partner to another. */
export const TransferEntity = Type.Object({
  id: Type.String({ description: 'Transfer; a GUID' }),
  status: oneOf([...states], 'How far it is'),
  transferType: oneOf(['DirectToIndirect', 'AzurePlan', 'NewCommerce'], 'What such transfers move'),
  createdTime: instant('When it was made'),
  lastModifiedTime: instant('When it was changed last'),
  expirationTime: instant('When it expires, or expired, without an answer'),
  completedTime: instant('When the move was made'),
  customerTenantId: guid('Customer concerned'),
  partnertenantid: guid('Partner that asks'),
  sourcePartnerName: text('Partner that gives away'),
  sourcePartnerTenantId: guid('Its tenant'),
  targetPartnerName: text('Partner that takes over'),
  targetPartnerTenantId: guid('Its tenant'),
  lastModifiedUser: guid('Person who changed it last'),
  partnerIdOnRecord: text('Programme id of the reseller that a request names for everything'),
  lineItems: list(TransferLineItem, 'What is moved'),
  links,
  attributes,
});
export type TransferEntity = Static<typeof TransferEntity>;

export const TransferEntities = Type.Array(TransferEntity);

const askedLine = Type.Object({
  subscriptionId: text('What is to be moved; a GUID'),
  partnerIdOnRecord: text('Programme id of the reseller that is to be on record for it'),
});

const askedLines = Type.Optional(Type.Array(askedLine, { description: 'What is chosen' }));

export const TransferRequest = Type.Object({
  transferType: Type.Optional(
    Type.Union([Type.String(), Type.Integer()], {
      description: 'directToIndirect, azurePlan or newCommerce (5); follows from who asks when absent',
    }),
  ),
  sourcePartnerTenantId: text('Partner that gives away; a GUID'),
  sourcePartnerName: text('Its name, for people to read'),
  sourcePartnerEmailId: text('In place of its tenant: a mail address at it'),
  sourcePartnerDomain: text('In place of its tenant: a domain of it'),
  targetPartnerTenantId: text('Partner that takes over; a GUID'),
  customerEmailId: text('A mail address of the customer, for people to read'),
  partnerIdOnRecord: text('Programme id of the reseller that a provider takes over for'),
  partnerOnRecord: text('The same'),
  lineItems: askedLines,
});

export const TransferPatch = Type.Object({
  id: text('Transfer, as in the address'),
  status: text('reject or decline, cancel, accept'),
  lineItems: askedLines,
});

export const TransferAcceptance = Type.Object({ lineItems: askedLines });

const TransferError = Type.Object({
  transferGroupId: text('Group that stayed'),
  lineItems: list(
    Type.Object({
      ...line,
      addonItems: list(addOn, 'Add-ons that go with it'),
      entitlementId: guid('The same subscription'),
      sourceSubscriptionId: guid('The same subscription'),
    }),
    'What is in it',
  ),
  code: Type.Integer({ description: 'Documented number' }),
  description: text('Why, for a person'),
  attributes: Attributes,
});

export const TransferSubmitResult = Type.Object({
  orders: list(Order, 'Orders by which the caller has what was moved'),
  transferErrors: list(TransferError, 'What stayed where it was'),
  attributes: Attributes,
});

export const TransferEligibilities = Type.Array(
  Type.Object({
    id: Type.String({ description: 'Subscription, or Azure subscription under a plan; a GUID' }),
    isEligible: Type.Boolean({ description: 'Whether it can be in such a transfer now' }),
    reason: text('Why not'),
  }),
);

export const TransferEligibilityQuery = Type.Object({
  transferType: text('directToIndirect, azurePlan or newCommerce'),
});
