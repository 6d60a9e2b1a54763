import { type Bad, type Foreign, type RouteRow, secondSeller, stranger, withoutRights } from './row.ts';

const customer = '/v1/customers/{customerId}';
const malformed: Bad = { path: '/v1/customers/none', names: 'customerId' };
const nobodys = { none: 'the catalogue is the same for every partner' };
const lines = { lineItems: [{ offerId: '{businessBasic}', quantity: 1 }] };
const cart = { lineItems: [{ catalogItemId: '{businessBasic}', quantity: 1 }] };

/** The six reads of the catalogue, of a country or as it is sold to a customer. */
function catalogue(
  base: string,
  country: string,
  foreign: RouteRow['foreign'],
  bad: (path: string) => Bad,
): RouteRow[] {
  const sku = `${base}/products/{productId}/skus/{skuId}`;
  const query = (more = '') => [country, more].filter(Boolean).join('&');
  return [
    [`${base}/products`, query('targetView=Azure')],
    [`${base}/products/{productId}`, query()],
    [`${base}/products/{productId}/skus`, query()],
    [sku, query()],
    [`${sku}/availabilities`, query()],
    [`${sku}/availabilities/{availabilityId}`, query()],
  ].map(([path = '', asked = '']) => ({
    route: `GET ${path}`,
    path: asked === '' ? path : `${path}?${asked}`,
    allowed: 'alpha.billing',
    refused: ['alpha.helpdesk', 900150],
    foreign,
    bad: bad(path),
  }));
}

/** A call about one thing that the partner sold: to another seller there is no such thing. */
const sold = (
  route: string,
  facts: { allowed?: string; refused: string; unknown: number; body?: unknown; bad: Bad },
): RouteRow => {
  const foreign: readonly Foreign[] = [stranger, secondSeller(facts.unknown)];
  return {
    route,
    ...(facts.body === undefined ? {} : { body: facts.body }),
    allowed: facts.allowed ?? 'alpha.sales',
    refused: [facts.refused, 900150],
    foreign,
    bad: facts.bad,
  };
};

const subscription = `${customer}/subscriptions/{subscriptionId}`;
const noSubscription: Bad = { path: `${customer}/subscriptions/none`, names: 'subscriptionId' };

/** The catalogue, carts, orders and subscriptions. */
export const selling: readonly RouteRow[] = [
  ...catalogue('/v1', 'country=US', nobodys, (path) => ({
    path: `${path}?country=XX&targetView=Azure`,
    names: 'country',
  })),
  ...catalogue(customer, '', [stranger], (path) => ({
    path: path.replace('{customerId}', 'none'),
    names: 'customerId',
  })),
  ...['/v1/offers', '/v1/offers/{offerId}', '/v1/offercategories'].map(
    (path): RouteRow => ({
      route: `GET ${path}`,
      path: `${path}?country=US`,
      allowed: 'alpha.sales',
      refused: ['alpha.useradmin', 900150],
      foreign: nobodys,
      bad: { path: `${path}?country=XX`, names: 'country' },
    }),
  ),
  {
    route: `POST ${customer}/carts`,
    body: cart,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger],
    bad: {
      body: { lineItems: [{ catalogItemId: '{businessBasic}', quantity: 'many' }] },
      names: 'lineItems.0.quantity',
    },
  },
  sold(`GET ${customer}/carts/{cartId}`, {
    refused: 'alpha.helpdesk',
    unknown: 800008,
    bad: { path: `${customer}/carts/none`, names: 'cartId' },
  }),
  sold(`PUT ${customer}/carts/{cartId}`, {
    refused: 'alpha.ga',
    unknown: 800008,
    body: cart,
    bad: { body: { lineItems: 'all' }, names: 'lineItems' },
  }),
  sold(`POST ${customer}/carts/{cartId}/checkout`, {
    refused: 'alpha.ga',
    unknown: 800008,
    bad: { path: `${customer}/carts/none/checkout`, names: 'cartId' },
  }),
  {
    route: `POST ${customer}/orders`,
    body: lines,
    allowed: 'alpha.sales',
    refused: ['alpha.ga', 900150],
    foreign: [stranger],
    bad: { body: { lineItems: [{ quantity: 1 }] }, names: 'lineItems.0.offerId' },
  },
  {
    route: `GET ${customer}/orders`,
    path: `${customer}/orders?billingType=monthly`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger],
    bad: { path: `${customer}/orders?billingType=weekly`, names: 'billingType' },
  },
  sold(`GET ${customer}/orders/{orderId}`, {
    allowed: 'alpha.helpdesk',
    refused: 'alpha.billing',
    unknown: 20000,
    bad: { path: `${malformed.path}/orders/{orderId}`, names: 'customerId' },
  }),
  sold(`PATCH ${customer}/orders/{orderId}`, {
    refused: 'alpha.helpdesk',
    unknown: 20000,
    body: { billingCycle: 'annual' },
    bad: { body: { billingCycle: 'weekly' }, names: 'billingCycle' },
  }),
  sold(`GET ${customer}/orders/{orderId}/provisioningstatus`, {
    allowed: 'alpha.ga',
    refused: 'alpha.billing',
    unknown: 20000,
    bad: { path: `${malformed.path}/orders/{orderId}/provisioningstatus`, names: 'customerId' },
  }),
  {
    route: `GET ${customer}/subscriptions`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.useradmin', 900150],
    foreign: [stranger],
    bad: { path: `${malformed.path}/subscriptions`, names: 'customerId' },
  },
  sold(`GET ${subscription}`, {
    allowed: 'alpha.ga',
    refused: 'alpha.useradmin',
    unknown: 20003,
    bad: noSubscription,
  }),
  sold(`PATCH ${subscription}`, {
    refused: 'alpha.helpdesk',
    unknown: 20003,
    body: { quantity: 2 },
    bad: { body: { quantity: 'two' }, names: 'quantity' },
  }),
  {
    ...sold(`GET ${subscription}/provisioningstatus`, {
      allowed: 'alpha.helpdesk',
      refused: 'alpha.useradmin',
      unknown: 20003,
      bad: { path: `${noSubscription.path}/provisioningstatus`, names: 'subscriptionId' },
    }),
    // It shows licences of the tenant, which takes a right inside.
    foreign: [stranger, withoutRights],
  },
  sold(`GET ${subscription}/supportcontact`, {
    refused: 'alpha.user',
    unknown: 20003,
    bad: { path: `${noSubscription.path}/supportcontact`, names: 'subscriptionId' },
  }),
  sold(`PUT ${subscription}/supportcontact`, {
    allowed: 'alpha.helpdesk',
    refused: 'alpha.sales',
    unknown: 20003,
    body: { supportTenantId: '{rho}' },
    bad: { body: { supportTenantId: 'none' }, names: 'supportTenantId' },
  }),
];
