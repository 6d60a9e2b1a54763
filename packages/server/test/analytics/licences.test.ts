import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read as the wire has them
type Row = any;

describe('reports on licences', () => {
  let server: TestServer;
  let customer: string;
  let skuId: string;
  beforeAll(async () => {
    server = await startServer();
    const woodgrove = server.tenant('woodgrove').id;
    customer = `/v1/customers/${woodgrove}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
    await given.order(server, 'alpha', 'woodgrove', { offerId: items.businessBasic, quantity: 3 });
    await given.order(server, 'beta', 'woodgrove', { offerId: items.businessBasic, quantity: 1 });
    const { body } = await server.call('alpha.admin', 'GET', `${customer}/subscribedskus`);
    skuId = body.items.find((one: Row) => one.productSku.name.includes('Business Basic')).productSku.id;
    const people = await server.call('alpha.admin', 'GET', `${customer}/users`);
    for (const person of people.body.items.slice(0, 2)) {
      await server.call('alpha.admin', 'PATCH', `${customer}/users/${person.id}`, { usageLocation: 'US' });
      const given = await server.call('alpha.admin', 'POST', `${customer}/users/${person.id}/licenseupdates`, {
        licensesToAssign: [{ skuId, excludedPlans: [] }],
      });
      expect(given.status, JSON.stringify(given.body)).toBe(201);
    }
  });
  afterAll(() => server.stop());

  const get = (path: string, who = 'alpha.sales') => server.call(who, 'GET', path);
  const basic = (rows: readonly Row[]) => rows.filter((row) => row.productName.includes('Business Basic'));

  it('say how many of those sold people have, at a customer', async () => {
    const { status, body } = await get(`${customer}/analytics/licenses/deployment`);
    expect(status).toBe(200);
    expect(basic(body.items)).toEqual([
      {
        customerName: expect.stringContaining('Woodgrove'),
        productName: expect.any(String),
        licensesDeployed: 2,
        deploymentPercent: 66.67,
        licensesSold: 3,
        processedDateTime: expect.stringMatching(/Z$/),
        serviceName: 'o365',
        channel: 'reseller',
        attributes: { objectType: 'CustomerLicensesDeploymentInsights' },
      },
    ]);
  });

  it('count no more than the partner itself sold', async () => {
    const { body } = await get(`${customer}/analytics/licenses/deployment`, 'beta.sales');
    expect(body.totalCount).toBe(1);
    expect(body.items[0]).toMatchObject({ licensesDeployed: 1, deploymentPercent: 100, licensesSold: 1 });
  });

  it('say which services people have, and who may use them', async () => {
    const { body } = await get(`${customer}/analytics/licenses/usage`);
    const rows = basic(body.items);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows)
      expect(row).toMatchObject({
        licensesQualified: 2,
        licensesActive: 2,
        usagePercent: 100,
        workloadName: expect.any(String),
        attributes: { objectType: 'CustomerLicensesUsageInsights' },
      });
  });

  it('add all customers up', async () => {
    const { body: deployment } = await get('/v1/analytics/licenses/deployment', 'beta.sales');
    expect(deployment.items).toEqual([
      expect.objectContaining({
        licensesSold: expect.any(Number),
        proratedDeploymentPercent: expect.any(Number),
        attributes: { objectType: 'PartnerLicensesDeploymentInsights' },
      }),
    ]);
    const { body: usage } = await get('/v1/analytics/licenses/usage');
    expect(usage.items.length).toBeGreaterThan(0);
    expect(new Set(usage.items.map((row: Row) => row.workloadName)).size).toBe(usage.items.length);
    expect((await get('/v1/analytics/licenses/deployment', 'gamma.sales')).status).toBe(200);
  });

  it.each(['/v1', '/partner/v1'])('list them with a filter and in pages, at %s', async (base) => {
    const at = `${base}/analytics/commercial/deployment/license`;
    const filter = encodeURIComponent(`customerTenantId eq '${server.tenant('woodgrove').id.toUpperCase()}'`);
    const { body } = await get(`${at}?filter=${filter}`);
    expect(body.TotalCount).toBe(body.Value.length);
    expect(basic(body.Value)).toEqual([
      expect.objectContaining({ productId: skuId, licensesSold: 3, licensesDeployed: 2, serviceCode: 'o365' }),
    ]);
    const { body: first } = await get(`${at}?top=1`);
    expect(first.Value).toHaveLength(1);
    if (first.TotalCount > 1) expect(first['@nextLink']).toContain('skip=1');
    expect((await get(`${at}?filter=${encodeURIComponent('mood eq good')}`)).status).toBe(400);
    const none = await get(`${at}?filter=${encodeURIComponent("customerName eq 'Nobody'")}`);
    expect(none.body).toEqual({ Value: [], TotalCount: 0 });
    const usage = await get(`${base}/analytics/commercial/usage/license?filter=${filter}`);
    expect(basic(usage.body.Value)[0]).toMatchObject({ licensesQualified: 2, licenseActive: 2 });
  });

  it('are for administrators and sellers of a partner, about its own customers', async () => {
    for (const path of ['/v1/analytics/licenses/deployment', `${customer}/analytics/licenses/usage`]) {
      expect((await get(path, 'alpha.billing')).body.code).toBe(900150);
      expect((await server.call({ application: 'alpha' }, 'GET', path)).body.code).toBe(900329);
      expect((await server.call(null, 'GET', path)).status).toBe(401);
    }
    expect((await get(`${customer}/analytics/licenses/usage`, 'gamma.admin')).body.code).toBe(20002);
  });
});

describe('what a realm has none of', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it.each([
    ['/v1/serviceincidents/office', { totalCount: 0, items: [] }],
    ['/partner/v1/analytics/search', { Value: [], TotalCount: 0 }],
    ['/v1/ratecards/azure', { meters: [], currency: 'USD' }],
  ])('%s is answered empty', async (path, body) => {
    const answer = await server.call('alpha.admin', 'GET', path);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(body);
  });

  it('is a bare list, or a bare number, where the documentation has one', async () => {
    expect((await server.call('alpha.admin', 'GET', '/v1/fraudEvents')).body).toEqual([]);
    expect((await server.call('alpha.admin', 'GET', '/v1/serviceincidents/office/count')).body).toBe(0);
  });
});
