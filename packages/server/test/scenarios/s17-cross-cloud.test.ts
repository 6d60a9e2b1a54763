import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, partnersOf, preview } from '../relationships/acts.ts';
import { items } from '../selling/items.ts';
import { transfers } from '../transfer/transfers.ts';

describe('S17 across clouds', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('the other side is unknown: link, customer and order', async () => {
    const url = await linkOf(server, 'beta.sales');
    for (const act of [preview, accept]) {
      const answer = await act(server, 'cityofadatum.admin', url);
      expect(answer).toMatchObject({ status: 404, body: { code: 'tenant-not-found' } });
      expect(JSON.stringify(answer.body)).not.toContain('Beta');
    }
    expect((await partnersOf(server, 'cityofadatum.admin')).size).toBe(0);
    expect(await customersOf(server, 'beta.admin')).toEqual([]);
    const city = server.tenant('cityofadatum').id;
    expect((await server.call('beta.admin', 'GET', `/v1/customers/${city}`)).status).toBe(403);
    const order = await server.call('beta.admin', 'POST', `/v1/customers/${city}/orders`, {
      lineItems: [{ offerId: items.businessBasic, quantity: 1 }],
    });
    expect(order).toMatchObject({ status: 403, body: { code: 20002 } });
    // And the public customer does not know the government's partner.
    expect((await accept(server, 'litware.admin', await linkOf(server, 'deltagov.sales'))).status).toBe(404);
  });

  it('in the government cloud DAP is part of every link, and there is no indirect model', async () => {
    const url = await linkOf(server, 'deltagov.sales', { dap: false });
    expect(url).toContain('DAP=true');
    expect((await preview(server, 'cityofadatum.admin', url)).body.asks.dap).toBe(true);
    // Written by hand without it, it is part of it all the same.
    expect((await accept(server, 'cityofadatum.admin', url.replace('DAP=true', 'DAP=false'))).status).toBe(201);
    expect(
      (await partnersOf(server, 'cityofadatum.admin')).get(server.tenant('deltagov').id)?.relationships[0],
    ).toMatchObject({ type: 'reseller', dap: true });
  });

  it('no transfer crosses clouds, and the government cloud has none', async () => {
    const t = transfers(server, 'cityofadatum');
    for (const answer of [await t.asks('beta.admin', 'deltagov'), await t.offers([], 'beta.admin', 'deltagov')])
      expect(answer).toMatchObject({ status: 403, body: { code: 20002 } });
    if ((await partnersOf(server, 'cityofadatum.admin')).size === 0)
      await accept(server, 'cityofadatum.admin', await linkOf(server, 'deltagov.sales'));
    for (const answer of [await t.asks('deltagov.admin', 'beta'), await t.offers([], 'deltagov.admin', 'beta')])
      expect(answer).toMatchObject({ status: 403, body: { code: 900138 } });
    // A partner of another cloud is no partner to take anything over from, nor to give anything to.
    const here = transfers(server);
    await here.plan('alpha');
    expect(await here.asks('alpha.admin', 'deltagov')).toMatchObject({ status: 400, body: { code: 900147 } });
    const [{ made }] = await server.database<[{ made: number }]>`select count(*)::int as made from transfer`;
    expect(made).toBe(0);
  });
});
