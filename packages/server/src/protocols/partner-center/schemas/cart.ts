import { type Static, Type } from 'typebox';
import { Attributes, attributes, billingCycles, links } from './common.ts';
import { Order, pricing, renewsTo } from './order.ts';
import { duration, flag, guid, instant, list, map, oneOf, text, texts, whole } from './property.ts';

const participants = list(
  Type.Object({
    key: Type.Enum(['unknown', 'transaction_reseller', 'consumption_reseller', 'additional_transaction_reseller'], {
      description: 'Part of this reseller in the sale',
    }),
    value: text('Programme id of the reseller'),
  }),
  'Indirect resellers of the line',
);

const line = {
  id: whole('Number of the line in the cart'),
  catalogItemId: text('What is bought: product, SKU and availability joined by colons, or an older offer'),
  friendlyName: text('Name that the partner gives the subscription'),
  quantity: whole('How many'),
  currencyCode: text('ISO 4217 code'),
  billingCycle: oneOf([...billingCycles], 'How often is billed'),
  termDuration: duration('Length of the term'),
  promotionId: text('Promotion to be applied'),
  customTermEndDate: instant('Last day of a first term that ends together with another one'),
  participants,
  provisioningContext: map('What the SKU wants to be told, by its provisioning variables'),
  renewsTo,
  attestationAccepted: flag('What the SKU demands to be attested, is attested'),
};

const writtenLine = {
  ...line,
  orderGroup: text('Lines of one group become one order'),
  purchaseSystem: text('Which commerce sells it'),
  pricing,
  error: Type.Optional(
    Type.Object({
      errorCode: oneOf(
        [
          'unknown',
          'currency_is_not_supported',
          'catalog_item_id_is_not_valid',
          'quota_not_available',
          'inventory_not_available',
          'participants_is_not_supported_for_partner',
          'unable_to_process_cart_line_item',
          'subscription_is_not_valid',
          'subscription_is_not_enabled_for_r_i',
          'sandbox_limit_exceeded',
          'invalid_input',
          'subscription_not_registered',
          'attestation_not_accepted',
          'billing_plan_not_supported',
          'invalid_promotion_id',
          'max_allowed_seats_per_subscription_exceeded',
          'invalid_custom_term_end_date_product',
          'invalid_custom_term_end_date',
          'base_offer_seat_quantity_not_met',
          'minimum_add_on_seats_not_met',
          'legacy_offer_not_eligible_for_purchase',
        ],
        'Why the line cannot be bought',
      ),
      errorDescription: text('The same, for a person'),
      additionalInformation: Type.Optional(
        Type.Object({
          availableQuantity: whole('How many more can be bought'),
          purchasedQuantity: whole('How many were bought before'),
        }),
      ),
    }),
  ),
};

export const CartLineItem = Type.Object({
  ...writtenLine,
  addonItems: list(Type.Object(writtenLine), 'Add-ons of this line'),
});
export type CartLineItem = Static<typeof CartLineItem>;

export const Cart = Type.Object({
  id: Type.String({ description: 'Cart; a GUID' }),
  creationTimestamp: instant('When it was made'),
  lastModifiedTimestamp: instant('When it was changed'),
  expirationTimestamp: instant('Until when it can be checked out'),
  lastModifiedUser: guid('Who changed it'),
  lineItems: Type.Array(CartLineItem),
  status: oneOf(['Active', 'Ordered'], 'Whether it was checked out'),
  partnerOnRecordAttestationAccepted: flag('The partner attests the resellers that it names'),
  links,
  attributes: Attributes,
});
export type Cart = Static<typeof Cart>;

const lineRequest = {
  ...line,
  orderGroup: text('Lines of one group become one order'),
  additionalPartnerIdsOnRecord: texts('Programme ids of further resellers'),
};

/** A new cart, or all of a cart that is replaced. */
export const CartRequest = Type.Object({
  id: guid('Cart'),
  lineItems: list(
    Type.Object({ ...lineRequest, addonItems: list(Type.Object(lineRequest), 'Add-ons of this line') }),
    'What shall be bought',
  ),
  partnerOnRecordAttestationAccepted: flag('The partner attests the resellers that it names'),
});

/** What a checkout made: an order for each group of lines, and the groups that failed. */
export const CartCheckoutResult = Type.Object({
  orders: list(Order, 'Orders that were placed'),
  orderErrors: list(
    Type.Object({
      orderGroupId: text('Group of lines'),
      code: whole('Number of the refusal'),
      description: text('Why it failed'),
    }),
    'Groups that failed',
  ),
  attributes,
});
