import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Account, chooseAccount } from './account.ts';
import { findPackage, type PostgresPackage, reachableBinaries } from './binaries.ts';
import { lockDataDirectory } from './data-lock.ts';
import { createDataDirectory, placeData } from './data-place.ts';
import { type GuardedProcess, spawnGuarded } from './guarded-process.ts';
import { database, initialise, role } from './initialise.ts';
import { clearLeftovers } from './leftovers.ts';
import { settings } from './settings.ts';
import { port, prepareSocketDirectory } from './socket-directory.ts';
import { PostgresUnavailable } from './unavailable.ts';

export interface StartPostgresOptions {
  /** The server's data directory; PostgreSQL's own files go into `postgres/` in it. Created when missing. */
  readonly dataDirectory: string;
  /** Takes every line that PostgreSQL logs. */
  readonly log?: (line: string) => void;
  /** Takes sentences for the person at the terminal; by default they go to stderr. */
  readonly say?: (sentence: string) => void;
  /** Settings of PostgreSQL that replace ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Where to connect; `host` is the directory of the Unix socket. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface RunningPostgres {
  readonly connection: PostgresConnection;
  /** The postmaster's process number. */
  readonly pid: number;
  /** Resolves with one sentence when PostgreSQL ends although `stop` was not called. Never rejects. */
  readonly died: Promise<string>;
  /** Disconnects everybody, ends PostgreSQL and frees the data directory; no process is left. May be repeated. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on that data directory and resolves when it accepts connections. The data directory
 * is created when missing; it belongs to one living server at a time, and what a killed one left behind is put in
 * order first. PostgreSQL lives no longer than this process, also when that is killed. Refuses with
 * `PostgresUnavailable`, whose message is one sentence.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  try {
    const found = findPackage();
    const account = chooseAccount(resolve(options.dataDirectory, 'postgres'));
    const dataDirectory = await createDataDirectory(options.dataDirectory, account);
    const lock = await lockDataDirectory(dataDirectory);
    try {
      return await startLocked(options, found, dataDirectory, account, lock.release);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw explained(error, options.dataDirectory);
  }
}

async function startLocked(
  { log, say = (sentence) => process.stderr.write(`${sentence}\n`), settings: changed }: StartPostgresOptions,
  found: PostgresPackage,
  dataDirectory: string,
  account: Account,
  unlock: () => Promise<void>,
): Promise<RunningPostgres> {
  const binaries = await reachableBinaries(found, account, `${dataDirectory}/lib`, say);
  const { pgdata, exists } = await placeData(dataDirectory, account, found.majorVersion, say);
  if (exists) await clearLeftovers(pgdata, say);
  else await initialise(pgdata, binaries, account);

  const socketDirectory = await prepareSocketDirectory(dataDirectory, account);
  const free = async () => {
    await rm(socketDirectory, { recursive: true, force: true });
    await unlock();
  };
  const all = { ...settings, ...changed, unix_socket_directories: socketDirectory, port: String(port) };
  const args = ['-D', pgdata, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const ready = Promise.withResolvers<'ready'>();
  const onLine = (line: string) => {
    if (line.includes('database system is ready to accept connections')) ready.resolve('ready');
    log?.(line);
  };
  const running = spawnGuarded(binaries, 'postgres', args, account, { socketDirectory, onLine });
  const outcome = await Promise.race([ready.promise, running.ended]);
  if (outcome !== 'ready') {
    await running.stop();
    await free();
    throw new PostgresUnavailable(`PostgreSQL did not start on ${pgdata} (${outcome}): ${reason(running)}`);
  }
  return { connection: { host: socketDirectory, port, user: role, database }, ...lifeOf(running, free) };
}

function lifeOf(running: GuardedProcess, free: () => Promise<void>): Pick<RunningPostgres, 'pid' | 'died' | 'stop'> {
  let stopping: Promise<void> | undefined;
  const died = new Promise<string>((resolve) => {
    void running.ended.then(async (how) => {
      if (stopping !== undefined) return;
      await free().catch(() => {});
      resolve(`PostgreSQL ended unexpectedly (${how}).`);
    });
  });
  const stop = () => {
    stopping ??= running.stop().then(free);
    return stopping;
  };
  return { pid: running.pid, died, stop };
}

// What it said last about an error is the reason; the lines after it only say that it ends.
function reason(running: GuardedProcess): string {
  const lines = running.lastLines();
  const telling = lines.filter((line) => /\b(FATAL|PANIC|ERROR|HINT):/.test(line));
  return (telling.length > 0 ? telling : lines)
    .map((line) => line.replace(/^.*?(FATAL|PANIC|ERROR|HINT): +/, ''))
    .join(' ');
}

function explained(error: unknown, dataDirectory: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof PostgresUnavailable || typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error;
  return new PostgresUnavailable(
    `The data directory ${resolve(dataDirectory)} cannot be used (${(error as Error).message}): ` +
      'start the server as the user who owns it, or choose another with --data.',
    { cause: error },
  );
}
