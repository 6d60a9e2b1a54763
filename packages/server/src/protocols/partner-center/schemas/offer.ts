import { type Static, Type } from 'typebox';
import { Attributes, attributes, billingCycles, Collection, Link, links } from './common.ts';
import { flag, guid, list, oneOf, text, texts, whole } from './property.ts';

const to = Type.Optional(Link);

export const OfferCategory = Type.Object({
  id: Type.String({ description: 'Category' }),
  name: text('Name'),
  rank: whole('Place in lists'),
  locale: text('Culture of the texts'),
  country: text('ISO 3166 code of two letters'),
  links,
  attributes,
});
export type OfferCategory = Static<typeof OfferCategory>;

export const OfferCategories = Collection(OfferCategory);

/** What can be bought in the older commerce. */
export const Offer = Type.Object({
  id: Type.String({ description: 'Offer' }),
  name: text('Name'),
  description: text('What it is'),
  minimumQuantity: whole('Fewest that can be bought'),
  maximumQuantity: whole('Most that can be bought'),
  rank: whole('Place in lists'),
  uri: text('Address of the offer in the catalogue'),
  locale: text('Culture of the texts'),
  country: text('ISO 3166 code of two letters'),
  category: Type.Optional(OfferCategory),
  limitUnitOfMeasure: oneOf(['None', 'Concurrent', 'LifeTime'], 'How the limit is counted'),
  limit: whole('How often one customer can buy it'),
  prerequisiteOffers: texts('Offers of which the customer must have one'),
  isAddOn: flag('Whether it needs a base subscription'),
  hasAddOns: flag('Whether there are add-ons for it'),
  isAvailableForPurchase: flag('Whether it can be bought'),
  billing: oneOf(['none', 'usage', 'license'], 'What is billed'),
  supportedBillingCycles: list(Type.Enum([...billingCycles]), 'How often it can be billed'),
  isAutoRenewable: flag('Whether it renews by itself'),
  upgradeTargetOffers: texts('Offers that it can be upgraded to'),
  conversionTargetOffers: texts('Offers that a trial can become'),
  reselleeQualifications: texts('What the customer must be qualified as'),
  resellerQualifications: texts('What the partner must be qualified as'),
  salesGroupId: guid('Group of offers that are sold together'),
  isTrial: flag('Whether it is a trial'),
  product: Type.Optional(Type.Object({ id: text('Product'), name: text('Name'), unit: text('What is counted') })),
  unitType: text('What is counted, such as Licenses'),
  attestationProperties: Type.Optional(
    Type.Object({
      attestationType: text('What the partner has to attest'),
      enforceAttestation: flag('Whether it cannot be bought without the attestation'),
    }),
  ),
  links: Type.Optional(Type.Object({ learnMore: to, self: to, next: to, previous: to })),
  attributes: Attributes,
});
export type Offer = Static<typeof Offer>;

export const Offers = Collection(Offer);
