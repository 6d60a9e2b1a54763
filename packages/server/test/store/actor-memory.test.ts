import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Every change of who may do what must be seen by the very next request, remembered or not. */
describe("a caller's facts are those of this instant", () => {
  let server: TestServer;
  let customers: (who: string) => Promise<number>;
  beforeAll(async () => {
    server = await startServer();
    customers = async (who) => (await server.call(who, 'GET', '/v1/customers')).status;
  });
  afterAll(() => server.stop());

  const change = async (who: string, statement: () => Promise<unknown>, before: number, after: number) => {
    expect(await customers(who)).toBe(before);
    expect(await customers(who)).toBe(before);
    await statement();
    expect(await customers(who)).toBe(after);
  };

  it('a group membership taken or given', async () => {
    const { id, tenantId } = server.person('beta.sales');
    const [member] =
      await server.database`select group_id from security_group_member where tenant_id = ${tenantId} and member_id = ${id}
      and group_id in (select id from security_group where agent_group = 'SalesAgents')`;
    await change(
      'beta.sales',
      () =>
        server.database`delete from security_group_member where tenant_id = ${tenantId} and group_id = ${member?.group_id} and member_id = ${id}`,
      200,
      403,
    );
    await change(
      'beta.sales',
      () =>
        server.database`insert into security_group_member (tenant_id, group_id, member_id, member_kind) values (${tenantId}, ${member?.group_id}, ${id}, 'user')`,
      403,
      200,
    );
    await change(
      'beta.sales',
      () => server.database`update security_group_member set group_id = (select id from security_group where tenant_id = ${tenantId} and agent_group is null limit 1)
      where tenant_id = ${tenantId} and group_id = ${member?.group_id} and member_id = ${id}`,
      200,
      403,
    );
  });

  it('a directory role given or taken', async () => {
    const { id, tenantId } = server.person('beta.user');
    const global = '62e90394-69f5-4237-9190-012177145e10';
    await change(
      'beta.user',
      () =>
        server.database`insert into directory_role_member (tenant_id, role_id, user_id) values (${tenantId}, ${global}, ${id})`,
      403,
      200,
    );
    await change(
      'beta.user',
      () => server.database`delete from directory_role_member where tenant_id = ${tenantId} and user_id = ${id}`,
      200,
      403,
    );
  });

  it('a group that is no agent group any more', async () => {
    const { tenantId } = server.person('dist2.sales');
    await change(
      'dist2.sales',
      () =>
        server.database`update security_group set agent_group = null where tenant_id = ${tenantId} and agent_group = 'SalesAgents'`,
      200,
      403,
    );
  });

  it('a person disabled, enabled, deleted', async () => {
    const { id, tenantId } = server.person('beta.admin');
    await change(
      'beta.admin',
      () =>
        server.database`update tenant_user set account_enabled = false where tenant_id = ${tenantId} and id = ${id}`,
      200,
      401,
    );
    await change(
      'beta.admin',
      () => server.database`update tenant_user set account_enabled = true where tenant_id = ${tenantId} and id = ${id}`,
      401,
      200,
    );
    await change(
      'beta.admin',
      () =>
        server.database`update tenant_user set deleted_at = ${new Date()} where tenant_id = ${tenantId} and id = ${id}`,
      200,
      401,
    );
  });

  it("a partner's standing and kind", async () => {
    const link = async () => (await server.call('gamma.admin', 'GET', '/v1/customers/relationshiprequests')).status;
    expect(await link()).toBe(200);
    await server.call('realm.operator', 'PATCH', `/sandbox/v1/tenants/${server.tenant('gamma').id}`, {
      partner: { programStatus: 'restricted' },
    });
    expect(await link()).toBe(403);
    expect(await customers('gamma.admin')).toBe(200);
    await server.database`update partner set kind = 'advisor' where tenant_id = ${server.tenant('gamma').id}`;
    expect((await server.call('gamma.admin', 'GET', '/v1/offercategories?country=DE')).status).toBe(403);
  });

  it('a world that was made anew', async () => {
    expect(await customers('alpha.admin')).toBe(200);
    const { id, tenantId } = server.person('alpha.admin');
    await server.database`delete from security_group_member where tenant_id = ${tenantId} and member_id = ${id}`;
    await server.database`delete from directory_role_member where tenant_id = ${tenantId} and user_id = ${id}`;
    expect(await customers('alpha.admin')).toBe(403);
    expect((await server.call(null, 'POST', '/sandbox/v1/reset', {})).status).toBe(200);
    expect(await customers('alpha.admin')).toBe(200);
  });
});
