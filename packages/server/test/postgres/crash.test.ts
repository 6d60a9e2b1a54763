import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startPostgres } from '../../src/postgres/start.ts';
import { eventually, launchServer, processesOn, query, startServer, temporaryDirectory } from './servers.ts';

/** Starts, and collects what it says to the person at the terminal. */
async function startListening(dataDirectory: string) {
  const said: string[] = [];
  const running = await startPostgres({ dataDirectory, say: (sentence) => said.push(sentence) });
  onTestFinished(() => running.stop());
  return { ...running, said: said.join('\n') };
}

it('a killed server takes its PostgreSQL along within a second, and the next start finds what was committed', async () => {
  const data = await temporaryDirectory();
  const server = await startServer(data);
  await query(server.connection, 'create table kept as select 1 as one');
  server.child.kill('SIGKILL');
  await eventually(() => processesOn(data).length === 0, 1000);
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false);
  expect(existsSync(server.connection.host)).toBe(false);

  const next = await startListening(data);
  expect(await query(next.connection, 'select one from kept')).toEqual([{ one: 1 }]);
  expect(next.said).toBe('');
});

it('recovers after everything was killed at once', async () => {
  const data = await temporaryDirectory();
  const server = await startServer(data);
  await query(server.connection, 'create table kept as select 1 as one');
  for (const pid of [...processesOn(data), ...postgresOf(data)]) kill(pid);
  await eventually(() => processesOn(data).length === 0, 1000);
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(true);

  const next = await startListening(data);
  expect(await query(next.connection, 'select one from kept')).toEqual([{ one: 1 }]);
  expect(next.said).toContain('was cut off: PostgreSQL recovers what was committed.');
});

it('is not deceived when the number of the killed PostgreSQL, or of the killed server, belongs to another process', async () => {
  const data = await temporaryDirectory();
  const server = await startServer(data);
  await query(server.connection, 'create table kept as select 1 as one');
  for (const pid of [...processesOn(data), ...postgresOf(data)]) kill(pid);
  await eventually(() => processesOn(data).length === 0, 1000);

  // PostgreSQL believes any living process of its own user.
  const { uid, gid } = statSync(join(data, 'postgres'));
  const other = spawn('sleep', ['60'], {
    cwd: '/',
    stdio: 'ignore',
    ...(process.getuid?.() === 0 ? { uid, gid } : {}),
  });
  onTestFinished(() => void other.kill());
  const pidFile = join(data, 'postgres', 'postmaster.pid');
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(other.pid)));
  const lock = join(data, 'server.lock');
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(/"pid":\d+/, `"pid":${other.pid}`));

  const next = await startListening(data);
  expect(await query(next.connection, 'select one from kept')).toEqual([{ one: 1 }]);
  expect(other.exitCode).toBeNull();
  expect(other.signalCode).toBeNull();
});

it('stops a PostgreSQL that outlived its server, and says so', async () => {
  const data = await temporaryDirectory();
  const server = await startServer(data);
  await query(server.connection, 'create table kept as select 1 as one');
  // The watcher first, then the server: nobody is left to stop PostgreSQL.
  const backends = postgresOf(data);
  for (const pid of processesOn(data)) if (!backends.includes(pid) && pid !== server.child.pid) kill(pid);
  server.child.kill('SIGKILL');
  await server.exited;
  expect(postgresOf(data)).toContain(server.pid);

  const next = await startListening(data);
  expect(next.said).toContain(`ended without stopping its PostgreSQL (process ${server.pid}`);
  expect(next.pid).not.toBe(server.pid);
  expect(await query(next.connection, 'select one from kept')).toEqual([{ one: 1 }]);
});

it('waits for a backend that lost its postmaster, and ends it when it goes on working', async () => {
  const data = await temporaryDirectory();
  const server = await startServer(data);
  await query(server.connection, 'create table kept as select 1 as one');
  const busy = query(server.connection, 'select count(*) from generate_series(1, 1e11::bigint)').catch(() => {});
  await eventually(() => postgresOf(data).some((pid) => /SELECT$/.test(title(pid))), 5000);
  for (const pid of processesOn(data)) if (!/SELECT$/.test(title(pid))) kill(pid);
  await eventually(() => postgresOf(data).length === 1, 1000);

  const next = await startListening(data);
  expect(next.said).toContain('ended without stopping its PostgreSQL');
  expect(await query(next.connection, 'select one from kept')).toEqual([{ one: 1 }]);
  await busy;
});

it('begins anew when it was killed while the database was being created', async () => {
  const data = await temporaryDirectory();
  const server = launchServer(data);
  const halfMade = () => readdirSync(data).filter((name) => name.startsWith('postgres.half-made-'));
  await eventually(() => halfMade().some((name) => existsSync(join(data, name, 'global', 'pg_control'))), 5000);
  server.child.kill('SIGKILL');
  await server.exited;
  expect(existsSync(join(data, 'postgres'))).toBe(false);

  const next = await startListening(data);
  expect(halfMade()).toEqual([]);
  expect(await query(next.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('a PostgreSQL that dies takes the server along, with a sentence', async () => {
  const server = await startServer(await temporaryDirectory());
  kill(server.pid);
  expect(await server.exited).toBe(1);
  expect(server.stderr()).toBe('PostgreSQL ended unexpectedly (signal SIGKILL).\n');
  expect(existsSync(server.connection.host)).toBe(false);
});

function postgresOf(data: string): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    try {
      return /^\d+$/.test(entry) && readlinkSync(`/proc/${entry}/cwd`) === join(data, 'postgres')
        ? [Number(entry)]
        : [];
    } catch {
      return [];
    }
  });
}

// A backend's command line says what it does.
function title(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0+$/, '').trim();
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone by itself, because another one was killed.
  }
}
