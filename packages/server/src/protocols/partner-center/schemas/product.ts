import { type Static, Type } from 'typebox';
import { attributes, billingCycles, Collection, KeyValue, Link } from './common.ts';
import { anything, duration, flag, instant, list, oneOf, text, texts, whole } from './property.ts';

const to = Type.Optional(Link);

/** A kind of product, with the kind that it refines. */
export const ItemType = Type.Object({
  id: text('Kind'),
  displayName: text('Name of the kind'),
  subType: Type.Optional(Type.Object({ id: text('Kind'), displayName: text('Name of the kind') })),
});

export const Product = Type.Object({
  id: Type.String({ description: 'Product' }),
  title: text('Name'),
  description: text('What it is'),
  productType: Type.Optional(ItemType),
  isMicrosoftProduct: flag('Whether the vendor itself publishes it'),
  publisherName: text('Publisher'),
  localizedAttributes: list(KeyValue, 'Words of the product in the language of the caller'),
  links: Type.Optional(Type.Object({ skus: to, self: to, next: to, previous: to })),
  attributes,
});
export type Product = Static<typeof Product>;

export const Products = Collection(Product);

const attestationProperties = Type.Optional(
  Type.Object({
    attestationType: text('What the partner has to attest'),
    enforceAttestation: flag('Whether it cannot be bought without the attestation'),
  }),
);

/** The smallest thing that is sold of a product: its edition, size, region. */
export const Sku = Type.Object({
  id: Type.String({ description: 'SKU, unique in its product' }),
  productId: text('Product'),
  title: text('Name'),
  description: text('What it is'),
  minimumQuantity: whole('Fewest that can be bought'),
  maximumQuantity: whole('Most that can be bought'),
  isTrial: flag('Whether it is a trial'),
  termsOfUseUri: text('Address of the terms of use'),
  supportedBillingCycles: list(Type.Enum([...billingCycles]), 'How often it can be billed'),
  purchasePrerequisites: texts('What must be done before buying, such as InventoryCheck'),
  inventoryVariables: texts('What the inventory check must be told'),
  provisioningVariables: texts('What a line that buys it must be told'),
  actions: texts('What can be done after buying, such as Refund'),
  dynamicAttributes: anything('What else is known of this kind of product'),
  attestationProperties,
  consumptionType: text('How use is metered'),
  specializedOfferProperties: list(
    Type.Object({
      startDate: instant('First day of the prices'),
      endDate: instant('Last day of the prices'),
      pricingPolicies: list(
        Type.Object({ type: text('Kind of rule'), value: text('Its figure') }),
        'Rules of the price',
      ),
    }),
    'Prices for a limited time',
  ),
  minimumPurchaseCommitment: Type.Optional(
    Type.Object({
      grain: text('Period that is counted'),
      currencyCode: Type.Optional(
        Type.Object({ currency: text('ISO 4217 code'), symbol: text('Sign of the currency') }),
      ),
      amount: whole('Least amount per period'),
    }),
  ),
  links: Type.Optional(Type.Object({ availabilities: to, self: to, next: to, previous: to })),
  attributes,
});
export type Sku = Static<typeof Sku>;

export const Skus = Collection(Sku);

/** How long is bought, how often is billed, and until when it can be given back. */
export const Term = Type.Object({
  id: text('Term'),
  duration: duration('Length'),
  description: text('What it is'),
  billingCycle: oneOf(['Monthly', 'Annual', 'Triennial', 'Biennial', 'OneTime', 'None'], 'How often is billed'),
  renewalOptions: list(
    Type.Object({ termDuration: duration('Length of the next term'), description: text('What it is') }),
    'What can follow',
  ),
  cancellationPolicies: list(
    Type.Object({
      refundOptions: list(
        Type.Object({
          sequenceId: whole('Place in the order of options'),
          type: oneOf(['Full', 'Partial'], 'How much is given back'),
          expiresAfter: duration('How long after buying'),
        }),
        'What is given back, and how long',
      ),
    }),
    'Rules for giving back',
  ),
});

/** A SKU as it can be bought in one country, segment and currency. */
export const Availability = Type.Object({
  id: Type.String({ description: 'Availability, unique in its SKU' }),
  productId: text('Product'),
  skuId: text('SKU'),
  catalogItemId: text('What a line of a cart names: product, SKU and availability joined by colons'),
  defaultCurrency: Type.Optional(Type.Object({ code: text('ISO 4217 code'), symbol: text('Sign of the currency') })),
  segment: oneOf(['commercial', 'education', 'government', 'nonprofit'], 'Who can buy it'),
  country: text('ISO 3166 code of two letters'),
  isPurchasable: flag('Whether it can be bought'),
  isRenewable: flag('Whether it can be renewed'),
  renewalInstructions: list(
    Type.Object({
      applicableTermIds: texts('Terms that this is about'),
      renewalOptions: list(
        Type.Object({
          renewToId: text('What it becomes: product and SKU joined by a colon'),
          isAutoRenewable: flag('Whether it renews by itself'),
        }),
        'What can follow',
      ),
    }),
    'How terms renew',
  ),
  terms: list(Term, 'Terms that can be bought'),
  includedQuantityOptions: list(
    Type.Object({ units: text('What is counted'), description: text('What it is') }),
    'What one piece contains',
  ),
  product: Type.Optional(Type.Partial(Product)),
  sku: Type.Optional(Type.Partial(Sku)),
  links: Type.Optional(Type.Object({ availabilities: to, self: to, next: to, previous: to })),
  attributes,
});
export type Availability = Static<typeof Availability>;

export const Availabilities = Collection(Availability);
