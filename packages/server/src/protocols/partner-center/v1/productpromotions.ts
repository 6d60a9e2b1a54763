import { Type } from 'typebox';
import { getPromotion, listPromotions, verifyPromotions } from '../../../operations/catalogue/promotions.ts';
import { collection } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { readPromotedItems, renderEligibility, renderPromotion } from '../resources/promotion.ts';
import { Promotion, PromotionEligibilities, PromotionEligibilitiesRequest, Promotions } from '../schemas/promotion.ts';

const text = Type.Optional(Type.String());

export const promotionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/productpromotions',
    serves: ['get-promotions'],
    credentials: 'either',
    query: Type.Object({ country: text, segment: text }),
    answer: Promotions,
    summary: 'The promotions that run for a segment in a country',
    handle: async ({ context, query }) => {
      const list = await listPromotions(context, { country: query.country, segment: query.segment });
      return collection(list.map((one) => renderPromotion(one, false)));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/productpromotions/{promotionId}',
    serves: ['get-promotion-by-id'],
    credentials: 'either',
    query: Type.Object({ country: text }),
    answer: Promotion,
    summary: 'One promotion, with its conditions',
    handle: async ({ context, params, query }) =>
      renderPromotion(await getPromotion(context, { ...params, country: query.country }), true),
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/promotionEligibilities',
    serves: ['verify-promotion-eligibility'],
    credentials: 'either',
    body: PromotionEligibilitiesRequest,
    answer: PromotionEligibilities,
    summary: 'Whether a customer may have promotions',
    handle: async ({ context, params, body }) => {
      const list = await verifyPromotions(context, { ...params, items: readPromotedItems(body.items) });
      return collection(list.map(renderEligibility));
    },
  }),
];
