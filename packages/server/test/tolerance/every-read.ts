import type { TestServer } from '@multipartner/testkit/server.ts';
import { items } from '../selling/items.ts';

export const seller = 'alpha.admin';

/** What the reads of the sweep are about: one of each kind that the demo world and one purchase give. */
export interface Subjects {
  readonly [parameter: string]: string;
}

/** Buys something, so that there is an order and a subscription to read, and finds one of each other kind. */
export async function subjectsOf(server: TestServer): Promise<Subjects> {
  const customerId = server.tenant('woodgrove').id;
  const customer = `/v1/customers/${customerId}`;
  const order = await server.call(seller, 'POST', `${customer}/orders`, {
    billingCycle: 'monthly',
    lineItems: [{ lineItemNumber: 0, offerId: items.businessBasic, quantity: 2, termDuration: 'P1Y' }],
  });
  if (order.status !== 201) throw new Error(`The purchase was refused: ${JSON.stringify(order.body)}`);
  const cart = await server.call(seller, 'POST', `${customer}/carts`, {
    lineItems: [
      { id: 0, catalogItemId: items.businessPremium, quantity: 1, billingCycle: 'monthly', termDuration: 'P1M' },
    ],
  });
  const users = await server.call(seller, 'GET', `${customer}/users`);
  const roles = await server.call(seller, 'GET', `${customer}/directoryroles`);
  const [productId = '', skuId = ''] = items.businessBasic.split(':');
  return {
    customerId,
    orderId: order.body.id,
    subscriptionId: order.body.lineItems[0].subscriptionId,
    cartId: cart.body.id,
    userId: users.body.items[0].id,
    roleId: roles.body.items[0].id,
    productId,
    skuId,
    countryCode: 'US',
  };
}

/** A route's path with the subjects in place of its parameters; null where there is no such subject. */
export function addressOf(path: string, subjects: Subjects): string | null {
  let missing = false;
  const address = path.replaceAll(/\{(\w+)\}/g, (_parameter, name: string) => {
    missing ||= subjects[name] === undefined;
    return subjects[name] ?? '';
  });
  return missing ? null : address;
}

/** What a read cannot do without. */
export const neededQuery: Readonly<Record<string, string>> = {
  '/v1/products': 'country=US&targetView=OnlineServices',
  '/v1/offers': 'country=US',
  '/v1/offercategories': 'country=US',
  '/v1/products/{productId}': 'country=US',
  '/v1/products/{productId}/skus': 'country=US',
  '/v1/products/{productId}/skus/{skuId}': 'country=US',
  '/v1/products/{productId}/skus/{skuId}/availabilities': 'country=US',
  '/v1/relationships': 'relationship_type=IsIndirectCloudSolutionProviderOf',
  '/v1/productpromotions': 'country=US&segment=commercial',
  '/v1/customers/{customerId}/subscriptions/customTermEndDates':
    'product_id=CFQ7TTC0LH18&sku_id=0001&term_duration=P1Y&TermStartDate=2026-11-20T00:00:00.0000000Z',
  '/v1/customers/{customerId}/migrations/newcommerce/events': 'CurrentSubscriptionId={subscriptionId}',
  '/v1/migrations/newcommerce': 'CustomerTenantId={customerId}',
  '/v1/migrations/newcommerce/schedules': 'CustomerTenantId={customerId}',
  '/v1/invoices/estimates/links': 'currencycode=USD',
  '/v1/invoices/unbilled/lineitems':
    'provider=onetime&invoicelineitemtype=billinglineitems&currencycode=USD&period=current',
  '/v1/customers/{customerId}/transferseligibility': 'transferType=AzurePlan',
  '/v1/SelfServePolicy': 'entity_id={customerId}',
  '/v1/customers/{customerId}/validationStatus': 'type=account',
  '/v1/auditrecords': 'startDate=11/01/2026%2000:00:00',
  '/v1/customers/{customerId}/products': 'targetView=OnlineServices',
};
