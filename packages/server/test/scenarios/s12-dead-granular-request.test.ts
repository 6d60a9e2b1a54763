import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships } from '../delegated-admin/people.ts';
import { logOf } from '../relationships/acts.ts';

const own = '/multipartner/v1/delegatedAdminRelationships';

describe('S12 a dead request for granular administration (R65, R75)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
  });
  afterAll(() => server.stop());

  const locked = async (change: object = {}): Promise<string> => {
    const { id } = await by.draft('beta', change);
    await by.request('beta', id, 'lockForApproval');
    return id;
  };
  const open = (id: string) => server.call('woodgrove.admin', 'GET', `${own}/${id}`);
  const approve = (id: string) => server.call('woodgrove.admin', 'POST', `${own}/${id}/approval`, {});
  const listedHere = async () =>
    (await server.call('woodgrove.admin', 'GET', own)).body.items.map((one: { id: string }) => one.id);

  it('that nobody answered for ninety days is there for nobody, and leaves a line in the log', async () => {
    const named = await locked({ customer: { tenantId: server.tenant('woodgrove').id } });
    const open_ = await locked();
    const draft = await by.draft('beta');
    await server.advance('P89D');
    expect((await open(named)).body).toMatchObject({ id: named, status: 'approvalPending' });
    expect((await open(open_)).status).toBe(200);
    expect(await listedHere()).toEqual([named]);
    await server.advance('P2D');
    for (const id of [named, open_]) {
      expect(await open(id)).toMatchObject({ status: 404, body: { code: 'relationship-not-found' } });
      expect(await approve(id)).toMatchObject({ status: 404, body: { code: 'relationship-not-found' } });
      expect((await server.call('beta.admin', 'GET', `${relationships}/${id}`)).status).toBe(404);
    }
    expect(await listedHere()).toEqual([]);
    const left = (await server.call('beta.admin', 'GET', relationships)).body.value;
    expect(left.map((one: { id: string }) => one.id)).toEqual([draft.id]);
    const lines = (await logOf(server, 'beta.admin')).filter(
      ({ operationType }) => operationType === 'granular_admin_relationship_cleaned_up',
    );
    expect(lines).toHaveLength(2);
  });

  it('of a partner that may not take customers is refused, and lives again with the partner', async () => {
    const id = await locked({ customer: { tenantId: server.tenant('woodgrove').id } });
    const standing = (programStatus: string) =>
      server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant('beta').id}`, { partner: { programStatus } });
    for (const status of ['suspended', 'rejected']) {
      await standing(status);
      expect(await approve(id)).toMatchObject({ status: 403, body: { code: 'partner-cannot-accept' } });
      expect((await open(id)).body.status).toBe('approvalPending');
    }
    await standing('active');
    expect(await approve(id)).toMatchObject({ status: 200, body: { status: 'active' } });
  });
});
