import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('an upgrade of older Azure', () => {
  let server: TestServer;
  let woodgrove: string;
  let older: string;
  let betas: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove');
    const azure = async (who: string) =>
      (await given.order(server, who, 'woodgrove', { offerId: items.legacyAzure, quantity: 1 })).lineItems[0]
        .subscriptionId;
    betas = await azure('beta');
    older = await azure('alpha');
  });
  afterAll(() => server.stop());

  const call = (path: string, body: object, who: Parameters<TestServer['call']>[0] = 'alpha.admin') =>
    server.call(who, 'POST', `/v1${path}`, body);
  const family = () => ({ customerId: woodgrove, productFamily: 'Azure' });
  const read = async (id: string, who: string) =>
    (await server.call(who, 'GET', `/v1/customers/${woodgrove}/subscriptions/${id}`)).body;

  it('is asked for by those who may, for Azure, at a customer of their own', async () => {
    for (const path of ['/productupgrades/eligibility', '/productupgrades', `/productupgrades/${older}/status`]) {
      expect((await call(path, family(), 'alpha.helpdesk')).body.code, path).toBe(900150);
      expect((await call(path, family(), { application: 'alpha' })).body.code).toBe(900329);
      expect((await call(path, family(), 'gamma.admin')).body.code).toBe(20002);
      expect((await call(path, { ...family(), customerId: 'none' })).body.description).toContain('"customerId"');
      expect((await call(path, { customerId: woodgrove })).body.description).toContain('"productFamily"');
      expect((await call(path, { ...family(), productFamily: 'office' })).body.description).toContain(
        '"productFamily"',
      );
      expect((await server.call(null, 'POST', `/v1${path}`, family())).status).toBe(401);
    }
  });

  it('brings what runs under an Azure plan of the same partner, and touches nothing of another one', async () => {
    expect((await call('/productUpgrades/eligibility', family())).body).toEqual({
      customerId: woodgrove,
      isEligible: true,
      productFamily: 'azure',
    });
    const before = await read(betas, 'beta.admin');
    const made = await call('/productupgrades', family());
    expect(made.status, JSON.stringify(made.body)).toBe(202);
    const location = made.headers.get('location') ?? '';
    expect(location).toMatch(/^\/productUpgrades\/[0-9a-f-]{36}\/status$/);
    const status = await call(location, { ...family(), Attributes: { ObjectType: 'ProductUpgradeRequest' } });
    expect([status.status, status.body]).toMatchObject([
      200,
      {
        status: 'Completed',
        productFamily: 'Azure',
        lineItems: [{ sourceProduct: { id: older, name: 'AzureSubscription' }, status: 'Completed' }],
      },
    ]);
    const plan = status.body.lineItems[0].targetProduct;
    expect(plan.name).toBe('Microsoft Azure plan');
    expect(await read(plan.id, 'alpha.admin')).toMatchObject({ status: 'active' });
    expect((await read(older, 'alpha.admin')).status).toBe('deleted');
    const under = await server.call(
      'alpha.admin',
      'GET',
      `/v1/customers/${woodgrove}/subscriptions/${plan.id}/azureEntitlements`,
    );
    expect(under.body.items.map((one: { id: string }) => one.id)).toEqual([older]);
    // Beta's own is as it was, and its plan is its own business.
    expect(await read(betas, 'beta.admin')).toEqual(before);
    expect((await call('/productUpgrades/eligibility', family(), 'beta.admin')).body.isEligible).toBe(true);
    const foreign = await call(location, family(), 'beta.admin');
    expect([foreign.status, foreign.body.code]).toEqual([404, 900106]);
    const log = await server.call('alpha.admin', 'GET', '/v1/auditrecords');
    expect(log.body.items.map((one: { operationType: string }) => one.operationType)).toContain('upgrade_subscription');
  });

  it('is refused where nothing is left to be upgraded', async () => {
    expect((await call('/productUpgrades/eligibility', family())).body.isEligible).toBe(false);
    const again = await call('/productUpgrades', family());
    expect([again.status, again.body.code]).toEqual([403, 900108]);
  });

  it('is made once, however many ask for it at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => call('/productUpgrades', family(), 'beta.admin')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 403, 403]);
  });
});
