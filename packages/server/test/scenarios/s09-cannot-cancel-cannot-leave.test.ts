import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from '../transfer/transfers.ts';

describe('S9 Cannot cancel, cannot leave', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    path = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: true });
  });
  afterAll(() => server.stop());

  it('keeps a partner that sold a year on day 8, and lets it stop renewing only', async () => {
    const order = await given.order(server, 'beta', 'woodgrove', {
      offerId: items.officeE5,
      quantity: 5,
      termDuration: 'P1Y',
    });
    const id = order.lineItems[0].subscriptionId;
    await server.advance('P8D');
    const one = (await server.call('beta.sales', 'GET', `${path}/subscriptions/${id}`)).body;
    const cancelled = await server.call('beta.sales', 'PATCH', `${path}/subscriptions/${id}`, {
      ...one,
      status: 'deleted',
    });
    expect([cancelled.status, cancelled.body.code]).toEqual([400, 900117]);
    const removed = await server.call('beta.admin', 'PATCH', path, {
      relationshipToPartner: 'none',
      attributes: { objectType: 'Customer' },
    });
    expect([removed.status, removed.body.data]).toEqual([409, [id]]);
    const stopped = await server.call('beta.sales', 'PATCH', `${path}/subscriptions/${id}`, {
      ...one,
      autoRenewEnabled: false,
    });
    expect(stopped.body).toMatchObject({ status: 'active', autoRenewEnabled: false });
  });

  it('leaves the customer free to buy elsewhere and to take rights away meanwhile', async () => {
    await given.order(server, 'alpha', 'woodgrove', { offerId: items.officeE5, quantity: 5, termDuration: 'P1Y' });
    const taken = await server.call(
      'woodgrove.admin',
      'DELETE',
      `/multipartner/v1/partners/${server.tenant('beta').id}/delegatedAdministration`,
    );
    expect(taken.status).toBe(204);
    const list = await server.call('beta.sales', 'GET', `${path}/subscriptions`);
    expect(list.body.items[0]).toMatchObject({ status: 'active', quantity: 5 });
  });

  it('lets the partner leave when the term is over', async () => {
    await server.advance('P1Y');
    const removed = await server.call('beta.admin', 'PATCH', path, {
      relationshipToPartner: 'none',
      attributes: { objectType: 'Customer' },
    });
    expect(removed.status).toBe(200);
  });

  it('or hands what is left to another partner, where licences are transferred, and leaves at once', async () => {
    const t = transfers(server, 'litware');
    for (const partner of ['beta', 'alpha']) await given.seller(server, partner, 'litware', { dap: false });
    await server.call(null, 'PATCH', '/sandbox/v1/settings', { newCommerceTransfers: true });
    const id = await t.buys('beta', items.officeE5, 5);
    await server.advance('P8D');
    const leave = () =>
      server.call('beta.admin', 'PATCH', t.base, {
        relationshipToPartner: 'none',
        attributes: { objectType: 'Customer' },
      });
    expect((await leave()).body.data).toEqual([id]);
    const { body: asked } = await t.asks('alpha.admin', 'beta', { transferType: 'NewCommerce' });
    expect((await t.accepts('beta.admin', asked.id, [id])).status).toBe(200);
    // Until it has moved it is Beta's.
    expect((await leave()).body.data).toEqual([id]);
    await server.advance('PT15M');
    expect((await leave()).status).toBe(200);
    expect((await t.subscription('alpha.admin', id)).body).toMatchObject({ status: 'active', quantity: 5 });
    expect((await t.reads('alpha.admin', asked.id)).body.status).toBe('Completed');
    expect((await t.reads('beta.admin', asked.id)).body.code).toBe(20002);
  });
});
