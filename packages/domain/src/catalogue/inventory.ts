import type { Cloud } from '../cloud/cloud.ts';
import { findProduct, findSku, type Product, type Sku, soldInCloud } from './catalogue.ts';

/** Regions of Azure in which no reservation can be had: demonstration data, made up. */
const closedRegions: readonly string[] = ['japanwest'];

/** Whether a SKU can be had, and why not. */
export interface InventoryItem {
  readonly productId: string;
  readonly skuId: string;
  /** Null: it can be had. */
  readonly closedRegion: string | null;
}

/**
 * Whether the SKUs of a product, or one of them, can be had now in a region. Only what is tied to a region can be out
 * of stock: reservations. Null when there is no such product or SKU in the cloud.
 */
export function inventoryOf(
  productId: string,
  skuId: string | null,
  region: string | null,
  cloud: Cloud,
): InventoryItem[] | null {
  const product = findProduct(productId, cloud);
  if (product === undefined) return null;
  const skus =
    skuId === null ? product.skus.filter((sku) => soldInCloud(product, sku, cloud)) : one(product, skuId, cloud);
  if (skus.length === 0) return null;
  const closed = closedRegions.find((name) => name === region?.toLowerCase().replaceAll(/[\s-]/g, '')) ?? null;
  return skus.map((sku) => ({
    productId: product.productId,
    skuId: sku.skuId,
    closedRegion: product.commerce === 'reservation' ? closed : null,
  }));
}

function one(product: Product, skuId: string, cloud: Cloud): Sku[] {
  const sku = findSku(product, skuId, cloud);
  return sku === undefined ? [] : [sku];
}
