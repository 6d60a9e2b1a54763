import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, relationships, role, unified } from './people.ts';

/** Every state in the order of a life; `locking`: shown as created, but the lock is on its way. */
const states = [
  'created',
  'locking',
  'approvalPending',
  'approved',
  'activating',
  'active',
  'expiring',
  'expired',
  'terminationRequested',
  'terminating',
  'terminated',
] as const;
type State = (typeof states)[number];

describe('what may be done to a granular relationship in which state (R62)', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  beforeAll(async () => {
    server = await startServer({ delegatedAdminStepSeconds: 600 });
    by = people(server, () => server.advance('PT20M'));
  });
  afterAll(() => server.stop());

  /** A relationship of Beta in that state; answers its path. */
  async function put(state: State): Promise<string> {
    const { id } = await by.draft('beta', {
      duration: 'P1D',
      accessDetails: unified(role.globalReader, role.userAdministrator),
    });
    const steps: Partial<Record<State, () => Promise<unknown>>> = {
      locking: () => by.request('beta', id, 'lockForApproval'),
      approvalPending: () => server.advance('PT10M'),
      approved: () => by.approve('litware', id),
      activating: () => server.advance('PT10M'),
      active: () => server.advance('PT10M'),
      expiring: () => server.advance('P1D'),
      expired: () => server.advance('PT10M'),
      terminationRequested: () => by.request('beta', id, 'terminate'),
      terminating: () => server.advance('PT10M'),
      terminated: () => server.advance('PT10M'),
    };
    const expires = state === 'expiring' || state === 'expired';
    for (const step of states.slice(0, states.indexOf(state) + 1))
      if (expires || (step !== 'expiring' && step !== 'expired')) await steps[step]?.();
    expect((await by.get('beta', id)).status).toBe(state === 'locking' ? 'created' : state);
    return `${relationships}/${id}`;
  }
  const show = async (path: string) => (await server.call('beta.admin', 'GET', path)).body;
  const any = { 'if-match': '*' };
  const send = (method: string, path: string, body?: unknown) => server.call('beta.admin', method, path, body, any);

  const changes = {
    displayName: () => ({ displayName: `Renamed ${performance.now()}`.replace('.', '_') }),
    duration: () => ({ duration: 'P30D' }),
    customer: () => ({ customer: { tenantId: server.tenant('woodgrove').id } }),
    accessDetails: () => ({ accessDetails: unified(role.globalReader) }),
    autoExtendDuration: () => ({ autoExtendDuration: 'P180D' }),
  } as const;

  it.each(states)('changes of one that is %s are those of the table, and others change nothing', async (state) => {
    const path = await put(state);
    for (const [field, change] of Object.entries(changes)) {
      const before = await show(path);
      const answer = await send('PATCH', path, change());
      const allowed = state === 'created' || (state === 'active' && field === 'autoExtendDuration');
      expect(answer.status, `${field}: ${JSON.stringify(answer.body)}`).toBe(allowed ? 200 : 400);
      const after = await show(path);
      if (allowed) {
        expect(after[field]).not.toEqual(before[field]);
        expect(after).toEqual({ ...answer.body, '@odata.context': after['@odata.context'] });
        expect(after['@odata.etag']).not.toBe(before['@odata.etag']);
      } else {
        expect(answer.body.error).toMatchObject({ code: 'badRequest', target: 'status' });
        expect(answer.body.error.message).toContain(state);
        expect(answer.body.error.message).toContain(field);
        expect(after).toEqual(before);
      }
    }
  });

  it.each(states)('one that is %s can be thrown away only as a draft', async (state) => {
    const path = await put(state);
    const answer = await send('DELETE', path);
    expect(answer.status).toBe(state === 'created' ? 204 : 400);
    expect((await server.call('beta.admin', 'GET', path)).status).toBe(state === 'created' ? 404 : 200);
  });

  it.each(states)('actions can be asked of one that is %s as the table says', async (state) => {
    const path = await put(state);
    for (const action of ['approve', 'reject', 'terminate', 'lockForApproval']) {
      const before = await show(path);
      const answer = await send('POST', `${path}/requests`, { action });
      const allowed =
        (state === 'created' && action === 'lockForApproval') || (state === 'active' && action === 'terminate');
      expect(answer.status, `${action}: ${JSON.stringify(answer.body)}`).toBe(allowed ? 201 : 400);
      if (allowed) continue;
      expect(answer.body.error).toMatchObject({ code: 'badRequest', target: 'action' });
      expect(await show(path)).toEqual(before);
    }
  });

  it('what is sent back as it was read changes nothing, in every state', async () => {
    for (const state of states) {
      const path = await put(state);
      const read = await show(path);
      const answer = await send('PATCH', path, read);
      expect(answer.status, `${state}: ${JSON.stringify(answer.body)}`).toBe(200);
      expect(answer.body['@odata.etag']).toBe(read['@odata.etag']);
      // A list can be asked for the time of the last change as it is shown, also of one that time alone brought.
      const asked = encodeURIComponent(
        `lastModifiedDateTime eq ${read.lastModifiedDateTime} and displayName eq '${read.displayName}'`,
      );
      expect((await show(`${relationships}?$filter=${asked}`)).value, state).toHaveLength(1);
    }
  });

  it('a request goes from created over pending to succeeded, and says when', async () => {
    const { id } = await by.draft('beta');
    const path = `${relationships}/${id}`;
    const asked = await server.call(
      'beta.admin',
      'POST',
      `${path}/requests`,
      { action: 'lockForApproval' },
      { 'if-match': 'W/"old"' },
    );
    expect(asked).toMatchObject({ status: 201, body: { status: 'created', action: 'lockForApproval' } });
    expect(asked.headers.get('location')).toBe(`${server.url}${path}/requests/${asked.body.id}`);
    const at = async () => {
      const one = await show(`${path}/requests/${asked.body.id}`);
      expect(one.createdDateTime).toBe(asked.body.createdDateTime);
      return [one.status, Date.parse(one.lastModifiedDateTime) - Date.parse(one.createdDateTime)];
    };
    expect(await at()).toEqual(['created', 0]);
    await server.advance('PT5M');
    expect(await at()).toEqual(['pending', 300_000]);
    expect((await show(path)).status).toBe('created');
    await server.advance('PT5M');
    expect(await at()).toEqual(['succeeded', 600_000]);
    expect((await show(path)).status).toBe('approvalPending');
  });

  it.each([{}, { action: null }, { action: 'unknownFutureValue' }, { action: 'approved' }, { action: 7 }, null])(
    'a request %j is none',
    async (body) => {
      const { id } = await by.draft('beta');
      const answer = await server.call('beta.admin', 'POST', `${relationships}/${id}/requests`, body ?? 'null');
      expect(answer).toMatchObject({ status: 400, body: { error: { target: body === null ? 'body' : 'action' } } });
      expect((await show(`${relationships}/${id}/requests`)).value).toEqual([]);
    },
  );

  describe('the Global Administrator of an active relationship', () => {
    const active = async (...roles: string[]) => {
      const one = await by.active('beta', 'litware', { accessDetails: unified(...roles) });
      return `${relationships}/${one.id}`;
    };
    const all = [role.globalReader, role.globalAdministrator, role.userAdministrator];
    const rest = [role.globalReader, role.userAdministrator];

    it('can be taken out, which takes two steps; then it may extend itself', async () => {
      const path = await active(...all);
      expect(await send('PATCH', path, { autoExtendDuration: 'P180D' })).toMatchObject({
        status: 400,
        body: { error: { target: 'autoExtendDuration' } },
      });
      const answer = await send('PATCH', path, { accessDetails: unified(...[...rest].reverse()) });
      expect(answer).toMatchObject({ status: 202, body: {} });
      expect(answer.headers.get('retry-after')).toBe('10');
      const operation = (answer.headers.get('location') as string).replace(server.url, '');
      const at = async () => [(await show(operation)).status, (await show(path)).accessDetails];
      expect(await at()).toEqual(['notStarted', unified(...all)]);
      expect((await send('PATCH', path, { accessDetails: unified(...rest) })).status).toBe(409);
      await server.advance('PT10M');
      expect(await at()).toEqual(['running', unified(...all)]);
      await server.advance('PT10M');
      expect(await at()).toEqual(['succeeded', unified(...rest)]);
      expect(JSON.parse((await show(operation)).data)).toEqual({
        id: path.split('/').at(-1),
        accessDetails: unified(...rest),
        status: 'active',
      });
      expect((await send('PATCH', path, { accessDetails: unified(...rest) })).status).toBe(200);
      expect(await send('PATCH', path, { autoExtendDuration: 'P180D' })).toMatchObject({
        status: 200,
        body: { autoExtendDuration: 'P180D' },
      });
    });

    it('is the only role that can', async () => {
      const path = await active(...all);
      for (const roles of [
        [role.globalReader, role.globalAdministrator],
        [role.globalReader],
        [...all, role.licenseAdministrator],
        [],
      ])
        expect(await send('PATCH', path, { accessDetails: unified(...roles) }), roles.join()).toMatchObject({
          status: 400,
        });
      expect((await show(path)).accessDetails).toEqual(unified(...all));
      const only = await active(role.globalAdministrator);
      expect((await send('PATCH', only, { accessDetails: unified() })).status).toBe(400);
    });

    it('goes out of the assignments that have it, and those that have nothing else go', async () => {
      const path = await active(...all);
      const id = path.split('/').at(-1) as string;
      const both = await by.assign('beta', id, await by.newGroup('beta'), role.globalAdministrator, role.globalReader);
      const only = await by.assign('beta', id, await by.newGroup('beta'), role.globalAdministrator);
      await server.advance('PT10M');
      await send('PATCH', path, { accessDetails: unified(...rest) });
      const roles = async (one: { id: string }) => {
        const shown = await show(`${path}/accessAssignments/${one.id}`);
        return [shown.status, shown.accessDetails];
      };
      expect(await roles(both)).toEqual(['active', unified(role.globalAdministrator, role.globalReader)]);
      expect((await roles(only))[0]).toBe('deleting');
      await server.advance('PT20M');
      expect(await roles(both)).toEqual(['active', unified(role.globalReader)]);
      expect((await roles(only))[0]).toBe('deleted');
    });
  });
});
