import type { Product } from '@multipartner/domain/catalogue/catalogue.ts';
import { isRefusal } from '@multipartner/domain/refusal.ts';
import { catalogueRead, type Place, productAt } from './place.ts';

/** One product. Refusals: product-not-found. */
export const getProduct = catalogueRead<{ productId: string }, { place: Place; product: Product }>(
  (place, { productId }) => {
    const product = productAt(place, productId);
    return isRefusal(product) ? product : { place, product };
  },
);
