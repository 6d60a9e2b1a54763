import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import type { DueKind } from 'multipartner/clock/index.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const clock = (server: TestServer, body?: unknown) =>
  server.call(null, body === undefined ? 'GET' : 'POST', '/sandbox/v1/clock', body);
const at = (answer: { body: { now: string } }) => new Date(answer.body.now).getTime();
const day = 86_400_000;

describe('the clock of the realm', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startServer({ startAt: new Date('2030-01-31T08:00:00Z'), dueWork: [] });
  });
  afterEach(() => server.stop());

  it('begins where it was told, and runs', async () => {
    const first = await clock(server);
    expect(first.body).toMatchObject({ frozen: false });
    expect(first.body.now).toMatch(/^2030-01-31T08:00:0/);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(at(await clock(server))).toBeGreaterThanOrEqual(at(first) + 25);
  });

  it('advances by the calendar: a month after the last of January is the last of February', async () => {
    const answer = await clock(server, { advance: 'P1M' });
    expect(answer.status).toBe(200);
    expect(answer.body.now).toMatch(/^2030-02-28T08:00:0/);
    expect(answer.body.fired).toBe(0);
  });

  it('takes days and hours in one duration', async () => {
    const before = at(await clock(server));
    const after = at(await clock(server, { advance: 'P90DT1H' }));
    expect(after - before).toBeGreaterThanOrEqual(90 * day + 3_600_000);
    expect(after - before).toBeLessThan(90 * day + 3_600_000 + 60_000);
  });

  it('stands still at the instant set, when it is frozen', async () => {
    const answer = await clock(server, { set: '2031-03-01T00:00:00Z', frozen: true });
    expect(answer.body).toEqual({ now: '2031-03-01T00:00:00.000Z', frozen: true, fired: 0 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect((await clock(server)).body).toEqual({ now: '2031-03-01T00:00:00.000Z', frozen: true });
    expect((await clock(server, { advance: 'PT1H' })).body).toMatchObject({
      now: '2031-03-01T01:00:00.000Z',
      frozen: true,
    });
    const released = await clock(server, { frozen: false });
    expect(released.body.frozen).toBe(false);
    expect(released.body.now).toMatch(/^2031-03-01T01:00:00/);
  });

  it('does not run backwards, and stays as it was', async () => {
    const answer = await clock(server, { set: '2029-12-31T00:00:00Z', frozen: true });
    expect(answer.status).toBe(409);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      type: 'urn:multipartner:refusal:clock-backwards',
      title: 'Conflict',
      status: 409,
      code: 'clock-backwards',
    });
    expect((await clock(server)).body.frozen).toBe(false);
  });

  it('adds up advances that are asked for at the same time', async () => {
    const before = at(await clock(server));
    await Promise.all([
      clock(server, { advance: 'P1D' }),
      clock(server, { advance: 'P2D' }),
      clock(server, { advance: 'P4D' }),
    ]);
    expect(at(await clock(server)) - before).toBeGreaterThanOrEqual(7 * day);
    expect(at(await clock(server)) - before).toBeLessThan(7 * day + 60_000);
  });
});

describe('a change of the clock that is not understood', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2030-01-31T08:00:00Z') });
  });
  afterAll(() => server.stop());

  it.each([
    [{}, 'value-missing', 'set'],
    [{ advance: '90 days' }, 'value-invalid', 'advance'],
    [{ advance: 'P' }, 'value-invalid', 'advance'],
    [{ advance: 'P1DT' }, 'value-invalid', 'advance'],
    [{ advance: '-P1D' }, 'value-invalid', 'advance'],
    [{ advance: 'P9000Y' }, 'value-invalid', 'advance'],
    [{ set: 'tomorrow' }, 'value-invalid', 'set'],
    [{ set: '2030-13-45' }, 'value-invalid', 'set'],
    [{ set: '2031-01-01T00:00:00Z', advance: 'P1D' }, 'value-conflicts', 'set'],
    [{ frozen: 'yes' }, 'value-invalid', 'frozen'],
    [{ freeze: true }, 'value-invalid', 'freeze'],
  ])('is refused, with the member named: %j', async (body, code, field) => {
    const answer = await clock(server, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, field });
    expect(at(await clock(server))).toBeLessThan(new Date('2030-02-01').getTime());
  });
});

/** A kind of due work over a table of its own: items fall due, some again and again. */
function itemsOf(kind: string): DueKind {
  return {
    name: kind,
    async nextDue(sql) {
      const [row] = await sql<[{ due: Date | null }]>`select min(due_at) as due from due_item where kind = ${kind}`;
      return row.due;
    },
    async run(tx, upTo, limit) {
      const rows = await tx`
        with taken as (select id, due_at from due_item where kind = ${kind} and due_at <= ${upTo} order by due_at, id limit ${limit} for update),
             done as (insert into due_done (kind, id, due_at, clock) select ${kind}, id, due_at, realm_now() from taken order by due_at, id),
             again as (update due_item i set due_at = i.due_at + i.every, every = i.every from taken t where i.id = t.id and i.every is not null)
        delete from due_item i using taken t where i.id = t.id and i.every is null returning 1`;
      const [{ count }] = await tx<
        [{ count: number }]
      >`select count(*)::int as count from due_done where tx = txid_current()`;
      return Math.max(count, rows.length);
    },
  };
}

describe('due work', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2030-01-01T00:00:00Z'), dueWork: [] });
    await server.database`create table due_item (kind text, id text primary key, due_at timestamptz, every interval)`;
    await server.database`create table due_done (seq bigint generated always as identity, tx bigint default txid_current(), kind text, id text, due_at timestamptz, clock timestamptz)`;
  });
  afterAll(() => server.stop());
  const running: { stop(): Promise<void> }[] = [];
  const start = async (kinds: readonly DueKind[]) => {
    const { startClock } = await import('multipartner/clock/index.ts');
    const started = startClock(server.database, kinds);
    running.push(started);
    return started;
  };
  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
    await server.database`truncate due_item, due_done`;
  });
  const add = (kind: string, id: string, due: Date, every: string | null = null) =>
    server.database`insert into due_item (kind, id, due_at, every) values (${kind}, ${id}, ${due}, ${every}::interval)`;
  const done = () =>
    server.database<
      { kind: string; id: string; due_at: Date; clock: Date }[]
    >`select kind, id, due_at, clock from due_done order by seq`;

  it('is done in the order of due times over all kinds, each item at each of its times once', async () => {
    const moved = await start([itemsOf('renewal'), itemsOf('notice')]);
    const { now } = await moved.read();
    const after = (days: number) => new Date(now.getTime() + days * day);
    await add('renewal', 'monthly', after(10), '30 days');
    await add('notice', 'early', after(5));
    await add('notice', 'between', after(20));
    await add('renewal', 'late', after(90));
    await add('notice', 'never', after(400));
    const outcome = await moved.change({ advance: 'P100D' });
    expect(outcome).toMatchObject({ fired: 7 });
    expect(
      (await done()).map((row) => `${row.kind} ${row.id} ${Math.round((row.due_at.getTime() - now.getTime()) / day)}`),
    ).toEqual([
      'notice early 5',
      'renewal monthly 10',
      'notice between 20',
      'renewal monthly 40',
      'renewal monthly 70',
      'renewal late 90',
      'renewal monthly 100',
    ]);
  });

  it('finds the clock at the time it is due, not at the end of the jump', async () => {
    const moved = await start([itemsOf('renewal')]);
    const { now } = await moved.read();
    await add('renewal', 'one', new Date(now.getTime() + 10 * day));
    await add('renewal', 'two', new Date(now.getTime() + 50 * day));
    await moved.change({ advance: 'P60D' });
    for (const row of await done()) expect(Math.abs(row.clock.getTime() - row.due_at.getTime())).toBeLessThan(60_000);
  });

  it('is done once, whoever runs it at the same time', async () => {
    const [one, two] = [await start([itemsOf('renewal')]), await start([itemsOf('renewal')])];
    const { now } = await one.read();
    for (let index = 0; index < 40; index++)
      await add('renewal', `item${index}`, new Date(now.getTime() + (index % 7) * day + 1000));
    const outcomes = await Promise.all([one.change({ advance: 'P8D' }), two.change({ advance: 'P8D' })]);
    expect(outcomes.reduce((sum, outcome) => sum + ('fired' in outcome ? outcome.fired : 0), 0)).toBe(40);
    expect(new Set((await done()).map((row) => row.id)).size).toBe(40);
    expect(await done()).toHaveLength(40);
  });

  it('is done by itself as time passes', async () => {
    const { now } = await server.clock.read();
    await add('renewal', 'soon', new Date(now.getTime() + 150));
    await start([itemsOf('renewal')]);
    await expect.poll(async () => (await done()).length, { timeout: 5000 }).toBe(1);
    const [row] = await done();
    expect((row?.clock.getTime() ?? 0) - (row?.due_at.getTime() ?? 0)).toBeGreaterThanOrEqual(0);
  });

  it('rolls back a batch that fails, and is done by the next run', async () => {
    const kind = itemsOf('renewal');
    let failures = 1;
    const shaky: DueKind = {
      ...kind,
      async run(tx, upTo, limit) {
        const count = await kind.run(tx, upTo, limit);
        if (failures-- > 0) throw new Error('power cut');
        return count;
      },
    };
    const moved = await start([shaky]);
    const { now } = await moved.read();
    await add('renewal', 'one', new Date(now.getTime() + day));
    await expect(moved.change({ advance: 'P2D' })).rejects.toThrow('power cut');
    expect(await done()).toHaveLength(0);
    expect((await moved.read()).now.getTime()).toBeLessThan(now.getTime() + day);
    expect(await moved.change({ advance: 'P2D' })).toMatchObject({ fired: 1 });
  });

  it('leaves the clock just before the first item that is left when it is cut off, and goes on from there', async () => {
    const kind = itemsOf('renewal');
    let batches = 0;
    const shaky: DueKind = {
      ...kind,
      limit: 2,
      window: 30 * day,
      async run(tx, upTo, limit) {
        if (++batches === 2) throw new Error('power cut');
        return kind.run(tx, upTo, limit);
      },
    };
    const moved = await start([shaky]);
    await moved.change({ frozen: true });
    const { now } = await moved.read();
    const after = (days: number) => new Date(now.getTime() + days * day);
    for (const days of [1, 2, 3, 4, 5]) await add('renewal', `item${days}`, after(days));
    await expect(moved.change({ set: after(10) })).rejects.toThrow('power cut');
    expect((await done()).map((row) => row.id)).toEqual(['item1', 'item2']);
    expect((await moved.read()).now).toEqual(new Date(after(3).getTime() - 1));
    expect(await moved.change({ set: after(10) })).toMatchObject({ fired: 3 });
    expect((await done()).map((row) => row.id)).toEqual(['item1', 'item2', 'item3', 'item4', 'item5']);
    await moved.change({ frozen: false });
  });

  it('gives way to an act that holds a row of it and waits for the clock', async () => {
    const moved = await start([itemsOf('renewal')]);
    const { now } = await moved.read();
    await add('renewal', 'held', new Date(now.getTime() + day));
    let change: Promise<unknown> | undefined;
    await server.database.begin(async (tx) => {
      await tx`select from due_item where id = 'held' for update`;
      change = moved.change({ advance: 'P2D' });
      await new Promise((resolve) => setTimeout(resolve, 100));
      await tx`select begin_act('test.act', '{}')`;
    });
    expect(await change).toMatchObject({ fired: 1 });
    expect(await done()).toHaveLength(1);
  });

  it('that claims to be due and does nothing ends with an error, not in a loop', async () => {
    const stuck: DueKind = { name: 'stuck', nextDue: async () => new Date('2030-01-01T00:00:00Z'), run: async () => 0 };
    const moved = await start([stuck]);
    await expect(moved.change({ advance: 'P1D' })).rejects.toThrow(/stuck/);
  });
});
