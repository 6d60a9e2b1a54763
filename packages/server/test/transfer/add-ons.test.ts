import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from './transfers.ts';

describe('add-ons and older Azure in an offer (R181, R182)', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  beforeAll(async () => {
    server = await startServer();
    t = transfers(server);
    await t.reseller();
  });
  afterAll(() => server.stop());

  it('add-ons go with their base in one order, and not without it', async () => {
    const base = await t.buys('alpha', items.legacyMailboxes, 4);
    const order = await server.call('alpha.sales', 'POST', `${t.base}/orders`, {
      lineItems: [{ offerId: items.legacyArchive, quantity: 2, parentSubscriptionId: base }],
    });
    expect(order.status).toBe(201);
    const addOn = order.body.lineItems[0].subscriptionId;
    expect(await t.offers([addOn])).toMatchObject({ status: 400, body: { code: 800078 } });
    const { body: offered } = await t.offers([base]);
    expect(offered.lineItems).toMatchObject([
      { subscriptionId: base, addonItems: [{ subscriptionId: addOn, quantity: 2 }] },
    ]);
    const { body } = await t.accepts('dist1.admin', offered.id);
    expect(body.orders).toHaveLength(1);
    const [first, second] = body.orders[0].lineItems;
    expect(second.parentSubscriptionId).toBe(first.subscriptionId);
    expect((await t.subscription('dist1.admin', second.subscriptionId)).body).toMatchObject({
      parentSubscriptionId: first.subscriptionId,
      quantity: 2,
    });
  });

  it('older Azure goes under a new id, and is gone at the partner that gave it', async () => {
    const azure = await t.buys('alpha', items.legacyAzure, 1);
    const { body: offered } = await t.offers([azure]);
    const { body } = await t.accepts('dist1.admin', offered.id);
    expect(body.orders[0].lineItems[0].offerId).toBe(items.legacyAzure);
    expect((await t.subscription('alpha.admin', azure)).body.status).toBe('deleted');
  });

  it('and does not go beside an Azure plan of the provider', async () => {
    const azure = await t.buys('alpha', items.legacyAzure, 1);
    const { body: offered } = await t.offers([azure]);
    const plan = await server.call('dist1.sales', 'POST', `${t.base}/orders`, {
      lineItems: [{ offerId: items.azurePlan, quantity: 1 }],
    });
    expect(plan.status, JSON.stringify(plan.body)).toBe(201);
    const refused = await t.accepts('dist1.admin', offered.id);
    expect([refused.status, refused.body.code]).toEqual([403, 900139]);
    expect((await t.subscription('alpha.admin', azure)).body.status).toBe('active');
  });
});
