import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('who may control the sandbox', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
    server.app.inject({
      method: 'GET',
      url: '/sandbox/v1/clock',
      remoteAddress,
      headers: { host: 'sandbox.example', ...headers },
    });

  it.each(['127.0.0.1', '127.8.7.6', '::1', '::ffff:127.0.0.1'])(
    'everybody on the machine itself (%s)',
    async (address) => {
      expect((await from(address)).statusCode).toBe(200);
    },
  );

  it('nobody from elsewhere without a token', async () => {
    const answer = await from('203.0.113.9');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toMatchObject({ code: 'sign-in-required' });
    expect((await from('203.0.113.9', { authorization: 'Bearer nonsense' })).statusCode).toBe(401);
  });

  it("from elsewhere the operator, and his application, and nobody else's administrator", async () => {
    const bearer = async (who: string | { application: string }) => ({
      authorization: `Bearer ${await server.token(who, { audience: 'multipartner' })}`,
    });
    expect((await from('203.0.113.9', await bearer('realm.operator'))).statusCode).toBe(200);
    expect((await from('203.0.113.9', await bearer({ application: 'realm' }))).statusCode).toBe(200);
    expect((await from('203.0.113.9', await bearer('alpha.admin'))).statusCode).toBe(403);
    expect((await from('203.0.113.9', await bearer({ application: 'alpha' }))).statusCode).toBe(403);
  });

  it('nobody whom a proxy or a page of another site passes on', async () => {
    expect((await from('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).statusCode).toBe(401);
    expect((await from('127.0.0.1', { origin: 'https://elsewhere.example' })).statusCode).toBe(401);
    expect((await from('127.0.0.1', { origin: 'http://sandbox.example' })).statusCode).toBe(200);
  });

  it('nobody at all in production: the controls do not exist', async () => {
    const production = await startServer({ mode: 'production' });
    try {
      for (const [method, path] of [
        ['GET', 'world'],
        ['POST', 'reset'],
        ['GET', 'clock'],
        ['POST', 'clock'],
        ['POST', 'tokens'],
        ['POST', 'tenants'],
        ['PATCH', 'tenants/x'],
        ['GET', 'outbox'],
        ['POST', 'snapshots'],
        ['POST', 'snapshots/x/restore'],
        ['POST', 'faults'],
        ['DELETE', 'faults'],
      ] as const) {
        expect({
          path,
          status: (await production.call(null, method, `/sandbox/v1/${path}`, method === 'GET' ? undefined : {}))
            .status,
        }).toEqual({ path, status: 404 });
      }
      const [row] = await production.database<{ people: number; passwords: number; applications: number }[]>`
        select (select count(*)::int from tenant_user) as people, (select count(*)::int from tenant_user where password_hash is not null) as passwords,
               (select count(*)::int from application) as applications`;
      expect(row).toEqual({ people: 1, passwords: 0, applications: 0 });
    } finally {
      await production.stop();
    }
  });
});
