import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/**
 * A shell that becomes the command, after it has left a watcher behind which reads our pipe. When the pipe ends
 * without a word, the server died (also by kill -9) and the watcher stops the command: at first like Ctrl-C, which
 * PostgreSQL takes as "disconnect everybody and end", after 5 s harder. A zombie counts as ended: nobody may ever
 * reap it. The watcher is not the command's child, because a postmaster takes the death of a child that it does not
 * know for a crash. It keeps our stdout open: when that closes, nothing is left.
 */
const guard = `end() {
  for signal in INT INT INT INT INT QUIT QUIT QUIT QUIT KILL; do
    for fifth in 1 2 3 4 5; do
      kill -$signal $$ || return
      read -r stat </proc/$$/stat
      case $stat in *") Z "*) return ;; esac
      sleep 0.2
    done
  done
}
( { read -r word && exit; end; rmdir "$SOCKET_DIRECTORY"; } <&3 2>/dev/null & )
exec "$@" 3<&- >/dev/null`;

export interface GuardedProcess {
  readonly pid: number;
  /** Resolves when the command has ended, with a few words on how. */
  readonly ended: Promise<string>;
  /** The last lines it wrote to stderr. */
  lastLines(): string[];
  /** Sends the signal, and harder ones when it does not end in time; resolves when no process is left. */
  stop(): Promise<void>;
}

/**
 * Runs a program of PostgreSQL as that account, in a process group of its own (Ctrl-C at the terminal reaches the
 * server first, which then stops PostgreSQL when its last request is answered), bound to the life of this process.
 */
export function spawnGuarded(
  binaries: Binaries,
  program: 'initdb' | 'postgres',
  args: readonly string[],
  account: Account,
  { socketDirectory = '', onLine = () => {} }: { socketDirectory?: string; onLine?: (line: string) => void } = {},
): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', guard, 'sh', `${binaries.directory}/bin/${program}`, ...args], {
    cwd: '/',
    detached: true,
    // Not stdin, which Node closes without a word when the command ends.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // Nothing of the caller's environment (PGDATA, PGOPTIONS …) reaches PostgreSQL.
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', SOCKET_DIRECTORY: socketDirectory, ...binaries.environment },
    ...(account.dropped ? { uid: account.uid, gid: account.gid } : {}),
  });
  const [, stdout, stderr, lifeline] = child.stdio as unknown as [null, Readable, Readable, Writable];
  const last: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    last.push(line);
    if (last.length > 20) last.shift();
    onLine(line);
  });
  lifeline.on('error', () => {});
  stdout.resume();

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const closed = Promise.race([once(child, 'close'), once(child, 'error')]).catch(() => {});
  void ended.then(() => lifeline.end('end\n'));
  return { pid: child.pid ?? -1, ended, lastLines: () => last, stop: () => stop(child, ended, closed) };
}

async function stop(child: ChildProcess, ended: Promise<string>, closed: Promise<unknown>): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 10],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    child.kill(signal);
    if (await within(seconds, ended)) break;
  }
  await within(5, closed);
}

async function within(seconds: number, event: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), seconds * 1000);
  });
  const came = await Promise.race([event.then(() => true), timeout]);
  clearTimeout(timer);
  return came;
}
