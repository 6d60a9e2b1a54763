import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('who supports a subscription, and how far it is provisioned', () => {
  let server: TestServer;
  let woodgrove: string;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'dist1', 'woodgrove');
    const order = await given.order(server, 'dist1', 'woodgrove', { offerId: items.businessBasic, quantity: 5 });
    path = `/v1/customers/${woodgrove}/subscriptions/${order.lineItems[0].subscriptionId}`;
  });
  afterAll(() => server.stop());

  const put = (body: object, who = 'dist1.admin') => server.call(who, 'PUT', `${path}/supportcontact`, body);

  it('is the partner itself, until it names a reseller of its own that works with the customer (R130)', async () => {
    const own = { supportTenantId: server.tenant('dist1').id, supportMpnId: '5000011', name: 'Distribution One' };
    const first = await server.call('dist1.helpdesk', 'GET', `${path}/supportcontact`);
    expect(first.body).toMatchObject({ ...own, attributes: { objectType: 'SupportContact' } });
    const rho = { SupportTenantId: server.tenant('rho').id.toUpperCase(), SupportMpnId: '5000111', Name: 'Whatever' };
    const stranger = await put(rho);
    expect([stranger.status, stranger.body.code]).toEqual([400, 800016]);
    await given.relationship(server, 'rho', 'woodgrove', { provider: 'dist1' });
    const set = await put(rho);
    expect(set.status).toBe(200);
    expect(set.body).toMatchObject({
      supportTenantId: server.tenant('rho').id,
      supportMpnId: '5000111',
      name: 'Rho Resellers',
    });
    expect((await server.call('dist1.helpdesk', 'GET', `${path}/supportcontact`)).body).toEqual(set.body);
    expect((await put(own)).body).toMatchObject(own);
  });

  it('cannot be somebody else', async () => {
    for (const [body, code] of [
      [{}, 2001],
      [{ supportTenantId: server.tenant('alpha').id }, 800016],
      [{ supportTenantId: server.tenant('litware').id }, 800016],
      [{ supportTenantId: crypto.randomUUID() }, 800016],
      [{ supportTenantId: server.tenant('dist1').id, supportMpnId: '5000001' }, 2000],
    ] as const) {
      const answer = await put(body);
      expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([400, code]);
    }
  });

  it('changes nothing else of the subscription', async () => {
    const before = await server.call('dist1.sales', 'GET', path);
    await put({ supportTenantId: server.tenant('rho').id });
    const after = await server.call('dist1.sales', 'GET', path);
    const { attributes: _old, ...was } = before.body;
    const { attributes: _new, ...is } = after.body;
    expect(is).toEqual(was);
  });

  it('shows how far it is provisioned to those who may look into the customer (R59)', async () => {
    const status = await server.call('dist1.admin', 'GET', `${path}/provisioningstatus`);
    expect(status.body).toMatchObject({
      skuId: '3b555118-da6a-4418-894f-7df1e2096870',
      status: 'success',
      quantity: 5,
      attributes: { objectType: 'SubscriptionProvisioningStatus' },
    });
    const seller = await server.call('dist1.sales', 'GET', `${path}/provisioningstatus`);
    expect([seller.status, seller.body.code]).toEqual([403, 900308]);
  });
});
