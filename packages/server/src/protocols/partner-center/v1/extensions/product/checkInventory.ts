import { Type } from 'typebox';
import { checkInventory } from '../../../../../operations/catalogue/inventory.ts';
import { refused } from '../../../../../operations/operation.ts';
import { type Route, route } from '../../../house/route.ts';
import { readGuid } from '../../../reading/guid.ts';
import { blank } from '../../../resources/order.ts';
import { flag, list, map, text } from '../../../schemas/property.ts';

const InventoryCheckRequest = Type.Object({
  targetItems: list(
    Type.Object({ productId: text('Product'), skuId: text('SKU; all of the product when absent') }),
    'What is asked for',
  ),
  inventoryContext: map('What is known of the purchase: customerId, azureSubscriptionId, armRegionName'),
});

const InventoryItems = Type.Array(
  Type.Object({
    productId: text('Product'),
    skuId: text('SKU'),
    isRestricted: flag('Whether something stands against it'),
    restrictions: Type.Array(
      Type.Object({
        reasonCode: text('Kind of restriction'),
        description: text('The same in words'),
        properties: map('What restricts'),
      }),
    ),
  }),
);

export const inventoryRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/extensions/product/checkInventory',
    serves: ['check-inventory'],
    credentials: 'either',
    query: Type.Object({ country: Type.Optional(Type.String()) }),
    body: InventoryCheckRequest,
    answer: InventoryItems,
    summary: 'Whether products and SKUs can be had now',
    handle: async ({ context, query, body }) => {
      const known = Object.entries(body.inventoryContext ?? {});
      const value = (name: string) => blank(known.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]);
      const customerId = value('customerId');
      const targets = (body.targetItems ?? []).map(({ productId, skuId }, place) => {
        const id = blank(productId);
        if (id === null) throw refused('value-missing', { field: `targetItems[${place}].productId` });
        return { productId: id, skuId: blank(skuId) };
      });
      const items = await checkInventory(context, {
        where: { country: query.country },
        targets,
        region: value('armRegionName'),
        customerId: customerId === null ? null : readGuid('inventoryContext.customerId', customerId),
      });
      return items.map(({ productId, skuId, closedRegion }) => ({
        productId,
        skuId,
        isRestricted: closedRegion !== null,
        restrictions: closedRegion === null ? [] : [restriction(closedRegion)],
      }));
    },
  }),
];

const restriction = (region: string) => ({
  reasonCode: 'NotAvailableForSubscription',
  description: `It cannot be had in the location '${region}'.`,
  properties: { type: 'Location', values: region },
});
