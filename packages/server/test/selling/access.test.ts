import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

interface Call {
  readonly method: string;
  /** `{c}` the customer, `{s}` a subscription, `{o}` an order, `{k}` a cart of Alpha's. */
  readonly path: string;
  readonly body?: unknown;
  /** Someone of Alpha's whose roles are not enough. */
  readonly refused: string;
  /** What the number is for another partner of the customer, and for a partner that is none of it. */
  readonly second?: number;
  readonly stranger?: number;
}

const line = { lineItems: [{ offerId: items.businessBasic, quantity: 1 }] };
const cart = { lineItems: [{ catalogItemId: items.businessBasic, quantity: 1 }] };
const subscription = '/v1/customers/{c}/subscriptions/{s}';

/** Every call of commerce, with somebody who may not make it. */
const calls: readonly Call[] = [
  { method: 'GET', path: '/v1/products?country=US&targetView=Azure', refused: 'alpha.helpdesk' },
  { method: 'GET', path: '/v1/products/CFQ7TTC0LH18?country=US', refused: 'alpha.helpdesk' },
  { method: 'GET', path: '/v1/products/CFQ7TTC0LH18/skus?country=US', refused: 'alpha.helpdesk' },
  { method: 'GET', path: '/v1/products/CFQ7TTC0LH18/skus/0001?country=US', refused: 'alpha.helpdesk' },
  { method: 'GET', path: '/v1/products/CFQ7TTC0LH18/skus/0001/availabilities?country=US', refused: 'alpha.helpdesk' },
  {
    method: 'GET',
    path: '/v1/products/CFQ7TTC0LH18/skus/0001/availabilities/CFQ7TTC0K971?country=US',
    refused: 'alpha.helpdesk',
  },
  { method: 'GET', path: '/v1/offers?country=US', refused: 'alpha.useradmin' },
  { method: 'GET', path: `/v1/offers/${items.legacyMailboxes}?country=US`, refused: 'alpha.useradmin' },
  { method: 'GET', path: '/v1/offercategories?country=US', refused: 'alpha.useradmin' },
  { method: 'GET', path: '/v1/customers/{c}/products?targetView=Azure', refused: 'alpha.user', stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/products/CFQ7TTC0LH18', refused: 'alpha.user', stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/products/CFQ7TTC0LH18/skus', refused: 'alpha.user', stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/products/CFQ7TTC0LH18/skus/0001', refused: 'alpha.user', stranger: 20002 },
  {
    method: 'GET',
    path: '/v1/customers/{c}/products/CFQ7TTC0LH18/skus/0001/availabilities',
    refused: 'alpha.user',
    stranger: 20002,
  },
  {
    method: 'GET',
    path: '/v1/customers/{c}/products/CFQ7TTC0LH18/skus/0001/availabilities/CFQ7TTC0K971',
    refused: 'alpha.user',
    stranger: 20002,
  },
  { method: 'POST', path: '/v1/customers/{c}/carts', body: cart, refused: 'alpha.helpdesk', stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/carts/{k}', refused: 'alpha.helpdesk', second: 800008, stranger: 20002 },
  {
    method: 'PUT',
    path: '/v1/customers/{c}/carts/{k}',
    body: cart,
    refused: 'alpha.ga',
    second: 800008,
    stranger: 20002,
  },
  {
    method: 'POST',
    path: '/v1/customers/{c}/carts/{k}/checkout',
    refused: 'alpha.ga',
    second: 800008,
    stranger: 20002,
  },
  { method: 'POST', path: '/v1/customers/{c}/orders', body: line, refused: 'alpha.ga', stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/orders', refused: 'alpha.billing', stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/orders?billingType=monthly', refused: 'alpha.billing', stranger: 20002 },
  { method: 'GET', path: '/v1/customers/{c}/orders/{o}', refused: 'alpha.billing', second: 20000, stranger: 20002 },
  {
    method: 'PATCH',
    path: '/v1/customers/{c}/orders/{o}',
    body: { billingCycle: 'annual' },
    refused: 'alpha.helpdesk',
    second: 20000,
    stranger: 20002,
  },
  {
    method: 'GET',
    path: '/v1/customers/{c}/orders/{o}/provisioningstatus',
    refused: 'alpha.billing',
    second: 20000,
    stranger: 20002,
  },
  { method: 'GET', path: '/v1/customers/{c}/subscriptions', refused: 'alpha.useradmin', stranger: 20002 },
  { method: 'GET', path: subscription, refused: 'alpha.useradmin', second: 20003, stranger: 20002 },
  {
    method: 'PATCH',
    path: subscription,
    body: { quantity: 2 },
    refused: 'alpha.helpdesk',
    second: 20003,
    stranger: 20002,
  },
  {
    method: 'GET',
    path: `${subscription}/provisioningstatus`,
    refused: 'alpha.useradmin',
    second: 20003,
    stranger: 20002,
  },
  { method: 'GET', path: `${subscription}/supportcontact`, refused: 'alpha.user', second: 20003, stranger: 20002 },
  {
    method: 'PUT',
    path: `${subscription}/supportcontact`,
    body: { supportTenantId: '00000000-0000-4000-8000-00000000000a' },
    refused: 'alpha.sales',
    second: 20003,
    stranger: 20002,
  },
];

describe('calls of commerce', () => {
  let server: TestServer;
  let fill: (path: string) => string;
  beforeAll(async () => {
    server = await startServer();
    const c = server.tenant('woodgrove').id;
    const order = await given.order(server, 'alpha', 'woodgrove', { offerId: items.businessBasic, quantity: 1 });
    const made = await server.call('alpha.sales', 'POST', `/v1/customers/${c}/carts`, cart);
    const ids: Record<string, string> = {
      '{c}': c,
      '{s}': order.lineItems[0].subscriptionId,
      '{o}': order.id,
      '{k}': made.body.id,
    };
    fill = (path) => path.replaceAll(/\{\w\}/g, (name) => ids[name] as string);
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());

  const send = (who: Parameters<TestServer['call']>[0], call: Call) =>
    server.call(who, call.method, fill(call.path), call.body);

  it.each(calls)('$method $path needs a token', async (call) => {
    const answer = await send(null, call);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it.each(calls)(
    '$method $path is refused to a role that is not enough, and to a reseller, before anything is looked at',
    async (call) => {
      for (const who of [call.refused, 'rho.admin']) {
        const answer = await send(who, call);
        expect([answer.status, answer.body.code], who).toEqual([403, 900150]);
        const nowhere = await server.call(
          who,
          call.method,
          call.path.replaceAll(/\{\w\}/g, () => crypto.randomUUID()),
          call.body,
        );
        expect(nowhere.body).toEqual(answer.body);
      }
    },
  );

  it.each(calls.filter((call) => call.second !== undefined))(
    '$method $path does not know what another partner sold',
    async (call) => {
      const answer = await send('beta.admin', call);
      expect([answer.status, answer.body.code]).toEqual([404, call.second]);
      expect(JSON.stringify(answer.body)).not.toContain(server.tenant('alpha').id);
    },
  );

  it.each(calls.filter((call) => call.stranger !== undefined))(
    '$method $path is refused to a partner without a relationship',
    async (call) => {
      const answer = await send('gamma.admin', call);
      expect([answer.status, answer.body.code]).toEqual([403, call.stranger]);
    },
  );

  it('are refused to an application alone where a person must act', async () => {
    for (const call of calls.filter(({ path }) => /provisioningstatus|supportcontact/.test(path))) {
      const answer = await send({ application: 'alpha' }, call);
      expect([answer.status, answer.body.code], call.path).toEqual([403, 900329]);
    }
  });

  it('are refused to the people of the customer', async () => {
    const answer = await server.call('woodgrove.admin', 'GET', fill('/v1/customers/{c}/subscriptions'));
    expect([answer.status, answer.body.code]).toEqual([403, 900150]);
  });
});
