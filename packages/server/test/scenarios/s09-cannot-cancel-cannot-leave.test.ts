import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

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
});
