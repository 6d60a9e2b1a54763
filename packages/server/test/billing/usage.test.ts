import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('use and its budget', () => {
  let server: TestServer;
  let woodgrove: string;
  let customer: string;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2026-02-10T12:00:00Z') });
    woodgrove = server.tenant('woodgrove').id;
    customer = `/v1/customers/${woodgrove}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const budget = (who = 'alpha.billing') => server.call(who, 'GET', `${customer}/usagebudget`);
  const set = (amount: unknown, who = 'alpha.ga') =>
    server.call(who, 'PATCH', `${customer}/usagebudget`, { Amount: amount });

  it("set what a customer's use may cost a month, each partner for itself", async () => {
    expect((await budget()).body).toEqual({
      links: { self: { uri: `/customers/${woodgrove}/usagebudget`, method: 'GET', headers: [] } },
      attributes: { objectType: 'SpendingBudget' },
    });
    const answer = await set(100.129);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ amount: 100.13, usageSpendingBudget: 100.13 });
    expect((await budget()).body).toEqual(answer.body);
    expect((await budget('beta.billing')).body.amount).toBeUndefined();
    expect((await set(7, 'beta.ga')).status).toBe(200);
    expect((await budget()).body.amount).toBe(100.13);
    expect((await set('80')).body.amount).toBe(80);
  });

  it.each([undefined, -1, 'much', 1e15])('refuse %s as a budget', async (amount) => {
    const refused = await set(amount);
    expect(refused.status).toBe(400);
    expect(refused.body.description).toContain('"amount"');
    expect((await budget()).body.amount).toBe(80);
  });

  it('are summed up for the running month, in which nothing is measured', async () => {
    const bought = await given.order(server, 'alpha', 'woodgrove', { offerId: items.azurePlan, quantity: 1 });
    const month = {
      billingStartDate: '2026-02-01T00:00:00.000Z',
      billingEndDate: '2026-02-28T23:59:59.000Z',
      totalCost: 0,
    };
    const get = async (path: string, who = 'alpha.billing') => (await server.call(who, 'GET', path)).body;
    expect(await get(`${customer}/usagesummary`)).toMatchObject({
      ...month,
      id: woodgrove,
      budget: { amount: 80 },
      attributes: { objectType: 'CustomerUsageSummary' },
    });
    const plan = `${customer}/subscriptions/${bought.lineItems[0].subscriptionId}/usagesummary`;
    expect(await get(plan)).toMatchObject({ ...month, attributes: { objectType: 'SubscriptionUsageSummary' } });
    expect((await get(plan, 'beta.billing')).code).toBe(20003);
    expect(await get('/v1/usagesummary')).toMatchObject({
      ...month,
      id: server.tenant('alpha').id,
      customersWithUsageBasedSubscription: 1,
      attributes: { objectType: 'PartnerUsageSummary' },
    });
  });

  it('are for who may see what is billed', async () => {
    expect((await budget('alpha.sales')).body.code).toBe(900150);
    expect((await set(1, 'alpha.billing')).body.code).toBe(900150);
    expect((await budget('gamma.ga')).body.code).toBe(20002);
    expect((await set(1, 'gamma.ga')).body.code).toBe(20002);
    expect((await server.call(null, 'GET', '/v1/usagesummary')).status).toBe(401);
    expect((await server.call({ application: 'alpha' }, 'GET', '/v1/usagesummary')).body.code).toBe(900329);
  });
});
