import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresProcessesIn } from './processes.ts';
import { PostgresUnavailable } from './unavailable.ts';

const patienceMs = 10_000;

/**
 * Before a start, with the data directory locked for us: whatever PostgreSQL the previous server left behind is
 * ended (the same way as at a stop, so nothing committed is lost), and a postmaster.pid whose process is no
 * postmaster of this directory is removed; PostgreSQL itself would believe any living process of that number.
 * Refuses when something still runs after 10 s.
 */
export async function clearLeftovers(pgdata: string, say: (sentence: string) => void): Promise<void> {
  const pidFile = `${pgdata}/postmaster.pid`;
  if (!existsSync(pidFile) && process.platform !== 'linux') return;
  const started = performance.now();
  let told = false;
  for (;;) {
    const running = await livingProcesses(pgdata, pidFile);
    if (running.length === 0) break;
    if (!told)
      say(
        `The last server on ${pgdata} ended without stopping its PostgreSQL (process ${running.join(', ')}): stopping it.`,
      );
    told = true;
    const waited = performance.now() - started;
    if (waited > patienceMs)
      throw new PostgresUnavailable(
        `The PostgreSQL that the last server on ${pgdata} left behind (process ${running.join(', ')}) ` +
          'did not stop within 10 s: end it, and start again.',
      );
    // SIGINT is for the postmaster alone. Backends that lost theirs end by themselves, the slow ones at SIGQUIT.
    const postmaster = running.filter((pid) => pid === postmasterPid(pidFile));
    if (waited > patienceMs / 2) for (const pid of running) signal(pid, 'SIGQUIT');
    else for (const pid of postmaster) signal(pid, 'SIGINT');
    await sleep(50);
  }
  if (!existsSync(pidFile)) return;
  say(`The last server on ${pgdata} was cut off: PostgreSQL recovers what was committed.`);
  await rm(pidFile, { force: true });
}

async function livingProcesses(pgdata: string, pidFile: string): Promise<number[]> {
  if (process.platform === 'linux') return postgresProcessesIn(pgdata);
  // Elsewhere nothing tells where a process works, but a postmaster answers on its socket.
  const [pid, , , port, socketDirectory] = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
  return pid && (await answers(`${socketDirectory}/.s.PGSQL.${port}`)) ? [Number(pid)] : [];
}

function postmasterPid(pidFile: string): number | undefined {
  return existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : undefined;
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => resolve(true)).once('error', () => resolve(false));
    connection.once('connect', () => connection.destroy());
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
