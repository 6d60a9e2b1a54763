import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extendedEnd, nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import { startClock } from 'multipartner/clock/index.ts';
import { dueWork } from 'multipartner/due-work.ts';
import { startPostgres } from 'multipartner/postgres/start.ts';
import { type Database, openDatabase } from 'multipartner/store/database.ts';
import { type AdminRelationshipRow, adminRelationshipOf } from 'multipartner/store/delegated-admin/row.ts';
import { migrate } from 'multipartner/store/migrate.ts';
import { seedWorld } from 'multipartner/world/seed.ts';
import { insertRelationships } from './delegated-admin-world.ts';

/**
 * Moves the clock by two years over so many granular relationships, and holds what was done against what the domain
 * says is due: everything once, in the order of time for every relationship and every recipient.
 */
const count = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(count) || count < 1) {
  console.error(`"${process.argv[2]}" is no number of relationships, such as 100000.`);
  process.exit(2);
}
const duration = 'P730D';

const data = await mkdtemp(join(tmpdir(), 'mp-time-'));
const postgres = await startPostgres({ dataDirectory: data });
const database = openDatabase(postgres.connection, 4);
const kinds = dueWork.filter(({ name }) => name === 'delegated-admin');
let clock: ReturnType<typeof startClock> | undefined;
try {
  await migrate(database);
  await seedWorld(database, { seed: Math.max(20, Math.round(count / 20)) });
  clock = startClock(database, kinds);
  // It stands still, so that nothing is done by itself.
  await clock.change({ frozen: true });
  await insertRelationships(database, count);
  const { now } = await clock.read();
  const until = new Date(now.getTime() + 730 * 86_400_000);
  const expected = await foresee(database, until);
  const before = performance.now();
  const outcome = await clock.change({ set: until });
  const seconds = (performance.now() - before) / 1000;
  if ('refused' in outcome) throw new Error(`The clock refused to advance: ${outcome.code}`);
  await report(expected, outcome.fired, seconds);
} finally {
  await clock?.stop();
  await database.end();
  await postgres.stop();
  await rm(data, { recursive: true, force: true });
}

/** What is due until then by the domain's own reckoning, as the number of each event. */
async function foresee(sql: Database, until: Date): Promise<Map<string, number>> {
  const events = new Map<string, number>();
  await sql<{ row: AdminRelationshipRow }[]>`select row_to_json(r) as row from admin_relationship r`.cursor(
    5000,
    (rows) => {
      for (const { row } of rows) {
        let one = adminRelationshipOf(row);
        let due = nextDue(one, new Date(Date.parse(row.due_at as string) - 1));
        while (due !== null && due.at <= until) {
          events.set(due.event, (events.get(due.event) ?? 0) + 1);
          if (due.event === 'extended') one = { ...one, endAt: extendedEnd(due.at) };
          due = nextDue(one, due.at);
        }
      }
    },
  );
  return events;
}

async function report(expected: ReadonlyMap<string, number>, fired: number, seconds: number): Promise<void> {
  const [told] = await database<[Record<string, number>]>`
    select count(*) filter (where kind = 'mail') as mails, count(*) filter (where kind = 'event') as events,
           count(distinct (about ->> 'relationshipId', due_at)) filter (where name like '%in _% days' or name like '%tomorrow') as reminder,
           count(*) filter (where name = 'granular-admin-relationship-extended') as extended,
           count(*) filter (where name = 'granular-admin-relationship-expired') as expired
      from outbox_item where about ? 'relationshipId'`;
  const [recorded] = await database<[Record<string, number>]>`
    select count(*) as records, count(*) filter (where operation_type like '%_extended') as extended,
           count(*) filter (where operation_type like '%_expired') as expired, count(*) filter (where operation_type like '%_cleaned_up') as "cleanUp"
      from audit_record where operation_type like 'granular_admin_relationship_%'`;
  const [disorder] = await database<[{ told: number; recorded: number }]>`
    select (select count(*) from (select due_at, lag(due_at) over (partition by recipient order by seq) as last,
                                         lag(due_at) over (partition by about ->> 'relationshipId' order by seq) as last_of_it
                                    from outbox_item where about ? 'relationshipId') o where due_at < last or due_at < last_of_it) as told,
           (select count(*) from (select at, lag(at) over (partition by tenant_id order by seq) as last
                                    from audit_record where operation_type like 'granular_admin_relationship_%') a where at < last) as recorded`;
  const total = [...expected.values()].reduce((sum, n) => sum + n, 0);
  const wrong: string[] = [];
  const check = (what: string, found: number | undefined, wanted: number) => {
    if (found !== wanted) wrong.push(`${what}: ${found} instead of ${wanted}`);
  };
  check('things done', fired, total);
  check('reminders', told.reminder, expected.get('reminder') ?? 0);
  for (const event of ['extended', 'expired']) {
    check(`events ${event}`, told[event], expected.get(event) ?? 0);
    // In the log of either side.
    check(`records ${event}`, recorded[event], 2 * (expected.get(event) ?? 0));
  }
  check('records of the clean-up', recorded.cleanUp, 2 * (expected.get('cleanUp') ?? 0));
  check('told out of order', disorder.told, 0);
  check('recorded out of order', disorder.recorded, 0);
  for (const [event, number] of expected) console.log(`${String(number).padStart(8)}  ${event}`);
  console.log(
    `${count} granular relationships, clock moved by ${duration}: ${fired} events, ${told.mails} mails, ${told.events} notices and ` +
      `${recorded.records} records in ${seconds.toFixed(1)} s (${Math.round(fired / seconds)} events/s)`,
  );
  for (const one of wrong) console.error(`WRONG  ${one}`);
  console.log(wrong.length === 0 ? 'Everything once and in order.' : `${wrong.length} figures are wrong.`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
