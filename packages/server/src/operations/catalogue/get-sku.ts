import { catalogueRead, type Found, skuAt } from './place.ts';

/** One SKU. Refusals: product-not-found, sku-not-found. */
export const getSku = catalogueRead<{ productId: string; skuId: string }, Found>((place, { productId, skuId }) =>
  skuAt(place, productId, skuId),
);
