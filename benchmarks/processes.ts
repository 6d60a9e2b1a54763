import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '..');

export interface Started<T> {
  readonly line: T;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Whoever interrupts the measuring is not left with servers. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** Starts a program of ours and waits for the one line of JSON that it prints when ready. */
export async function startProgram<T>(file: string, args: readonly string[]): Promise<Started<T>> {
  const child = spawn(process.execPath, [join(root, file), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  running.add(child);
  child.once('exit', () => running.delete(child));
  const line = await firstLine(child, ended);
  return {
    line: JSON.parse(line) as T,
    pid: child.pid as number,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function firstLine(child: ChildProcess, ended: Promise<void>): Promise<string> {
  return new Promise((found, fail) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', found);
    void ended.then(() => fail(new Error('the program ended before it was ready')));
  });
}

export interface Ready {
  readonly url: string;
  readonly startedInMs: number;
  readonly world: {
    readonly tenants: readonly {
      readonly key: string;
      readonly id: string;
      readonly applications: readonly { readonly clientId: string; readonly clientSecret: string }[];
    }[];
  };
}

/** The product on a data directory of its own, and the way to its PostgreSQL for whoever is compared with it. */
export interface Product extends Started<Ready> {
  readonly data: string;
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
}

export async function startProduct(seed: string, data?: string): Promise<Product> {
  const directory = data ?? (await mkdtemp(join(tmpdir(), 'mp-bench-')));
  const started = await startProgram<Ready>('packages/server/src/main.ts', [
    'start',
    '--json',
    '--port',
    '0',
    '--data',
    directory,
    '--seed',
    seed,
    '--throttle',
    'off',
  ]);
  const pidFile = (await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const connection = {
    host: pidFile[4] as string,
    port: Number(pidFile[3]),
    user: 'multipartner',
    database: 'postgres',
  };
  return { ...started, data: directory, connection };
}

export function removeData(product: Product): Promise<void> {
  return rm(product.data, { recursive: true, force: true });
}

/** Resident memory in MB of a process and of PostgreSQL's processes on the same data, as the kernel counts it (Pss: shared pages once). */
export async function memoryOf(product: Product): Promise<{ readonly server: number; readonly postgres: number }> {
  const postmaster = Number((await readFile(join(product.data, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const children = (await readFile(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8'))
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);
  const sizes = await Promise.all([postmaster, ...children].map(pss));
  return { server: await pss(product.pid), postgres: sizes.reduce((sum, size) => sum + size, 0) };
}

async function pss(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
}
