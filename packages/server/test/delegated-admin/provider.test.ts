import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships, role } from './people.ts';

describe('granular administration that a provider prepares for its reseller (R79)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  const path = (reseller: string) =>
    `/multipartner/v1/resellers/${server.tenant(reseller).id}/delegatedAdminRelationships`;
  let count = 0;
  const body = (change: object = {}) => {
    count += 1;
    return { displayName: `Prepared ${count}`, duration: 'P365D', roles: [role.globalReader], ...change };
  };
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
  });
  afterAll(() => server.stop());

  it("is the reseller's, and waits for its consent and then for the customer", async () => {
    const customerId = server.tenant('litware').id;
    const prepared = await server.call(
      'dist1.admin',
      'POST',
      path('rho'),
      body({ customerId, autoExtendDuration: 'P180D' }),
    );
    expect(prepared, JSON.stringify(prepared.body)).toMatchObject({
      status: 201,
      body: {
        resellerId: server.tenant('rho').id,
        customerId,
        status: 'approvalPending',
        consentPending: true,
        roles: [{ name: 'Global Reader' }],
        autoExtendDuration: 'P180D',
      },
    });
    const { id } = prepared.body;
    expect(await by.get('rho', id)).toMatchObject({
      '@odata.type': '#microsoft.graph.resellerDelegatedAdminRelationship',
      status: 'approvalPending',
      isPartnerConsentPending: true,
      indirectProviderTenantId: server.tenant('dist1').id,
    });
    // The provider made it, and it is not the provider's.
    expect((await server.call('dist1.admin', 'GET', `${relationships}/${id}`)).status).toBe(404);
    const approval = `/multipartner/v1/delegatedAdminRelationships/${id}/approval`;
    expect((await server.call('litware.admin', 'POST', approval, {})).body.code).toBe('consent-pending');

    await by.request('rho', id, 'approve');
    expect(await by.get('rho', id)).toMatchObject({ status: 'approvalPending', isPartnerConsentPending: false });
    await by.approve('litware', id);
    await by.assign('rho', id, 'rho.tier1', role.globalReader);
    const users = `/v1/customers/${customerId}/users`;
    expect((await server.call('rho.user', 'GET', users)).status).toBe(200);
    expect((await server.call('dist1.admin', 'GET', users)).status).toBe(403);
  });

  it('ends when the reseller rejects it', async () => {
    const { id } = (await server.call('dist1.admin', 'POST', path('rho'), body())).body;
    await by.request('rho', id, 'reject');
    expect((await by.get('rho', id)).status).toBe('terminated');
  });

  it('dies without an answer after ninety days, as every request does', async () => {
    const other = await startServer();
    const { id } = (
      await other.call(
        'dist1.admin',
        'POST',
        `/multipartner/v1/resellers/${other.tenant('rho').id}/delegatedAdminRelationships`,
        body(),
      )
    ).body;
    await other.advance('P89D');
    expect((await other.call('rho.admin', 'GET', `${relationships}/${id}`)).status).toBe(200);
    await other.advance('P1D');
    expect((await other.call('rho.admin', 'GET', `${relationships}/${id}`)).status).toBe(404);
    await other.stop();
  });

  it('is written into the logs of both', async () => {
    const { displayName, id } = (await server.call('dist1.admin', 'POST', path('rho'), body())).body;
    const { now } = await server.clock.read();
    for (const who of ['dist1.admin', 'rho.admin']) {
      const log = await server.call(who, 'GET', `/v1/auditrecords?startDate=${now.toISOString().slice(0, 10)}`);
      const found = log.body.items.filter((one: { resourceNewValue: string | null }) =>
        one.resourceNewValue?.includes(displayName),
      );
      expect(found, who).toHaveLength(1);
      expect(found[0].operationStatus).toBe('succeeded');
      expect(found[0].resourceNewValue).toContain(id.slice(0, 36));
    }
  });

  it('is for Admin agents of an indirect provider, and resellers it works with', async () => {
    const refused = async (who: string, reseller: string, change: object = {}) => {
      const answer = await server.call(who, 'POST', path(reseller), body(change));
      return `${answer.status} ${answer.body.code}`;
    };
    expect(await refused('dist2.admin', 'rho')).toBe('403 partnership-required');
    expect(await refused('dist1.admin', 'beta')).toBe('403 not-an-indirect-reseller');
    expect(await refused('dist1.admin', 'litware')).toBe('403 not-an-indirect-reseller');
    expect(await refused('beta.admin', 'rho')).toBe('403 kind-not-sufficient');
    expect(await refused('rho.admin', 'rho')).toBe('403 kind-not-sufficient');
    expect(await refused('woodgrove.admin', 'rho')).toBe('403 kind-not-sufficient');
    expect(await refused('dist1.sales', 'rho')).toBe('403 role-not-sufficient');
    expect(await refused('dist1.admin', 'rho', { customerId: server.tenant('rho').id })).toBe('403 own-customer');
    expect(await refused('dist1.admin', 'rho', { customerId: server.tenant('dist1').id })).toBe('403 own-customer');
    expect(await refused('dist1.admin', 'rho', { customerId: server.tenant('cityofadatum').id })).toBe(
      '404 tenant-not-found',
    );
    expect(await refused('dist1.admin', 'rho', { duration: 'P9Y' })).toBe('400 value-invalid');
    const nobody = await server.call(null, 'POST', path('rho'), body());
    expect(nobody.status).toBe(401);
  });

  it("does not tell the provider which of the reseller's relationships has a name", async () => {
    const taken = await by.draft('rho');
    const answer = await server.call('dist1.admin', 'POST', path('rho'), body({ displayName: taken.displayName }));
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'relationship-name-taken', facts: { field: 'displayName' } },
    });
    expect(JSON.stringify(answer.body)).not.toContain(taken.id.slice(0, 36));
  });
});
