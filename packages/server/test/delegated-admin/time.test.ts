import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { draft, people, relationships, role, unified } from './people.ts';
import { toldIn } from './told.ts';

const day = 86_400_000;

describe('time brings to a granular relationship', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  let told: ReturnType<typeof toldIn>;
  /** When the test began; the clock stands still, so that every time is exact. */
  let begin: Date;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2030-01-01T00:00:00Z') });
    by = people(server);
    told = toldIn(server);
    await server.clock.change({ set: new Date('2030-01-02T00:00:00Z'), frozen: true });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    begin = (await server.clock.read()).now;
  });

  const at = (days: number, milliseconds = 0) => new Date(begin.getTime() + days * day + milliseconds);
  const goTo = (days: number, milliseconds = 0) => server.clock.change({ set: at(days, milliseconds) });
  const customer = (key: string) => ({ customer: { tenantId: server.tenant(key).id } });
  const autoExtend = async (id: string, wanted: string) => {
    const path = `${relationships}/${id}`;
    const etag = (await server.call('beta.admin', 'GET', path)).body['@odata.etag'];
    return server.call('beta.admin', 'PATCH', path, { autoExtendDuration: wanted }, { 'if-match': etag });
  };
  const litwareUsers = () => `/v1/customers/${server.tenant('litware').id}/users`;

  it('reminders 30, 7 and 1 day before its end and on the day, to both sides, and then the expiry (R71)', async () => {
    const { id, displayName } = await by.active('beta', 'litware', { duration: 'P730D' });
    await goTo(731);
    const expected = [
      '700 ends in 30 days',
      '723 ends in 7 days',
      '729 ends tomorrow',
      '730 ends today',
      '730 has expired',
    ];
    expect(await told.mails('beta', id, begin)).toEqual(expected);
    expect(await told.mails('litware', id, begin)).toEqual(expected);
    expect(await told.events(id, begin)).toEqual(['0 approved', '0 activated', '730 expired']);
    expect(await told.partnerLog('beta', id, begin)).toEqual(['730 expired']);
    expect(await told.customerLog('litware', id, begin)).toEqual(['0 activated', '730 expired']);
    const end = at(730).toISOString().slice(0, 10);
    const [, reminder] = await told.letters('litware', id);
    expect(reminder).toMatchObject({ to: 'admin@litware.onmicrosoft.com' });
    for (const part of [displayName, 'Beta Managed IT', end, 'does not extend itself'])
      expect(reminder?.text).toContain(part);
    const [, other] = await told.letters('beta', id);
    expect(other).toMatchObject({ to: 'admin@beta.onmicrosoft.com' });
    expect(other?.text).toContain('with Litware ends in 30 days');
  });

  it('only the reminders that there is time for', async () => {
    const { id } = await by.active('beta', 'litware', { duration: 'P5D' });
    const shortest = await by.active('beta', 'litware', { duration: 'P1D' });
    await goTo(6);
    expect(await told.mails('beta', id, begin)).toEqual(['4 ends tomorrow', '5 ends today', '5 has expired']);
    expect(await told.mails('beta', shortest.id, begin)).toEqual(['1 ends today', '1 has expired']);
  });

  it('extensions by 180 days, again and again, with reminders before each (R72)', async () => {
    const { id } = await by.active('beta', 'litware', { duration: 'P200D', autoExtendDuration: 'P180D' });
    const assigned = await by.assign('beta', id, 'beta.tier1', role.globalReader);
    await goTo(730);
    const round = (end: number) => [
      `${end - 30} is extended in 30 days`,
      `${end - 7} is extended in 7 days`,
      `${end - 1} is extended tomorrow`,
      `${end} is extended today`,
    ];
    const expected = [...round(200), ...round(380), ...round(560), '710 is extended in 30 days'];
    expect(await told.mails('beta', id, begin)).toEqual(expected);
    expect(await told.mails('litware', id, begin)).toEqual(expected);
    expect(await told.events(id, begin)).toEqual([
      '0 approved',
      '0 activated',
      '200 extended',
      '380 extended',
      '560 extended',
    ]);
    expect(await told.customerLog('litware', id, begin)).toEqual([
      '0 activated',
      '200 extended',
      '380 extended',
      '560 extended',
    ]);
    const now = await by.get('beta', id);
    expect(now.status).toBe('active');
    expect(new Date(now.endDateTime)).toEqual(at(740));
    expect(new Date(now.lastModifiedDateTime)).toEqual(at(560));
    expect((await server.call('beta.user', 'GET', litwareUsers())).status).toBe(200);
    const [letter] = (await told.letters('litware', id)).slice(-1);
    expect(letter?.text).toContain(`until ${at(920).toISOString().slice(0, 10)} 00:00 UTC`);
    await by.request('beta', id, 'terminate');
    expect(
      (await server.call('beta.admin', 'GET', `${relationships}/${id}/accessAssignments/${assigned.id}`)).body.status,
    ).toBe('deleted');
  });

  it('an etag that is stale once it has been extended', async () => {
    const { id } = await by.active('beta', 'litware', { duration: 'P2D', autoExtendDuration: 'P180D' });
    const path = `${relationships}/${id}`;
    const before = (await by.get('beta', id))['@odata.etag'];
    await goTo(3);
    const answer = await server.call(
      'beta.admin',
      'PATCH',
      path,
      { autoExtendDuration: 'PT0S' },
      { 'if-match': before },
    );
    expect(answer.status).toBe(412);
    await by.request('beta', id, 'terminate');
  });

  it('an end once more when auto-extension is switched off, counted from the last extension', async () => {
    const { id } = await by.active('beta', 'litware', { duration: 'P40D', autoExtendDuration: 'P180D' });
    await goTo(100);
    expect((await autoExtend(id, 'PT0S')).status).toBe(200);
    await goTo(221);
    expect((await told.mails('litware', id, begin)).slice(4)).toEqual([
      '190 ends in 30 days',
      '213 ends in 7 days',
      '219 ends tomorrow',
      '220 ends today',
      '220 has expired',
    ]);
    expect(await told.events(id, begin)).toEqual(['0 approved', '0 activated', '40 extended', '220 expired']);
    expect((await by.get('beta', id)).status).toBe('expired');
  });

  it('an extension when auto-extension is switched on while there is time', async () => {
    const { id } = await by.active('beta', 'litware', { duration: 'P40D' });
    await goTo(38);
    expect((await autoExtend(id, 'P180D')).status).toBe(200);
    await goTo(41);
    expect(await told.mails('litware', id, begin)).toEqual([
      '10 ends in 30 days',
      '33 ends in 7 days',
      '39 is extended tomorrow',
      '40 is extended today',
    ]);
    expect(new Date((await by.get('beta', id)).endDateTime)).toEqual(at(220));
    await by.request('beta', id, 'terminate');
  });

  it('the end of all rights to the instant, and of assignments, and nothing else (R71)', async () => {
    const { id } = await by.active('beta', 'litware', { duration: 'P3D' });
    const other = await by.active('alpha', 'litware', { duration: 'P4D' });
    await by.assign('alpha', other.id, 'alpha.tier1', role.globalReader);
    const assigned = await by.assign('beta', id, 'beta.tier1', role.globalReader);
    const assignment = `${relationships}/${id}/accessAssignments/${assigned.id}`;
    await goTo(3, -1);
    expect((await server.call('beta.user', 'GET', litwareUsers())).status).toBe(200);
    expect((await by.get('beta', id)).status).toBe('active');
    await goTo(3);
    expect((await server.call('beta.user', 'GET', litwareUsers())).body.code).toBe(20002);
    expect(await by.get('beta', id)).toMatchObject({ status: 'expired' });
    expect(new Date((await by.get('beta', id)).endDateTime)).toEqual(at(3));
    const after = (await server.call('beta.admin', 'GET', assignment)).body;
    expect(after.status).toBe('deleted');
    expect(new Date(after.lastModifiedDateTime)).toEqual(at(3));
    expect((await by.get('alpha', other.id)).status).toBe('active');
    expect((await server.call('alpha.user', 'GET', litwareUsers())).status).toBe(200);
    expect(await told.events(other.id, begin)).toEqual(['0 approved', '0 activated']);
  });

  it('the end of a request that nobody answered for 90 days: S12', async () => {
    const { id, displayName } = await by.draft('beta', customer('litware'));
    await by.request('beta', id, 'lockForApproval');
    const approval = `/multipartner/v1/delegatedAdminRelationships/${id}/approval`;
    await goTo(90, -1);
    expect((await by.get('beta', id)).status).toBe('approvalPending');
    await goTo(91);
    expect(await server.call('litware.admin', 'POST', approval, {})).toMatchObject({
      status: 404,
      body: { code: 'relationship-not-found' },
    });
    expect((await server.call('beta.admin', 'GET', `${relationships}/${id}`)).status).toBe(404);
    expect(await told.partnerLog('beta', id, begin)).toEqual(['90 cleaned_up']);
    expect(await told.customerLog('litware', id, begin)).toEqual([]);
    // What is gone keeps no name.
    expect((await by.draft('beta', { displayName })).displayName).toBe(displayName);
  });

  it('no end of a draft', async () => {
    const { id } = await by.draft('beta');
    await goTo(400);
    expect((await by.get('beta', id)).status).toBe('created');
  });

  it('a year in which an expired one is seen, and then the end of it; only then the name is free (R75)', async () => {
    const { id, displayName } = await by.active('beta', 'litware', { duration: 'P10D' });
    await by.assign('beta', id, 'beta.tier1', role.globalReader);
    await goTo(375, -1);
    expect((await by.get('beta', id)).status).toBe('expired');
    expect((await server.call('beta.admin', 'POST', relationships, draft({ displayName }))).status).toBe(409);
    await goTo(375);
    expect((await server.call('beta.admin', 'GET', `${relationships}/${id}`)).status).toBe(404);
    expect(await told.partnerLog('beta', id, begin)).toEqual(['375 cleaned_up']);
    expect(await told.customerLog('litware', id, begin)).toEqual(['0 activated', '10 expired', '375 cleaned_up']);
    expect((await by.draft('beta', { displayName })).displayName).toBe(displayName);
  });

  it('the same to one that was terminated, and no reminders any more', async () => {
    const { id } = await by.active('beta', 'litware', { duration: 'P100D' });
    await goTo(80);
    await by.request('beta', id, 'terminate');
    await goTo(444, -1);
    expect((await by.get('beta', id)).status).toBe('terminated');
    await goTo(446);
    expect((await server.call('beta.admin', 'GET', `${relationships}/${id}`)).status).toBe(404);
    expect(await told.mails('litware', id, begin)).toEqual(['70 ends in 30 days', '80 has been ended']);
    expect(await told.customerLog('litware', id, begin)).toEqual(['0 activated', '80 terminated', '445 cleaned_up']);
  });
});

describe('where steps of granular administration take their time, it', () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  let told: ReturnType<typeof toldIn>;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2030-01-01T00:00:00Z'), delegatedAdminStepSeconds: 3600 });
    by = people(server, () => server.advance('PT1H'));
    told = toldIn(server);
  });
  afterAll(() => server.stop());

  it('tells of activation and termination when they have happened, not when they were asked for', async () => {
    const { id } = await by.active('beta', 'litware', {});
    await server.advance('PT2H');
    const active = await by.get('beta', id);
    expect(active.status).toBe('active');
    const activated = new Date(active.activatedDateTime);
    expect(await told.customerLog('litware', id, activated)).toEqual(['0 activated']);
    await by.request('beta', id, 'terminate');
    expect(await told.customerLog('litware', id, activated)).toEqual(['0 activated']);
    await server.advance('PT2H');
    const ended = await by.get('beta', id);
    expect(ended.status).toBe('terminated');
    expect(await told.customerLog('litware', id, new Date(ended.endDateTime))).toContain('0 terminated');
    expect(await told.partnerLog('beta', id, new Date(ended.endDateTime))).toContain('0 terminated');
  });

  it('fails a change of roles that the end of the relationship comes before', async () => {
    const both = unified(role.globalReader, role.directoryReaders);
    const terms = { duration: 'P2D', autoExtendDuration: 'P180D', accessDetails: both };
    const { id } = await by.active('beta', 'litware', terms);
    await server.advance('PT3H');
    const assigned = await by.assign('beta', id, 'beta.tier1', role.globalReader);
    await server.advance('PT1H');
    const end = Date.parse((await by.get('beta', id)).endDateTime);
    await server.clock.change({ set: new Date(end - 3_600_000) });
    const path = `${relationships}/${id}`;
    const assignment = `${path}/accessAssignments/${assigned.id}`;
    const get = (of: string) => server.call('beta.admin', 'GET', of);
    const patch = async (of: string, body: object) =>
      server.call('beta.admin', 'PATCH', of, body, { 'if-match': (await get(of)).body['@odata.etag'] });
    const changed = await patch(assignment, { accessDetails: unified(role.directoryReaders) });
    expect(changed.status, JSON.stringify(changed.body)).toBe(202);
    expect((await patch(path, { autoExtendDuration: 'PT0S' })).status).toBe(200);
    expect((await get(`${path}/operations`)).body.value).toMatchObject([{ status: 'notStarted' }]);
    await server.clock.change({ set: new Date(end + 60_000) });
    expect((await get(path)).body.status).toBe('expiring');
    expect((await get(assignment)).body.status).toBe('deleting');
    expect((await get(`${path}/operations`)).body.value).toMatchObject([{ status: 'failed' }]);
    await server.advance('PT1H');
    expect((await get(path)).body.status).toBe('expired');
    expect((await get(assignment)).body.status).toBe('deleted');
  });
});
