import { snapshot } from '@multipartner/testkit/frame-rule/snapshot.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S8 Removal with active subscriptions', () => {
  let server: TestServer;
  let woodgrove: string;
  let path: string;
  const own = { expired: '', active: '', suspended: '', suspendedLegacy: '', plan: '', reservation: '' };
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    path = `/v1/customers/${woodgrove}`;
    await given.seller(server, 'beta', 'woodgrove');
    own.expired = await buy(items.businessBasic);
    await change(own.expired, { autoRenewEnabled: false });
    await server.advance('P35D');
    own.active = await buy(items.officeE5);
    own.suspended = await buy(items.officeE5);
    await change(own.suspended, { status: 'suspended' });
    own.suspendedLegacy = await buy(items.legacyMailboxes);
    await change(own.suspendedLegacy, { status: 'suspended' });
    own.plan = await buy(items.azurePlan);
    own.reservation = await buy(items.reservation);
  });
  afterAll(() => server.stop());

  const buy = async (offerId: string) =>
    (await given.order(server, 'beta', 'woodgrove', { offerId, quantity: 1 })).lineItems[0].subscriptionId;
  const change = async (id: string, body: object) => {
    const answer = await server.call('beta.sales', 'PATCH', `${path}/subscriptions/${id}`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const remove = () =>
    server.call('beta.ga', 'PATCH', path, { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } });

  it('is refused, naming what still bills and nothing else', async () => {
    const refused = await remove();
    expect(refused.status).toBe(409);
    expect([...refused.body.data].sort()).toEqual([own.active, own.suspended, own.reservation, own.plan].sort());
    expect((await server.call('beta.admin', 'GET', `${path}/subscriptions`)).status).toBe(200);
  });

  it('succeeds when those are cancelled, touches nothing of Alpha, and sends no mail', async () => {
    await change(own.active, { status: 'deleted' });
    await change(own.suspended, { status: 'deleted' });
    await change(own.reservation, { status: 'deleted' });
    await change(own.plan, { status: 'suspended' });
    const { now } = await server.clock.read();
    const before = await snapshot(server.database, [woodgrove], now);
    const [mails] = await server.database`select count(*)::int as n from outbox_item where kind = 'mail'`;
    expect((await remove()).status).toBe(200);
    const after = await snapshot(server.database, [woodgrove], now);
    for (const key of [`${woodgrove}:${server.tenant('alpha').id}`, `${woodgrove}:directory`])
      expect(after.get(key)).toBe(before.get(key));
    const [later] = await server.database`select count(*)::int as n from outbox_item where kind = 'mail'`;
    expect(later).toEqual(mails);
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).body.totalCount).toBe(0);
    const gone = await server.call('beta.sales', 'GET', `${path}/subscriptions`);
    expect([gone.status, gone.body.code]).toEqual([403, 20002]);
    const inside = await server.call('beta.admin', 'GET', `${path}/users`);
    expect(inside.status).toBe(403);
  });
});
