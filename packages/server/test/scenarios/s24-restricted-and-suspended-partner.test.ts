import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, linkOf, partnersOf } from '../relationships/acts.ts';
import { items } from '../selling/items.ts';

describe('S24 a restricted, and a suspended partner', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const standing = (key: string, programStatus: string) =>
    server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant(key).id}`, { partner: { programStatus } });

  it('restricted: no new order, link, customer or acceptance; what exists goes on, and nobody else notices', async () => {
    const woodgrove = server.tenant('woodgrove').id;
    const pending = await linkOf(server, 'alpha.sales');
    const before = await partnersOf(server, 'woodgrove.admin');
    await standing('alpha', 'restricted');
    expect(await server.call('alpha.sales', 'GET', '/v1/customers/relationshiprequests')).toMatchObject({
      status: 403,
      body: { code: 900149 },
    });
    expect(await accept(server, 'litware.admin', pending)).toMatchObject({
      status: 403,
      body: { code: 'partner-cannot-accept' },
    });
    expect(
      await server.call('alpha.sales', 'POST', `/v1/customers/${woodgrove}/orders`, {
        lineItems: [{ offerId: items.businessBasic, quantity: 1 }],
      }),
    ).toMatchObject({ status: 403, body: { code: 900149 } });
    const [one] = (await server.call('alpha.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions`)).body.items;
    const more = await server.call('alpha.sales', 'PATCH', `/v1/customers/${woodgrove}/subscriptions/${one.id}`, {
      ...one,
      quantity: one.quantity + 1,
    });
    expect([more.status, more.body.quantity]).toEqual([200, one.quantity + 1]);
    expect((await accept(server, 'litware.admin', await linkOf(server, 'beta.sales'))).status).toBe(201);
    expect((await partnersOf(server, 'woodgrove.admin')).get(server.tenant('alpha').id)?.relationships).toEqual(
      before.get(server.tenant('alpha').id)?.relationships,
    );
    expect((await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}/users`)).status).toBe(200);
  });

  it('restricted: a reseller may still send the indirect link', async () => {
    await standing('rho', 'restricted');
    const url = await linkOf(server, 'rho.admin', { indirectProviderId: server.tenant('dist1').id });
    expect((await accept(server, 'betacorp.admin', url)).status).toBe(201);
  });

  it('suspended: no new link, also of a reseller; leaving and giving up rights stay possible', async () => {
    await standing('rho', 'suspended');
    expect(
      await server.call('rho.admin', 'POST', '/multipartner/v1/invitations', {
        indirectProviderId: server.tenant('dist1').id,
      }),
    ).toMatchObject({ status: 403, body: { code: 'program-status-not-active' } });
    await standing('beta', 'suspended');
    const litware = server.tenant('litware').id;
    expect((await server.call('beta.admin', 'GET', `/v1/customers/${litware}`)).status).toBe(200);
    expect(
      (await server.call('beta.admin', 'PATCH', `/v1/customers/${litware}`, { allowDelegatedAccess: false })).status,
    ).toBe(200);
    expect(
      (await server.call('beta.admin', 'PATCH', `/v1/customers/${litware}`, { relationshipToPartner: 'none' })).status,
    ).toBe(200);
  });
});
