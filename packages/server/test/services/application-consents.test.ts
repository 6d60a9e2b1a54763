import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../delegated-admin/people.ts';

const graph = '00000003-0000-0000-c000-000000000000';
const cloudApplicationAdministrator = '158c047a-c907-4556-b7ef-446551a6b5f7';

describe('consents of applications at a customer', () => {
  let server: TestServer;
  let base: string;
  let application: string;
  beforeAll(async () => {
    server = await startServer();
    base = `/v1/customers/${server.tenant('woodgrove').id}/applicationconsents`;
    application = server.tenant('alpha').applications[0]?.clientId ?? '';
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const consent = (change: object = {}) => ({
    applicationId: application,
    applicationGrants: [{ enterpriseApplicationId: graph, scope: 'Domain.ReadWrite.All, User.ReadWrite.All' }],
    ...change,
  });
  const rows = () =>
    server.database`select partner_id, application_id, grants from application_consent order by partner_id, application_id`;

  it('are given by an Admin agent, replaced by the next one, and taken back', async () => {
    const given = await server.call('alpha.admin', 'POST', base, consent());
    expect(given.status, JSON.stringify(given.body)).toBe(201);
    expect(given.body).toEqual({
      applicationId: application,
      applicationGrants: [{ enterpriseApplicationId: graph, scope: 'Domain.ReadWrite.All,User.ReadWrite.All' }],
      attributes: { objectType: 'ApplicationConsent' },
    });
    const less = { applicationGrants: [{ enterpriseApplicationId: graph, scope: 'User.Read.All' }] };
    expect((await server.call('alpha.admin', 'POST', base, consent(less))).status).toBe(201);
    expect([...(await rows())]).toEqual([
      {
        partner_id: server.tenant('alpha').id,
        application_id: application,
        grants: [{ enterpriseApplicationId: graph, scopes: ['User.Read.All'] }],
      },
    ]);
    const removed = await server.call('alpha.admin', 'DELETE', `${base}/${application}`);
    expect(removed.status).toBe(200);
    expect((await server.call('alpha.admin', 'DELETE', `${base}/${application}`)).body.code).toBe(1000);
    expect([...(await rows())]).toEqual([]);
  });

  it('stand in the log of the partner and in that of the customer', async () => {
    const log = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/auditRecords');
    const found = await server.database`
      select tenant_id, operation_type from audit_record where resource_type = 'application_consent' and status = 'succeeded'`;
    const tenants = found.map((row) => row.tenant_id);
    expect(tenants.filter((id) => id === server.tenant('woodgrove').id)).toHaveLength(3);
    expect(tenants.filter((id) => id === server.tenant('alpha').id)).toHaveLength(3);
    expect(log.status).not.toBe(401);
  });

  it('take a right inside of the customer', async () => {
    const refused = await server.call('beta.admin', 'POST', base, consent());
    expect([refused.status, refused.body.code]).toEqual([403, 900308]);
    const by = people(server);
    const relationship = await by.active('beta', 'woodgrove', {
      accessDetails: { unifiedRoles: [{ roleDefinitionId: cloudApplicationAdministrator }] },
    });
    await by.assign('beta', relationship.id, by.group('beta.AdminAgents'), cloudApplicationAdministrator);
    // One may consent for an application of anybody; what another partner consented to stays.
    await server.call('alpha.admin', 'POST', base, consent());
    expect((await server.call('beta.admin', 'POST', base, consent())).status).toBe(201);
    expect((await server.call('beta.admin', 'DELETE', `${base}/${application}`)).status).toBe(200);
    expect((await rows()).map((row) => row.partner_id)).toEqual([server.tenant('alpha').id]);
  });

  it.each([
    ['applicationId', { applicationId: undefined }],
    ['applicationId', { applicationId: 'mine' }],
    ['applicationGrants', { applicationGrants: [] }],
    ['applicationGrants.0.scope', { applicationGrants: [{ enterpriseApplicationId: graph, scope: ' ' }] }],
    ['applicationGrants.0.enterpriseApplicationId', { applicationGrants: [{ scope: 'User.Read' }] }],
  ])('refuse a wrong %s by name', async (field, change) => {
    const refused = await server.call('alpha.admin', 'POST', base, consent(change));
    expect(refused.status).toBe(400);
    expect(refused.body.description).toContain(`"${field}"`);
  });

  it('are for applications that exist, and given by people', async () => {
    const unknown = await server.call('alpha.admin', 'POST', base, consent({ applicationId: crypto.randomUUID() }));
    expect([unknown.status, unknown.body.code]).toEqual([404, 1000]);
    expect((await server.call({ application: 'alpha' }, 'POST', base, consent())).body.code).toBe(900329);
    expect((await server.call('alpha.helpdesk', 'POST', base, consent())).status).toBe(403);
    expect((await server.call('gamma.admin', 'POST', base, consent())).body.code).toBe(20002);
    expect((await server.call(null, 'POST', base, consent())).status).toBe(401);
  });
});
