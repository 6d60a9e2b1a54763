import { Type } from 'typebox';
import { listOfferCategories } from '../../../operations/catalogue/offers.ts';
import { collection } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { localeOf, renderCategory } from '../resources/offer.ts';
import { OfferCategories } from '../schemas/offer.ts';

export const offerCategoryRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/offercategories',
    serves: ['get-a-list-of-offer-categories-by-country-and-locale'],
    credentials: 'either',
    query: Type.Object({ country: Type.Optional(Type.String()) }),
    answer: OfferCategories,
    summary: 'The categories of the offers of a country',
    handle: async ({ context, query, headers }) => {
      const { place, categories } = await listOfferCategories(context, { where: { country: query.country } });
      return collection(categories.map((category) => renderCategory(place, category, localeOf(headers))));
    },
  }),
];
