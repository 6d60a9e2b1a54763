import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S24 Restricted and suspended partner: what may still be sold and changed', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    path = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove');
    await given.relationship(server, 'rho', 'woodgrove', { provider: 'dist1' });
    await given.attestation(server, 'dist1', 'woodgrove');
  });
  afterAll(() => server.stop());

  const standing = async (key: string, programStatus: string) => {
    const answer = await server.call(null, 'PATCH', `/sandbox/v1/tenants/${key}`, { partner: { programStatus } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  };
  const order = (partner: string, offerId: string = items.businessBasic) =>
    server.call(`${partner}.sales`, 'POST', `${path}/orders`, { lineItems: [{ offerId, quantity: 1 }] });
  const read = async (partner: string, id: string) =>
    (await server.call(`${partner}.sales`, 'GET', `${path}/subscriptions/${id}`)).body;
  const patch = (partner: string, id: string, body: object) =>
    server.call(`${partner}.sales`, 'PATCH', `${path}/subscriptions/${id}`, body);

  it('lets a restricted partner keep what it has going, and sell nothing new (R19)', async () => {
    const base = await given.order(server, 'alpha', 'woodgrove', { offerId: items.officeE1, quantity: 5 });
    const id = base.lineItems[0].subscriptionId;
    const plan = (await given.order(server, 'alpha', 'woodgrove', { offerId: items.azurePlan, quantity: 1 }))
      .lineItems[0].subscriptionId;
    const cart = await server.call('alpha.sales', 'POST', `${path}/carts`, {
      lineItems: [{ catalogItemId: items.businessBasic, quantity: 1 }],
    });
    await standing('alpha', 'restricted');
    for (const offerId of [items.businessBasic, items.teamsPhone]) {
      const refused = await order('alpha', offerId);
      expect([refused.status, refused.body.code]).toEqual([403, 900149]);
    }
    const checkout = await server.call('alpha.sales', 'POST', `${path}/carts/${cart.body.id}/checkout`);
    expect([checkout.status, checkout.body.code]).toEqual([403, 900149]);
    const plans = `/multipartner/v1/customers/${server.tenant('woodgrove').id}/azurePlans`;
    const azure = await server.call('alpha.sales', 'POST', `${plans}/${plan}/azureSubscriptions`, {
      friendlyName: 'No',
    });
    expect([azure.status, azure.body.code]).toEqual([403, 'program-status-not-active']);
    expect((await patch('alpha', id, { ...(await read('alpha', id)), quantity: 8 })).body.quantity).toBe(8);
    await server.advance('P35D');
    expect(await read('alpha', id)).toMatchObject({ status: 'active', quantity: 8, autoRenewEnabled: true });
    const suspended = await patch('alpha', id, { ...(await read('alpha', id)), status: 'suspended' });
    expect(suspended.status).toBe(200);
    expect((await patch('alpha', id, { ...suspended.body, status: 'active' })).status).toBe(200);
    expect((await order('beta')).status).toBe(201);
  });

  it('lets a suspended partner manage, and reactivate nothing (R20)', async () => {
    const sold = await given.order(server, 'beta', 'woodgrove', { offerId: items.businessBasic, quantity: 5 });
    const id = sold.lineItems[0].subscriptionId;
    await standing('beta', 'suspended');
    expect((await order('beta')).body.code).toBe(900149);
    const stopped = await patch('beta', id, { ...(await read('beta', id)), status: 'suspended' });
    expect(stopped.status).toBe(200);
    const back = await patch('beta', id, { ...stopped.body, status: 'active' });
    expect([back.status, back.body.code]).toEqual([403, 900149]);
    await standing('beta', 'rejected');
    const rename = await patch('beta', id, { friendlyName: 'X' });
    expect([rename.status, rename.body.code]).toEqual([403, 900149]);
  });

  it('blocks new orders that name a suspended reseller, and leaves what it is on record for (R21)', async () => {
    const named = { offerId: items.businessBasic, quantity: 1, partnerIdOnRecord: '5000111' };
    const sold = await given.order(server, 'dist1', 'woodgrove', named);
    await standing('rho', 'suspended');
    const refused = await server.call('dist1.sales', 'POST', `${path}/orders`, {
      partnerOnRecordAttestationAccepted: true,
      lineItems: [named],
    });
    expect([refused.status, refused.body.code]).toEqual([403, 800039]);
    expect((await read('dist1', sold.lineItems[0].subscriptionId)).partnerId).toBe('5000111');
    expect((await order('dist1')).status).toBe(201);
  });
});
