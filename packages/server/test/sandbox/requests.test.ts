import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const log = '/sandbox/v1/requests';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  expect((await server.call(null, 'DELETE', log)).status).toBe(204);
});

const logged = async (query = '') => (await server.call(null, 'GET', `${log}${query}`)).body.items;

describe('the log of requests', () => {
  it('tells who asked for what and what came of it, in order', async () => {
    await server.call('alpha.admin', 'GET', '/v1/customers?size=1', undefined, { 'ms-correlationid': 'mine' });
    await server.call({ application: 'alpha' }, 'GET', '/multipartner/v1/me');
    const { id, userPrincipalName, tenantId } = server.person('alpha.admin');
    const [first, second] = await logged();
    expect(first).toMatchObject({
      method: 'GET',
      path: '/v1/customers?size=1',
      actor: { tenantId, userId: id, userName: userPrincipalName },
      status: 200,
      code: null,
      correlationId: 'mine',
      explain: null,
    });
    expect(first.durationMs).toBeGreaterThan(0);
    expect(second.actor).toMatchObject({ tenantId, userId: null, userName: null });
    expect(await logged(`?after=${first.id}`)).toEqual([second]);
    expect(await logged('?limit=1')).toEqual([second]);
  });

  it('says of a refused access what explains it, and that explanation agrees', async () => {
    const { id: customerId } = server.tenant('woodgrove');
    const refused = await server.call('gamma.admin', 'GET', `/v1/customers/${customerId}/users`);
    expect(refused.status).toBe(403);
    const [one] = await logged();
    const userId = server.person('gamma.admin').id;
    expect(one).toMatchObject({ status: 403, explain: { action: 'customer.users.read', customerId, userId } });
    const explained = await server.call('gamma.admin', 'POST', '/multipartner/v1/access/explain', one.explain);
    expect(explained.status).toBe(200);
    expect(explained.body.allowed).toBe(false);
  });

  it('names the refusal of every protocol', async () => {
    await server.call('alpha.billing', 'GET', '/multipartner/v1/customers');
    await server.call('alpha.admin', 'GET', `/v1/customers/${crypto.randomUUID()}`);
    const codes = (await logged()).map((one: { code: string | null }) => one.code);
    expect(codes[0]).toBe('role-not-sufficient');
    expect(codes[1]).toEqual(expect.any(String));
  });

  it('holds no token, no secret of a query, and nobody whose token was not accepted', async () => {
    const token = await server.token('alpha.admin', { audience: 'management' });
    await server.call(token, 'GET', '/multipartner/v1/me?access_token=hidden-1');
    await server.call(null, 'GET', '/somewhere/oauth2/authorize?state=hidden-2');
    const items = await logged();
    expect(items.map((one: { status: number }) => one.status)).toEqual([401, 400]);
    expect(items[0].actor).toBeNull();
    const text = JSON.stringify(items);
    for (const secret of [token, 'hidden-1', 'hidden-2']) expect(text).not.toContain(secret);
  });

  it('forgets the oldest beyond a thousand, and does not hear itself', async () => {
    for (let round = 0; round < 1005; round += 1) await server.app.inject({ method: 'GET', url: '/v1/customers' });
    const items = await logged('?limit=1000');
    expect(items).toHaveLength(1000);
    const ids = items.map((one: { id: number }) => one.id);
    expect(ids.at(-1) - ids[0]).toBe(999);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => a - b));
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['after=x', 'after'],
    ['since=1', 'since'],
  ])('refuses %s by name', async (query, field) => {
    const { status, body } = await server.call(null, 'GET', `${log}?${query}`);
    expect([status, body.field]).toEqual([400, field]);
  });

  it('does not exist in production', async () => {
    const production = await startServer({ mode: 'production' });
    expect((await production.call(null, 'GET', log)).status).toBe(404);
    await production.stop();
  });
});
