import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from './transfers.ts';

describe('licences of new commerce are transferred as since 2024, where the realm has that (R189, R190, R193)', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  beforeAll(async () => {
    server = await startServer();
    t = transfers(server);
    await given.seller(server, 'beta', 'woodgrove');
    await given.seller(server, 'dist1', 'woodgrove');
    await given.relationship(server, 'rho', 'woodgrove', { provider: 'dist1' });
  });
  afterAll(() => server.stop());
  const id = (key: string) => server.tenant(key).id;
  const newCommerce = { transferType: 5 };

  it('which it has not by default', async () => {
    const refused = await t.asks('beta.admin', 'alpha', newCommerce);
    expect([refused.status, refused.body.code]).toEqual([403, 900137]);
    const set = await server.call(null, 'PATCH', '/sandbox/v1/settings', { newCommerceTransfers: true });
    expect(set.body).toMatchObject({ newCommerceTransfers: true });
  });

  it('whole, with quantity, dates, term, price and licences as they were; the order and who bills are new', async () => {
    const one = await t.buys('alpha', items.businessBasic, 7);
    const before = (await t.subscription('alpha.admin', one)).body;
    const users = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence');
    const { body: asked } = await t.asks('beta.admin', 'alpha', newCommerce);
    expect(asked).toMatchObject({ status: 'Pending', transferType: 'NewCommerce', lineItems: [] });
    expect(JSON.stringify(asked)).not.toContain(one);
    const accepted = await server.call('alpha.admin', 'PATCH', t.path(asked.id), {
      id: asked.id,
      status: 'Accept',
      lineItems: [{ subscriptionId: one }],
    });
    expect(accepted).toMatchObject({ status: 200, body: { status: 'InProgress', lineItems: [{ quantity: 7 }] } });
    const locked = await t.renames('alpha.admin', one, 'Mine still');
    expect([locked.status, locked.body.code]).toEqual([409, 900104]);
    const contact = await server.call('alpha.admin', 'PUT', `${t.base}/subscriptions/${one}/supportcontact`, {
      supportTenantId: id('alpha'),
    });
    expect(contact.status).toBe(200);
    await server.advance('PT15M');
    expect((await t.subscription('alpha.admin', one)).body.code).toBe(20003);
    const after = (await t.subscription('beta.admin', one)).body;
    const { orderId, attributes, ...kept } = before;
    expect(after).toMatchObject({ ...kept, links: expect.anything() });
    expect(after.orderId).not.toBe(orderId);
    expect(attributes.etag).not.toBe(after.attributes.etag);
    expect((await server.call('beta.admin', 'GET', `${t.base}/orders/${after.orderId}`)).body.lineItems).toMatchObject([
      { subscriptionId: one, quantity: 7 },
    ]);
    expect((await t.renames('beta.admin', one, 'Mine now')).body.friendlyName).toBe('Mine now');
    expect(users.status).toBe(200);
    // The order by which it was bought cannot be cancelled over the new partner's head.
    const old = await server.call('alpha.admin', 'PATCH', `${t.base}/orders/${orderId}`, { status: 'cancelled' });
    expect(old.status).toBe(400);
  });

  it('a provider names the reseller that is on record from then on (R94)', async () => {
    const one = await t.buys('alpha', items.businessBasic, 1);
    const unnamed = await t.asks('dist1.admin', 'alpha', newCommerce);
    expect([unnamed.status, unnamed.body.code]).toEqual([400, 2001]);
    const itself = await t.asks('dist1.admin', 'alpha', { ...newCommerce, partnerIdOnRecord: '5000011' });
    expect(itself.status).toBe(404);
    const { body: asked } = await t.asks('dist1.admin', 'alpha', { ...newCommerce, partnerOnRecord: '5000111' });
    expect((await t.accepts('alpha.admin', asked.id, [one])).body.orders).toEqual([]);
    await server.advance('PT15M');
    expect((await t.subscription('dist1.admin', one)).body.partnerId).toBe('5000111');
  });

  it('at most 25 at once, each once, and none that is none of these', async () => {
    const { body: asked } = await t.asks('beta.admin', 'alpha', newCommerce);
    const plan = await t.plan('alpha');
    for (const [what, ids, code] of [
      ['nothing', [], 2001],
      ['a plan', [plan], 800078],
      ['somebody else’s', [crypto.randomUUID()], 800078],
    ] as const)
      expect((await t.accepts('alpha.admin', asked.id, ids)).body.code, what).toBe(code);
    const one = await t.buys('alpha', items.businessBasic, 1);
    expect((await t.accepts('alpha.admin', asked.id, [one, one])).body.code).toBe(800078);
    expect((await t.reads('alpha.admin', asked.id)).body.status).toBe('Pending');
    expect(await t.rejects('alpha.admin', asked.id)).toMatchObject({ status: 200, body: { status: 'Declined' } });
  });

  it('the partner that asks names the current one truly', async () => {
    const none = { sourcePartnerTenantId: undefined };
    for (const [what, more, status, code] of [
      ['nobody', none, 400, 900136],
      ['itself', { sourcePartnerTenantId: id('beta') }, 400, 900148],
      ['a customer', { sourcePartnerTenantId: id('litware') }, 400, 900147],
      ['a reseller', { sourcePartnerTenantId: id('rho') }, 400, 900147],
      ['a domain of nobody', { ...none, sourcePartnerDomain: 'nowhere.example' }, 400, 900147],
      ['no GUID', { sourcePartnerTenantId: 'alpha' }, 400, 3000],
      ['what to give', { lineItems: [{ subscriptionId: crypto.randomUUID() }] }, 400, 3000],
      ['another target', { targetPartnerTenantId: id('dist2') }, 400, 3000],
    ] as const) {
      const refused = await t.asks('beta.admin', 'alpha', { ...newCommerce, ...more });
      expect([refused.status, refused.body.code], what).toEqual([status, code]);
    }
    const mail = { ...newCommerce, ...none, sourcePartnerEmailId: `sales@${server.tenant('alpha').defaultDomain}` };
    const asked = await t.asks('beta.admin', 'alpha', mail);
    expect(asked).toMatchObject({ status: 201, body: { sourcePartnerTenantId: id('alpha') } });
  });
});
