import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Running } from '../../src/start.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** How long a start may take on a machine that does much else. */
export const patient = 90_000;

export interface Program {
  readonly child: ChildProcess;
  /** Resolves when it ended, and everything it wrote was read. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  stdout(): string;
  stderr(): string;
}

export interface StartedProgram extends Program {
  readonly ready: Running['ready'];
  /** A request with a token of that person (or none) for the audience of the path; the answer as it is on the wire. */
  call(
    who: string | null,
    method: string,
    path: string,
    body?: unknown,
    options?: { readonly mfa?: boolean; readonly application?: boolean },
    headers?: Readonly<Record<string, string>>,
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  ): Promise<{ status: number; headers: Headers; body: any }>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs the program as a user does, with an environment of nothing but the path; it ends with the test. */
export function launch(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  { command = [process.execPath, main] as readonly string[], cwd = '/', detached = false } = {},
): Program {
  const [file = '', ...leading] = command;
  const child = spawn(file, [...leading, ...args], {
    cwd,
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exited;
  }, patient);
  return { child, exited, stdout: () => stdout, stderr: () => stderr };
}

/** Starts it with `--json` on a free port, and waits until it is ready; throws what it said when it is not. */
export async function startProgram(
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
  how?: Parameters<typeof launch>[2],
): Promise<StartedProgram> {
  const program = launch(['--json', '--port', '0', ...args], environment, how);
  await untilSaid(program, '\n');
  const ready = JSON.parse(program.stdout().split('\n')[0] ?? '') as Running['ready'];
  const tokens = new Map<string, Promise<string>>();

  const token = async (who: string, audience: string, mfa: boolean, application: boolean) => {
    const [tenant] = who.split('.');
    const response = await fetch(`${ready.url}/sandbox/v1/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenant, ...(application ? {} : { user: who }), audience, mfa }),
    });
    const answer = (await response.json()) as { access_token: string };
    if (!response.ok) throw new Error(`no token for ${who}: ${JSON.stringify(answer)}`);
    return answer.access_token;
  };
  return {
    ...program,
    ready,
    async call(who, method, path, body, { mfa = false, application = false } = {}, headers = {}) {
      const audience = path.startsWith('/multipartner/') ? 'multipartner' : 'https://api.partnercenter.microsoft.com';
      const key = `${who} ${audience} ${mfa} ${application}`;
      if (who !== null && !tokens.has(key)) tokens.set(key, token(who, audience, mfa, application));
      const response = await fetch(`${ready.url}${path}`, {
        method,
        headers: {
          ...(who === null ? {} : { authorization: `Bearer ${await tokens.get(key)}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      let read: unknown = text;
      try {
        read = JSON.parse(text.replace(/^\uFEFF/, ''));
      } catch {
        // A page, or nothing.
      }
      return { status: response.status, headers: response.headers, body: read };
    },
    async stop(signal = 'SIGTERM') {
      program.child.kill(signal);
      return (await program.exited).code;
    },
  };
}

/** Waits until it has written what is looked for on stdout; throws what it said when it ended instead. */
export async function untilSaid(program: Program, what: string): Promise<void> {
  let ended = false;
  void program.exited.then(() => {
    ended = true;
  });
  while (!program.stdout().includes(what)) {
    if (ended) throw new Error(`the program ended: ${program.stderr()}`);
    await sleep(20);
  }
}
