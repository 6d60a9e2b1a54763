import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S4 Two partners race for a one-per-customer offer', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    path = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());

  it('lets exactly one win, every time; the other keeps its cart and learns nothing of the winner', async () => {
    for (let round = 0; round < 8; round += 1) {
      const partners = ['alpha', 'beta'];
      const carts = await Promise.all(
        partners.map((partner) =>
          server.call(`${partner}.sales`, 'POST', `${path}/carts`, {
            lineItems: [{ id: 0, catalogItemId: items.foundersPack, quantity: 1 }],
          }),
        ),
      );
      expect(carts.map(({ body }) => body.lineItems[0].error)).toEqual([undefined, undefined]);
      const outs = await Promise.all(
        partners.map((partner, index) =>
          server.call(`${partner}.sales`, 'POST', `${path}/carts/${carts[index]?.body.id}/checkout`),
        ),
      );
      expect(outs.map(({ status }) => status).sort(), `round ${round}`).toEqual([201, 403]);
      const winner = outs.findIndex(({ status }) => status === 201);
      const loser = 1 - winner;
      expect(outs[loser]?.body.code).toBe(800089);
      const told = JSON.stringify(outs[loser]?.body);
      for (const secret of [
        server.tenant(partners[winner] as string).id,
        server.tenant(partners[winner] as string).displayName,
        outs[winner]?.body.orders[0].id,
      ])
        expect(told).not.toContain(secret);
      const kept = await server.call(`${partners[loser]}.sales`, 'GET', `${path}/carts/${carts[loser]?.body.id}`);
      expect(kept.body.status).toBe('Active');
      expect(kept.body.lineItems[0].error.errorCode).toBe('quota_not_available');
      const id = outs[winner]?.body.orders[0].lineItems[0].subscriptionId;
      const cancelled = await server.call(`${partners[winner]}.sales`, 'PATCH', `${path}/subscriptions/${id}`, {
        status: 'deleted',
      });
      expect(cancelled.status).toBe(200);
    }
  });

  it('lets one of many orders win, of both partners at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        server.call(index % 2 === 0 ? 'alpha.sales' : 'beta.sales', 'POST', `${path}/orders`, {
          lineItems: [{ offerId: items.foundersPack, quantity: 1 }],
        }),
      ),
    );
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(all.filter(({ status, body }) => status === 403 && body.code === 800089)).toHaveLength(9);
  });
});
