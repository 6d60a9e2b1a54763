import { type Static, Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import {
  createProductUpgrade,
  getProductUpgrade,
  productUpgradeEligibility,
} from '../../../operations/product-upgrade/upgrade.ts';
import { type Route, route } from '../house/route.ts';
import { readGuid } from '../reading/guid.ts';
import { blank } from '../resources/order.ts';
import { attributesInRequest } from '../schemas/common.ts';
import { flag, guid, instant, list, text } from '../schemas/property.ts';

const ProductUpgradeRequest = Type.Object({
  customerId: guid('Customer'),
  productFamily: text('What is upgraded: azure'),
  attributes: attributesInRequest,
});

const Eligibility = Type.Object({
  customerId: guid('Customer'),
  isEligible: flag('Whether there is something to be upgraded'),
  productFamily: text('What is upgraded'),
});

const product = Type.Optional(Type.Object({ id: text('Subscription'), name: text('What it is') }));

const UpgradeStatus = Type.Object({
  id: guid('Upgrade'),
  status: text('How it stands'),
  productFamily: text('What is upgraded'),
  lineItems: list(
    Type.Object({
      sourceProduct: product,
      targetProduct: product,
      upgradedDate: instant('When it was upgraded'),
      status: text('How it stands'),
    }),
    'What was upgraded to what',
  ),
});

/** The customer that a request names. Refusals: value-missing, value-invalid, naming the member. */
function customerOf(body: Static<typeof ProductUpgradeRequest>): string {
  const customerId = blank(body.customerId);
  const family = blank(body.productFamily);
  if (customerId === null) throw refused('value-missing', { field: 'customerId' });
  if (family === null) throw refused('value-missing', { field: 'productFamily' });
  if (family.toLowerCase() !== 'azure')
    throw refused('value-invalid', { field: 'productFamily', reason: 'is not azure' });
  return readGuid('customerId', customerId);
}

export const productUpgradeRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/productUpgrades/eligibility',
    serves: ['get-eligibility-for-product-upgrade'],
    credentials: 'user',
    body: ProductUpgradeRequest,
    answer: Eligibility,
    summary: 'Whether older Azure of a customer can come under an Azure plan',
    handle: async ({ context, body }) => {
      const customerId = customerOf(body);
      return {
        customerId,
        isEligible: await productUpgradeEligibility(context, { customerId }),
        productFamily: 'azure',
      };
    },
  }),
  route({
    method: 'POST',
    path: '/v1/productUpgrades',
    serves: ['create-product-upgrade-entity'],
    credentials: 'user',
    body: ProductUpgradeRequest,
    status: 202,
    summary: 'Bring older Azure of a customer under an Azure plan',
    handle: async ({ context, body, reply }) => {
      const made = await createProductUpgrade(context, { customerId: customerOf(body) });
      reply.header('Location', `/productUpgrades/${made.id}/status`);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/productUpgrades/{upgradeId}/status',
    serves: ['get-product-upgrade-status'],
    credentials: 'user',
    body: ProductUpgradeRequest,
    answer: UpgradeStatus,
    summary: 'How an upgrade stands',
    handle: async ({ context, params, body }) => {
      const upgradeId = readGuid('upgradeId', params.upgradeId);
      const row = await getProductUpgrade(context, { customerId: customerOf(body), upgradeId });
      return {
        id: row.id,
        status: 'Completed',
        productFamily: 'Azure',
        lineItems: row.items.map((item) => ({
          sourceProduct: { id: item.sourceId, name: 'AzureSubscription' },
          targetProduct: { id: item.targetId, name: item.targetName },
          upgradedDate: new Date(row.at).toISOString(),
          status: 'Completed',
        })),
      };
    },
  }),
];
