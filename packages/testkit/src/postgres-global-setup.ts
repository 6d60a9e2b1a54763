import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from 'multipartner/postgres/start.ts';
import type { TestProject } from 'vitest/node';

/**
 * One PostgreSQL per test run, shared by all test files; each takes databases of its own with
 * `createTestDatabase()`. Tests do not need what they commit to survive a power cut, so it does not wait for disks.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'multipartner-tests-'));
  await chmod(directory, 0o711);
  const postgres = await startPostgres({
    dataDirectory: join(directory, 'data'),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  });
  project.provide('postgres', postgres.connection);
  return async () => {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
