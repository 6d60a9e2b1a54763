import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, role, unified } from './people.ts';

describe("assignments in Multipartner's own protocol (R69)", () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  let path: string;
  let users: string;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
    const active = await by.active('beta', 'litware', {
      accessDetails: unified(role.globalReader, role.userAdministrator),
    });
    path = `/multipartner/v1/delegatedAdminRelationships/${active.id}/accessAssignments`;
    users = `/v1/customers/${server.tenant('litware').id}/users`;
  });
  afterAll(() => server.stop());

  it.each(['beta.ga', 'beta.useradmin', 'beta.admin'])('are made, changed and taken away by %s', async (who) => {
    const groupId = by.group('beta.tier1');
    const made = await server.call(who, 'POST', path, { groupId, roles: [role.globalReader] });
    expect(made, JSON.stringify(made.body)).toMatchObject({
      status: 201,
      body: { groupId, status: 'active', roles: [{ id: role.globalReader, name: 'Global Reader' }], nextRoles: null },
    });
    expect((await server.call('beta.user', 'GET', users)).status).toBe(200);
    const changed = await server.call(who, 'PATCH', `${path}/${made.body.id}`, { roles: [role.userAdministrator] });
    expect(changed).toMatchObject({ status: 200, body: { roles: [{ id: role.userAdministrator }] } });
    expect((await server.call(who, 'DELETE', `${path}/${made.body.id}`)).status).toBe(204);
    expect((await server.call('beta.user', 'GET', users)).status).toBe(403);
    expect((await server.call(who, 'DELETE', `${path}/${made.body.id}`)).body.code).toBe('assignment-not-active');
  });

  it('are refused to who else is signed in, by the names that the body has', async () => {
    const groupId = by.group('beta.tier1');
    const body = { groupId, roles: [role.globalReader] };
    for (const who of ['beta.sales', 'beta.helpdesk', 'litware.admin'])
      expect((await server.call(who, 'POST', path, body)).status).toBe(403);
    expect((await server.call('alpha.admin', 'POST', path, body)).status).toBe(404);
    expect(
      (await server.call('beta.admin', 'POST', path, { ...body, roles: [role.helpdeskAdministrator] })).body,
    ).toMatchObject({
      code: 'role-not-approved',
      facts: { field: 'roles' },
    });
    const group = await server.call('beta.admin', 'POST', path, { ...body, groupId: by.group('alpha.tier1') });
    expect(group).toMatchObject({ status: 404, body: { code: 'group-not-found', facts: { field: 'groupId' } } });
    expect((await server.call('beta.admin', 'POST', path, { ...body, groupId: 'x' })).body.facts.field).toBe('groupId');
  });

  it('show the customer which groups and which people have what, and nobody else', async () => {
    const groupId = by.group('beta.tier1');
    await server.call('beta.admin', 'POST', path, { groupId, roles: [role.globalReader] });
    const second = { groupId: by.group('beta.HelpdeskAgents'), roles: [role.userAdministrator] };
    await server.call('beta.admin', 'POST', path, second);
    const seen = await server.call('litware.admin', 'GET', path);
    expect(seen, JSON.stringify(seen.body)).toMatchObject({
      status: 200,
      body: {
        items: [
          { groupId, status: 'active', roles: [{ name: 'Global Reader' }], groupName: expect.any(String) },
          {
            groupId: second.groupId,
            people: [{ kind: 'user', userPrincipalName: server.person('beta.helpdesk').userPrincipalName }],
          },
        ],
      },
    });
    const upns = seen.body.items[0].people.map((one: { userPrincipalName: string }) => one.userPrincipalName);
    expect(upns).toContain(server.person('beta.user').userPrincipalName);
    const first = await server.call('litware.admin', 'GET', `${path}?limit=1`);
    const rest = await server.call('litware.admin', 'GET', first.body.nextLink.replace(server.url, ''));
    expect([...first.body.items, ...rest.body.items]).toEqual(seen.body.items);
    expect((await server.call('beta.useradmin', 'GET', path)).body).toEqual(seen.body);
    for (const who of ['woodgrove.admin', 'alpha.admin'])
      expect((await server.call(who, 'GET', path)).status).toBe(404);
    for (const who of ['litware.user', 'beta.sales']) expect((await server.call(who, 'GET', path)).status).toBe(403);
  });
});
