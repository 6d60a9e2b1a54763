import { type Static, Type } from 'typebox';
import { Attributes, attributes, attributesInRequest, billingCycles, Collection, Link, links } from './common.ts';
import { ItemType } from './product.ts';
import { duration, flag, guid, instant, list, money, oneOf, text, texts, whole } from './property.ts';

const to = Type.Optional(Link);

const states = ['active', 'pending', 'suspended', 'expired', 'disabled', 'deleted'] as const;

const instructed = Type.Optional(
  Type.Object({
    productId: text('Product'),
    skuId: text('SKU'),
    availabilityId: text('Availability'),
    billingCycle: oneOf([...billingCycles], 'How often is billed'),
    termDuration: duration('Length of the term'),
    promotionId: text('Promotion to be applied'),
  }),
);

/** What becomes of the subscription at its renewal. */
const scheduledNextTermInstructions = Type.Optional(
  Type.Object({
    product: instructed,
    quantity: whole('How many'),
    customTermEndDate: instant('Last day of the next term'),
  }),
);

/** What changes with the next bill inside the term. */
const nextChargeInstructions = Type.Optional(Type.Object({ product: instructed, quantity: whole('How many') }));

export const Subscription = Type.Object({
  id: Type.String({ description: 'Subscription; a GUID' }),
  entitlementId: guid('What the customer may use by it'),
  offerId: text('What was bought: product, SKU and availability joined by colons, or an older offer'),
  offerName: text('Name of what was bought'),
  friendlyName: text('Name that the partner gives it'),
  productType: Type.Optional(ItemType),
  quantity: whole('How many'),
  unitType: text('What is counted, such as Licenses'),
  parentSubscriptionId: guid('Base subscription of an add-on'),
  hasPurchasableAddons: flag('Whether there are add-ons for it'),
  consumptionType: text('How use is metered'),
  creationDate: instant('When it was made'),
  effectiveStartDate: instant('First day of the term'),
  commitmentEndDate: instant('Last day of the term'),
  commitmentEndDateTime: instant('End of the term'),
  cancellationAllowedUntilDate: instant('Until when it can be cancelled'),
  billingCycleEndDate: instant('Last day of the billing period'),
  billingCycleEndDateTime: instant('End of the billing period'),
  status: oneOf(['none', ...states], 'State'),
  autoRenewEnabled: flag('Whether it renews by itself'),
  isTrial: flag('Whether it is a trial'),
  billingType: oneOf(['none', 'usage', 'license', 'benefit'], 'What is billed'),
  billingCycle: oneOf([...billingCycles], 'How often is billed'),
  termDuration: duration('Length of the term'),
  renewalTermDuration: duration('Length of the next term'),
  promotionId: text('Promotion that applies'),
  refundOptions: list(
    Type.Object({ type: oneOf(['Full', 'Partial'], 'How much is given back'), expiresAt: instant('Until when') }),
    'What is given back, and until when',
  ),
  refundableQuantity: Type.Optional(
    Type.Object({
      totalQuantity: whole('How many can be given back'),
      details: list(
        Type.Object({ quantity: whole('How many of them'), allowedUntilDateTime: instant('Until when') }),
        'The same by when they were bought',
      ),
    }),
  ),
  isMicrosoftProduct: flag('Whether the vendor itself publishes it'),
  publisherName: text('Publisher'),
  partnerId: text('Programme id of the reseller of record'),
  attentionNeeded: flag('Whether somebody should look at it'),
  actionTaken: flag('Whether somebody did'),
  actions: list(Type.Enum(['edit', 'cancel']), 'What the caller can do with it'),
  suspensionReasons: texts('Why it is suspended'),
  contractType: oneOf(['subscription', 'product_key', 'redemption_code'], 'What the customer got'),
  scheduledNextTermInstructions,
  nextChargeInstructions,
  migratedFromSubscriptionId: guid('Subscription of the older commerce that this one continues'),
  orderId: text('Order that made it'),
  productOrderId: text('Order of the product'),
  lineItems: list(
    Type.Object({
      id: text('Line'),
      friendlyName: text('Name that the partner gives it'),
      scope: Type.Optional(
        Type.Object({
          type: text('Kind of scope'),
          subscriptionId: guid('Subscription that the benefit is for'),
          entitlementId: guid('Entitlement that the benefit is for'),
          managementGroupId: text('Management group that the benefit is for'),
          resourceGroupId: text('Resource group that the benefit is for'),
        }),
      ),
      autoRenewEnabled: flag('Whether it renews by itself'),
      status: oneOf(['none', ...states], 'State'),
      purchaseCommitment: Type.Optional(
        Type.Object({
          amount: money('Amount per period'),
          grain: text('Period that is counted'),
          currency: text('ISO 4217 code'),
        }),
      ),
    }),
    'Parts of the subscription',
  ),
  links: Type.Optional(
    Type.Object({
      offer: to,
      product: to,
      sku: to,
      availability: to,
      entitlement: to,
      parentSubscription: to,
      activationLinks: to,
      self: to,
      next: to,
      previous: to,
    }),
  ),
  attributes: Attributes,
});
export type Subscription = Static<typeof Subscription>;

export const Subscriptions = Collection(Subscription);

/** The members of a subscription that a partner can change; all others of a body are its own reading, sent back. */
export const SubscriptionPatch = Type.Object({
  id: guid('Subscription'),
  offerId: text('What was bought; it stays as it is'),
  friendlyName: text('Name that the partner gives it'),
  quantity: whole('How many'),
  status: oneOf([...states], 'State'),
  autoRenewEnabled: flag('Whether it renews by itself; absent says no'),
  billingCycle: oneOf([...billingCycles], 'How often is billed'),
  termDuration: duration('Length of the term'),
  promotionId: text('Promotion to be applied'),
  partnerId: text('Programme id of the reseller of record'),
  scheduledNextTermInstructions,
  nextChargeInstructions,
  attributes: attributesInRequest,
});

export const SubscriptionProvisioningStatus = Type.Object({
  skuId: guid('Licence SKU that is provided'),
  status: oneOf(['none', 'success', 'pending', 'failed'], 'How far it is'),
  quantity: whole('How many'),
  endDate: instant('Until when it is provided'),
  attributes: Attributes,
});

/** The partner whom the customer asks for help with a subscription. */
export const SupportContact = Type.Object({
  supportTenantId: guid('Tenant of the partner'),
  supportMpnId: text('Programme id of the partner'),
  name: text('Name of the partner'),
  links,
  attributes,
});

export const SupportContactRequest = Type.Object({
  supportTenantId: guid('Tenant of the partner'),
  supportMpnId: text('Programme id of the partner'),
  name: text('Name of the partner'),
});
