import { chmodSync, mkdirSync, readdirSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startPostgres } from '../../src/postgres/start.ts';
import { launchServer, processesOn, query, startServer, temporaryDirectory } from './servers.ts';

it('keeps data from one start to the next, and a stop leaves no process, socket or lock', async () => {
  const data = join(await temporaryDirectory(), 'not', 'there', 'yet');
  const first = await startPostgres({ dataDirectory: data });
  await query(first.connection, 'create table kept as select 42 as answer');
  expect(processesOn(data).length).toBeGreaterThan(0);
  await first.stop();
  await first.stop();

  expect(processesOn(data)).toEqual([]);
  expect(statSync(first.connection.host, { throwIfNoEntry: false })).toBeUndefined();
  expect(readdirSync(data)).toEqual(['postgres']);

  const second = await startPostgres({ dataDirectory: data });
  onTestFinished(() => second.stop());
  expect(await query(second.connection, 'select answer from kept')).toEqual([{ answer: 42 }]);
});

it('is durable, and speaks UTF-8 with the same case and sort rules everywhere', async () => {
  const running = await startPostgres({ dataDirectory: await temporaryDirectory() });
  onTestFinished(() => running.stop());
  const [row] = await query(
    running.connection,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
            current_setting('full_page_writes') as full_page_writes, current_setting('data_checksums') as checksums,
            current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
            datlocprovider as provider, datlocale as locale, upper('ärger') as upper, 'B' < 'a' as by_code_point
       from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({
    ...{ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', checksums: 'on' },
    ...{ encoding: 'UTF8', zone: 'UTC', provider: 'b', locale: 'C.UTF-8', upper: 'ÄRGER', by_code_point: true },
  });
});

it('lets nobody but its own account and root reach the socket, and listens on no network address', async () => {
  const running = await startPostgres({ dataDirectory: await temporaryDirectory() });
  onTestFinished(() => running.stop());
  expect(statSync(running.connection.host).mode & 0o777).toBe(0o700);
  expect(await query(running.connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
});

it('puts the socket where its path is short enough, however long the path of the data directory', async () => {
  const data = join(await temporaryDirectory(), 'a'.repeat(80), 'b'.repeat(80));
  const running = await startPostgres({ dataDirectory: data });
  onTestFinished(() => running.stop());
  expect(running.connection.host.length).toBeLessThanOrEqual(93);
  expect(await query(running.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('does not trust a socket directory that others may enter: it takes another', async () => {
  const data = await temporaryDirectory();
  const first = await startPostgres({ dataDirectory: data });
  await first.stop();
  mkdirSync(first.connection.host);
  chmodSync(first.connection.host, 0o777);

  const second = await startPostgres({ dataDirectory: data });
  onTestFinished(() => second.stop());
  onTestFinished(() => rmdirSync(first.connection.host));
  expect(second.connection.host).not.toBe(first.connection.host);
  expect(statSync(second.connection.host).mode & 0o777).toBe(0o700);
});

it('refuses a data directory that a living server uses, in one sentence that names its process', async () => {
  const data = await temporaryDirectory();
  const first = await startServer(data);
  const second = launchServer(data);
  expect(await second.exited).toBe(1);
  expect(second.stderr()).toBe(
    `The data directory ${data} is in use by another server (process ${first.child.pid}): ` +
      'stop that one first, or choose another directory with --data.\n',
  );
  expect(await query(first.connection, 'select 1 as one')).toEqual([{ one: 1 }]);

  first.child.kill('SIGTERM');
  await first.exited;
  await startServer(data);
});

it('lets exactly one of several servers win that start at once, on a new directory and after a crash', async () => {
  const data = await temporaryDirectory();
  for (const round of ['new', 'after a crash']) {
    const racers = Array.from({ length: 4 }, () => launchServer(data));
    const started = (await Promise.all(racers.map(async (racer) => ((await racer.ready) ? [racer] : [])))).flat();
    expect(started, round).toHaveLength(1);
    for (const racer of racers) {
      if (racer === started[0]) continue;
      expect(await racer.exited).toBe(1);
      expect(racer.stderr()).toContain(`in use by another server (process ${started[0]?.child.pid})`);
    }
    started[0]?.child.kill('SIGKILL');
    await started[0]?.exited;
  }
});

it('tells when PostgreSQL ends while the server runs', async () => {
  const data = await temporaryDirectory();
  const running = await startPostgres({ dataDirectory: data });
  process.kill(running.pid, 'SIGKILL');
  expect(await running.died).toBe('PostgreSQL ended unexpectedly (signal SIGKILL).');
  await running.stop();
  expect(processesOn(data)).toEqual([]);
});

it('refuses a directory that holds something else, or data of another PostgreSQL, and leaves it alone', async () => {
  const foreign = await temporaryDirectory();
  mkdirSync(join(foreign, 'postgres'));
  writeFileSync(join(foreign, 'postgres', 'notes.txt'), 'mine');
  await expect(startPostgres({ dataDirectory: foreign })).rejects.toThrow(
    `${foreign}/postgres is not empty, and holds no PostgreSQL database`,
  );
  writeFileSync(join(foreign, 'postgres', 'PG_VERSION'), '17\n');
  await expect(startPostgres({ dataDirectory: foreign })).rejects.toThrow('was written by PostgreSQL 17');
  expect(readdirSync(join(foreign, 'postgres')).sort()).toEqual(['PG_VERSION', 'notes.txt']);

  const file = join(await temporaryDirectory(), 'file');
  writeFileSync(file, '');
  await expect(startPostgres({ dataDirectory: file })).rejects.toThrow(`The data directory ${file} is a file`);
});
