import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const directoryReaders = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const groupsAdministrator = 'fdd7a751-b60b-444a-984c-02652fe8fa1c';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

type Who = Parameters<TestServer['call']>[0];
const call = (who: Who, method: string, path: string, body?: unknown) => server.call(who, method, `/v1.0${path}`, body);
const plan = (displayName: string, more: object = {}) => ({
  displayName,
  mailEnabled: false,
  mailNickname: displayName.replaceAll(/\W/g, ''),
  securityEnabled: true,
  ...more,
});
const make = async (displayName: string, who: Who = 'alpha.admin'): Promise<string> =>
  (await call(who, 'POST', '/groups', plan(displayName))).body.id;
const reference = (id: string, kind = 'directoryObjects') => ({
  '@odata.id': `https://graph.microsoft.com/v1.0/${kind}/${id}`,
});
const add = (group: string, id: string, who: Who = 'alpha.admin', kind?: string) =>
  call(who, 'POST', `/groups/${group}/members/$ref`, reference(id, kind));
const ids = (body: { value: { id: string }[] }) => body.value.map((one) => one.id).toSorted();
const built = (key: string) => server.tenant('alpha').groups.find((one) => one.key === key)?.id as string;
const records = () =>
  server.database<{ tenant_id: string; operation_type: string; status: string }[]>`
    select tenant_id, operation_type, status from audit_record order by seq`;

/** Gives a person a directory role, as his administrator would. */
const give = (who: string, roleId: string) => {
  const { id, tenantId } = server.person(who);
  return server.database`insert into directory_role_member (tenant_id, role_id, user_id) values (${tenantId}, ${roleId}, ${id})`;
};

describe('making a group', () => {
  it('answers 201 with where it stands, and records who did it', async () => {
    const before = (await records()).length;
    const { status, headers, body } = await call(
      'alpha.admin',
      'POST',
      '/groups',
      plan('M365 GDAP User Administrator', { description: 'Granular', groupTypes: [] }),
    );
    expect([status, headers.get('location')]).toEqual([201, `${server.url}/v1.0/groups/${body.id}`]);
    expect(body).toMatchObject({
      '@odata.context': `${server.url}/v1.0/$metadata#groups/$entity`,
      displayName: 'M365 GDAP User Administrator',
      description: 'Granular',
      mailNickname: 'M365GDAPUserAdministrator',
      mailEnabled: false,
      securityEnabled: true,
    });
    expect((await call('alpha.user', 'GET', `/groups/${body.id}`)).body).toEqual(body);
    expect((await records()).slice(before)).toEqual([
      { tenant_id: server.tenant('alpha').id, operation_type: 'create_security_group', status: 'succeeded' },
    ]);
    expect((await call('beta.admin', 'GET', `/groups/${body.id}`)).status).toBe(404);
  });

  it('takes members with it', async () => {
    const members = [server.person('alpha.user').id, server.person('alpha.sales').id];
    const { status, body } = await call('alpha.admin', 'POST', '/groups', {
      ...plan('With members'),
      'members@odata.bind': members.map((id) => `https://graph.microsoft.com/v1.0/users/${id}`),
    });
    expect(status).toBe(201);
    expect(ids((await call('alpha.admin', 'GET', `/groups/${body.id}/members`)).body)).toEqual(members.toSorted());
  });

  it.each([
    ['no name', { displayName: undefined }, 'displayName'],
    ['a name of blanks', { displayName: '  ' }, 'displayName'],
    ['no nickname', { mailNickname: undefined }, 'mailNickname'],
    ['a nickname with a sign that none has', { mailNickname: 'a b' }, 'mailNickname'],
    ['mail', { mailEnabled: true }, 'mailEnabled'],
    ['no security', { securityEnabled: false }, 'securityEnabled'],
    ['a type', { groupTypes: ['Unified'] }, 'groupTypes'],
    ['a member nobody knows', { members: [] }, 'members'],
    ['owners', { 'owners@odata.bind': [] }, 'owners@odata.bind'],
    [
      'a member of another tenant',
      { 'members@odata.bind': ['/users/admin@beta.onmicrosoft.com'] },
      'members@odata.bind',
    ],
    ['a reference that is none', { 'members@odata.bind': ['nonsense'] }, 'members@odata.bind'],
  ])('is refused with %s, and makes nothing', async (_what, change, target) => {
    const answer = await call('alpha.admin', 'POST', '/groups', { ...plan('Never made'), ...change });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'badRequest', target } } });
    expect((await call('alpha.admin', 'GET', "/groups?$filter=displayName eq 'Never made'")).body.value).toEqual([]);
  });

  it('is for Global, User and Groups administrators, and for applications that it was granted to', async () => {
    for (const who of ['alpha.sales', 'alpha.helpdesk', 'alpha.user'])
      expect(await call(who, 'POST', '/groups', plan('No'))).toMatchObject({
        status: 403,
        body: { error: { code: 'forbidden' } },
      });
    await give('alpha.sales', userAdministrator);
    await give('alpha.helpdesk', groupsAdministrator);
    for (const who of ['alpha.sales', 'alpha.helpdesk', { application: 'alpha' }])
      expect((await call(who, 'POST', '/groups', plan('Yes'))).status).toBe(201);
    const reader = await server.token('alpha.admin', { audience: 'graph', scopes: ['Group.Read.All'] });
    expect((await call(reader, 'POST', '/groups', plan('No'))).status).toBe(403);
  });

  it('can be rehearsed', async () => {
    const answer = await server.call('alpha.admin', 'POST', '/v1.0/groups', plan('Only tried'), { Prefer: 'dry-run' });
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 201, records: [{ operationType: 'create_security_group' }] },
    });
    expect((await call('alpha.admin', 'GET', "/groups?$filter=displayName eq 'Only tried'")).body.value).toEqual([]);
  });
});

describe('changing a group', () => {
  it('renames and describes it', async () => {
    const id = await make('Before');
    expect(
      (await call('alpha.admin', 'PATCH', `/groups/${id}`, { displayName: 'After', description: 'Why' })).status,
    ).toBe(204);
    expect((await call('alpha.admin', 'PATCH', `/groups/${id}`, { description: null })).status).toBe(204);
    expect((await call('alpha.admin', 'GET', `/groups/${id}`)).body).toMatchObject({
      displayName: 'After',
      description: null,
    });
  });

  it('is refused for nothing, for what cannot change and for a built-in name', async () => {
    const id = await make('Stays');
    for (const body of [{}, { displayName: '' }, { securityEnabled: false }])
      expect((await call('alpha.admin', 'PATCH', `/groups/${id}`, body)).status).toBe(400);
    const agents = await call('alpha.admin', 'PATCH', `/groups/${built('alpha.AdminAgents')}`, { displayName: 'Mine' });
    expect(agents).toMatchObject({ status: 400, body: { error: { target: 'displayName' } } });
    expect((await call('beta.admin', 'PATCH', `/groups/${id}`, { displayName: 'Theirs' })).status).toBe(404);
    expect((await call('alpha.admin', 'GET', `/groups/${id}`)).body.displayName).toBe('Stays');
  });
});

describe('members', () => {
  it('are people, applications and groups, named in either way', async () => {
    const [outer, inner] = [await make('Outer'), await make('Inner')];
    const { id: person, userPrincipalName } = server.person('alpha.user');
    const application = server.tenant('alpha').applications[0]?.clientId as string;
    expect((await add(outer, inner)).status).toBe(204);
    expect((await add(inner, userPrincipalName, 'alpha.admin', 'users')).status).toBe(204);
    expect((await add(inner, application, { application: 'alpha' })).status).toBe(204);
    expect(ids((await call('alpha.admin', 'GET', `/groups/${outer}/members`)).body)).toEqual([inner]);
    const through = (await call('alpha.admin', 'GET', `/groups/${outer}/transitiveMembers?$count=true`)).body;
    expect([through['@odata.count'], ids(through)]).toEqual([3, [inner, person, application].toSorted()]);
    const holders = async (name: string) => ids((await call('alpha.admin', 'GET', `/users/${person}/${name}`)).body);
    expect(await holders('memberOf')).not.toContain(outer);
    expect(await holders('transitiveMemberOf')).toEqual(expect.arrayContaining([outer, inner]));
    const filter = "/members?$filter=startswith(displayName,'Inner')";
    expect(ids((await call('alpha.admin', 'GET', `/groups/${outer}${filter}`)).body)).toEqual([inner]);
  });

  it('can be groups in a circle, and are found all the same', async () => {
    const [one, two] = [await make('Circle 1'), await make('Circle 2')];
    await add(one, two);
    expect((await add(two, one)).status).toBe(204);
    await add(one, server.person('alpha.user').id);
    expect(ids((await call('alpha.admin', 'GET', `/groups/${two}/transitiveMembers`)).body)).toEqual(
      [one, two, server.person('alpha.user').id].toSorted(),
    );
  });

  it.each([
    ['somebody of another tenant', () => reference(server.person('beta.admin').id)],
    ['nobody', () => reference('00000000-0000-4000-8000-000000000000')],
    ['what is no reference', () => ({ '@odata.id': 'https://graph.microsoft.com/v1.0/me' })],
    ['nothing', () => ({})],
    ['something else', () => ({ id: server.person('alpha.user').id })],
  ])('are refused when they are %s', async (_what, body) => {
    const id = await make('Refusing');
    const answer = await call('alpha.admin', 'POST', `/groups/${id}/members/$ref`, body());
    expect([answer.status, answer.body.error.code]).toEqual([400, 'badRequest']);
    expect((await call('alpha.admin', 'GET', `/groups/${id}/members`)).body.value).toEqual([]);
  });

  it('are added once, never the group itself, and taken out again', async () => {
    const id = await make('Once');
    const { id: person } = server.person('alpha.user');
    expect((await add(id, id)).status).toBe(400);
    expect((await add(id, person)).status).toBe(204);
    const again = await add(id, person);
    expect([again.status, again.body.error.message]).toEqual([400, expect.stringContaining('already exist')]);
    const remove = (who: string) => call(who, 'DELETE', `/groups/${id}/members/${person}/$ref`);
    expect((await remove('alpha.user')).status).toBe(403);
    expect((await remove('beta.admin')).status).toBe(404);
    expect((await remove('alpha.admin')).status).toBe(204);
    expect((await remove('alpha.admin')).status).toBe(404);
  });

  it('of the groups of agents are decided by Global and User administrators, and make agents at once', async () => {
    const agents = built('alpha.AdminAgents');
    const { id: person } = server.person('alpha.user');
    // He is Groups administrator by now.
    const refused = await add(agents, person, 'alpha.helpdesk');
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    const list = () => call('alpha.user', 'GET', '/contracts');
    expect((await list()).status).toBe(403);
    expect((await add(agents, person)).status).toBe(204);
    expect((await list()).status).toBe(200);
    expect((await call('alpha.admin', 'DELETE', `/groups/${agents}/members/${person}/$ref`)).status).toBe(204);
    expect((await list()).status).toBe(403);
  });

  it('hold granular roles through a group made here, and no longer when they are out of it', async () => {
    await putGranular(server, { partner: 'beta', customer: 'litware', roleIds: [directoryReaders] });
    const tier1 = server.tenant('beta').groups.find((one) => one.key === 'beta.tier1')?.id as string;
    const nested = await make('Nested', 'beta.admin');
    const { id } = server.person('beta.sales');
    const enter = async () =>
      (
        await server.call(null, 'POST', '/sandbox/v1/tokens', {
          tenant: 'litware',
          user: 'beta.sales',
          audience: 'graph',
        })
      ).status;
    expect(await enter()).toBe(400);
    await add(tier1, nested, 'beta.admin');
    await add(nested, id, 'beta.admin');
    expect(await enter()).toBe(200);
    await call('beta.admin', 'DELETE', `/groups/${nested}`);
    expect(await enter()).toBe(400);
    expect(
      (await call('beta.admin', 'GET', `/groups/${tier1}/members`)).body.value.map(
        (one: { displayName: string }) => one.displayName,
      ),
    ).not.toContain('Nested');
  });
});

describe('deleting a group', () => {
  it('leaves nothing of it, and cannot be done to a built-in one or a stranger’s', async () => {
    const id = await make('Short-lived');
    expect((await call('beta.admin', 'DELETE', `/groups/${id}`)).status).toBe(404);
    expect((await call('alpha.user', 'DELETE', `/groups/${id}`)).status).toBe(403);
    expect((await call('alpha.admin', 'DELETE', `/groups/${id}`)).status).toBe(204);
    expect((await call('alpha.admin', 'GET', `/groups/${id}`)).status).toBe(404);
    expect((await call('alpha.admin', 'DELETE', `/groups/${id}`)).status).toBe(404);
    for (const key of ['alpha.AdminAgents', 'alpha.HelpdeskAgents', 'alpha.SalesAgents']) {
      const answer = await call('alpha.admin', 'DELETE', `/groups/${built(key)}`);
      expect([answer.status, answer.body.error.message]).toEqual([400, expect.stringContaining('built-in')]);
      expect((await call('alpha.admin', 'GET', `/groups/${built(key)}`)).status).toBe(200);
    }
  });
});

describe('deleting a group that has granular roles', () => {
  let slow: TestServer;
  beforeAll(async () => {
    slow = await startServer({ delegatedAdminStepSeconds: 60 });
  });
  afterAll(() => slow.stop());

  async function relationship(partner: string, customer: string) {
    const id = await putGranular(slow, {
      partner,
      customer,
      roleIds: [directoryReaders, userAdministrator],
      group: null,
    });
    return `/v1.0/tenantRelationships/delegatedAdminRelationships/${id}-${slow.tenant(partner).id}`;
  }
  const makeGroup = async (name: string): Promise<string> =>
    (await slow.call('alpha.admin', 'POST', '/v1.0/groups', plan(name))).body.id;
  const assign = async (at: string, group: string) => {
    const { status, body } = await slow.call('alpha.admin', 'POST', `${at}/accessAssignments`, {
      accessContainer: { accessContainerId: group, accessContainerType: 'securityGroup' },
      accessDetails: { unifiedRoles: [{ roleDefinitionId: directoryReaders }] },
    });
    expect([status, body.status]).toEqual([201, 'pending']);
    return `${at}/accessAssignments/${body.id}`;
  };
  const drop = (group: string) => slow.call('alpha.admin', 'DELETE', `/v1.0/groups/${group}`);
  const read = (path: string) => slow.call('alpha.admin', 'GET', path);

  it('fails pending assignments for good, and says why, in the log of the customer too', async () => {
    const at = await relationship('alpha', 'woodgrove');
    const other = await relationship('alpha', 'litware');
    const group = await makeGroup('Going');
    const assignments = [await assign(at, group), await assign(other, group)];
    const before = (await read(assignments[0] as string)).body;
    expect((await drop(group)).status).toBe(204);
    for (const path of assignments)
      expect((await read(path)).body).toMatchObject({ status: 'error', '@multipartner.reason': 'group-deleted' });
    expect((await read(assignments[0] as string)).body['@odata.etag']).not.toBe(before['@odata.etag']);
    await slow.advance('PT5M');
    expect((await read(assignments[0] as string)).body.status).toBe('error');
    const told = await slow.database<{ tenant_id: string }[]>`
      select tenant_id from audit_record where customized ->> 'reason' = 'group-deleted'`;
    expect(told.map((one) => one.tenant_id).toSorted()).toEqual(
      [
        slow.tenant('alpha').id,
        slow.tenant('alpha').id,
        slow.tenant('woodgrove').id,
        slow.tenant('litware').id,
      ].toSorted(),
    );
  });

  it('leaves active ones dangling: readable, holding nothing, and deletable', async () => {
    const at = await relationship('alpha', 'wingtip');
    const group = await makeGroup('Dangling');
    const { id } = slow.person('alpha.user');
    await slow.call('alpha.admin', 'POST', `/v1.0/groups/${group}/members/$ref`, reference(id));
    const path = await assign(at, group);
    await slow.advance('PT2M');
    const enter = async () =>
      (
        await slow.call(null, 'POST', '/sandbox/v1/tokens', {
          tenant: 'wingtip',
          user: 'alpha.user',
          audience: 'graph',
        })
      ).status;
    expect([(await read(path)).body.status, await enter()]).toEqual(['active', 200]);
    expect((await drop(group)).status).toBe(204);
    expect((await read(path)).body).toMatchObject({ status: 'active', accessContainer: { accessContainerId: group } });
    expect(await enter()).toBe(400);
    const gone = await slow.call('alpha.admin', 'DELETE', path, undefined, { 'If-Match': '*' });
    expect([gone.status, (await read(path)).body.status]).toEqual([204, 'deleting']);
  });

  it('fails a change of roles that is under way, and leaves the roles as they are', async () => {
    const at = await relationship('alpha', 'betacorp');
    const group = await makeGroup('Changing');
    const path = await assign(at, group);
    await slow.advance('PT2M');
    const roles = (ids: string[]) => ({ unifiedRoles: ids.map((roleDefinitionId) => ({ roleDefinitionId })) });
    const change = { accessDetails: roles([userAdministrator]) };
    const accepted = await slow.call('alpha.admin', 'PATCH', path, change, { 'If-Match': '*' });
    expect(accepted.status).toBe(202);
    const operation = (accepted.headers.get('location') as string).slice(slow.url.length);
    expect((await drop(group)).status).toBe(204);
    const failed = (await read(operation)).body;
    expect([failed.status, JSON.parse(failed.data).error]).toEqual(['failed', { code: 'group-deleted' }]);
    await slow.advance('PT5M');
    expect((await read(path)).body).toMatchObject({ status: 'active', accessDetails: roles([directoryReaders]) });
  });

  it('touches nothing of other partners', async () => {
    const theirs = await relationship('beta', 'woodgrove');
    const tier1 = slow.tenant('beta').groups.find((one) => one.key === 'beta.tier1')?.id as string;
    const made = await slow.call('beta.admin', 'POST', `${theirs}/accessAssignments`, {
      accessContainer: { accessContainerId: tier1, accessContainerType: 'securityGroup' },
      accessDetails: { unifiedRoles: [{ roleDefinitionId: directoryReaders }] },
    });
    expect((await drop(tier1)).status).toBe(404);
    expect((await slow.call('beta.admin', 'GET', `${theirs}/accessAssignments/${made.body.id}`)).body.status).toBe(
      'pending',
    );
  });
});
