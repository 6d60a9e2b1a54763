import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships, role, unified } from './people.ts';

describe('etags of granular administration', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer({ delegatedAdminStepSeconds: 600 });
    by = people(server, () => server.advance('PT20M'));
  });
  afterAll(() => server.stop());

  const get = (path: string) => server.call('beta.admin', 'GET', path);
  const etag = async (path: string): Promise<string> => (await get(path)).body['@odata.etag'];
  const send = (method: string, path: string, body: unknown, ifMatch?: string) =>
    server.call('beta.admin', method, path, body, ifMatch === undefined ? {} : { 'if-match': ifMatch });

  /** Each write that demands one: its path, and a body that would change something. */
  const writes = async (): Promise<readonly (readonly [string, string, unknown])[]> => {
    const draft = `${relationships}/${(await by.draft('beta')).id}`;
    const active = await by.active('beta', 'litware', {
      accessDetails: unified(role.globalReader, role.userAdministrator),
    });
    const assignment = await by.assign('beta', active.id, await by.newGroup('beta'), role.globalReader);
    await server.advance('PT10M');
    const assigned = `${relationships}/${active.id}/accessAssignments/${assignment.id}`;
    return [
      ['PATCH', draft, { duration: 'P30D' }],
      ['DELETE', draft, undefined],
      ['PATCH', assigned, { accessDetails: unified(role.userAdministrator) }],
      ['DELETE', assigned, undefined],
    ];
  };

  it('are demanded of every change; who sends none is told the present one', async () => {
    for (const [method, path, body] of await writes()) {
      const before = await get(path);
      const answer = await send(method, path, body);
      expect(answer.status).toBe(428);
      expect(answer.body.error).toMatchObject({
        code: 'preconditionRequired',
        target: 'If-Match',
        details: [{ code: 'currentEtag', message: before.body['@odata.etag'] }],
      });
      expect((await get(path)).body).toEqual(before.body);
    }
  });

  it.each([
    'W/"JyIxODAwZTY4My0wMDAwLTAyMDAtMDAwMC02MTU0OWFmMDAwMDAiJw=="',
    '"none of ours"',
    'W/""',
    'W/"JyIxLjAuMS5hY3RpdmUiJw==", W/"abc"',
  ])('that are others are refused with the present one: %s', async (stale) => {
    for (const [method, path, body] of await writes()) {
      const before = await get(path);
      const answer = await send(method, path, body, stale);
      expect(answer, JSON.stringify(answer.body)).toMatchObject({
        status: 412,
        body: { error: { code: 'preconditionFailed' } },
      });
      expect(answer.body.error.details).toContainEqual({
        code: 'currentEtag',
        message: before.body['@odata.etag'],
        target: '@odata.etag',
      });
      expect((await get(path)).body).toEqual(before.body);
    }
  });

  it('that are none are refused', async () => {
    for (const [method, path, body] of await writes())
      expect((await send(method, path, body, 'latest')).status).toBe(400);
  });

  it('are accepted as they were read, as the only one or among others, weak or strong, and any by a star', async () => {
    const forms: ((tag: string) => string)[] = [
      (tag) => tag,
      (tag) => tag.replace('W/', ''),
      (tag) => `W/"other", ${tag}`,
      () => '*',
    ];
    for (const form of forms) {
      const path = `${relationships}/${(await by.draft('beta')).id}`;
      expect((await send('PATCH', path, { duration: 'P30D' }, form(await etag(path)))).status).toBe(200);
      expect((await send('DELETE', path, undefined, form(await etag(path)))).status).toBe(204);
    }
  });

  it('are the same in a list, in the object, in its header, and in the answer to a change', async () => {
    const made = await by.draft('beta');
    const path = `${relationships}/${made.id}`;
    const changed = await send('PATCH', path, { duration: 'P30D' }, made['@odata.etag']);
    const read = await get(path);
    const [listed] = (
      await get(`${relationships}?$filter=displayName eq '${made.displayName}'&$select=@odata.etag,status`)
    ).body.value;
    expect(listed).toEqual({
      '@odata.type': '#microsoft.graph.delegatedAdminRelationship',
      '@odata.etag': read.body['@odata.etag'],
      status: 'created',
    });
    expect(changed.body['@odata.etag']).toBe(read.body['@odata.etag']);
    expect(read.headers.get('etag')).toBe(read.body['@odata.etag']);
    expect(read.body['@odata.etag']).toMatch(/^W\/"[A-Za-z0-9+/]+=*"$/);
  });

  it('let one of several changes win that were made from the same state', async () => {
    const made = await by.draft('beta');
    const path = `${relationships}/${made.id}`;
    const days = [11, 12, 13, 14, 15];
    const answers = await Promise.all(
      days.map((day) => send('PATCH', path, { duration: `P${day}D` }, made['@odata.etag'])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    const won = days[answers.findIndex(({ status }) => status === 200)];
    expect((await get(path)).body.duration).toBe(`P${won}D`);
  });

  it('are others after every act, and after everything that time alone brings', async () => {
    const seen: string[] = [];
    const { id } = await by.draft('beta', {
      duration: 'P1D',
      accessDetails: unified(role.globalReader, role.globalAdministrator),
    });
    const path = `${relationships}/${id}`;
    const differs = async (...paths: string[]) => {
      for (const one of paths) {
        const now = await etag(one);
        expect(seen).not.toContain(`${one} ${now}`);
        seen.push(`${one} ${now}`);
        expect(await etag(one)).toBe(now);
      }
    };
    const passes = async (duration: string, ...paths: string[]) => {
      await server.advance(duration);
      await differs(...paths);
    };
    await differs(path);
    await send('PATCH', path, { displayName: `Renamed ${id.slice(0, 8)}` }, '*');
    await differs(path);
    const request = `${path}/requests/${(await by.request('beta', id, 'lockForApproval')).id}`;
    await differs(path, request);
    await passes('PT5M', request);
    await passes('PT5M', path, request);
    await by.approve('litware', id);
    await differs(path);
    await passes('PT10M', path);
    await passes('PT10M', path);
    const customer = `/v1.0/tenantRelationships/delegatedAdminCustomers/${server.tenant('litware').id}`;
    await differs(customer);

    const roles = [role.globalReader, role.globalAdministrator];
    const { id: assignmentId } = await by.assign('beta', id, await by.newGroup('beta'), ...roles);
    const assignment = `${path}/accessAssignments/${assignmentId}`;
    await differs(assignment);
    await passes('PT10M', assignment);
    await send('PATCH', assignment, { accessDetails: unified(role.globalReader) }, '*');
    await differs(assignment);
    const [{ id: operationId }] = (await get(`${path}/operations`)).body.value;
    const operation = `${path}/operations/${operationId}`;
    await differs(operation);
    await passes('PT10M', operation);
    await passes('PT10M', operation, assignment);

    await send('PATCH', path, { accessDetails: unified(role.globalReader) }, '*');
    await differs(path);
    await passes('PT20M', path);
    await send('PATCH', path, { autoExtendDuration: 'P180D' }, '*');
    await differs(path);
    await passes('P1D', path);
    await passes('P180D', path);
    await send('DELETE', assignment, undefined, '*');
    await differs(assignment);
    await passes('PT10M', assignment);
    await by.request('beta', id, 'terminate');
    await differs(path);
    await passes('PT10M', path);
    await passes('PT10M', path);
  });

  it('are others when the customer acts', async () => {
    const { id, '@odata.etag': before } = await by.active('beta', 'woodgrove');
    const path = `/multipartner/v1/delegatedAdminRelationships/${id}`;
    const own = `${relationships}/${id}`;
    expect((await server.call('woodgrove.admin', 'PATCH', path, { autoExtendDuration: 'P180D' })).status).toBe(200);
    expect(await etag(own)).not.toBe(before);
    expect((await send('PATCH', own, { autoExtendDuration: 'PT0S' }, before)).status).toBe(412);
    const between = await etag(own);
    expect((await server.call('woodgrove.admin', 'POST', `${path}/termination`, {})).status).toBe(200);
    expect(await etag(own)).not.toBe(between);
  });
});
