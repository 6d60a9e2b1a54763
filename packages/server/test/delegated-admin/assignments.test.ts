import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships, role, unified } from './people.ts';

const container = (accessContainerId: string) => ({ accessContainerId, accessContainerType: 'securityGroup' });

describe('assignments of approved roles to security groups (R69)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer({ delegatedAdminStepSeconds: 2 });
    by = people(server, () => server.advance('PT4S'));
  });
  afterAll(() => server.stop());

  const approved = [role.globalReader, role.userAdministrator, role.licenseAdministrator];
  const active = async (change: object = {}) =>
    `${relationships}/${(await by.active('beta', 'litware', { accessDetails: unified(...approved), ...change })).id}`;
  const idOf = (path: string) => path.split('/').at(-1) as string;
  const show = async (path: string) => (await server.call('beta.admin', 'GET', path)).body;
  const post = (path: string, groupId: string, ...roles: string[]) =>
    server.call('beta.admin', 'POST', `${path}/accessAssignments`, {
      accessContainer: container(groupId),
      accessDetails: unified(...roles),
    });
  const patch = (path: string, ...roles: string[]) =>
    server.call('beta.admin', 'PATCH', path, { accessDetails: unified(...roles) }, { 'if-match': '*' });
  const remove = (path: string) => server.call('beta.admin', 'DELETE', path, undefined, { 'if-match': '*' });
  /** An assignment that has become active; answers its path. */
  const assigned = async (path: string, ...roles: string[]) => {
    const { id } = await by.assign('beta', idOf(path), await by.newGroup('beta'), ...roles);
    await server.advance('PT2S');
    return `${path}/accessAssignments/${id}`;
  };

  it('is pending first, and active after a step; its group and its roles are those asked for', async () => {
    const path = await active();
    const group = await by.newGroup('beta');
    const made = await post(path, group.toUpperCase(), role.userAdministrator, role.globalReader);
    expect(made).toMatchObject({
      status: 201,
      body: {
        status: 'pending',
        accessContainer: container(group),
        accessDetails: unified(role.userAdministrator, role.globalReader),
      },
    });
    expect(made.headers.get('location')).toBe(`${server.url}${path}/accessAssignments/${made.body.id}`);
    await server.advance('PT2S');
    expect((await show(`${path}/accessAssignments/${made.body.id}`)).status).toBe('active');
  });

  it('is the only living one of its group; the refusal names the one there is', async () => {
    const path = await active();
    const group = await by.newGroup('beta');
    const first = await post(path, group, role.globalReader);
    const second = await post(path, group, role.userAdministrator);
    expect(second).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', target: 'accessContainer', details: [{ target: first.body.id }] } },
    });
    expect(second.body.error.message).toContain('The resource already exists');
    // In another relationship the group may have another (R76).
    expect((await post(await active(), group, role.globalReader)).status).toBe(201);
    await server.advance('PT2S');
    expect((await remove(`${path}/accessAssignments/${first.body.id}`)).status).toBe(204);
    const again = await post(path, group, role.globalReader);
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(first.body.id);
    await server.advance('PT2S');
    const list = (await show(`${path}/accessAssignments?$orderby=createdDateTime`)).value;
    expect(list.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      [first.body.id, 'deleted'],
      [again.body.id, 'active'],
    ]);
  });

  it('is won by one of several that want the group at once', async () => {
    const path = await active();
    const group = await by.newGroup('beta');
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(path, group, role.globalReader)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it("needs a security group of the partner's own, and roles that the customer approved", async () => {
    const path = await active();
    const group = await by.newGroup('beta');
    const refused = async (groupId: string, roles: string[], target: string) => {
      const answer = await post(path, groupId, ...roles);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({
        status: 400,
        body: { error: { code: 'badRequest', target } },
      });
      return answer.body.error;
    };
    for (const other of [await by.newGroup('alpha'), server.person('beta.user').id, idOf(path).slice(0, 36)])
      expect((await refused(other, [role.globalReader], 'accessContainer')).message).toContain(
        'access container does not exist',
      );
    const beyond = await refused(group, [role.globalReader, role.helpdeskAdministrator], 'accessDetails.unifiedRoles');
    expect(beyond.details.map((one: { target: string }) => one.target)).toEqual([role.helpdeskAdministrator]);
    await refused(group, [], 'accessDetails.unifiedRoles');
    await refused(group, [role.globalReader, role.globalReader], 'accessDetails.unifiedRoles');
    await refused('tier1', [role.globalReader], 'accessContainer.accessContainerId');
    expect((await show(`${path}/accessAssignments`)).value).toEqual([]);
  });

  it.each([
    [{ accessDetails: unified(role.globalReader) }, 'accessContainer'],
    [{ accessContainer: container(role.globalReader) }, 'accessDetails'],
    [
      { accessContainer: { accessContainerId: role.globalReader }, accessDetails: unified() },
      'accessContainer.accessContainerType',
    ],
    [
      { accessContainer: { ...container(role.globalReader), accessContainerType: 'user' }, accessDetails: unified() },
      'accessContainer.accessContainerType',
    ],
  ])('cannot be %j', async (body, target) => {
    const answer = await server.call('beta.admin', 'POST', `${await active()}/accessAssignments`, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { target } } });
  });

  it('exists only in an active relationship', async () => {
    const group = await by.newGroup('beta');
    const { id } = await by.draft('beta', { accessDetails: unified(...approved) });
    const path = `${relationships}/${id}`;
    const steps = {
      created: async () => undefined,
      approvalPending: () => by.request('beta', id, 'lockForApproval').then(() => server.advance('PT2S')),
      approved: () => by.approve('litware', id),
      activating: () => server.advance('PT2S'),
      terminationRequested: () => server.advance('PT2S').then(() => by.request('beta', id, 'terminate')),
      terminated: () => server.advance('PT4S'),
    };
    for (const [status, step] of Object.entries(steps)) {
      await step();
      const answer = await post(path, group, role.globalReader);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'badRequest', target: 'status' } } });
      expect(answer.body.error.message).toContain(status);
    }
  });

  it('may exist for a hundred groups of the partner at one customer, and for no more', async () => {
    await by.clear();
    const [first, second] = [await active(), await active()];
    const groups = await Promise.all(Array.from({ length: 101 }, () => by.newGroup('beta')));
    for (let at = 0; at < 99; at += 11)
      for (const answer of await Promise.all(
        groups.slice(at, at + 11).map((group, n) => post((at + n) % 2 ? first : second, group, role.globalReader)),
      ))
        expect(answer.status).toBe(201);
    // Two that want the last place at once, in two relationships.
    const last = await Promise.all([
      post(first, groups[99] as string, role.globalReader),
      post(second, groups[100] as string, role.globalReader),
    ]);
    expect(last.map(({ status }) => status).sort()).toEqual([201, 400]);
    const left = groups[last[0].status === 400 ? 99 : 100] as string;
    const tooMany = await post(first, left, role.globalReader);
    expect(tooMany).toMatchObject({ status: 400, body: { error: { target: 'accessContainer' } } });
    expect(tooMany.body.error.message).toContain('100');
    // One that is used already counts once; another customer counts for itself; one that goes makes room.
    expect((await post(second, groups[1] as string, role.globalReader)).status).toBe(201);
    const elsewhere = await by.active('beta', 'woodgrove', { accessDetails: unified(...approved) });
    expect((await post(`${relationships}/${elsewhere.id}`, left, role.globalReader)).status).toBe(201);
    const [{ id }] = (
      await show(`${second}/accessAssignments?$filter=AccessContainer/AccessContainerId eq '${groups[0]}'`)
    ).value;
    await remove(`${second}/accessAssignments/${id}`);
    expect((await post(first, left, role.globalReader)).status).toBe(201);
    await by.clear();
  });

  describe('a change of its roles', () => {
    it('is no change when they are the same, in whatever order', async () => {
      const path = await assigned(await active(), role.globalReader, role.userAdministrator);
      const before = await show(path);
      const answer = await patch(path, role.userAdministrator, role.globalReader);
      expect(answer).toMatchObject({ status: 200, body: { id: before.id, '@odata.etag': before['@odata.etag'] } });
      expect(answer.headers.get('location')).toBeNull();
    });

    it('is an operation that goes from notStarted over running to succeeded', async () => {
      const relationship = await active();
      const path = await assigned(relationship, role.globalReader);
      const answer = await patch(path, role.userAdministrator, role.licenseAdministrator);
      expect(answer).toMatchObject({ status: 202, body: {} });
      expect(answer.headers.get('retry-after')).toBe('10');
      const operation = (answer.headers.get('location') as string).replace(server.url, '');
      expect(operation).toMatch(new RegExp(`^${relationship}/operations/[0-9a-f-]{36}$`));
      const at = async () => {
        const one = await show(operation);
        expect(one.operationType).toBe('delegatedAdminAccessAssignmentUpdate');
        return [one.status, (await show(path)).accessDetails];
      };
      expect(await at()).toEqual(['notStarted', unified(role.globalReader)]);
      await server.advance('PT2S');
      expect(await at()).toEqual(['running', unified(role.globalReader)]);
      expect(await patch(path, role.globalReader)).toMatchObject({
        status: 409,
        body: { error: { code: 'conflict' } },
      });
      await server.advance('PT2S');
      expect(await at()).toEqual(['succeeded', unified(role.userAdministrator, role.licenseAdministrator)]);
      const { id, accessContainer } = await show(path);
      expect(JSON.parse((await show(operation)).data)).toEqual({
        id,
        accessContainer,
        accessDetails: unified(role.userAdministrator, role.licenseAdministrator),
        status: 'active',
      });
    });

    it('fails with a reason when the assignment or the relationship ends before', async () => {
      const relationship = await active();
      const reasons = async (end: (path: string) => Promise<unknown>) => {
        const path = await assigned(relationship, role.globalReader);
        const location = (await patch(path, role.userAdministrator)).headers.get('location') as string;
        await end(path);
        await server.advance('PT4S');
        const one = await show(location.replace(server.url, ''));
        return [one.status, JSON.parse(one.data).error];
      };
      expect(await reasons(remove)).toEqual(['failed', { code: 'assignment-deleted' }]);
      expect(await reasons(() => by.request('beta', idOf(relationship), 'terminate'))).toEqual([
        'failed',
        { code: 'relationship-ended' },
      ]);
    });

    it('is possible only while it is active, and only to approved roles', async () => {
      const relationship = await active();
      const path = await assigned(relationship, role.globalReader);
      expect(await patch(path, role.helpdeskAdministrator)).toMatchObject({
        status: 400,
        body: { error: { target: 'accessDetails.unifiedRoles' } },
      });
      expect((await patch(path)).status).toBe(400);
      const moved = {
        accessContainer: container(await by.newGroup('beta')),
        accessDetails: unified(role.globalReader),
      };
      const before = (await show(path)).accessContainer;
      await server.call('beta.admin', 'PATCH', path, moved, { 'if-match': '*' });
      expect((await show(path)).accessContainer).toEqual(before);
      const pending = await by.assign('beta', idOf(relationship), await by.newGroup('beta'), role.globalReader);
      const refused = async (of: string, status: string) => {
        const answer = await patch(of, role.userAdministrator);
        expect(answer).toMatchObject({ status: 400, body: { error: { target: 'status' } } });
        expect(answer.body.error.message).toContain(status);
      };
      await refused(`${relationship}/accessAssignments/${pending.id}`, 'pending');
      await remove(path);
      await refused(path, 'deleting');
      expect((await remove(path)).status).toBe(400);
      await server.advance('PT2S');
      await refused(path, 'deleted');
      expect((await remove(path)).status).toBe(400);
    });

    it('takes what goes at once, and gives what comes when it is done', async () => {
      await by.clear();
      const relationship = await active();
      const { id } = await by.assign('beta', idOf(relationship), 'beta.tier1', role.globalReader);
      await server.advance('PT2S');
      const reads = async () =>
        (await server.call('beta.user', 'GET', `/v1/customers/${server.tenant('litware').id}/users`)).status;
      expect(await reads()).toBe(200);
      const path = `${relationship}/accessAssignments/${id}`;
      await patch(path, role.licenseAdministrator);
      expect(await reads()).toBe(403);
      await server.advance('PT4S');
      expect(await reads()).toBe(200);
      await remove(path);
      expect(await reads()).toBe(403);
    });
  });

  it('of an ended relationship goes with it, and its group is free', async () => {
    const relationship = await active();
    const path = await assigned(relationship, role.globalReader);
    await by.request('beta', idOf(relationship), 'terminate');
    expect((await show(path)).status).toBe('deleting');
    await server.advance('PT4S');
    expect((await show(path)).status).toBe('deleted');
  });

  it('of groups of its own counts for nothing at another partner', async () => {
    const group = await by.newGroup('beta');
    const path = await active();
    await post(path, group, role.globalReader);
    const foreign = await by.active('alpha', 'litware', { accessDetails: unified(...approved) });
    const body = { accessContainer: container(group), accessDetails: unified(role.globalReader) };
    const answer = await server.call('alpha.admin', 'POST', `${relationships}/${foreign.id}/accessAssignments`, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { target: 'accessContainer' } } });
    expect((await server.call('alpha.admin', 'POST', `${path}/accessAssignments`, body)).status).toBe(404);
  });
});
