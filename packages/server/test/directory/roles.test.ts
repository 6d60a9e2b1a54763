import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('directory roles of a customer', () => {
  let server: TestServer;
  let base: string;
  beforeAll(async () => {
    server = await startServer();
    base = `/v1/customers/${server.tenant('woodgrove').id}/users`;
  });
  afterAll(() => server.stop());

  const newUser = (name: string) => ({
    UserPrincipalName: `${name}@woodgrove.onmicrosoft.com`,
    DisplayName: name,
    FirstName: 'First',
    LastName: null,
    UsageLocation: 'US',
    PasswordProfile: { Password: 'abCD123*xyz', ForceChangePassword: true },
    LastDirectorySyncTime: '0001-01-01T00:00:00',
    Attributes: { ObjectType: 'CustomerUser' },
  });
  const create = async (name: string) => (await server.call('alpha.admin', 'POST', base, newUser(name))).body;

  const roles = () => `/v1/customers/${server.tenant('woodgrove').id}/directoryroles`;
  const helpdesk = '729827e3-9c14-49f7-bb1b-9608f156bbb8';

  it('are listed with their published ids', async () => {
    const { body } = await server.call('alpha.admin', 'GET', roles());
    expect(body.items).toContainEqual({
      id: helpdesk,
      name: 'Helpdesk Administrator',
      attributes: { objectType: 'DirectoryRole' },
    });
    expect(body.totalCount).toBeGreaterThan(100);
  });

  it('are given, listed and taken', async () => {
    const { id, displayName, userPrincipalName } = await create('gina');
    const given = await server.call('alpha.admin', 'POST', `${roles()}/${helpdesk}/usermembers`, {
      Id: id,
      DisplayName: displayName,
      UserPrincipalName: userPrincipalName,
    });
    expect(given.status).toBe(201);
    expect(given.body).toEqual({
      id,
      displayName,
      userPrincipalName,
      roleId: helpdesk,
      attributes: { objectType: 'UserMember' },
    });
    expect((await server.call('alpha.admin', 'POST', `${roles()}/${helpdesk}/usermembers`, { Id: id })).status).toBe(
      409,
    );
    expect(
      (await server.call('alpha.admin', 'GET', `${roles()}/${helpdesk}/usermembers`)).body.items.map(
        (one: { id: string }) => one.id,
      ),
    ).toContain(id);
    expect((await server.call('alpha.admin', 'GET', `${base}/${id}/directoryroles`)).body.items).toEqual([
      { id: helpdesk, name: 'Helpdesk Administrator', attributes: { objectType: 'DirectoryRole' } },
    ]);
    expect((await server.call('alpha.admin', 'DELETE', `${roles()}/${helpdesk}/usermembers/${id}`)).status).toBe(204);
    expect((await server.call('alpha.admin', 'DELETE', `${roles()}/${helpdesk}/usermembers/${id}`)).status).toBe(404);
  });

  it('are for administrators only, and unknown ones are refused', async () => {
    const { id } = await create('hugo');
    expect(
      (await server.call('alpha.helpdesk', 'POST', `${roles()}/${helpdesk}/usermembers`, { Id: id })).body,
    ).toMatchObject({ code: 900308 });
    expect((await server.call('alpha.admin', 'POST', `${roles()}/${id}/usermembers`, { Id: id })).status).toBe(404);
    expect((await server.call('beta.admin', 'GET', roles())).body).toMatchObject({ code: 20002 });
    expect(
      (await server.call('alpha.admin', 'POST', `${roles()}/${helpdesk}/usermembers`, {})).body.description,
    ).toContain('id');
  });
});
