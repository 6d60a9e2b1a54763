// `npm run conformance`: every sample by every client that is installed, then the flows; writes docs/conformance.md and
// the total in README.md. Ends with 1 when something fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { useCluster } from '../cluster.ts';
import { startTestPostgres } from '../postgres-global-setup.ts';
import { loadPlan } from '../recorded/plan.ts';
import { clients } from './clients.ts';
import { runJourneys } from './journeys.ts';
import { type Column, report, totalOf, totalSentence } from './report.ts';
import { sendSamples, sendSamplesPlainly } from './samples.ts';

const root = resolve(import.meta.dirname, '../../../..');

const say = (text: string) => process.stderr.write(`${text}\n`);

async function columnsOf(): Promise<Column[]> {
  const planned = loadPlan().filter(({ row }) => row.onlyRead === undefined);
  say(`fetch: ${planned.length} samples …`);
  const columns: Column[] = [
    {
      name: 'fetch',
      version: `Node ${process.versions.node}, by base address`,
      results: await sendSamplesPlainly(planned),
    },
  ];
  for (const client of clients) {
    const version = client.version();
    if (version === undefined) {
      say(`${client.name}: not installed, left out (${client.comesFrom}).`);
      columns.push({ name: client.name, version: client.comesFrom });
      continue;
    }
    say(`${client.name}: ${version} …`);
    columns.push({ name: client.name, version, results: await sendSamples(client, planned) });
  }
  return columns;
}

async function main(): Promise<void> {
  const postgres = await startTestPostgres();
  useCluster(postgres.connection);
  const columns = await columnsOf().finally(() => postgres.stop());
  say('flows …');
  const journeys = runJourneys();

  const operations = [...new Map(loadPlan().map(({ operation }) => [operation.id, operation])).values()];
  writeFileSync(join(root, 'docs/conformance.md'), report(operations, columns, journeys));
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const sentence = totalSentence(columns, journeys);
  writeFileSync(
    join(root, 'README.md'),
    readme.replace(/\d+ of \d+ exchanges and flows pass, by \d+ clients/, sentence),
  );
  const { passed, all } = totalOf(columns, journeys);
  process.stdout.write(`${sentence}; docs/conformance.md has each.\n`);
  if (passed < all) process.exitCode = 1;
}

await main();
