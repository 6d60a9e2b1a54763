import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { postgresProcessesIn } from '../../src/postgres/processes.ts';
import { processesOn, temporaryDirectory } from '../postgres/servers.ts';
import { launch, patient, startProgram, untilSaid } from './program.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

it('prints one line when ready, with the address and the world, and finds its data again', {
  timeout: patient,
}, async () => {
  const data = join(await temporaryDirectory(), 'made', 'here');
  const first = await startProgram(['--data', data]);
  expect(first.ready).toEqual({
    event: 'ready',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    mode: 'sandbox',
    startedInMs: expect.any(Number),
    world: expect.objectContaining({ clock: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), seed: 'demo' }),
  });
  const { operator, tenants } = first.ready.world;
  expect(operator).toMatchObject({
    tenant: { key: 'realm', id: expect.stringMatching(guid) },
    users: [{ key: 'realm.operator' }],
  });
  expect(tenants.find((one) => one.key === 'alpha')).toMatchObject({
    id: expect.stringMatching(guid),
    displayName: 'Alpha Cloud Services',
    defaultDomain: 'alpha.onmicrosoft.com',
    cloud: 'public',
    country: 'US',
    partner: { kind: 'direct', mpnId: '5000001', programStatus: 'active', mpaAccepted: true },
    users: expect.arrayContaining([
      {
        key: 'alpha.admin',
        id: expect.stringMatching(guid),
        userPrincipalName: 'admin@alpha.onmicrosoft.com',
        displayName: expect.any(String),
        password: expect.any(String),
        directoryRoles: ['Global Administrator'],
        agentGroups: ['AdminAgents'],
      },
    ]),
    groups: expect.arrayContaining([expect.objectContaining({ key: 'alpha.tier1', members: expect.any(Array) })]),
    applications: [
      expect.objectContaining({
        clientId: expect.stringMatching(guid),
        clientSecret: expect.any(String),
        publicClient: true,
      }),
    ],
  });
  const made = await first.call(null, 'POST', '/sandbox/v1/tenants', {
    key: 'contoso',
    displayName: 'Contoso',
    country: 'US',
  });
  expect(made.status).toBe(201);

  expect(await first.stop('SIGTERM')).toBe(0);
  expect(first.stdout().trimEnd().split('\n')).toHaveLength(1);
  expect(first.stderr()).not.toMatch(/ {4}at /);
  expect(postgresProcessesIn(join(data, 'postgres'))).toEqual([]);
  expect(processesOn(data)).toEqual([]);

  const second = await startProgram(['--data', data]);
  expect(second.ready.world.tenants.find((one) => one.key === 'contoso')?.id).toBe(made.body.id);
  expect(second.ready.world.tenants.find((one) => one.key === 'alpha')).toEqual(
    tenants.find((one) => one.key === 'alpha'),
  );
  expect(await second.stop('SIGINT')).toBe(0);
  expect(processesOn(data)).toEqual([]);
});

it('welcomes a person with an address, sign-ins and a first request', { timeout: patient }, async () => {
  const data = await temporaryDirectory();
  const program = launch(['start', '--port', '0', '--data', data, '--host', 'localhost']);
  await untilSaid(program, 'Ctrl-C');
  const [, url] = /Multipartner is ready at (http:\S+) \(sandbox, \d+ ms\)/.exec(program.stdout()) ?? [];
  for (const name of ['admin@alpha', 'sales@beta', 'admin@dist1', 'admin@rho', 'admin@woodgrove', 'operator@realm'])
    expect(program.stdout()).toMatch(new RegExp(`${name}\\.onmicrosoft\\.com +\\S+\\n`));
  expect(program.stdout()).toContain(`curl -s ${url}/v1/customers -H "Authorization: Bearer $TOKEN"`);
  expect(await (await fetch(`${url}/sandbox/v1/clock`)).json()).toMatchObject({ frozen: false });
  program.child.kill('SIGINT');
  expect(await program.exited).toEqual({ code: 0, signal: null });
});

it('stops cleanly when it is asked to before it is ready', { timeout: patient }, async () => {
  const data = join(await temporaryDirectory(), 'data');
  const program = launch(['--json', '--port', '0', '--data', data]);
  while (!existsSync(join(data, 'server.lock'))) await sleep(5);
  program.child.kill('SIGINT');
  expect(await program.exited).toEqual({ code: 0, signal: null });
  expect(program.stdout()).toBe('');
  expect(program.stderr()).not.toMatch(/ {4}at /);
  expect(processesOn(data)).toEqual([]);

  const next = await startProgram(['--data', data]);
  expect(next.ready.world.tenants.length).toBeGreaterThan(10);
  expect(await next.stop()).toBe(0);
});

it('runs by npm start with nothing of npm on stdout, and a Ctrl-C leaves no process', {
  timeout: patient,
}, async () => {
  const data = await temporaryDirectory();
  const cwd = join(import.meta.dirname, '..', '..', '..', '..');
  const how = { command: ['npm', 'start', '--silent', '--'], cwd, detached: true };
  const program = await startProgram(['--data', data], {}, how);
  expect((await program.call('alpha.admin', 'GET', '/v1/customers')).body.totalCount).toBe(1);
  // As a terminal does: everybody in the foreground gets it.
  process.kill(-(program.child.pid as number), 'SIGINT');
  await program.exited;
  expect(program.stdout().trimEnd().split('\n')).toHaveLength(1);
  expect(program.stderr()).not.toMatch(/ {4}at /);
  while (processesOn(data).length > 0) await sleep(20);
  expect(postgresProcessesIn(join(data, 'postgres'))).toEqual([]);
});
