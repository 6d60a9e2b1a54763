import { findAvailability } from '@multipartner/domain/catalogue/catalogue.ts';
import { isRefusal, refuse } from '@multipartner/domain/refusal.ts';
import { catalogueRead, type FoundAvailability, scopeAt, segmentAt, skuAt } from './place.ts';

interface AvailabilityQuery {
  readonly productId: string;
  readonly skuId: string;
  readonly targetSegment: string | undefined;
  readonly reservationScope: string | undefined;
}

/** How a SKU can be bought. Refusals: product-not-found, sku-not-found, segment-not-allowed. */
export const listAvailabilities = catalogueRead<AvailabilityQuery, readonly FoundAvailability[]>(
  (place, { productId, skuId, targetSegment, reservationScope }) => {
    const scope = scopeAt(reservationScope);
    if (scope !== null) return scope;
    const segment = segmentAt(place, targetSegment);
    if (isRefusal(segment)) return segment;
    const found = skuAt(place, productId, skuId);
    if (isRefusal(found)) return found;
    return found.sku.availabilities
      .filter((one) => segment === undefined || one.segment === segment)
      .map((availability) => ({ ...found, availability }));
  },
);

/** One way to buy it. Refusals: product-not-found, sku-not-found, availability-not-found. */
export const getAvailability = catalogueRead<
  { productId: string; skuId: string; availabilityId: string },
  FoundAvailability
>((place, { productId, skuId, availabilityId }) => {
  const found = skuAt(place, productId, skuId);
  if (isRefusal(found)) return found;
  const availability = findAvailability(found.sku, availabilityId);
  return availability === undefined
    ? refuse('availability-not-found', { id: availabilityId })
    : { ...found, availability };
});
