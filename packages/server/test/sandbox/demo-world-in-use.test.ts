import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the demo world in use', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('shows each reseller its one customer, and the others none', async () => {
    const names = async (who: string) =>
      (await server.call(who, 'GET', '/v1/customers')).body.items.map(
        (one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName,
      );
    expect(await names('alpha.sales')).toEqual(['Woodgrove']);
    expect(await names('gamma.sales')).toEqual(['Wingtip']);
    for (const who of ['beta.sales', 'dist1.sales', 'dist2.sales', 'rho.admin']) expect(await names(who)).toEqual([]);
  });

  it.each(['organization', 'legalbusiness', 'billing', 'support', 'mpn'])(
    'has the profile "%s" of every partner',
    async (profile) => {
      for (const { key, partner } of server.world.tenants) {
        if (partner === null) continue;
        const answer = await server.call(`${key}.admin`, 'GET', `/v1/profiles/${profile}`);
        expect({ key, status: answer.status }).toEqual({ key, status: 200 });
        if (profile === 'mpn') expect(answer.body.mpnId).toBe(partner.mpnId);
      }
    },
  );

  it('has an active subscription of fifty seats with all its licences in use', async () => {
    const customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    const { body } = await server.call('alpha.sales', 'GET', `${customer}/subscriptions`);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      offerName: 'Microsoft 365 Business Premium',
      quantity: 50,
      status: 'active',
      autoRenewEnabled: true,
      billingCycle: 'monthly',
      termDuration: 'P1Y',
    });
    const skus = await server.call('alpha.admin', 'GET', `${customer}/subscribedskus`);
    expect(skus.body.items[0]).toMatchObject({ totalUnits: 50, consumedUnits: 50, availableUnits: 0 });
  });

  it('renews by itself when the year is over, once, and tells the partner', async () => {
    const advanced = await server.call(null, 'POST', '/sandbox/v1/clock', { advance: 'P1Y' });
    expect(advanced.body.fired).toBe(2);
    const { body } = await server.call(
      'alpha.sales',
      'GET',
      `/v1/customers/${server.tenant('woodgrove').id}/subscriptions`,
    );
    expect(body.items[0]).toMatchObject({ quantity: 50, status: 'active' });
    const events = (await server.call(null, 'GET', '/sandbox/v1/outbox?kind=event&tenant=alpha')).body.items;
    expect(events.map((event: { subject: string }) => event.subject)).toEqual(['subscription-updated']);
    expect((await server.call(null, 'POST', '/sandbox/v1/clock', { advance: 'P1D' })).body.fired).toBe(0);
  });

  it('takes partners made in it as sellers at once', async () => {
    await server.call(null, 'POST', '/sandbox/v1/reset');
    const { body } = await server.call(null, 'POST', '/sandbox/v1/tenants', {
      key: 'kappa',
      displayName: 'Kappa',
      country: 'US',
      partner: { kind: 'direct' },
    });
    const token = async (tenant: string, user: string, audience: string) =>
      (await server.call(null, 'POST', '/sandbox/v1/tokens', { tenant, user, audience })).body.access_token;
    const seller = await token('kappa', 'kappa.sales', 'https://api.partnercenter.microsoft.com');
    const link = await server.call(seller, 'GET', '/v1/customers/relationshiprequests');
    const accepted = await server.call('litware.admin', 'POST', '/multipartner/v1/invitations/acceptances', {
      url: link.body.url,
    });
    expect(accepted).toMatchObject({
      status: 201,
      body: { relationships: [{ partnerId: body.id, type: 'reseller' }] },
    });
  });
});
