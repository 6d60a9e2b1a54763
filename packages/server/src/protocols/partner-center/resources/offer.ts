import {
  type OfferCategory as CatalogueCategory,
  type Offer as CatalogueOffer,
  offerCategories,
  offers,
} from '@multipartner/domain/catalogue/catalogue.ts';
import type { Place } from '../../../operations/catalogue/place.ts';
import { link } from '../house/link.ts';
import type { Offer, OfferCategory } from '../schemas/offer.ts';

/** The culture that texts are asked in; there is one of each text, so it is only said back. */
export const localeOf = (headers: Readonly<Record<string, string | undefined>>): string =>
  headers['x-locale']?.split(',')[0]?.trim() || 'en-US';

export function renderCategory(place: Place, category: CatalogueCategory, locale: string): OfferCategory {
  return {
    id: category.id,
    name: category.name,
    rank: category.rank,
    locale,
    country: place.country,
    attributes: { objectType: 'OfferCategory' },
  };
}

export function renderOffer(place: Place, offer: CatalogueOffer, locale: string): Offer {
  const category = offerCategories.find((one) => one.id === offer.categoryId);
  const byUsage = offer.billing === 'usage';
  return {
    id: offer.id,
    name: offer.name,
    description: offer.description,
    minimumQuantity: offer.minimumQuantity,
    maximumQuantity: offer.maximumQuantity,
    rank: offer.rank,
    uri: `/offers/${offer.id}`,
    locale,
    country: place.country,
    ...(category === undefined ? {} : { category: renderCategory(place, category, locale) }),
    limitUnitOfMeasure: 'None',
    prerequisiteOffers: [...offer.prerequisites],
    isAddOn: offer.isAddOn,
    hasAddOns: offers.some((other) => other.prerequisites.includes(offer.id)),
    isAvailableForPurchase: true,
    billing: byUsage ? 'usage' : 'license',
    supportedBillingCycles: offer.isTrial ? ['none'] : byUsage ? ['monthly'] : ['monthly', 'annual'],
    isAutoRenewable: !byUsage && offer.isTrial !== true,
    isTrial: offer.isTrial ?? false,
    upgradeTargetOffers: [...(offer.upgradeTargets ?? [])],
    conversionTargetOffers: [...(offer.conversionTargets ?? [])],
    product: { id: offer.product.id, name: offer.product.name, unit: offer.unitType },
    unitType: offer.unitType,
    links: { self: link(`/offers/${offer.id}?country=${place.country}`) },
    attributes: { objectType: 'Offer' },
  };
}
