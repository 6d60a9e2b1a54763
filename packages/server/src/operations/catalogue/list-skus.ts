import { type Product, type Sku, soldInCloud } from '@multipartner/domain/catalogue/catalogue.ts';
import { isRefusal } from '@multipartner/domain/refusal.ts';
import { catalogueRead, type Place, productAt, scopeAt, segmentAt, sellsTo } from './place.ts';

interface SkuQuery {
  readonly productId: string;
  readonly targetSegment: string | undefined;
  readonly reservationScope: string | undefined;
}

/** What is sold of a product. Refusals: product-not-found, segment-not-allowed. */
export const listSkus = catalogueRead<SkuQuery, { place: Place; product: Product; skus: readonly Sku[] }>(
  (place, { productId, targetSegment, reservationScope }) => {
    const scope = scopeAt(reservationScope);
    if (scope !== null) return scope;
    const segment = segmentAt(place, targetSegment);
    if (isRefusal(segment)) return segment;
    const product = productAt(place, productId);
    if (isRefusal(product)) return product;
    const skus = product.skus.filter(
      (sku) =>
        soldInCloud(product, sku, place.cloud) &&
        sellsTo(place, sku) &&
        (segment === undefined || sku.segments.includes(segment)),
    );
    return { place, product, skus };
  },
);
