import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draft, people, relationships, role, unified } from './people.ts';

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;

describe('the life of a granular relationship (R61–R79)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
  });
  afterAll(() => server.stop());

  it('begins as a draft that asks nobody for anything', async () => {
    const answer = await server.call('beta.admin', 'POST', relationships, {
      displayName: 'Contoso admin relationship',
      duration: 'P730D',
      customer: { tenantId: server.tenant('woodgrove').id, displayName: 'whatever' },
      accessDetails: unified(role.helpdeskAdministrator, role.userAdministrator),
      autoExtendDuration: 'P180D',
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    const { id } = answer.body;
    expect(answer.headers.get('location')).toBe(`${server.url}${relationships}/${id}`);
    expect(answer.body).toEqual({
      '@odata.context': `${server.url}/v1.0/tenantRelationships/$metadata#delegatedAdminRelationships`,
      '@odata.type': '#microsoft.graph.delegatedAdminRelationship',
      '@odata.etag': expect.stringMatching(/^W\/"[A-Za-z0-9+/=]+"$/),
      id: expect.stringMatching(new RegExp(`^${guid}-${server.tenant('beta').id}$`)),
      displayName: 'Contoso admin relationship',
      duration: 'P730D',
      customer: { tenantId: server.tenant('woodgrove').id, displayName: 'Woodgrove' },
      accessDetails: unified(role.helpdeskAdministrator, role.userAdministrator),
      status: 'created',
      autoExtendDuration: 'P180D',
      createdDateTime: expect.stringMatching(instant),
      lastModifiedDateTime: expect.stringMatching(instant),
      activatedDateTime: null,
      endDateTime: null,
    });
    expect(
      (await server.call('woodgrove.admin', 'GET', `/multipartner/v1/delegatedAdminRelationships/${id}`)).status,
    ).toBe(404);
  });

  it('goes from the lock over the approval to rights of the members of an assigned group, and to their end', async () => {
    const { id } = await by.draft('beta', { customer: { tenantId: server.tenant('litware').id } });
    const users = `/v1/customers/${server.tenant('litware').id}/users`;
    const requested = await by.request('beta', id, 'lockForApproval');
    expect(requested).toMatchObject({ action: 'lockForApproval', status: 'succeeded', id: expect.any(String) });
    expect((await by.get('beta', id)).status).toBe('approvalPending');

    const shown = await server.call('litware.admin', 'GET', '/multipartner/v1/delegatedAdminRelationships');
    expect(shown.body.items).toMatchObject([
      { id, partnerName: 'Beta Managed IT', status: 'approvalPending', roles: [{ name: 'Global Reader' }] },
    ]);
    const approved = await by.approve('litware', id);
    expect(approved).toMatchObject({ id, status: 'active' });
    const active = await by.get('beta', id);
    expect(Date.parse(active.endDateTime) - Date.parse(active.activatedDateTime)).toBe(730 * 86_400_000);

    expect((await server.call('beta.user', 'GET', users)).body.code).toBe(20002);
    const assignment = await by.assign('beta', id, 'beta.tier1', role.globalReader);
    expect(assignment).toMatchObject({
      '@odata.type': '#microsoft.graph.delegatedAdminAccessAssignment',
      status: 'active',
      accessContainer: { accessContainerId: by.group('beta.tier1'), accessContainerType: 'securityGroup' },
      accessDetails: unified(role.globalReader),
    });
    expect((await server.call('beta.user', 'GET', users)).status).toBe(200);
    // No reseller relationship is needed for that, and none is made by it (R78).
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).body.totalCount).toBe(0);
    expect(
      (await server.call('beta.admin', 'GET', '/v1.0/tenantRelationships/delegatedAdminCustomers')).body.value,
    ).toMatchObject([{ id: server.tenant('litware').id, displayName: 'Litware' }]);

    await by.request('beta', id, 'terminate');
    expect(await by.get('beta', id)).toMatchObject({
      status: 'terminated',
      endDateTime: expect.stringMatching(instant),
    });
    expect((await server.call('beta.user', 'GET', users)).body.code).toBe(20002);
    const gone = await server.call('beta.admin', 'GET', `${relationships}/${id}/accessAssignments/${assignment.id}`);
    expect(gone.body.status).toBe('deleted');
  });

  it('is bound to the first tenant that approves, where nobody was named (R64)', async () => {
    const { id } = await by.draft('beta');
    await by.request('beta', id, 'lockForApproval');
    expect((await by.get('beta', id)).customer).toBeNull();
    await by.approve('woodgrove', id);
    expect((await by.get('beta', id)).customer).toEqual({
      tenantId: server.tenant('woodgrove').id,
      displayName: 'Woodgrove',
    });
    const other = await server.call(
      'litware.admin',
      'POST',
      `/multipartner/v1/delegatedAdminRelationships/${id}/approval`,
      {},
    );
    expect(other).toMatchObject({ status: 404, body: { code: 'relationship-not-found' } });
  });

  it('is unknown to every other partner, by whatever way it is asked for', async () => {
    const { id, displayName } = await by.active('beta', 'woodgrove');
    for (const path of ['', '/requests', '/accessAssignments', '/operations'])
      expect((await server.call('alpha.admin', 'GET', `${relationships}/${id}${path}`)).status).toBe(404);
    const filter = encodeURIComponent(`displayName eq '${displayName}'`);
    expect((await server.call('alpha.admin', 'GET', `${relationships}?$filter=${filter}`)).body.value).toEqual([]);
    expect((await server.call('alpha.admin', 'GET', `${relationships}/$count`)).body).toBe(0);
    // Names are a partner's own: another may have the same (R77).
    expect((await server.call('alpha.admin', 'POST', relationships, draft({ displayName }))).status).toBe(201);
    expect(
      (await server.call('alpha.admin', 'POST', `${relationships}/${id}/requests`, { action: 'terminate' })).status,
    ).toBe(404);
    expect(
      (await server.call('alpha.admin', 'DELETE', `${relationships}/${id}`, undefined, { 'if-match': '*' })).status,
    ).toBe(404);
  });

  it('is rehearsed with Prefer: dry-run, which answers what would be and writes nothing', async () => {
    const counts = async () => {
      const [row] = await server.database`
        select (select count(*) from admin_relationship)::int as relationships, (select count(*) from audit_record)::int as records,
               (select count(*) from outbox_item)::int as told`;
      return row;
    };
    const { id } = await by.active('beta', 'woodgrove');
    const before = await counts();
    const dry = { prefer: 'dry-run' };
    const made = await server.call('beta.admin', 'POST', relationships, draft({ displayName: 'Not yet' }), dry);
    expect(made).toMatchObject({
      status: 200,
      body: {
        status: 201,
        body: { displayName: 'Not yet', status: 'created' },
        records: [{ operationType: 'granular_admin_relationship_created' }],
        notifications: [],
      },
    });
    expect(made.headers.get('preference-applied')).toContain('dry-run');
    expect(made.headers.get('location')).toBeNull();
    const ended = await server.call(
      'beta.admin',
      'POST',
      `${relationships}/${id}/requests`,
      { action: 'terminate' },
      dry,
    );
    expect(ended.body.status).toBe(201);
    expect(ended.body.notifications.map((one: { kind: string }) => one.kind)).toEqual(
      expect.arrayContaining(['event', 'mail']),
    );
    const refused = await server.call('beta.admin', 'POST', relationships, draft({ duration: 'P731D' }), dry);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'badRequest', target: 'duration' } } });
    const byNobody = await server.call('beta.sales', 'POST', relationships, draft(), dry);
    expect(byNobody.status).toBe(403);
    expect(byNobody.body.error.message).toContain('AdminAgents');
    expect(await counts()).toEqual(before);
    expect((await by.get('beta', id)).status).toBe('active');
  });
});
