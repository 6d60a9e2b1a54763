import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { isAlive, ownIdentity, type ProcessIdentity } from './processes.ts';
import { PostgresUnavailable } from './unavailable.ts';

export interface DataLock {
  release(): Promise<void>;
}

/**
 * Takes the data directory for this process. It counts as in use only while the server that took it lives: the
 * file names the process and when it started, so neither a crash nor a reused process number blocks the next
 * start. Of several starters at once exactly one wins. Refuses with `PostgresUnavailable` naming the process.
 */
export async function lockDataDirectory(dataDirectory: string): Promise<DataLock> {
  const own = ownIdentity();
  const claim = `${dataDirectory}/server.lock.${own.pid}.${claims++}`;
  await writeFile(claim, `${JSON.stringify(own)}\n`, { mode: 0o644 });
  const path = `${dataDirectory}/server.lock`;
  try {
    const holder = await take(path, claim);
    if (holder !== undefined)
      throw new PostgresUnavailable(
        `The data directory ${dataDirectory} is in use by another server (process ${holder.pid}): ` +
          'stop that one first, or choose another directory with --data.',
      );
  } finally {
    await rm(claim, { force: true });
  }
  return { release: () => rm(path, { force: true }) };
}

let claims = 0;

/**
 * Links the claim to that name, so that it appears complete or not at all. Returns the living holder when there is
 * one. A dead holder's file is removed by one starter only: the one that takes a lock named after that holder.
 */
async function take(path: string, claim: string): Promise<ProcessIdentity | undefined> {
  for (;;) {
    try {
      await link(claim, path);
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readHolder(path);
    if (holder === undefined) continue;
    if (isAlive(holder)) return holder;

    const removal = `${path}.removal-of-${holder.pid}-${holder.started.replace(/\W/g, '')}`;
    const remover = await take(removal, claim);
    if (remover !== undefined) return remover;
    // Somebody else may have removed it, and taken the lock, before we were the one to remove it.
    const still = await readHolder(path);
    if (still !== undefined && still.pid === holder.pid && still.started === holder.started)
      await rm(path, { force: true });
    await rm(removal, { force: true });
  }
}

async function readHolder(path: string): Promise<ProcessIdentity | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { pid, started } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pid === 'number' && typeof started === 'string') return { pid, started };
  } catch {
    // Not written by us in full: a crash of the machine may leave an empty file. Nobody holds it.
  }
  return { pid: 0, started: '' };
}
