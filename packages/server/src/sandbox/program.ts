import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '../config.ts';
import type { World } from '../world/world.ts';
import { findNode } from './node-program.ts';
import type { SandboxOptions } from './options.ts';

/** What the server says when it is ready. */
export interface Ready {
  readonly url: string;
  readonly tls?: { readonly url: string; readonly ca: string; readonly ports: readonly number[] };
  readonly startedInMs: number;
  readonly world: World;
}

export interface SandboxProgram {
  readonly ready: Ready;
  /** Stops the server and removes its data, unless they were given a directory. */
  stop(): Promise<void>;
}

const besides = (name: string) =>
  fileURLToPath(new URL(`${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));

/**
 * Starts a server of its own in a process of its own, on a free port, and waits until it is ready. It ends with this
 * process, however that ends. Rejects with what the server said when it does not become ready.
 */
export async function startProgram(options: SandboxOptions): Promise<SandboxProgram> {
  const node = findNode();
  const temporary = options.data === undefined ? await mkdtemp(join(tmpdir(), 'multipartner-')) : undefined;
  const forget = async () => {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  };
  const child = spawn(
    node,
    [
      '--import',
      new URL(`./end-with-parent${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).href,
      besides('../main'),
      ...argumentsOf(options, options.data ?? (temporary as string)),
    ],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: bareEnvironment() },
  );
  const exited = once(child, 'exit');
  // A test runner that is done ends, whether or not somebody remembered to stop.
  child.unref();
  child.channel?.unref();
  for (const stream of [child.stdout, child.stderr]) (stream as unknown as { unref?: () => void } | null)?.unref?.();
  try {
    const ready = await readiness(child, exited, options.onOutput ?? (() => {}));
    let stopping: Promise<void> | undefined;
    return {
      ready,
      stop() {
        stopping ??= stopProgram(child, exited).then(forget);
        return stopping;
      },
    };
  } catch (error) {
    await stopProgram(child, exited);
    await forget();
    throw error;
  }
}

function argumentsOf({ seed, clock, tls, mfa, port, databaseUrl }: SandboxOptions, data: string): string[] {
  return [
    'start',
    '--json',
    ...['--port', String(port ?? 0)],
    ...['--data', data],
    ...(seed === undefined ? [] : ['--seed', String(seed)]),
    ...(clock === undefined ? [] : ['--clock', clock instanceof Date ? clock.toISOString() : clock]),
    ...(tls ? ['--tls', '--tls-port', '0'] : []),
    ...(mfa ? ['--mfa', 'on'] : []),
    ...(databaseUrl === undefined ? [] : ['--database-url', databaseUrl]),
  ];
}

async function readiness(
  child: ChildProcess,
  exited: Promise<unknown[]>,
  onOutput: (line: string) => void,
): Promise<Ready> {
  const said: string[] = [];
  if (child.stdout === null || child.stderr === null) throw new Error('The server has no output.');
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > 50) said.shift();
    onOutput(line);
  });
  const first = new Promise<string>((resolve) => {
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
  });
  // Nothing else holds the process while it waits.
  const waiting = setInterval(() => {}, 1000);
  try {
    const line = await Promise.race([first, exited.then(() => undefined)]);
    if (line === undefined) throw new Error(`The server did not start: ${said.join('\n')}`);
    return JSON.parse(line) as Ready;
  } finally {
    clearInterval(waiting);
  }
}

async function stopProgram(child: ChildProcess, exited: Promise<unknown[]>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGTERM');
  const harder = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await exited;
  clearTimeout(harder);
}
