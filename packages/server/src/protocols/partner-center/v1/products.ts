import { Type } from 'typebox';
import { getAvailability, listAvailabilities } from '../../../operations/catalogue/availabilities.ts';
import { getProduct } from '../../../operations/catalogue/get-product.ts';
import { getSku } from '../../../operations/catalogue/get-sku.ts';
import { listProducts } from '../../../operations/catalogue/list-products.ts';
import { listSkus } from '../../../operations/catalogue/list-skus.ts';
import type { Where } from '../../../operations/catalogue/place.ts';
import { collection } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import { renderAvailability, renderFoundSku, renderProduct, renderSku } from '../resources/product.ts';
import { Availabilities, Availability, Product, Products, Sku, Skus } from '../schemas/product.ts';

const text = Type.Optional(Type.String());
const country = { country: text };
const segment = { targetSegment: text, reservationScope: text };

interface Paths {
  readonly base: string;
  readonly where: (request: {
    readonly params: Readonly<Record<string, string>>;
    readonly query: { readonly country?: string };
  }) => Where;
  /** Ids of the documented operations: products, product, skus, sku, availabilities, availability. */
  readonly serves: readonly (readonly string[])[];
}

/** The catalogue under a base path: a country's, or what is sold to one customer. */
export function productRoutesAt({ base, where, serves }: Paths): Route[] {
  const self = (path: string, query: Readonly<Record<string, string | undefined>>) => {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
  };
  const [products, product, skus, sku, availabilities, availability] = serves;
  return [
    route({
      method: 'GET',
      path: `${base}/products`,
      serves: products ?? [],
      credentials: 'either',
      query: Type.Object({ ...country, ...segment, targetView: text }),
      answer: Products,
      summary: 'The products of a view of the catalogue',
      handle: async ({ context, params, query }) => {
        const { targetView, targetSegment, reservationScope } = query;
        const found = await listProducts(context, {
          where: where({ params, query: plain(query) }),
          targetView,
          targetSegment,
          reservationScope,
        });
        return collection(
          found.products.map((one) => renderProduct(found.place, one)),
          found.products.length,
          self('/products', query),
        );
      },
    }),
    route({
      method: 'GET',
      path: `${base}/products/{productId}`,
      serves: product ?? [],
      credentials: 'either',
      query: Type.Object(country),
      answer: Product,
      summary: 'One product',
      handle: async ({ context, params, query }) => {
        const found = await getProduct(context, { ...idsOf(params), where: where({ params, query: plain(query) }) });
        return renderProduct(found.place, found.product);
      },
    }),
    route({
      method: 'GET',
      path: `${base}/products/{productId}/skus`,
      serves: skus ?? [],
      credentials: 'either',
      query: Type.Object({ ...country, ...segment }),
      answer: Skus,
      summary: 'The SKUs of a product',
      handle: async ({ context, params, query }) => {
        const { targetSegment, reservationScope } = query;
        const found = await listSkus(context, {
          ...idsOf(params),
          where: where({ params, query: plain(query) }),
          targetSegment,
          reservationScope,
        });
        const items = found.skus.map((one) => renderSku(found.place, found.product, one));
        return collection(items, items.length, self(`/products/${found.product.productId}/skus`, query));
      },
    }),
    route({
      method: 'GET',
      path: `${base}/products/{productId}/skus/{skuId}`,
      serves: sku ?? [],
      credentials: 'either',
      query: Type.Object(country),
      answer: Sku,
      summary: 'One SKU',
      handle: async ({ context, params, query }) =>
        renderFoundSku(await getSku(context, { ...idsOf(params), where: where({ params, query: plain(query) }) })),
    }),
    route({
      method: 'GET',
      path: `${base}/products/{productId}/skus/{skuId}/availabilities`,
      serves: availabilities ?? [],
      credentials: 'either',
      query: Type.Object({ ...country, ...segment, targetView: text }),
      answer: Availabilities,
      summary: 'The availabilities of a SKU',
      handle: async ({ context, params, query }) => {
        const { targetSegment, reservationScope } = query;
        const ids = idsOf(params);
        const found = await listAvailabilities(context, {
          ...ids,
          where: where({ params, query: plain(query) }),
          targetSegment,
          reservationScope,
        });
        return collection(
          found.map(renderAvailability),
          found.length,
          self(`/products/${ids.productId}/skus/${ids.skuId}/availabilities`, query),
        );
      },
    }),
    route({
      method: 'GET',
      path: `${base}/products/{productId}/skus/{skuId}/availabilities/{availabilityId}`,
      serves: availability ?? [],
      credentials: 'either',
      query: Type.Object(country),
      answer: Availability,
      summary: 'One availability',
      handle: async ({ context, params, query }) =>
        renderAvailability(
          await getAvailability(context, { ...idsOf(params), where: where({ params, query: plain(query) }) }),
        ),
    }),
  ];
}

const plain = ({ country: asked }: { readonly country?: string | undefined }) =>
  asked === undefined ? {} : { country: asked };
const idsOf = (params: Readonly<Record<string, string>>) => ({
  productId: params.productId ?? '',
  skuId: params.skuId ?? '',
  availabilityId: params.availabilityId ?? '',
});

export const productRoutes = productRoutesAt({
  base: '/v1',
  where: ({ query }) => ({ country: query.country }),
  serves: [
    ['get-a-list-of-products'],
    ['get-a-product-by-id'],
    ['get-a-list-of-skus-for-a-product'],
    ['get-a-sku-by-id'],
    ['get-a-list-of-availabilities-for-a-sku'],
    ['get-an-availability-by-id'],
  ],
});
