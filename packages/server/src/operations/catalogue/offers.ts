import {
  findOffer,
  type Offer,
  type OfferCategory,
  offerCategories,
  offers,
} from '@multipartner/domain/catalogue/catalogue.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { catalogueRead, type Place } from './place.ts';

/** The offers of the older commerce in a country; none outside of the public cloud. */
export const listOffers = catalogueRead<object, { place: Place; offers: readonly Offer[] }>((place) => ({
  place,
  offers: offers.filter((offer) => findOffer(offer.id, place.cloud) !== undefined),
}));

/** One offer. Refusals: offer-not-found. */
export const getOffer = catalogueRead<{ offerId: string }, { place: Place; offer: Offer }>((place, { offerId }) => {
  const offer = findOffer(offerId, place.cloud);
  return offer === undefined ? refuse('offer-not-found', { id: offerId }) : { place, offer };
});

/** The add-ons that can be bought beside an offer. Refusals: offer-not-found. */
export const listAddOnOffers = catalogueRead<{ offerId: string }, { place: Place; offers: readonly Offer[] }>(
  (place, { offerId }) => {
    const base = findOffer(offerId, place.cloud);
    if (base === undefined) return refuse('offer-not-found', { id: offerId });
    return { place, offers: offers.filter((offer) => offer.isAddOn && offer.prerequisites.includes(base.id)) };
  },
);

/** The categories that offers are sorted into. */
export const listOfferCategories = catalogueRead<object, { place: Place; categories: readonly OfferCategory[] }>(
  (place) => ({ place, categories: offerCategories }),
);
