import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as the wire has them
type Row = any;

describe('reports on subscriptions', () => {
  let server: TestServer;
  let bought: string;
  beforeAll(async () => {
    server = await startServer();
    bought = (await given.order(server, 'alpha', 'woodgrove', { offerId: items.businessBasic, quantity: 3 }))
      .lineItems[0].subscriptionId;
    await given.order(server, 'alpha', 'woodgrove', { offerId: items.azurePlan, quantity: 1 });
  });
  afterAll(() => server.stop());

  const base = '/partner/v1/analytics/subscriptions';
  const get = (query = '', who = 'alpha.sales') => server.call(who, 'GET', `${base}${query}`);

  it('list what the partner sold', async () => {
    const { status, body } = await get();
    expect(status).toBe(200);
    expect(body.Value.find((row: Row) => row.id === bought)).toMatchObject({
      customerTenantId: server.tenant('woodgrove').id,
      customerMarket: 'US',
      status: 'ACTIVE',
      subscriptionType: 'Office',
      partnerId: server.tenant('alpha').id,
      licenseCount: 3,
      billingCycleName: 'MONTHLY',
    });
    expect(body.TotalCount).toBe(body.Value.length);
    expect((await get('', 'beta.sales')).body.Value.some((row: Row) => row.id === bought)).toBe(false);
  });

  it('filter for equality, in pages', async () => {
    const filter = (text: string) => `?filter=${encodeURIComponent(text)}`;
    const azure = (await get(filter("subscriptionType eq 'Azure' and status eq 'active'"))).body;
    expect(azure.Value).toHaveLength(1);
    expect((await get(filter(`id eq ${bought.toUpperCase()}`))).body.Value).toHaveLength(1);
    expect((await get(filter("status eq 'DEPROVISIONED'"))).body).toEqual({ Value: [], TotalCount: 0 });
    const { body: page } = await get('?top=1&skip=1');
    expect(page.Value).toHaveLength(1);
    expect((await get(filter('creationDate gt 2020-01-01'))).status).toBe(400);
  });

  it('count by members', async () => {
    const { body: all } = await get();
    const { body } = await get('?groupBy=subscriptionType');
    const kinds = body.Value.map((row: Row) => row.subscriptionType).toSorted();
    expect(kinds).toEqual(['Azure', 'Office']);
    const counted = body.Value.reduce((sum: number, row: Row) => sum + Number(row.subscriptionCount), 0);
    expect(counted).toBe(all.TotalCount);
    expect((await get('?groupBy=mood')).body.description).toContain('"groupby"');
    expect((await get('?groupBy=status&aggregationLevel=day')).body.description).toContain('"aggregationLevel"');
  });

  it('name the resellers of record of a provider, and nobody else', async () => {
    const at = '/partner/v1/analytics/indirectresellers';
    const { body } = await server.call('dist1.sales', 'GET', at);
    const { body: listed } = await server.call('dist1.sales', 'GET', base);
    const sold = listed.Value.filter((row: Row) => row.partnerId !== server.tenant('dist1').id);
    expect(body.Value.reduce((sum: number, row: Row) => sum + row.subscriptionCount, 0)).toBe(sold.length);
    for (const row of body.Value)
      expect(row).toMatchObject({ market: expect.stringMatching(/^[A-Z]{2}$/), id: expect.any(String) });
    expect((await server.call('alpha.sales', 'GET', at)).body.Value).toEqual([]);
  });

  it('are for administrators and sellers', async () => {
    expect((await get('', 'alpha.helpdesk')).body.code).toBe(900150);
    expect((await server.call(null, 'GET', base)).status).toBe(401);
  });
});
