import { Type } from 'typebox';
import { attributes, Collection } from './common.ts';
import { Offer } from './offer.ts';
import { flag, guid, list, oneOf, text, whole } from './property.ts';

const errors = list(
  Type.Object({
    code: whole('Number of the reason'),
    description: text('What stands against it'),
    additionalDetails: text('More about it'),
    attributes,
  }),
  'What stands against it',
);

/** What an older subscription may be upgraded to. */
export const Upgrade = Type.Object({
  targetOffer: Type.Optional(Offer),
  upgradeType: oneOf(['none', 'upgrade_only', 'upgrade_with_license_transfer'], 'Whether licences would move with it'),
  isEligible: flag('Whether it can be'),
  quantity: whole('How many'),
  upgradeErrors: errors,
  attributes,
});

export const Upgrades = Collection(Upgrade);

export const UpgradeRequest = Type.Object({
  targetOffer: Type.Optional(Type.Object({ id: text('Offer to be upgraded to') })),
  upgradeType: Type.Optional(
    Type.Union([Type.Integer(), Type.String()], {
      description: 'upgrade_only or 1; upgrade_with_license_transfer or 2 moves licences, too',
    }),
  ),
  quantity: whole('How many; all of them'),
});

export const UpgradeResult = Type.Object({
  sourceSubscriptionId: guid('Subscription that was upgraded'),
  targetSubscriptionId: guid('Subscription that takes its place'),
  upgradeType: whole('1: without licences, 2: with them'),
  upgradeErrors: errors,
  licenseErrors: list(
    Type.Object({ userObjectId: guid('Person'), name: text('Name'), email: text('Mail address'), attributes }),
    'People whose licences did not move',
  ),
  attributes,
});
