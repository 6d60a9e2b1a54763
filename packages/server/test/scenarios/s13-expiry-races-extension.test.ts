import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { relationships, role } from '../delegated-admin/people.ts';
import { toldIn } from '../delegated-admin/told.ts';

const day = 86_400_000;

describe('S13 granular administration that ends in the same minute as it is used and extended', () => {
  let server: TestServer;
  let told: ReturnType<typeof toldIn>;
  /** The end; every round has a day of its own. */
  let end = new Date('2030-01-31T12:00:00Z');
  const next = () => {
    end = new Date(end.getTime() + day);
  };
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2030-01-30T12:00:00Z') });
    told = toldIn(server);
    await server.clock.change({ set: new Date('2030-01-31T13:00:00Z'), frozen: true });
  });
  afterAll(() => server.stop());
  beforeEach(next);

  const stop = (milliseconds: number) => server.clock.change({ set: new Date(end.getTime() + milliseconds) });
  const users = (who: string) => server.call(who, 'GET', `/v1/customers/${server.tenant('litware').id}/users`);
  const put = async (partner: string, endAt: Date) => {
    const facts = {
      partner,
      customer: 'litware',
      roleIds: [role.globalReader],
      activatedAt: new Date(end.getTime() - 9 * day),
    };
    const id = await putGranular(server, { ...facts, displayName: `Ends ${endAt.getTime()}`, endAt });
    return `${id}-${server.tenant(partner).id}`;
  };
  const get = async (partner: string, id: string) =>
    (await server.call(`${partner}.admin`, 'GET', `${relationships}/${id}`)).body;
  const extend = async (id: string) => {
    const etag = (await get('beta', id))['@odata.etag'];
    const wanted = { autoExtendDuration: 'P180D' };
    return () => server.call('beta.admin', 'PATCH', `${relationships}/${id}`, wanted, { 'if-match': etag });
  };
  /** One end, its state and everything that was told of it agree; answers which of both it was. */
  const outcomeOf = async (id: string): Promise<'extended' | 'expired'> => {
    const { status, endDateTime } = await get('beta', id);
    const events = await told.events(id, end);
    const mails = (await told.letters('litware', id))
      .filter(({ dueAt }) => new Date(dueAt) >= end)
      .map(({ subject }) => subject.replace(/^.*" /, ''));
    if (status === 'active') {
      expect(new Date(endDateTime)).toEqual(new Date(end.getTime() + 180 * day));
      expect(events).toEqual(['0 extended']);
      expect(mails).toEqual(['is extended today']);
      return 'extended';
    }
    expect(status).toBe('expired');
    expect(new Date(endDateTime)).toEqual(end);
    expect(events).toEqual(['0 expired']);
    expect(mails).toEqual(['ends today', 'has expired']);
    return 'expired';
  };
  it('is used to the end, and goes on when the switch was committed before it', async () => {
    const id = await put('beta', end);
    await stop(-100);
    expect((await users('beta.user')).status).toBe(200);
    await stop(-50);
    const switched = await (await extend(id))();
    expect(switched.status, JSON.stringify(switched.body)).toBe(200);
    await stop(0);
    expect(await outcomeOf(id)).toBe('extended');
    expect((await users('beta.user')).status).toBe(200);
    await server.call('beta.admin', 'POST', `${relationships}/${id}/requests`, { action: 'terminate' });
  });

  it('ends with the last instant before, also for tokens that were issued then, and cannot be extended any more', async () => {
    const id = await put('beta', end);
    await stop(-1);
    const token = await server.token('beta.user');
    const late = await extend(id);
    expect((await users(token)).status).toBe(200);
    await stop(0);
    expect((await users(token)).body.code).toBe(20002);
    expect((await late()).status).toBe(412);
    expect(await (await extend(id))()).toMatchObject({
      status: 400,
      body: { error: { target: 'status' } },
    });
    expect(await outcomeOf(id)).toBe('expired');
    await stop(60_000);
    expect(await outcomeOf(id)).toBe('expired');
  });

  it('comes to exactly one of both when the switch and the end race, and touches nobody else that ends in that minute', async () => {
    for (let round = 0; round < 12; round++) {
      next();
      const id = await put('beta', end);
      const before = await put('alpha', new Date(end.getTime() - 20_000));
      const after = await put('alpha', new Date(end.getTime() + 20_000));
      await stop(-1);
      const act = await extend(id);
      // Now the one, now the other has a start, so that both orders occur.
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const [switched] = await Promise.all([
        wait(round % 3 === 1 ? 25 : 0).then(act),
        wait(round % 3 === 2 ? 25 : 0).then(() => stop(0)),
      ]);
      expect([200, 400, 412]).toContain(switched.status);
      const outcome = await outcomeOf(id);
      expect(outcome, `the switch was answered ${switched.status}`).toBe(
        switched.status === 200 ? 'extended' : 'expired',
      );
      expect((await get('alpha', before)).status).toBe('expired');
      expect((await get('alpha', after)).status).toBe('active');
      await stop(30_000);
      expect((await get('alpha', after)).status).toBe('expired');
      expect((await told.events(after, new Date(end.getTime() + 20_000))).at(-1)).toBe('0 expired');
      expect(await outcomeOf(id)).toBe(outcome);
      await server.call('beta.admin', 'POST', `${relationships}/${id}/requests`, { action: 'terminate' });
    }
  });
});
