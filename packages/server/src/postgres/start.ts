import { existsSync } from 'node:fs';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { chooseAccount } from './account.ts';
import { completeLibraries, findNative } from './binaries.ts';
import { lockDataDirectory } from './data-lock.ts';
import { spawnGuarded } from './guarded-process.ts';
import { database, initialise, role } from './initialise.ts';
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
  readonly socketDirectory: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly pid: number;
  /** Resolves with one sentence when PostgreSQL ends although `stop` was not called. Never rejects. */
  readonly died: Promise<string>;
  /** Disconnects everybody, ends PostgreSQL and frees the data directory; no process is left. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on that data directory, which is created when missing, and resolves when it accepts
 * connections. It lives no longer than this process, also when that is killed. Refuses with `PostgresUnavailable`.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  await mkdir(resolve(options.dataDirectory), { recursive: true, mode: 0o711 });
  const dataDirectory = await realpath(options.dataDirectory);
  const lock = await lockDataDirectory(dataDirectory);
  try {
    const pgdata = `${dataDirectory}/postgres`;
    const native = findNative();
    const account = chooseAccount(pgdata, native);
    const binaries = await completeLibraries(native, `${dataDirectory}/lib`);
    if (!existsSync(pgdata)) await initialise(pgdata, binaries, account);
    const socketDirectory = await prepareSocketDirectory(dataDirectory, account);

    const merged = { ...settings, ...options.settings, unix_socket_directories: socketDirectory, port: String(port) };
    const args = Object.entries(merged).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    let ready = () => {};
    const accepting = new Promise<'ready'>((resolve) => {
      ready = () => resolve('ready');
    });
    const running = spawnGuarded(binaries, 'postgres', ['-D', pgdata, ...args], account, (line) => {
      if (line.includes('database system is ready to accept connections')) ready();
      options.log?.(line);
    });
    const outcome = await Promise.race([accepting, running.ended]);
    if (outcome !== 'ready')
      throw new PostgresUnavailable(`PostgreSQL did not start (${outcome}): ${running.lastLines().join(' ')}`);

    let stopping: Promise<void> | undefined;
    const free = async () => {
      await rm(socketDirectory, { recursive: true, force: true });
      await lock.release();
    };
    const died = new Promise<string>((resolve) => {
      void running.ended.then((how) => {
        if (stopping === undefined) resolve(`PostgreSQL ended unexpectedly (${how}).`);
      });
    });
    return {
      connection: { host: socketDirectory, port, user: role, database },
      socketDirectory,
      port,
      user: role,
      database,
      pid: running.pid,
      died,
      stop: () => (stopping ??= running.stop().then(free)),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
