import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase } from '@multipartner/testkit/postgres.ts';
import { expect, it, onTestFinished } from 'vitest';
import { query, temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram } from './program.ts';

/** A PostgreSQL on a TCP port that somebody else runs, with an empty database. */
async function foreignDatabase() {
  const { connection, drop } = await createTestDatabase();
  const server = createServer((client) => {
    const socket = connect(`${connection.host}/.s.PGSQL.${connection.port}`);
    client.pipe(socket).pipe(client);
    client.on('error', () => socket.destroy());
    socket.on('error', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    await drop();
  });
  const { port } = server.address() as { port: number };
  const address = (user: string) => `postgres://${user}@127.0.0.1:${port}/${connection.database}`;
  return { connection, address };
}

it('uses a PostgreSQL of your own, and starts none', { timeout: patient }, async () => {
  const { connection, address } = await foreignDatabase();
  const cwd = await temporaryDirectory();
  const first = await startProgram(['--database-url', address(connection.user)], {}, { cwd });
  const made = await first.call(null, 'POST', '/sandbox/v1/tenants', {
    key: 'kept',
    displayName: 'Kept',
    country: 'US',
  });
  expect(made.status).toBe(201);
  expect(existsSync(join(cwd, '.multipartner'))).toBe(false);
  expect(await first.stop()).toBe(0);

  const second = await startProgram([], { DATABASE_URL: address(connection.user) }, { cwd });
  expect(second.ready.world.tenants.some((one) => one.id === made.body.id)).toBe(true);
  expect(await second.stop()).toBe(0);
});

it('says in one sentence when that user may not make tables there, or is not known', { timeout: patient }, async () => {
  const { connection, address } = await foreignDatabase();
  const guest = `guest_${process.pid}`;
  await query(connection, `create role ${guest} login`);
  onTestFinished(async () => {
    await query({ ...connection, database: 'postgres' }, `drop role ${guest}`);
  });
  for (const [user, why] of [
    [guest, /^The tables could not be made in the database: permission denied .*\.\n$/],
    ['nobody_known', /^The database cannot be reached: role "nobody_known" does not exist\.\n$/],
  ] as const) {
    const program = launch(['--port', '0', '--database-url', address(user)]);
    expect(await program.exited).toEqual({ code: 1, signal: null });
    expect(program.stderr()).toMatch(why);
  }
});
