import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('self-serve policies', () => {
  let server: TestServer;
  let woodgrove: string;
  let alpha: string;
  let id: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    alpha = server.tenant('alpha').id;
    id = `${alpha}_${woodgrove}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const base = '/v1/SelfServePolicy';
  const body = (
    partner = 'alpha',
    permissions: object[] = [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
  ) => ({
    selfServeEntity: { selfServeEntityType: 'customer', tenantID: woodgrove },
    grantor: { grantorType: 'billToPartner', tenantID: server.tenant(partner).id },
    permissions,
  });
  const list = (who: string) => server.call(who, 'GET', `${base}?entity_id=${woodgrove}`);

  it('are made once for a customer, and read by id and by customer', async () => {
    expect((await list('alpha.sales')).body).toMatchObject({ totalCount: 0, items: [] });
    const made = await server.call('alpha.ga', 'POST', base, body());
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id,
      ...body(),
      attributes: { objectType: 'SelfServePolicy', etag: expect.stringMatching(/^"[0-9a-f-]{36}"$/) },
    });
    expect((await list('alpha.sales')).body.items).toEqual([made.body]);
    expect((await server.call('alpha.admin', 'GET', `${base}/${id.toUpperCase()}`)).body).toEqual(made.body);
    const again = await server.call('alpha.ga', 'POST', base, body());
    expect([again.status, again.body.code]).toEqual([409, 600041]);
  });

  it('are a partner own: another one of the customer has its own, and sees no other', async () => {
    expect((await list('beta.admin')).body.items).toEqual([]);
    for (const method of ['GET', 'DELETE'])
      expect((await server.call('beta.admin', method, `${base}/${id}`)).body.code).toBe(600039);
    const inOthersName = await server.call('beta.admin', 'POST', base, body('alpha'));
    expect([inOthersName.status, inOthersName.body.code]).toEqual([400, 3000]);
    expect((await server.call('beta.admin', 'POST', base, body('beta'))).status).toBe(201);
    expect((await list('alpha.sales')).body.items).toHaveLength(1);
    const stranger = await list('gamma.admin');
    expect([stranger.status, stranger.body.code]).toEqual([403, 20002]);
  });

  it('are changed by who read the latest version', async () => {
    const { body: read } = await server.call('alpha.admin', 'GET', `${base}/${id}`);
    const wanted = { ...read, permissions: [{ resource: 'azuresavingsplan', action: 'purchase' }] };
    const changed = await server.call('alpha.ga', 'PUT', base, wanted);
    expect(changed.status).toBe(200);
    expect(changed.body.permissions).toEqual([{ resource: 'AzureSavingsPlan', action: 'Purchase' }]);
    expect(changed.body.attributes.etag).not.toBe(read.attributes.etag);
    const stale = await server.call('alpha.ga', 'PUT', `${base}/${id}`, wanted);
    expect([stale.status, stale.body.code]).toEqual([400, 2055]);
    const { attributes: _, ...unversioned } = wanted;
    expect((await server.call('alpha.ga', 'PUT', `${base}/${id}`, unversioned)).status).toBe(200);
  });

  it.each([
    ['an unknown resource', { permissions: [{ resource: 'Office', action: 'Purchase' }] }, 'permissions.0.resource'],
    ['an unknown action', { permissions: [{ resource: 'AzureSavingsPlan', action: 'Sell' }] }, 'permissions.0.action'],
    ['nothing', { permissions: [] }, 'permissions'],
    ['somebody who is no customer', { selfServeEntity: { selfServeEntityType: 'user' } }, 'selfServeEntityType'],
    ['somebody who is not billed', { grantor: { grantorType: 'customer' } }, 'grantorType'],
  ])('refuse %s by name', async (_, change, field) => {
    const refused = await server.call('alpha.ga', 'PUT', base, { ...body(), ...change });
    expect(refused.status).toBe(400);
    expect(refused.body.description).toContain(field);
  });

  it('are refused to roles that are not enough, and to a reseller', async () => {
    expect((await server.call('alpha.sales', 'POST', base, body())).status).toBe(403);
    expect((await list('alpha.helpdesk')).status).toBe(403);
    expect((await list('rho.admin')).body.code).toBe(900150);
    expect((await server.call({ application: 'alpha' }, 'GET', `${base}/${id}`)).body.code).toBe(900329);
    expect((await server.call(null, 'GET', `${base}/${id}`)).status).toBe(401);
  });

  it('say when an id is none', async () => {
    const odd = await server.call('alpha.ga', 'GET', `${base}/mine`);
    expect([odd.status, odd.body.code]).toEqual([404, 600040]);
  });

  it('are gone when they are taken away, and when the relationship ended', async () => {
    expect((await server.call('alpha.ga', 'DELETE', `${base}/${id}`)).status).toBe(204);
    expect((await server.call('alpha.ga', 'DELETE', `${base}/${id}`)).body.code).toBe(600039);
    expect((await list('beta.admin')).body.items).toHaveLength(1);

    const customer = { relationshipToPartner: 'none' };
    expect((await server.call('beta.admin', 'PATCH', `/v1/customers/${woodgrove}`, customer)).status).toBe(200);
    expect((await list('beta.admin')).body.code).toBe(20002);
    await server.advance('P1D');
    await given.relationship(server, 'beta', 'woodgrove');
    expect((await list('beta.admin')).body.items).toEqual([]);
    expect((await server.call('beta.admin', 'POST', base, body('beta'))).status).toBe(201);
    expect((await list('beta.admin')).body.items).toHaveLength(1);
  });
});
