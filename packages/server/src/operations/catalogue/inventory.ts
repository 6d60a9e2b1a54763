import { type InventoryItem, inventoryOf } from '@multipartner/domain/catalogue/inventory.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { read } from '../operation.ts';
import { catalogueRead, type Where } from './place.ts';

export interface InventoryQuestion {
  readonly targets: readonly { readonly productId: string; readonly skuId: string | null }[];
  readonly region: string | null;
  /** A customer that it is asked for; he must be the caller's. */
  readonly customerId: string | null;
}

const inPlace = catalogueRead<InventoryQuestion, readonly InventoryItem[]>((place, { targets, region }) => {
  if (targets.length === 0) return refuse('value-missing', { field: 'targetItems' });
  const items: InventoryItem[] = [];
  for (const { productId, skuId } of targets) {
    const found = inventoryOf(productId, skuId, region, place.cloud);
    if (found === null)
      return skuId === null ? refuse('product-not-found', { id: productId }) : refuse('sku-not-found', { id: skuId });
    items.push(...found);
  }
  return items;
});

const ofCustomer = read<{ customerId: string }, { related: boolean }, true>({
  permission: 'catalogue.read',
  load: (sql, caller, { customerId }) => ({ related: isRelated(sql, { partnerId: caller.tenantId }, customerId) }),
  answer: ({ facts }, { customerId }) => (facts.related ? true : refuse('no-relationship', { customerId })),
});

/**
 * Whether products and SKUs can be had in a country now. Refusals: value-missing, value-invalid, no-relationship,
 * product-not-found, sku-not-found.
 */
export async function checkInventory(
  context: Parameters<typeof inPlace>[0],
  input: InventoryQuestion & { where: Where },
): Promise<readonly InventoryItem[]> {
  if (input.customerId !== null) await ofCustomer(context, { customerId: input.customerId });
  return inPlace(context, input);
}
