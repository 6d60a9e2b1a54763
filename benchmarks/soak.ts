import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyAct } from '@multipartner/testkit/frame-rule/arbitrary.ts';
import { performAndCheck, takeSnapshot } from '@multipartner/testkit/frame-rule/check.ts';
import { enableTransfers } from '@multipartner/testkit/frame-rule/transfer.ts';
import { startServerOn } from '@multipartner/testkit/server.ts';
import fc from 'fast-check';
import { startPostgres } from 'multipartner/postgres/start.ts';
import { openDatabase } from 'multipartner/store/database.ts';
import { migrate } from 'multipartner/store/migrate.ts';

/** A soak: so many random acts of several partners and customers; everything protected is compared after each round. */
const wanted = Number(process.env.SOAK_ACTS ?? 10_000);
const seed = Number(process.env.SOAK_SEED ?? 1);
const atOnce = 5;

const data = await mkdtemp(join(tmpdir(), 'mp-soak-'));
const postgres = await startPostgres({ dataDirectory: data });
const database = openDatabase(postgres.connection, 1);
await migrate(database);
await database.end();
const server = await startServerOn(postgres.connection);
await enableTransfers(server);
const counts = new Map<string, number>();
const broken: string[] = [];
const startedAt = performance.now();
try {
  const acts = fc.sample(anyAct, { numRuns: wanted, seed });
  const asOf = new Date('2026-06-01T00:00:00Z');
  let before = await takeSnapshot(server, asOf);
  for (let i = 0; i < acts.length; i += atOnce) {
    const round = acts.slice(i, i + atOnce);
    const { outcomes, after, broken: found } = await performAndCheck(server, round, before, asOf);
    before = after;
    round.forEach((act, index) => {
      const outcome = outcomes[index];
      const key = `${act.do} ${outcome === undefined || outcome.status < 400 ? 'done' : `refused ${outcome.code ?? outcome.status}`}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    if (found.length > 0)
      broken.push(`acts ${i}–${i + round.length - 1} ${JSON.stringify(round)} changed ${found.join(', ')}`);
    if (i % 1000 === 0 && i > 0) process.stderr.write(`${i} acts, ${broken.length} broken\n`);
  }
} finally {
  await server.stop();
  await postgres.stop();
  await rm(data, { recursive: true, force: true });
}
for (const [key, count] of [...counts].sort()) console.log(`${String(count).padStart(6)}  ${key}`);
console.log(
  `\n${wanted} acts, ${atOnce} at once, seed ${seed}, ${((performance.now() - startedAt) / 1000).toFixed(0)} s: the frame rule was broken ${broken.length} times`,
);
for (const one of broken) console.log(one);
process.exitCode = broken.length === 0 ? 0 : 1;
