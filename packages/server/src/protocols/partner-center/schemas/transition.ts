import { Type } from 'typebox';
import { attributes, billingCycles, Collection } from './common.ts';
import { duration, flag, guid, instant, list, oneOf, text, whole } from './property.ts';

const kinds = ['transition_only', 'transition_with_license_transfer'] as const;

const errors = list(
  Type.Object({ code: whole('Number of the reason'), description: text('What stands against it') }),
  'What stands against it',
);

const item = {
  fromCatalogItemId: text('What the source is: product, SKU and availability joined by colons'),
  fromSubscriptionId: guid('Source'),
  toCatalogItemId: text('What it moves to'),
  toSubscriptionId: guid('Own subscription that takes the seats; absent for a new one'),
  quantity: whole('How many seats move'),
  termDuration: duration('Length of the term; absent for that of the source'),
  billingCycle: oneOf([...billingCycles], 'How often is billed'),
  promotionId: text('Promotion to be applied'),
  transitionType: oneOf([...kinds], 'Whether people get the licence of the target in place of that of the source'),
};

export const TransitionRequest = Type.Object(item);

export const Transition = Type.Object({
  operationId: guid('The move'),
  ...item,
  events: list(
    Type.Object({
      name: oneOf(['Conversion', 'LicenseReassignment'], 'What happened'),
      status: oneOf(['Started', 'Completed', 'Failed'], 'How far it got'),
      timestamp: instant('When'),
      errors,
      attributes,
    }),
    'What happened, in order',
  ),
  attributes,
});

export const Transitions = Collection(Transition);

export const TransitionEligibilities = Collection(
  Type.Object({
    catalogItemId: text('What the subscription can move to'),
    title: text('Name of it'),
    description: text('What it is'),
    quantity: whole('How many seats can move'),
    subscriptionEligibilities: list(
      Type.Object({
        isEligible: flag('Whether it takes the seats'),
        subscriptionId: guid('Own subscription of it'),
        subscriptionFriendlyName: text('Name that the partner gave it'),
        subscriptionTermDuration: duration('Length of its term'),
        subscriptionBillingCycle: oneOf([...billingCycles], 'How often it is billed'),
        errors,
      }),
      'Own subscriptions that may take the seats',
    ),
    eligibilities: list(
      Type.Object({
        isEligible: flag('Whether it can'),
        transitionType: oneOf([...kinds], 'Which way'),
        errors,
      }),
      'Whether it can move, each way',
    ),
    attributes,
  }),
);
