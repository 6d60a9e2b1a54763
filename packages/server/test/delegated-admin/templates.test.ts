import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, role, unified } from './people.ts';

const path = '/multipartner/v1/delegatedAdminTemplates';
const nowhere = '8f1d4b22-0000-4000-8000-000000000000';

describe('templates of granular relationships', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
  });
  afterAll(() => server.stop());
  const body = (change: object = {}) => ({
    displayName: 'Standard support',
    duration: 'P365D',
    autoExtendDuration: 'P180D',
    roles: [role.globalReader, role.userAdministrator],
    assignments: [{ groupId: by.group('beta.tier1'), roles: [role.globalReader] }],
    ...change,
  });
  const made = async (change: object = {}) => {
    const answer = await server.call('beta.admin', 'POST', path, body(change));
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };

  it("are the partner's own: made, read, replaced, listed by name and thrown away", async () => {
    const answer = await server.call('beta.admin', 'POST', path, body());
    const { id } = answer.body;
    expect(answer.body).toEqual({ id: expect.any(String), ...body() });
    expect(answer.headers.get('location')).toBe(`${server.url}${path}/${id}`);
    expect((await server.call('beta.useradmin', 'GET', `${path}/${id}`)).body).toEqual(answer.body);
    const replaced = await server.call('beta.admin', 'PUT', `${path}/${id}`, {
      displayName: 'A reader',
      duration: 'P30D',
      roles: [role.globalReader],
    });
    expect(replaced).toMatchObject({
      status: 200,
      body: { id, displayName: 'A reader', duration: 'P30D', autoExtendDuration: 'PT0S', assignments: [] },
    });
    const other = await made({ displayName: 'Another' });
    const first = await server.call('beta.admin', 'GET', `${path}?limit=1`);
    expect(first.body.items).toEqual([replaced.body]);
    const second = await server.call('beta.admin', 'GET', first.body.nextLink.replace(server.url, ''));
    expect(second.body).toEqual({ items: [other] });

    for (const [method, suffix] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/check'],
    ] as const) {
      const sent =
        method === 'PUT'
          ? body({ assignments: [] })
          : method === 'POST'
            ? { relationshipId: `${nowhere}-${nowhere}` }
            : undefined;
      expect((await server.call('alpha.admin', method, `${path}/${id}${suffix}`, sent)).status).toBe(404);
    }
    expect((await server.call('beta.admin', 'DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await server.call('beta.admin', 'GET', `${path}/${id}`)).status).toBe(404);
    expect((await server.call('beta.admin', 'DELETE', `${path}/${other.id}`)).status).toBe(204);
  });

  it.each([
    ['roles', { roles: [nowhere] }, 'role-not-grantable'],
    ['roles', { roles: [] }, 'value-missing'],
    ['duration', { duration: 'P3Y' }, 'value-invalid'],
    ['displayName', { displayName: 'a*b' }, 'value-invalid'],
    ['assignments.0.groupId', { assignments: [{ groupId: nowhere, roles: [role.globalReader] }] }, 'group-not-found'],
    ['surprise', { surprise: 1 }, 'value-invalid'],
  ])('are refused by the name of %s at fault', async (field, change, code) => {
    const answer = await server.call('beta.admin', 'POST', path, body(change));
    expect(answer.body).toMatchObject({ code, facts: { field } });
    expect((await server.call('beta.admin', 'GET', path)).body.items).toEqual([]);
  });

  it('have only roles of theirs to assign, and one assignment for a group', async () => {
    const groupId = by.group('beta.tier1');
    const beyond = body({ assignments: [{ groupId, roles: [role.licenseAdministrator] }] });
    expect((await server.call('beta.admin', 'POST', path, beyond)).body).toMatchObject({
      code: 'role-not-approved',
      facts: { field: 'assignments.0.roles', roleIds: [role.licenseAdministrator] },
    });
    const one = { groupId, roles: [role.globalReader] };
    expect((await server.call('beta.admin', 'POST', path, body({ assignments: [one, one] }))).body).toMatchObject({
      code: 'value-invalid',
      facts: { field: 'assignments.1.groupId' },
    });
    const extending = body({ roles: [role.globalAdministrator], assignments: [] });
    expect((await server.call('beta.admin', 'POST', path, extending)).body.code).toBe(
      'auto-extend-with-global-administrator',
    );
  });

  it('are for the administrators of a partner', async () => {
    for (const who of ['beta.sales', 'beta.useradmin', 'woodgrove.admin'])
      expect((await server.call(who, 'POST', path, body())).status).toBe(403);
    for (const who of ['beta.sales', 'woodgrove.admin']) expect((await server.call(who, 'GET', path)).status).toBe(403);
    expect((await server.call(null, 'GET', path)).status).toBe(401);
  });

  it('say what a relationship lacks and has more, and change nothing of it', async () => {
    const template = await made();
    const active = await by.active('beta', 'litware', {
      duration: 'P365D',
      accessDetails: unified(role.globalReader, role.helpdeskAdministrator),
    });
    const check = async () =>
      (await server.call('beta.admin', 'POST', `${path}/${template.id}/check`, { relationshipId: active.id })).body;
    const groupId = by.group('beta.tier1');
    expect(await check()).toEqual({
      matches: false,
      missingRoles: [role.userAdministrator],
      extraRoles: [role.helpdeskAdministrator],
      duration: null,
      autoExtendDuration: 'P180D',
      missingAssignments: [{ groupId, roles: [role.globalReader] }],
      extraAssignments: [],
      changedAssignments: [],
    });
    const assignment = await by.assign('beta', active.id, 'beta.tier1', role.helpdeskAdministrator);
    const extra = await by.assign('beta', active.id, 'beta.AdminAgents', role.globalReader);
    expect(await check()).toMatchObject({
      missingAssignments: [],
      extraAssignments: [
        { accessAssignmentId: extra.id, groupId: by.group('beta.AdminAgents'), roles: [role.globalReader] },
      ],
      changedAssignments: [
        {
          accessAssignmentId: assignment.id,
          groupId,
          missingRoles: [role.globalReader],
          extraRoles: [role.helpdeskAdministrator],
        },
      ],
    });
    expect((await by.get('beta', active.id)).autoExtendDuration).toBe('PT0S');
    const malformed = await server.call('beta.admin', 'POST', `${path}/${template.id}/check`, { relationshipId: 'x' });
    expect(malformed).toMatchObject({ status: 400, body: { facts: { field: 'relationshipId' } } });
    const unknown = await server.call('beta.admin', 'POST', `${path}/${template.id}/check`, {
      relationshipId: `${nowhere}-${server.tenant('beta').id}`,
    });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'relationship-not-found' } });
  });

  it('make a bulk of relationships that match them', async () => {
    const template = await made({ displayName: 'By bulk' });
    const bulk = '/multipartner/v1/delegatedAdminRelationships:bulk';
    const rowsOf = async (items: readonly object[], key: string) => {
      const { id } = (await server.call('beta.admin', 'POST', bulk, { key, items })).body;
      for (;;) {
        const { body: rows } = await server.call('beta.admin', 'GET', `/multipartner/v1/bulks/${id}/rows`);
        if (rows.items.every((row: { status: string }) => row.status !== 'pending')) return rows.items;
      }
    };
    const [created] = await rowsOf(
      [
        { action: 'create', displayName: 'From template', templateId: template.id },
        { action: 'lock', relationship: { row: 0 } },
      ],
      'template 1',
    );
    await by.approve('woodgrove', created.relationshipId);
    const assign = { action: 'assign', relationshipId: created.relationshipId, groupId: by.group('beta.tier1') };
    const [assigned] = await rowsOf([{ ...assign, templateId: template.id }], 'template 2');
    expect(assigned.status).toBe('succeeded');
    const checked = await server.call('beta.admin', 'POST', `${path}/${template.id}/check`, {
      relationshipId: created.relationshipId,
    });
    expect(checked.body.matches).toBe(true);
    const other = { ...assign, groupId: by.group('beta.AdminAgents'), templateId: template.id };
    expect((await server.call('beta.admin', 'POST', bulk, { key: 'template 3', items: [other] })).body).toMatchObject({
      code: 'value-invalid',
      facts: { field: 'items.0.groupId' },
    });
  });
});

describe('the roles that can be granted', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('are listed with what each allows inside a customer, as the product itself decides it', async () => {
    const { status, body } = await server.call('woodgrove.user', 'GET', '/multipartner/v1/delegatedAdminRoles');
    expect(status).toBe(200);
    const roleOf = (id: string) => body.items.find((one: { id: string }) => one.id === id);
    expect(roleOf(role.licenseAdministrator)).toEqual({
      id: role.licenseAdministrator,
      name: 'License Administrator',
      privileged: false,
      gdapPermitted: true,
      allows: ['customer.users.read', 'customer.licences.read', 'customer.licences.assign'],
    });
    expect(roleOf(role.globalAdministrator)).toMatchObject({ privileged: true, gdapPermitted: true });
    const refused = body.items.filter((one: { gdapPermitted: boolean }) => !one.gdapPermitted);
    expect(refused.length).toBeGreaterThan(0);
    for (const one of [refused[0], roleOf(role.licenseAdministrator)]) {
      const answer = await server.call('beta.admin', 'POST', '/v1.0/tenantRelationships/delegatedAdminRelationships', {
        displayName: 'Roles',
        duration: 'P1D',
        accessDetails: unified(one.id),
      });
      expect(answer.status).toBe(one.gdapPermitted ? 201 : 400);
    }
    expect((await server.call(null, 'GET', '/multipartner/v1/delegatedAdminRoles')).status).toBe(401);
  });
});
