import { permissions } from '@multipartner/domain/access/permission.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const me = '/multipartner/v1/me';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('who one is', () => {
  it('tells a person of a partner his tenant, his roles and what they allow', async () => {
    const { status, body } = await server.call('alpha.sales', 'GET', me);
    expect(status).toBe(200);
    const { id, userPrincipalName, displayName } = server.person('alpha.sales');
    expect(body.user).toEqual({
      id,
      userPrincipalName,
      displayName,
      directoryRoles: [],
      agentGroups: ['SalesAgents'],
    });
    expect(body.tenant).toEqual({
      id: server.tenant('alpha').id,
      displayName: 'Alpha Cloud Services',
      defaultDomain: 'alpha.onmicrosoft.com',
      country: 'US',
      cloud: 'public',
      partner: { kind: 'direct', mpnId: '5000001', programStatus: 'active', mpaAccepted: true },
    });
    expect(body).toMatchObject({ operator: false, mode: 'sandbox' });
    expect(Math.abs(Date.parse(body.clock.now) - Date.now())).toBeLessThan(60_000);
  });

  it('names every row of the role matrix once: allowed, or refused with the smallest way to it', async () => {
    const { body } = await server.call('alpha.helpdesk', 'GET', me);
    const refused = body.refused.map((one: { permission: string }) => one.permission);
    expect([...body.permissions, ...refused].sort()).toEqual(Object.keys(permissions).sort());
    expect(body.permissions).toContain('customer.list');
    expect(body.refused).toContainEqual({
      permission: 'order.create',
      rule: expect.any(String),
      code: 'role-not-sufficient',
      fix: expect.stringContaining('Sales agent'),
    });
  });

  it('agrees with the real request', async () => {
    const allows = async (who: string) =>
      (await server.call(who, 'GET', me)).body.permissions.includes('audit.read') as boolean;
    const answered = async (who: string) =>
      (await server.call(who, 'GET', '/v1/auditrecords?startDate=2020-01-01')).status !== 403;
    for (const who of ['alpha.admin', 'alpha.ga', 'alpha.sales', 'alpha.helpdesk', 'alpha.user'])
      expect(await allows(who), who).toBe(await answered(who));
  });

  it('follows a role that is given a moment ago', async () => {
    const has = async () =>
      (await server.call('beta.user', 'GET', me)).body.permissions.includes('invitation.create') as boolean;
    expect(await has()).toBe(false);
    const { id, tenantId } = server.person('beta.user');
    await server.database`insert into directory_role_member (tenant_id, role_id, user_id)
      values (${tenantId}, '62e90394-69f5-4237-9190-012177145e10', ${id})`;
    expect(await has()).toBe(true);
  });

  it('knows customers, the operator, and applications', async () => {
    const customer = (await server.call('woodgrove.admin', 'GET', me)).body;
    expect(customer.tenant.partner).toBeNull();
    expect(customer.user.directoryRoles).toEqual(['Global Administrator']);
    expect(customer.permissions).toContain('customer.invitation.accept');
    expect(customer.permissions).not.toContain('customer.list');
    const operator = (await server.call('realm.operator', 'GET', me)).body;
    expect(operator).toMatchObject({ operator: true });
    expect(operator.permissions).toContain('realm.operate');
    const application = (await server.call({ application: 'alpha' }, 'GET', me)).body;
    expect(application.user).toBeNull();
    expect(application.permissions).toContain('gdap.request');
  });

  it('is told to nobody without a token', async () => {
    expect((await server.call(null, 'GET', me)).status).toBe(401);
  });
});
