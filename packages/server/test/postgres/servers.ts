import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { onTestFinished } from 'vitest';
import type { PostgresConnection } from '../../src/postgres/start.ts';

/** A new, empty directory that everybody may enter, and that is removed after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'multipartner-test-'));
  await chmod(directory, 0o711);
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  return directory;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  /** The postmaster and where it listens; undefined when the server ended instead. */
  readonly ready: Promise<{ pid: number; connection: PostgresConnection } | undefined>;
  readonly exited: Promise<number | null>;
  stderr(): string;
}

interface Launch {
  readonly node?: string;
  readonly script?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Runs `server-process.ts` (or a copy of it, as another user) on that data directory; it ends with the test. */
export function launchServer(dataDirectory: string, launch: Launch = {}): ServerProcess {
  const { node = process.execPath, script = join(import.meta.dirname, 'server-process.ts'), ...user } = launch;
  const child = spawn(node, [script, dataDirectory], { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], ...user });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => JSON.parse(text as string));
  return { child, exited, ready: Promise.race([line, exited.then(() => undefined)]), stderr: () => stderr };
}

/** Launches, and waits until it is ready; throws what it said when it is not. */
export async function startServer(dataDirectory: string, launch?: Launch) {
  const server = launchServer(dataDirectory, launch);
  const ready = await server.ready;
  if (ready === undefined) throw new Error(`the server ended: ${server.stderr()}`);
  return { ...server, ...ready };
}

/** Runs statements on one connection, and answers the rows of the last. */
export async function query(
  connection: PostgresConnection,
  ...statements: string[]
): Promise<Record<string, unknown>[]> {
  const sql = postgres({ ...connection, max: 1, onnotice: () => {} });
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = [...(await sql.unsafe(statement))];
    return rows;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The living processes whose command line names that directory. */
export function processesOn(directory: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) return [];
    try {
      const zombie = /\) Z /.test(readFileSync(`/proc/${entry}/stat`, 'utf8'));
      return !zombie && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(directory) ? [Number(entry)] : [];
    } catch {
      return [];
    }
  });
}

/** Waits until that is true; throws when it is not within that time. */
export async function eventually(what: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!what()) {
    if (performance.now() > end) throw new Error(`not true within ${withinMs} ms: ${what}`);
    await sleep(10);
  }
}
