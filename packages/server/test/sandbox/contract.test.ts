import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { controls } from 'multipartner/protocols/sandbox/contract.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it('every control is in the contract, and the contract has no other', () => {
  const routed = new Set<string>();
  const parents: string[] = [];
  for (const line of server.app.printRoutes({ commonPrefix: false, includeHooks: false }).split('\n')) {
    const match = /^([│ ]*)[├└]── (\S+?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (match === null) continue;
    const [, indent = '', segment = '', methods] = match;
    parents.length = indent.length / 4;
    parents.push(segment);
    const path = parents.join('').replaceAll(/:(\w+)/g, '{$1}');
    if (path.startsWith('/sandbox/v1'))
      for (const method of (methods ?? '').split(', ').filter((one) => one !== '' && one !== 'HEAD'))
        routed.add(`${method} ${path}`);
  }
  expect([...routed].sort()).toEqual(controls.map(({ method, path }) => `${method} ${path}`).sort());
});

it.each([
  ['GET', '/sandbox/v1/world', undefined],
  ['GET', '/sandbox/v1/clock', undefined],
  ['POST', '/sandbox/v1/clock', { advance: 'P1D' }],
  ['GET', '/sandbox/v1/settings', undefined],
  ['GET', '/sandbox/v1/tenants/alpha', undefined],
  ['POST', '/sandbox/v1/faults', { match: { path: '/v1/none' }, status: 503 }],
  ['GET', '/sandbox/v1/faults', undefined],
  ['GET', '/sandbox/v1/outbox', undefined],
])('%s %s answers what the contract says', async (method, path, body) => {
  const answer = await server.call(null, method, path, body);
  expect(answer.status).toBeLessThan(300);
  const control = controls.find(
    (one) => one.method === method && new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  const { Errors } = await import('typebox/value');
  expect(Errors(control?.answer as never, answer.body)).toEqual([]);
});
