import { Type } from 'typebox';
import { getOffer, listAddOnOffers, listOffers } from '../../../operations/catalogue/offers.ts';
import { collection, indexPage } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { localeOf, renderOffer } from '../resources/offer.ts';
import { Offer, Offers } from '../schemas/offer.ts';

const defaultPage = 500;

export const offerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/offers',
    serves: ['get-a-list-of-offers-for-a-market'],
    credentials: 'either',
    query: Type.Object({
      country: Type.Optional(Type.String()),
      size: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
      offset: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
    answer: Offers,
    summary: 'The offers of the older commerce in a country',
    handle: async ({ context, query, headers }) => {
      const { place, offers } = await listOffers(context, { where: { country: query.country } });
      const page = { size: query.size || defaultPage, offset: query.offset ?? 0 };
      const items = offers
        .slice(page.offset, page.offset + page.size)
        .map((offer) => renderOffer(place, offer, localeOf(headers)));
      return indexPage(items, offers.length, `/offers?country=${place.country}`, page);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/offers/{offerId}',
    serves: ['get-an-offer-by-id'],
    credentials: 'either',
    query: Type.Object({ country: Type.Optional(Type.String()) }),
    answer: Offer,
    summary: 'One offer',
    handle: async ({ context, params, query, headers }) => {
      const { place, offer } = await getOffer(context, { where: { country: query.country }, offerId: params.offerId });
      return renderOffer(place, offer, localeOf(headers));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/offers/{offerId}/addons',
    serves: ['get-addon-offers-by-offer-id'],
    credentials: 'either',
    query: Type.Object({ country: Type.Optional(Type.String()) }),
    answer: Offers,
    summary: 'The add-ons that can be bought beside an offer',
    handle: async ({ context, params, query, headers }) => {
      const where = { country: query.country };
      const { place, offers } = await listAddOnOffers(context, { where, offerId: params.offerId });
      return collection(offers.map((offer) => renderOffer(place, offer, localeOf(headers))));
    },
  }),
];
