import type { Actor } from '@multipartner/domain/access/actor.ts';
import {
  type Availability,
  findProduct,
  findSku,
  type Product,
  type Sku,
} from '@multipartner/domain/catalogue/catalogue.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import { isCountry } from '@multipartner/domain/market/markets.ts';
import { isRefusal, type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { customerMarket, isRelated, type MarketRow } from '../../store/order.ts';
import { type Context, read } from '../operation.ts';
import { opened } from '../order/sale.ts';

/** Where the catalogue is read: in a country, or as it is sold to one customer of the caller. */
export type Where = { readonly country: string | undefined } | { readonly customerId: string };

/** A place in the catalogue: what is offered there, to whom. */
export interface Place {
  readonly country: string;
  readonly cloud: Cloud;
  /** Segments that may buy here; null: all, because nobody in particular is asked about. */
  readonly segments: readonly string[] | null;
}

/**
 * A read of the catalogue. Refusals: value-missing or value-invalid for the country, no-relationship for a customer of
 * somebody else, and those of the answer.
 */
export function catalogueRead<I extends object, O>(
  answer: (place: Place, input: I) => O | Refusal,
): (context: Context, input: I & { where: Where }) => Promise<O> {
  return read<I & { where: Where }, { related: boolean; market: MarketRow | null }, O>({
    permission: 'catalogue.read',
    load: (sql, caller, { where }) => {
      const customerId = 'customerId' in where ? where.customerId : null;
      return {
        related: isRelated(sql, { partnerId: caller.tenantId }, customerId),
        market: customerMarket(sql, customerId),
      };
    },
    answer: ({ actor, facts }, input) => {
      const place = placeOf(input.where, actor, facts);
      return isRefusal(place) ? place : answer(place, input);
    },
  });
}

function placeOf(where: Where, actor: Actor, facts: { related: boolean; market: MarketRow | null }): Place | Refusal {
  if ('customerId' in where) {
    if (!facts.related || facts.market === null) return refuse('no-relationship', { customerId: where.customerId });
    return {
      country: facts.market.country,
      cloud: actor.cloud,
      segments: opened(facts.market.qualifications),
    };
  }
  if (where.country === undefined || where.country === '') return refuse('value-missing', { field: 'country' });
  const country = where.country.toUpperCase();
  if (!isCountry(country)) return refuse('value-invalid', { field: 'country', reason: 'is no country of a market' });
  return { country, cloud: actor.cloud, segments: null };
}

/** A SKU and the product it belongs to, at a place. */
export interface Found {
  readonly place: Place;
  readonly product: Product;
  readonly sku: Sku;
}

export interface FoundAvailability extends Found {
  readonly availability: Availability;
}

export const sellsTo = (place: Place, sku: Sku): boolean =>
  place.segments === null || sku.segments.some((segment) => place.segments?.includes(segment));

/** The product, when something of it is sold at the place. Refusals: product-not-found. */
export function productAt(place: Place, productId: string): Product | Refusal {
  const product = findProduct(productId, place.cloud);
  return product?.skus.some((sku) => sellsTo(place, sku)) ? product : refuse('product-not-found', { id: productId });
}

/** Refusals: product-not-found, sku-not-found. */
export function skuAt(place: Place, productId: string, skuId: string): Found | Refusal {
  const product = productAt(place, productId);
  if (isRefusal(product)) return product;
  const sku = findSku(product, skuId, place.cloud);
  return sku !== undefined && sellsTo(place, sku) ? { place, product, sku } : refuse('sku-not-found', { id: skuId });
}

const segments = ['commercial', 'education', 'government', 'nonprofit'];

/** A segment that is asked for, in the catalogue's own spelling. Refusals: value-invalid, segment-not-allowed. */
export function segmentAt(place: Place, targetSegment: string | undefined): string | undefined | Refusal {
  if (targetSegment === undefined || targetSegment === '') return undefined;
  const segment = targetSegment.toLowerCase();
  if (!segments.includes(segment))
    return refuse('value-invalid', { field: 'targetSegment', reason: `is not one of ${segments.join(', ')}` });
  return place.segments === null || place.segments.includes(segment)
    ? segment
    : refuse('segment-not-allowed', { segment });
}

/** The one scope that reservations can be asked for; it changes nothing, since all hang under an Azure plan. */
export function scopeAt(reservationScope: string | undefined): Refusal | null {
  const known = reservationScope === undefined || reservationScope.toLowerCase() === 'azureplan';
  return known ? null : refuse('value-invalid', { field: 'reservationScope', reason: 'is not AzurePlan' });
}
