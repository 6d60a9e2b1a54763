import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S19 Indirect acceptance makes two partners: who may order for whom', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    path = `/v1/customers/${server.tenant('litware').id}`;
    await given.relationship(server, 'rho', 'litware', { provider: 'dist1' });
    await given.attestation(server, 'dist1', 'litware');
  });
  afterAll(() => server.stop());

  it('lets the provider order with its reseller as partner of record, and the reseller not at all', async () => {
    const order = await given.order(server, 'dist1', 'litware', {
      offerId: items.businessBasic,
      quantity: 3,
      partnerIdOnRecord: '5000111',
    });
    const sold = await server.call('dist1.sales', 'GET', `${path}/subscriptions/${order.lineItems[0].subscriptionId}`);
    expect(sold.body.partnerId).toBe('5000111');
    const own = await server.call('rho.admin', 'POST', `${path}/orders`, {
      lineItems: [{ offerId: items.businessBasic, quantity: 3 }],
    });
    expect([own.status, own.body.code]).toEqual([403, 900150]);
    for (const call of ['subscriptions', 'orders']) {
      const read = await server.call('rho.admin', 'GET', `${path}/${call}`);
      expect([read.status, read.body.code]).toEqual([403, 900150]);
    }
  });

  it('keeps what two providers of one reseller sold apart', async () => {
    const link = await server.call('dist2.admin', 'POST', '/multipartner/v1/partnerships/invitations', {});
    expect(
      (await server.call('rho.admin', 'POST', '/multipartner/v1/partnerships/acceptances', { url: link.body.url }))
        .status,
    ).toBe(201);
    const invitation = await server.call('rho.admin', 'POST', '/multipartner/v1/invitations', {
      indirectProviderId: server.tenant('dist2').id,
    });
    const accepted = await server.call('litware.admin', 'POST', '/multipartner/v1/invitations/acceptances', {
      url: invitation.body.url,
    });
    expect([200, 201]).toContain(accepted.status);
    await given.attestation(server, 'dist2', 'litware');
    await given.order(server, 'dist2', 'litware', {
      offerId: items.officeE5,
      quantity: 2,
      partnerIdOnRecord: '5000111',
    });
    const list = async (partner: string) =>
      (await server.call(`${partner}.sales`, 'GET', `${path}/subscriptions?mpn_id=5000111`)).body.items.map(
        (one: { offerId: string }) => one.offerId,
      );
    expect(await list('dist1')).toEqual([items.businessBasic]);
    expect(await list('dist2')).toEqual([items.officeE5]);
  });
});
