import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('beside the catalogue', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());
  const call = (method: string, path: string, body?: unknown, who = 'alpha.admin') =>
    server.call(who, method, path, body);

  it('margins are listed with how they stand, and written down for a country', async () => {
    const all = await call('GET', '/v1/margins');
    expect([all.status, all.body.pageSize, all.body.totalSize]).toEqual([200, 2, 2]);
    expect(all.body.results[0]).toMatchObject({ type: 'Percentage', marginPercentage: 10, status: 'live' });
    expect(all.body.results[1]).toMatchObject({ status: 'expired', statusDate: '2023-06-30T23:59:59.000Z' });
    const file = await call('GET', '/v1/margins/download?country=us');
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [first] = String(file.body).split('\r\n');
    const columns = first?.split(',') ?? [];
    expect(columns).toHaveLength(24);
    expect(columns.slice(1, 5)).toEqual(['"US"', '"Percentage"', '"Proseware"', '"DZH318Z0MP10"']);
    expect(columns.slice(20)).toEqual([
      '"1/1/2023 12:00:00 AM"',
      '"12/31/2099 11:59:59 PM"',
      '"live"',
      '"1/1/2023 12:00:00 AM"',
    ]);
    expect((await call('GET', '/v1/margins', undefined, 'alpha.sales')).body.code).toBe(900150);
    expect((await call('GET', '/v1/margins/download?country=ZZ')).status).toBe(400);
  });

  it('stock is told by SKU: what is tied to a region may be closed there', async () => {
    const ask = (body: object, query = '?country=US', who = 'alpha.sales') =>
      call('POST', `/v1/extensions/product/checkinventory${query}`, body, who);
    const TargetItems = [{ ProductId: 'DZH318Z0BQ36' }];
    const closed = await ask({ TargetItems, InventoryContext: { customerId: woodgrove, armRegionName: 'Japan West' } });
    expect([closed.status, closed.body.length]).toEqual([200, 2]);
    expect(closed.body[0]).toEqual({
      productId: 'DZH318Z0BQ36',
      skuId: '004G',
      isRestricted: true,
      restrictions: [
        {
          reasonCode: 'NotAvailableForSubscription',
          description: expect.stringContaining('japanwest'),
          properties: { type: 'Location', values: 'japanwest' },
        },
      ],
    });
    const open = await ask({ TargetItems: [{ ProductId: 'DZH318Z0BQ36', SkuId: '004J' }] });
    expect(open.body).toEqual([{ productId: 'DZH318Z0BQ36', skuId: '004J', isRestricted: false, restrictions: [] }]);
    const foreign = await ask(
      { TargetItems, InventoryContext: { customerId: woodgrove } },
      '?country=US',
      'gamma.admin',
    );
    expect(foreign.body.code).toBe(20002);
    expect((await ask({ TargetItems }, '')).body.description).toContain('"country"');
    expect((await ask({ TargetItems: [{ SkuId: '1' }] })).body.description).toContain('productId');
    expect((await ask({ TargetItems: [{ ProductId: 'none' }] })).status).toBe(404);
  });

  it('the last days of a first term are those of months and of the own subscriptions (R120)', async () => {
    const order = await given.order(server, 'alpha', 'woodgrove', {
      offerId: items.businessPremium,
      quantity: 1,
      termDuration: 'P1M',
    });
    const id = order.lineItems[0].subscriptionId as string;
    const path = `/v1/customers/${woodgrove}/subscriptions`;
    const own = (await call('GET', `${path}/${id}`)).body;
    const ends = async (query: string, who = 'alpha.admin') =>
      (await call('GET', `${path}/customTermEndDates${query}`, undefined, who)).body;
    const list = await ends('?term_duration=P1Y');
    expect(list.items.filter((one: { cotermSubscriptionIds?: string[] }) => !one.cotermSubscriptionIds).length).toBe(
      12,
    );
    const shared = list.items.find((one: { cotermSubscriptionIds?: string[] }) =>
      one.cotermSubscriptionIds?.includes(id),
    );
    expect(shared).toMatchObject({ allowedCustomTermEndDateType: 'subscriptionAligned' });
    expect(shared.allowedCustomTermEndDate.slice(0, 10)).toBe(own.commitmentEndDate.slice(0, 10));
    expect((await ends(`?TermDuration=P1Y&TargetCotermSubscriptionId=${id}`)).items).toHaveLength(1);
    // Beta is shown nothing of Alpha's.
    expect(JSON.stringify(await ends('?term_duration=P1Y', 'beta.admin'))).not.toContain(id);
    expect((await ends(`?term_duration=P1Y&TargetCotermSubscriptionId=${id}`, 'beta.admin')).code).toBe(20003);
    // Each of them is taken when something is bought.
    for (const { allowedCustomTermEndDate: customTermEndDate } of list.items.slice(0, 3)) {
      const line = {
        lineItemNumber: 0,
        offerId: items.businessPremium,
        quantity: 1,
        termDuration: 'P1Y',
        customTermEndDate,
      };
      const cart = await call('POST', `/v1/customers/${woodgrove}/carts`, {
        lineItems: [{ ...line, id: 0, catalogItemId: items.businessPremium, billingCycle: 'monthly' }],
      });
      const bought = await call('POST', `/v1/customers/${woodgrove}/carts/${cart.body.id}/checkout`);
      expect(bought.status, JSON.stringify(bought.body)).toBe(201);
      const [made] = bought.body.orders[0].lineItems;
      const { commitmentEndDate } = (await call('GET', `${path}/${made.subscriptionId}`)).body;
      expect(commitmentEndDate.slice(0, 10)).toBe(customTermEndDate.slice(0, 10));
    }
    expect((await ends('')).description).toContain('"term_duration"');
    expect((await ends('?term_duration=P2W')).description).toContain('"term_duration"');
  });
});
