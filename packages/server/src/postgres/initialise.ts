import { chown, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { spawnGuarded } from './guarded-process.ts';
import { PostgresUnavailable } from './unavailable.ts';

/** The role everything is done as, and the database that initdb creates for it. */
export const role = 'multipartner';
export const database = 'postgres';

/**
 * Creates an empty PostgreSQL data directory under that name, completely or not at all: an initdb that was killed
 * leaves a directory that starts and is broken, so it works on a temporary sibling that is renamed in the end.
 * initdb itself syncs all it wrote (0.15 s of about 1 s), before the name appears.
 */
export async function initialise(pgdata: string, binaries: Binaries, account: Account): Promise<void> {
  const parent = dirname(pgdata);
  await removeHalfMade(pgdata);
  const half = await mkdtemp(`${pgdata}.half-made-`);
  try {
    if (account.dropped) await chown(half, account.uid, account.gid);
    const initdb = spawnGuarded(
      binaries,
      'initdb',
      [
        ...['-D', half, '-U', role, '-A', 'trust', '-E', 'UTF8', '--no-instructions'],
        // Byte order with Unicode's case rules, the same on every machine.
        ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ],
      account,
    );
    const how = await initdb.ended;
    await initdb.stop();
    if (how === 'exit code 127')
      throw new PostgresUnavailable(
        `The embedded PostgreSQL cannot run here: it needs a system with glibc (not musl, as in Alpine Linux). ` +
          'Use a PostgreSQL of your own with --database-url.',
      );
    if (how !== 'exit code 0')
      throw new PostgresUnavailable(
        `The database could not be created in ${pgdata} (${how}): ${initdb.lastLines().join(' ').trim()}`,
      );
    await rename(half, pgdata);
    await syncDirectory(parent);
  } catch (error) {
    await rm(half, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

async function removeHalfMade(pgdata: string): Promise<void> {
  for (const entry of await readdir(dirname(pgdata)))
    if (entry.startsWith(`${basename(pgdata)}.half-made-`))
      await rm(join(dirname(pgdata), entry), { recursive: true, force: true, maxRetries: 5 });
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
