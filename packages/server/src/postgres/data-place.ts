import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chown, lstat, mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Account, mayEnter, spawnAs } from './account.ts';
import { PostgresUnavailable } from './unavailable.ts';

/** Where root keeps what the account that runs PostgreSQL could not reach in somebody's closed directories. */
export const outside = '/var/lib/multipartner';

/** Creates the server's data directory when it is missing, and answers its real path. Refuses a file in its place. */
export async function createDataDirectory(path: string, account: Account): Promise<string> {
  refuseFile(resolve(path));
  // Root's directory stays root's: the account passes through it to its own, and sees nothing else.
  const created = await mkdir(resolve(path), { recursive: true, mode: passThrough(account) ? 0o711 : 0o700 });
  if (created !== undefined && account.ownsInstallation)
    for (let at = resolve(path); at.length >= created.length; at = dirname(at))
      await chown(at, account.uid, account.gid);
  return realpath(path);
}

function refuseFile(directory: string): void {
  for (let at = directory; at !== dirname(at); at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found === undefined) continue;
    if (found.isDirectory()) return;
    throw new PostgresUnavailable(
      `The data directory ${directory} ${at === directory ? 'is' : `would be inside ${at}, which is`} a file: ` +
        'choose a directory with --data.',
    );
  }
}

const passThrough = (account: Account) => account.dropped && !account.ownsInstallation;

/**
 * Where PostgreSQL's own files are, or are to be created: `postgres/` in the data directory. Where root's data
 * directory cannot be entered by the account that runs PostgreSQL, an empty one is handed to that account; beneath
 * closed parents, which are never opened, `postgres` becomes a link to a directory outside, and is said where.
 */
export async function placeData(
  dataDirectory: string,
  account: Account,
  majorVersion: string,
  say: (sentence: string) => void,
): Promise<{ pgdata: string; exists: boolean }> {
  const usual = `${dataDirectory}/postgres`;
  if (existsSync(usual)) {
    const pgdata = await realpath(usual);
    const exists = await holdsData(pgdata, majorVersion);
    if (account.dropped) handOver(pgdata, account);
    if (pgdata !== usual) say(`The database of ${dataDirectory} is in ${pgdata}.`);
    if (!mayEnter(account, pgdata))
      throw new PostgresUnavailable(
        `PostgreSQL runs as user "${account.name}", who may not enter ${pgdata}: choose another directory with --data.`,
      );
    return { pgdata, exists };
  }
  if (!account.dropped || mayEnter(account, dataDirectory)) return { pgdata: usual, exists: false };
  if (mayEnter(account, dirname(dataDirectory)) && (await isEmpty(dataDirectory))) {
    await chown(dataDirectory, account.uid, account.gid);
    return { pgdata: usual, exists: false };
  }
  const pgdata = `${await makeOutside(usual, account)}/postgres`;
  say(
    `PostgreSQL does not run as root, and user "${account.name}", as whom it runs, may not enter ${dataDirectory}: ` +
      `the database is in ${pgdata}.`,
  );
  return { pgdata, exists: false };
}

// Data that root restored or copied belongs to root; PostgreSQL insists on owning all of it.
function handOver(pgdata: string, account: Account): void {
  if (statSync(pgdata).uid !== account.uid)
    execFileSync('chown', ['-Rh', `${account.uid}:${account.gid}`, pgdata], { stdio: 'ignore' });
}

async function isEmpty(dataDirectory: string): Promise<boolean> {
  return (await readdir(dataDirectory)).every((name) => name.startsWith('server.lock'));
}

/**
 * A directory for that account elsewhere, which remembers whose it is. For a data directory beneath one for temporary
 * files it is temporary, too: it stays there, and goes when the data directory is gone and room for another is made.
 */
async function makeOutside(link: string, account: Account): Promise<string> {
  const temporary = ['/tmp', '/var/tmp'].find((parent) => link.startsWith(`${parent}/`));
  if (temporary === undefined) await mkdir(outside, { recursive: true, mode: 0o755 });
  else await removeForgotten(temporary, account);
  const name = createHash('sha256').update(link).digest('hex').slice(0, 12);
  const directory = await mkdtemp(
    `${temporary === undefined ? `${outside}/` : `${temporary}/${temporaryPrefix}`}${name}-`,
  );
  await chown(directory, account.uid, account.gid);
  await rm(link, { force: true });
  await symlink(`${directory}/postgres`, link);
  await symlink(link, `${directory}/for`);
  return directory;
}

const temporaryPrefix = 'multipartner-data-';

async function removeForgotten(parent: string, account: Account): Promise<void> {
  for (const name of await readdir(parent)) {
    const directory = `${parent}/${name}`;
    if (!name.startsWith(temporaryPrefix) || (await lstat(directory)).uid !== account.uid) continue;
    const link = await readlink(`${directory}/for`).catch(() => undefined);
    if (link === undefined) continue;
    const led = await readlink(link).catch(() => undefined);
    // As the account itself: root had better not walk through somebody else's directory.
    if (led !== `${directory}/postgres`) spawnAs(account, 'rm', '-rf', directory);
  }
}

/** Whether PostgreSQL's files are there; refuses what is something else, or of another major version. */
async function holdsData(pgdata: string, majorVersion: string): Promise<boolean> {
  if ((await readdir(pgdata)).length === 0) return false;
  const file = `${pgdata}/PG_VERSION`;
  if (!existsSync(file))
    throw new PostgresUnavailable(
      `${pgdata} is not empty, and holds no PostgreSQL database: choose another directory with --data.`,
    );
  const version = readFileSync(file, 'utf8').trim();
  if (version !== majorVersion)
    throw new PostgresUnavailable(
      `The database in ${pgdata} was written by PostgreSQL ${version}, and this is PostgreSQL ${majorVersion}: ` +
        'choose another directory with --data, or use a PostgreSQL of your own with --database-url.',
    );
  return true;
}
