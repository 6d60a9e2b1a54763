import { type Product, productsOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { isRefusal, refuse } from '@multipartner/domain/refusal.ts';
import { catalogueRead, type Place, scopeAt, segmentAt, sellsTo } from './place.ts';

interface ProductQuery {
  readonly targetView: string | undefined;
  readonly targetSegment: string | undefined;
  readonly reservationScope: string | undefined;
}

/** The products of a view. Refusals: value-missing without a view, view-not-allowed, segment-not-allowed. */
export const listProducts = catalogueRead<ProductQuery, { place: Place; products: readonly Product[] }>(
  (place, { targetView, targetSegment, reservationScope }) => {
    if (targetView === undefined || targetView === '') return refuse('value-missing', { field: 'targetView' });
    const scope = scopeAt(reservationScope);
    if (scope !== null) return scope;
    const segment = segmentAt(place, targetSegment);
    if (isRefusal(segment)) return segment;
    const products = productsOf(targetView, place.cloud, segment);
    if (products === undefined) return refuse('view-not-allowed', { view: targetView });
    return { place, products: products.filter((product) => product.skus.some((sku) => sellsTo(place, sku))) };
  },
);
