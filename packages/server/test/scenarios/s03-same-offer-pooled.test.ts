import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S3 Same offer from two partners, pooled', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove', { dap: true });
  });
  afterAll(() => server.stop());

  const pool = async () => {
    const answer = await server.call('beta.admin', 'GET', `/v1/customers/${woodgrove}/subscribedskus`);
    expect(answer.status).toBe(200);
    return answer.body.items.find(
      (one: { productSku: { skuPartNumber: string } }) => one.productSku.skuPartNumber === 'SPB',
    );
  };
  const assignments = () =>
    server.database`select * from licence_assignment where tenant_id = ${woodgrove} order by user_id, sku_id`;
  const sold = async (partner: string) => {
    const list = await server.call(`${partner}.sales`, 'GET', `/v1/customers/${woodgrove}/subscriptions`);
    return list.body.items.filter((one: { offerId: string }) => one.offerId === items.businessPremium);
  };

  it('adds up in the tenant, and stays two subscriptions of two partners', async () => {
    expect(await pool()).toMatchObject({ totalUnits: 50, consumedUnits: 50, availableUnits: 0 });
    const given50 = await assignments();
    await server.advance('P3D');
    await given.order(server, 'beta', 'woodgrove', { offerId: items.businessPremium, quantity: 20 });
    expect(await pool()).toMatchObject({ totalUnits: 70, consumedUnits: 50, availableUnits: 20 });
    expect(await assignments()).toEqual(given50);
    const [[first], [second]] = [await sold('alpha'), await sold('beta')];
    expect([first.quantity, second.quantity]).toEqual([50, 20]);
    expect(first.id).not.toBe(second.id);
    expect(first.commitmentEndDate).not.toBe(second.commitmentEndDate);
  });

  it('shrinks by what one partner takes back, and unassigns nobody (R118)', async () => {
    const [mine] = await sold('beta');
    const before = await assignments();
    const cancelled = await server.call('beta.sales', 'PATCH', `/v1/customers/${woodgrove}/subscriptions/${mine.id}`, {
      ...mine,
      status: 'deleted',
    });
    expect(cancelled.status).toBe(200);
    expect(await pool()).toMatchObject({ totalUnits: 50, consumedUnits: 50, availableUnits: 0 });
    expect(await assignments()).toEqual(before);
    expect((await sold('alpha'))[0].quantity).toBe(50);
  });
});
