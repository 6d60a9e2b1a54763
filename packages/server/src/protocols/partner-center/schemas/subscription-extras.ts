import { Type } from 'typebox';
import { attributes, Collection, Link } from './common.ts';
import { flag, guid, oneOf, text } from './property.ts';

export const RegistrationStatus = Type.Object({
  subscriptionId: guid('Subscription'),
  status: oneOf(['Registered', 'Registering', 'NotRegistered'], 'How far it is'),
  attributes,
});

export const SubscriptionActivation = Type.Object({
  subscriptionId: guid('Subscription'),
  status: text('Success when it is active'),
});

/** Where a line of an order is activated at its publisher. */
export const ActivationLinks = Collection(
  Type.Object({ lineItemNumber: Type.Integer({ description: 'Place of the line in the order' }), link: Link }),
);

const settings = {
  azureEntitlementId: guid('Azure subscription that use beyond the licences is billed to'),
  partnerId: text('Programme id of the partner whom it is attributed to'),
  overageEnabled: flag('Whether it is switched on'),
};

export const OverageRequest = Type.Object(settings);

export const Overage = Type.Object({
  ...settings,
  type: text('What is used'),
  links: Type.Optional(Type.Object({ overage: Type.Optional(Link) })),
  attributes,
});

export const Overages = Collection(Overage);
