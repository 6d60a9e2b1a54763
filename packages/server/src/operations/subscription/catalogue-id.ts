/** What was bought, as orders name it: an offer, or product, SKU and availability. */
export const catalogueIdOf = (one: {
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string;
}): string => (one.skuId === '' ? one.productId : `${one.productId}:${one.skuId}:${one.availabilityId}`);
