import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S5 Two partners race for something unlimited', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove', { dap: true });
  });
  afterAll(() => server.stop());

  it('lets both succeed, and adds up', async () => {
    const order = (partner: string, quantity: number) =>
      server.call(`${partner}.sales`, 'POST', `/v1/customers/${woodgrove}/orders`, {
        lineItems: [{ offerId: items.officeE5, quantity }],
      });
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) => order(index % 2 === 0 ? 'alpha' : 'beta', index + 1)),
    );
    expect(all.map(({ status }) => status)).toEqual(Array(12).fill(201));
    const skus = await server.call('beta.admin', 'GET', `/v1/customers/${woodgrove}/subscribedskus`);
    const pool = skus.body.items.find(
      (one: { productSku: { skuPartNumber: string } }) => one.productSku.skuPartNumber === 'ENTERPRISEPREMIUM',
    );
    expect(pool.totalUnits).toBe(78);
  });

  it('lets neither wait for an order of the other that is still open', async () => {
    const held = Promise.withResolvers<void>();
    const open = Promise.withResolvers<void>();
    const slow = server.database.begin(async (tx) => {
      // Alpha's order, stopped before its end: what it holds is what an order of Alpha's holds.
      await tx`select from reseller_relationship where partner_id = ${server.tenant('alpha').id} and customer_id = ${woodgrove} for share`;
      held.resolve();
      await open.promise;
    });
    await held.promise;
    const other = await server.call('beta.sales', 'POST', `/v1/customers/${woodgrove}/orders`, {
      lineItems: [{ offerId: items.officeE5, quantity: 1 }],
    });
    expect(other.status).toBe(201);
    const own = await server.call('alpha.sales', 'POST', `/v1/customers/${woodgrove}/orders`, {
      lineItems: [{ offerId: items.officeE5, quantity: 1 }],
    });
    expect(own.status).toBe(201);
    open.resolve();
    await slow;
  });
});
