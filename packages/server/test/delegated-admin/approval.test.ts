import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships } from './people.ts';

const own = '/multipartner/v1/delegatedAdminRelationships';

describe('who decides on a granular relationship (R64, R66, R79)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
  });
  afterAll(() => server.stop());

  const approve = (who: string, id: string) => server.call(who, 'POST', `${own}/${id}/approval`, {});
  const locked = async (change: object = {}): Promise<string> => {
    const { id } = await by.draft('beta', change);
    await by.request('beta', id, 'lockForApproval');
    return id;
  };

  it('is the first of several tenants that approve at once, where nobody was named', async () => {
    const id = await locked();
    const customers = ['woodgrove', 'litware', 'betacorp'];
    const answers = await Promise.all(customers.map((key) => approve(`${key}.admin`, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    const winner = customers[answers.findIndex(({ status }) => status === 200)] as string;
    expect((await by.get('beta', id)).customer.tenantId).toBe(server.tenant(winner).id);
    expect((await approve(`${winner}.admin`, id)).status).toBe(200);
  });

  it('is the tenant that was named last, of a draft that was made for another', async () => {
    const { id } = await by.draft('beta', { customer: { tenantId: server.tenant('litware').id } });
    const path = `${relationships}/${id}`;
    const patch = (customer: object | null) =>
      server.call('beta.admin', 'PATCH', path, { customer }, { 'if-match': '*' });
    expect((await patch(null)).body.customer).toBeNull();
    expect((await patch({ tenantId: server.tenant('woodgrove').id })).body.customer.displayName).toBe('Woodgrove');
    await by.request('beta', id, 'lockForApproval');
    expect((await approve('litware.admin', id)).status).toBe(404);
    expect((await approve('woodgrove.admin', id)).status).toBe(200);
  });

  it('is neither the partner itself, nor a tenant of another cloud, nor somebody without the role for it', async () => {
    const id = await locked();
    expect(await approve('beta.ga', id)).toMatchObject({ status: 403, body: { code: 'own-customer' } });
    expect(await approve('cityofadatum.admin', id)).toMatchObject({ status: 404 });
    expect((await approve('woodgrove.user', id)).status).toBe(403);
    expect((await by.get('beta', id)).status).toBe('approvalPending');
  });

  describe('where a provider prepared it for its reseller', () => {
    const prepared = async (): Promise<string> => {
      const { id } = await by.draft('rho');
      await by.prepared(id, 'dist1');
      await by.request('rho', id, 'lockForApproval');
      return id;
    };
    const request = (who: string, id: string, action: string) =>
      server.call(who, 'POST', `${relationships}/${id}/requests`, { action });

    it('is the reseller first; the customer can approve only behind its consent', async () => {
      const id = await prepared();
      expect(await by.get('rho', id)).toMatchObject({
        '@odata.type': '#microsoft.graph.resellerDelegatedAdminRelationship',
        isPartnerConsentPending: true,
        indirectProviderTenantId: server.tenant('dist1').id,
        status: 'approvalPending',
      });
      expect(await approve('litware.admin', id)).toMatchObject({ status: 409, body: { code: 'consent-pending' } });
      expect((await request('dist1.admin', id, 'approve')).status).toBe(404);
      expect(await request('rho.admin', id, 'approve')).toMatchObject({ status: 201, body: { action: 'approve' } });
      expect(await by.get('rho', id)).toMatchObject({ isPartnerConsentPending: false, status: 'approvalPending' });
      for (const action of ['approve', 'reject', 'lockForApproval', 'terminate'])
        expect(await request('rho.admin', id, action)).toMatchObject({
          status: 400,
          body: { error: { target: 'action' } },
        });
      expect(await approve('litware.admin', id)).toMatchObject({ status: 200, body: { status: 'active' } });
    });

    it('ends when the reseller rejects it; that action is behind the sentinel', async () => {
      const id = await prepared();
      const rejected = await request('rho.admin', id, 'reject');
      expect(rejected).toMatchObject({ status: 201, body: { action: 'unknownFutureValue' } });
      expect(await by.get('rho', id)).toMatchObject({
        status: 'terminated',
        isPartnerConsentPending: false,
        activatedDateTime: null,
        endDateTime: null,
      });
      expect(await approve('litware.admin', id)).toMatchObject({ status: 409, body: { code: 'action-not-possible' } });
      const list = async (headers = {}) =>
        (await server.call('rho.admin', 'GET', `${relationships}/${id}/requests`, undefined, headers)).body.value
          .map((one: { action: string }) => one.action)
          .sort();
      expect(await list()).toEqual(['lockForApproval', 'unknownFutureValue']);
      expect(await list({ prefer: 'include-unknown-enum-members' })).toEqual(['lockForApproval', 'reject']);
    });

    it('goes back as it was read without a change', async () => {
      const id = await prepared();
      const read = await by.get('rho', id);
      const answer = await server.call('rho.admin', 'PATCH', `${relationships}/${id}`, read, {
        'if-match': read['@odata.etag'],
      });
      expect(answer).toMatchObject({ status: 200, body: { '@odata.etag': read['@odata.etag'] } });
    });
  });
});
