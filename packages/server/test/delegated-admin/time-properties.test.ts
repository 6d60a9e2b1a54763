import { type Due, extendedEnd, nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import { type AdminRelationship, endOf, statusAt } from '@multipartner/domain/delegated-admin/relationship.ts';
import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import fc from 'fast-check';
import { type DueKind, startClock } from 'multipartner/clock/index.ts';
import { adminRelationshipsDue, catchUp } from 'multipartner/operations/delegated-admin/due-work.ts';
import { inRealmAct } from 'multipartner/store/act.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyRelationship, origin, rowOf } from './arbitrary.ts';

const day = 86_400_000;
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

describe('what time makes of a granular relationship', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ startAt: origin, dueWork: [] });
    await server.clock.change({ set: new Date(origin.getTime() + 60_000), frozen: true });
  });
  afterAll(() => server.stop());

  it('is the same to the database as to the domain: state and end at any instant', async () => {
    const instants = fc.array(fc.integer({ min: -800 * day, max: 1500 * day }), { minLength: 3, maxLength: 3 });
    const sample = fc.sample(fc.tuple(anyRelationship, instants), { numRuns: 300, seed: 65 });
    const asked = sample.flatMap(([one, offsets]) => {
      const times = Object.values(one).filter((value): value is Date => value instanceof Date);
      const borders = times.flatMap((at) => [0, 90 * day, 365 * day, 180 * day].map((later) => at.getTime() + later));
      const near = borders.flatMap((at) => [at - 1, at, at + one.stepMs]);
      return [...near, ...offsets.map((offset) => origin.getTime() + offset)].map((at) => ({ one, at: new Date(at) }));
    });
    const rows = await server.database<{ status: string; end: Date | null }[]>`
      select admin_relationship_status(r, q.at) as status, admin_relationship_end(r, q.at) as end
        from rows from (jsonb_to_recordset(${server.database.json(asked.map(({ one, at }) => ({ one: rowOf(one), at })) as never)}) as (one jsonb, at timestamptz))
             with ordinality as q (one, at, place),
             lateral jsonb_populate_record(null::admin_relationship, q.one) r
       order by q.place`;
    expect(rows).toHaveLength(asked.length);
    const wrong = asked.flatMap(({ one, at }, index) => {
      const status = statusAt(one, at);
      const end = endOf(one, at);
      const row = rows[index];
      return row?.status === status && row.end?.getTime() === end?.getTime() ? [] : [{ one, at, status, end, row }];
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('is done once, in order and as the domain says, whatever the jumps of the clock and wherever it is cut off', async () => {
    const until = new Date(origin.getTime() + 1200 * day);
    const { now } = await server.clock.read();
    const partner = server.tenant('beta').id;
    const customer = server.tenant('litware').id;
    const lives = fc.sample(anyRelationship, { numRuns: 120, seed: 72 }).map((one) => ({
      ...one,
      partnerId: partner,
      customerId: one.customerId === null ? null : customer,
    }));
    const rows = lives.map((one) => ({ ...rowOf(one), due_at: nextDue(one, now)?.at ?? null }));
    await inRealmAct(server.database, 'realm.test', '*', async (tx) => {
      await tx`insert into admin_relationship select * from jsonb_populate_recordset(null::admin_relationship, ${tx.json(
        rows.map((row) => ({
          consented_at: null,
          provider_id: null,
          dropped_role_id: null,
          dropped_at: null,
          ...row,
        })) as never,
      )})`;
    });

    // Every third batch is cut off before it is committed, and a batch takes a few relationships only.
    let calls = 0;
    const shaky: DueKind = {
      ...adminRelationshipsDue,
      limit: 7,
      async run(tx, upTo, limit) {
        const done = await adminRelationshipsDue.run(tx, upTo, limit);
        calls += 1;
        if (calls % 3 === 0) throw new Error('power cut');
        return done;
      },
    };
    const clock = startClock(server.database, [shaky]);
    try {
      const jumps = [0.5, 3, 3.01, 40, 41, 400, 1000, 1200];
      for (const days of jumps) {
        const set = new Date(Math.max(origin.getTime() + days * day, now.getTime()));
        for (let reached = false; !reached; ) {
          try {
            await clock.change({ set });
            reached = true;
          } catch (error) {
            expect((error as Error).message).toBe('power cut');
          }
        }
      }
    } finally {
      await clock.stop();
    }

    const expected = lives.map((one) => ({ one, ...live(one, now, until) }));
    expect(new Set(expected.flatMap(({ dues }) => dues.map(({ event }) => event)))).toEqual(
      new Set(['lapse', 'activated', 'reminder', 'extended', 'expired', 'terminated', 'cleanUp']),
    );
    const recorded = await seen(
      server.database`select coalesce(new_value, old_value) ->> 'id' as id, operation_type as what, at from audit_record
                       where tenant_id = ${partner} and operation_type like 'granular_admin_relationship_%' order by seq`,
    );
    const mailed = await seen(
      server.database`select about ->> 'relationshipId' as id, regexp_replace(name, '^.*" ', '') as what, due_at as at from outbox_item
                       where tenant_id = ${customer} and kind = 'mail' order by seq`,
    );
    const notified = await seen(
      server.database`select about ->> 'relationshipId' as id, name as what, due_at as at from outbox_item where kind = 'event' order by seq`,
    );
    for (const { one, dues } of expected) {
      expect(recorded.get(one.id) ?? []).toEqual(dues.flatMap(recordOf));
      expect(mailed.get(one.id) ?? []).toEqual(dues.flatMap(mailsOf));
      expect(notified.get(one.id) ?? []).toEqual(dues.flatMap(eventOf));
    }

    const left = await server.database<{ id: string; end_at: Date | null; due_at: Date | null }[]>`
      select id, end_at, due_at from admin_relationship`;
    const known = new Map(left.map(({ id, ...row }) => [id, { ...row }]));
    for (const { one, after } of expected) {
      const due = after === null ? null : (nextDue(after, until)?.at ?? null);
      expect(known.get(one.id)).toEqual(after === null ? undefined : { end_at: after.endAt, due_at: due });
    }

    const [disorder] = await server.database<[{ told: number; recorded: number; off: number }]>`
      select (select count(*) from (select due_at, lag(due_at) over (partition by recipient order by seq) as last from outbox_item) o where due_at < last) as told,
             (select count(*) from (select at, lag(at) over (partition by tenant_id order by seq) as last from audit_record) a where at < last) as recorded,
             (select count(*) from outbox_item where created_at <> due_at) as off`;
    expect(disorder).toEqual({ told: 0, recorded: 0, off: 0 });
  });
});

describe('what is overdue for a granular relationship', () => {
  it('is caught up with before an act on it, within the pair of that act: once, and for nobody else', async () => {
    const server = await startServer({ dueWork: [] });
    try {
      const { now } = await server.clock.read();
      const ends = {
        partner: 'beta',
        customer: 'litware',
        roleIds: [globalReader],
        endAt: new Date(now.getTime() + 8 * day),
      };
      const id = await putGranular(server, { ...ends, extends: true });
      const other = await putGranular(server, { ...ends, partner: 'alpha' });
      await server.advance('P200D');
      const key = { partnerId: server.tenant('beta').id, id };
      for (let time = 0; time < 2; time++)
        await server.database.begin(async (tx) => {
          const pairs = [`${server.tenant('litware').id}:${key.partnerId}`];
          const [row] = await tx<[{ now: Date }]>`select begin_act('gdap.change', ${pairs}) as now`;
          await catchUp(tx as never, key, row.now);
        });
      const told = await seen(server.database`
        select about ->> 'relationshipId' as id, regexp_replace(name, '^.*" ', '') as what, due_at as at from outbox_item
         where about ? 'relationshipId' and recipient in ('admin@litware.onmicrosoft.com', ${key.partnerId}) order by seq`);
      const at = (days: number) => new Date(now.getTime() + days * day).toISOString();
      expect(told.get(id)).toEqual([
        `is extended in 7 days ${at(1)}`,
        `is extended tomorrow ${at(7)}`,
        `is extended today ${at(8)}`,
        `granular-admin-relationship-extended ${at(8)}`,
        `is extended in 30 days ${at(158)}`,
        `is extended in 7 days ${at(181)}`,
        `is extended tomorrow ${at(187)}`,
        `is extended today ${at(188)}`,
        `granular-admin-relationship-extended ${at(188)}`,
      ]);
      expect(told.get(other)).toBeUndefined();
    } finally {
      await server.stop();
    }
  });
});

/** The rest of a life by the domain's own reckoning: what is due until then, and what is left; null: it is gone. */
function live(
  start: AdminRelationship,
  since: Date,
  until: Date,
): { dues: LivedDue[]; after: AdminRelationship | null } {
  const dues: LivedDue[] = [];
  let one = start;
  for (let due = nextDue(one, since); due !== null && due.at <= until; due = nextDue(one, due.at)) {
    dues.push({ ...due, extends: one.autoExtend });
    if (due.event === 'lapse' || due.event === 'cleanUp') return { dues, after: null };
    if (due.event === 'extended') one = { ...one, endAt: extendedEnd(due.at) };
  }
  return { dues, after: one };
}

type LivedDue = Due & { readonly extends: boolean };

function recordOf({ event, at }: LivedDue): string[] {
  if (event === 'reminder') return [];
  const type = event === 'lapse' || event === 'cleanUp' ? 'cleaned_up' : event;
  return [`granular_admin_relationship_${type} ${at.toISOString()}`];
}

function mailsOf({ event, at, days, extends: extends_ }: LivedDue): string[] {
  const verb = extends_ ? 'is extended' : 'ends';
  const subjects = {
    reminder: [`${verb} ${days === 1 ? 'tomorrow' : `in ${days} days`}`],
    extended: ['is extended today'],
    expired: ['ends today', 'has expired'],
  };
  return (subjects[event as keyof typeof subjects] ?? []).map((subject) => `${subject} ${at.toISOString()}`);
}

function eventOf({ event, at }: LivedDue): string[] {
  const told = event === 'activated' || event === 'extended' || event === 'expired';
  return told ? [`granular-admin-relationship-${event} ${at.toISOString()}`] : [];
}

async function seen(query: PromiseLike<readonly Record<string, unknown>[]>): Promise<Map<string, string[]>> {
  const map = new Map<string, string[]>();
  for (const { id, what, at } of await query) {
    const list = map.get(id as string) ?? [];
    list.push(`${what} ${(at as Date).toISOString()}`);
    map.set(id as string, list);
  }
  return map;
}
