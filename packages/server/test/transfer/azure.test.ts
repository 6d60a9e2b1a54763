import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from './transfers.ts';

describe('what hangs under an Azure plan goes to a partner that has one (R184, R187)', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  beforeAll(async () => {
    server = await startServer();
    t = transfers(server);
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());
  const set = (who: string, subscriptionId: string, change: object) =>
    server.call(who, 'PATCH', `${t.base}/subscriptions/${subscriptionId}`, change);
  const code = ({ status, body }: { status: number; body: { code: unknown } }) => [status, body.code];

  it('one that is active, and without older Azure beside it', async () => {
    expect(code(await t.asks())).toEqual([400, 900133]);
    await given.seller(server, 'beta', 'litware');
    const elsewhere = transfers(server, 'litware');
    await elsewhere.buys('beta', items.legacyAzure, 1);
    expect(code(await elsewhere.asks())).toEqual([400, 900131]);
    const plan = await t.plan('beta');
    expect((await set('beta.admin', plan, { status: 'suspended' })).status).toBe(200);
    expect(code(await t.asks())).toEqual([400, 900132]);
    expect((await set('beta.admin', plan, { status: 'active' })).status).toBe(200);
    const asked = await t.asks();
    expect(asked.status).toBe(201);
    expect((await t.withdraws('beta.admin', asked.body.id)).status).toBe(204);
  });

  it('a cancelled Azure subscription is not selectable, and neither is the plan', async () => {
    const { plan, id } = await t.azure('alpha', 'Gone');
    const at = `${t.base}/subscriptions/${plan}/azureEntitlements/${id}/cancel`;
    expect((await server.call('alpha.admin', 'POST', at, { cancellationReason: 'compromise' })).status).toBe(200);
    const { body: asked } = await t.asks();
    for (const one of [id, plan]) expect(code(await t.accepts('alpha.admin', asked.id, [one]))).toEqual([400, 800078]);
    expect((await t.rejects('alpha.admin', asked.id)).body.status).toBe('Declined');
  });

  it('a reservation goes as it is, and one that was paid up-front can be cancelled no more', async () => {
    await t.plan('alpha');
    const one = await t.buys('alpha', items.reservation, 1);
    const before = (await t.subscription('alpha.admin', one)).body;
    const { body: asked } = await t.asks();
    const accepted = await t.accepts('alpha.admin', asked.id, [one]);
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
    const early = await server.call('alpha.admin', 'PATCH', `${t.base}/orders/${before.orderId}`, {
      status: 'cancelled',
    });
    expect(code(early)).toEqual([409, 900104]);
    await server.advance('PT15M');
    const { orderId, links, attributes, ...same } = before;
    const after = (await t.subscription('beta.admin', one)).body;
    expect(after).toMatchObject(same);
    const cancelled = await server.call('beta.admin', 'PATCH', `${t.base}/orders/${after.orderId}`, {
      status: 'cancelled',
    });
    expect(code(cancelled)).toEqual([409, 'SUBSCRIPTION_TRANSFERRED']);
    expect((await t.subscription('beta.admin', one)).body.status).toBe('active');
    expect([orderId, links, attributes].every(Boolean)).toBe(true);
  });

  const standing = (programStatus: string) =>
    server.call(null, 'PATCH', '/sandbox/v1/tenants/beta', { partner: { programStatus } });

  it('when the partner cannot take over just then, it is tried again, and told of once (R186)', async () => {
    const { id } = await t.azure('alpha', 'Waits');
    const { body: asked } = await t.asks();
    await t.accepts('alpha.admin', asked.id, [id]);
    await standing('suspended');
    const told = async () => {
      const { body } = await server.call(null, 'GET', '/sandbox/v1/outbox');
      return body.items.filter((one: { about: unknown }) => JSON.stringify(one.about ?? '').includes(asked.id)).length;
    };
    await server.advance('PT15M');
    const before = await told();
    await server.advance('P2D');
    expect((await t.reads('alpha.admin', asked.id)).body.status).toBe('InProgress');
    expect(await told()).toBe(before);
    await standing('active');
    expect((await t.reads('alpha.admin', asked.id)).body.status).toBe('InProgress');
    await server.advance('PT1H');
    expect((await t.reads('alpha.admin', asked.id)).body).toMatchObject({
      status: 'Completed',
      lineItems: [{ subscriptionId: id, status: 'Complete' }],
    });
    expect(await told()).toBeGreaterThan(before);
  });

  it('when the partner cannot take over for three days, everything stays where it is', async () => {
    const { plan, id } = await t.azure('alpha', 'Stays');
    const { body: asked } = await t.asks();
    expect((await t.accepts('alpha.admin', asked.id, [id])).status).toBe(200);
    await standing('suspended');
    await server.advance('P2DT23H');
    expect((await t.reads('alpha.admin', asked.id)).body.status).toBe('InProgress');
    await server.advance('PT1H');
    expect((await t.reads('alpha.admin', asked.id)).body).toMatchObject({
      status: 'Failed',
      lineItems: [{ subscriptionId: id, status: 'Failed', transferError: expect.any(String) }],
    });
    const entitlement = await server.call(
      'alpha.admin',
      'GET',
      `${t.base}/subscriptions/${plan}/azureEntitlements/${id}`,
    );
    expect(entitlement.body).toMatchObject({ id, status: 'active' });
    await standing('active');
  });

  it('a provider takes over for the reseller of its plan, which is on record from then on', async () => {
    await given.seller(server, 'dist1', 'woodgrove');
    const reseller = { partnerIdOnRecord: '5000111' };
    expect(code(await t.asks('dist1.admin', 'alpha', reseller))).toEqual([400, 900133]);
    const plan = (
      await given.order(server, 'dist1', 'woodgrove', { offerId: items.azurePlan, quantity: 1, ...reseller })
    ).lineItems[0].subscriptionId;
    const { body: asked } = await t.asks('dist1.admin', 'alpha', reseller);
    expect(asked).toMatchObject({ status: 'Pending', ...reseller });
    const { id } = await t.azure('alpha', 'For Rho');
    await t.accepts('alpha.admin', asked.id, [id]);
    await server.advance('PT15M');
    const list = await server.call('dist1.admin', 'GET', `${t.base}/subscriptions/${plan}/azureEntitlements`);
    expect(list.body.items).toMatchObject([{ id, friendlyName: 'For Rho' }]);
  });
});
