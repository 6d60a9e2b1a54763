import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { Account } from './account.ts';
import { PostgresUnavailable } from './unavailable.ts';

/** The port only names the socket; nothing listens on the network. */
export const port = 5432;

/** A socket's path may have 107 bytes, of which "/.s.PGSQL.5432" takes 14. */
export const longestSocketDirectory = 93;

/**
 * A directory for PostgreSQL's socket that only this account (and root) may enter: short, because the data
 * directory's path may be too long for a socket, and the same at every start. Everybody may create names in /tmp,
 * so one that exists is used only when it is ours and closed to others; else another name is taken.
 */
export async function prepareSocketDirectory(dataDirectory: string, account: Account): Promise<string> {
  const name = createHash('sha256').update(`${account.uid} ${dataDirectory}`).digest('hex').slice(0, 12);
  let directory = `/tmp/multipartner-${name}`;
  if (!(await createOrTrust(directory, account))) directory = await mkdtemp(`${directory}-`);
  if (directory.length > longestSocketDirectory)
    throw new PostgresUnavailable(`The path of PostgreSQL's socket directory ${directory} is too long.`);
  if (account.dropped) await chown(directory, account.uid, account.gid);
  // Left by a crash; the data directory is locked for us, so nobody listens there.
  await rm(`${directory}/.s.PGSQL.${port}`, { force: true });
  await rm(`${directory}/.s.PGSQL.${port}.lock`, { force: true });
  return directory;
}

async function createOrTrust(directory: string, account: Account): Promise<boolean> {
  try {
    await mkdir(directory, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const existing = await lstat(directory);
  const ours = existing.uid === account.uid || existing.uid === process.geteuid?.();
  return existing.isDirectory() && ours && (existing.mode & 0o777) === 0o700;
}
