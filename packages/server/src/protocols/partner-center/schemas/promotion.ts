import { type Static, Type } from 'typebox';
import { attributes, Collection } from './common.ts';
import { duration, flag, instant, list, oneOf, text, whole } from './property.ts';

const cycles = ['monthly', 'annual', 'triennial', 'none', 'one_time', 'biennial'] as const;

/** A promotion: a lower price for one term of one product, under conditions. */
export const Promotion = Type.Object({
  id: Type.String({ description: 'Promotion' }),
  name: text('Name'),
  description: text('What it is'),
  startDate: instant('First instant'),
  endDate: instant('Last instant'),
  properties: Type.Optional(Type.Object({ isAutoApplicable: flag('Whether it applies to lines that do not name it') })),
  requiredProducts: list(
    Type.Object({
      productId: text('Product'),
      skuId: text('SKU'),
      term: Type.Optional(Type.Object({ duration: duration('Term'), billingCycle: text('How often is billed') })),
      pricingPolicies: list(
        Type.Object({ policyType: text('Kind of rule'), value: text('Its figure') }),
        'Rules of the price',
      ),
    }),
    'What has to be bought for it',
  ),
  promotionConstraints: Type.Optional(
    Type.Object({
      seatConstraints: list(
        Type.Object({ minSeats: whole('Fewest seats'), maxSeats: whole('Most seats'), type: text('What is counted') }),
        'Limits of seats',
      ),
      assetOwnershipLimits: list(
        Type.Object({ minAssets: whole('Fewest'), maxAssets: whole('Most'), type: text('What is counted') }),
        'How often a customer may have it',
      ),
      eligibilityConstraints: list(
        Type.Object({ isApplicable: flag('Whether it is so'), type: text('What is asked') }),
        'What the customer must be',
      ),
      productOwnershipConstraints: list(
        Type.Array(Type.Object({ bigId: text('Product and SKU') })),
        'What the customer must hold: one of each list',
      ),
    }),
  ),
  attributes,
});
export type Promotion = Static<typeof Promotion>;

export const Promotions = Collection(Promotion);

const asked = {
  catalogItemId: text('Product, SKU and availability'),
  quantity: whole('How many'),
  billingCycle: oneOf([...cycles], 'How often is billed'),
  termDuration: duration('Term'),
};

export const PromotionEligibilitiesRequest = Type.Object({
  items: list(
    Type.Object({
      id: Type.Optional(
        Type.Union([Type.Integer(), Type.String()], { description: 'Number of the item; counted when absent' }),
      ),
      ...asked,
      promotionId: text('Promotion; all of the product when absent'),
    }),
    'What might be bought',
  ),
});

/** Why a promotion cannot be had. */
export const PromotionError = Type.Object({
  type: text('Kind of obstacle'),
  description: text('The same in words'),
  minimumRequiredSeats: whole('Fewest seats'),
  maximumRequiredSeats: whole('Most seats'),
  availableSeats: whole('Seats that can be had'),
});

export const PromotionEligibilities = Collection(
  Type.Object({
    id: Type.Integer({ description: 'Number of the item' }),
    ...asked,
    eligibilities: Type.Array(
      Type.Object({
        promotionId: text('Promotion'),
        isEligible: Type.Boolean({ description: 'Whether the customer may have it' }),
        errors: list(PromotionError, 'What stands against it'),
      }),
    ),
    attributes,
  }),
);
