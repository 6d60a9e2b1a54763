import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from 'multipartner/postgres/processes.ts';
import { type PostgresConnection, startPostgres } from 'multipartner/postgres/start.ts';
import type { TestProject } from 'vitest/node';
import type {} from './cluster.ts';

/** One PostgreSQL per test run, shared by all test files; each takes databases of its own with `createTestDatabase()`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { connection, stop } = await startTestPostgres();
  project.provide('postgres', connection);
  return stop;
}

/** Tests do not need what they commit to survive a power cut, so it does not wait for disks. */
export async function startTestPostgres(): Promise<{ connection: PostgresConnection; stop: () => Promise<void> }> {
  await removeAbandoned();
  const directory = await mkdtemp(join(tmpdir(), prefix));
  await chmod(directory, 0o711);
  const postgres = await startPostgres({
    dataDirectory: join(directory, 'data'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  return {
    connection: postgres.connection,
    async stop() {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const prefix = 'multipartner-tests-';

// A test run that was killed could not remove its own.
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const directory = join(tmpdir(), name);
    let holder: Parameters<typeof isAlive>[0];
    try {
      holder = JSON.parse(readFileSync(join(directory, 'data', 'server.lock'), 'utf8'));
    } catch {
      continue;
    }
    if (!isAlive(holder)) await rm(directory, { recursive: true, force: true });
  }
}
