import { itemFor, offers, products } from '../catalogue/catalogue.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { CatalogueItem } from '../ordering/item.ts';

/** What in new commerce gives the licence of an older offer: by the offer's id, `product:sku:availability`. */
const paths = new Map<string, string>();
for (const offer of offers) {
  if (offer.licence === undefined || offer.isTrial === true) continue;
  for (const product of products) {
    const sku = product.skus.find((one) => !one.isTrial && one.licence?.skuId === offer.licence?.skuId);
    const availability = sku?.availabilities[0];
    if (product.commerce !== 'new_commerce' || sku === undefined || availability === undefined) continue;
    if (!paths.has(offer.id)) paths.set(offer.id, `${product.productId}:${sku.skuId}:${availability.availabilityId}`);
  }
}

/** The item of new commerce that stands for an older offer in a country; null when nothing does. */
export function migrationPath(offerId: string, country: string, cloud: Cloud): CatalogueItem | null {
  const id = paths.get(offerId.toUpperCase());
  return id === undefined ? null : itemFor(id, country, cloud);
}
