import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const rate = { requests: 3, seconds: 60 };

describe('a partner that asks too much', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeEach(async () => {
    server = await startServer({ throttle: rate });
    woodgrove = `/v1/customers/${server.tenant('woodgrove').id}`;
  });
  afterEach(() => server.stop());
  const exhaust = async (who: string, path: string) => {
    for (let i = 0; i < rate.requests; i++)
      expect((await server.call(who, 'GET', path)).status, `request ${i + 1}`).toBe(200);
  };

  it.each([
    [
      'Partner Center',
      '/v1/customers',
      (body: unknown, seconds: number) =>
        expect(body).toEqual({ statusCode: 429, message: `Rate limit is exceeded. Try again in ${seconds} seconds.` }),
    ],
    [
      'Graph',
      '/v1.0/tenantRelationships/delegatedAdminRelationships',
      (body: { error: { code: string; innerError: object } }) => {
        expect(body.error.code).toBe('TooManyRequests');
        expect(body.error.innerError).toHaveProperty('request-id');
      },
    ],
    [
      'Multipartner',
      '/multipartner/v1/me',
      (body: object, seconds: number) =>
        expect(body).toMatchObject({ status: 429, code: 'too-many-requests', facts: { seconds } }),
    ],
  ] as const)('is told to wait, in the words of %s', async (_, path, holds) => {
    await exhaust('alpha.admin', path);
    const { status, headers, body } = await server.call('alpha.admin', 'GET', path);
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toMatch(/^\d+$/);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(rate.seconds);
    (holds as (body: unknown, seconds: number) => void)(body, seconds);
  });

  it('shares one budget among its people, its applications and the protocols', async () => {
    await server.call('alpha.admin', 'GET', '/v1/customers');
    await server.call('alpha.sales', 'GET', '/multipartner/v1/me');
    await server.call({ application: 'alpha' }, 'GET', '/v1/customers');
    expect((await server.call('alpha.helpdesk', 'GET', '/v1/customers')).status).toBe(429);
  });

  it('has a budget for each customer, and another for what concerns none', async () => {
    await exhaust('alpha.admin', woodgrove);
    expect((await server.call('alpha.admin', 'GET', woodgrove)).status).toBe(429);
    expect((await server.call('alpha.admin', 'GET', woodgrove.toUpperCase().replace('V1', 'v1'))).status).toBe(429);
    expect((await server.call('alpha.admin', 'GET', '/v1/customers')).status).toBe(200);
  });

  it('takes nothing of another partner at the same customer, nor of the customer itself', async () => {
    await given.seller(server, 'beta', 'woodgrove');
    for (let i = 0; i < 10; i++) await server.call('alpha.admin', 'GET', `${woodgrove}/subscriptions`);
    expect((await server.call('alpha.admin', 'GET', `${woodgrove}/subscriptions`)).status).toBe(429);
    const beta = await server.call('beta.admin', 'GET', woodgrove);
    expect(beta.status).toBe(200);
    expect((await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners')).status).toBe(200);
  });

  it('has changed nothing, and the same request may come again later', async () => {
    await exhaust('alpha.admin', woodgrove);
    const id = { 'ms-requestid': crypto.randomUUID() };
    const before = await server.database`select count(*)::int as n from audit_record`;
    const refused = await server.call('alpha.admin', 'DELETE', woodgrove, undefined, id);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ms-requestid')).toBe(id['ms-requestid']);
    expect(await server.database`select count(*)::int as n from audit_record`).toEqual(before);
    expect(await server.database`select from request_outcome`).toHaveLength(0);
  });

  it('is a matter of who has signed in: strangers are told so, whoever asked before them', async () => {
    await exhaust('alpha.admin', '/v1/customers');
    expect((await server.call(null, 'GET', '/v1/customers')).status).toBe(401);
  });
});

describe('a pause', () => {
  it('of a second is over after a second', async () => {
    const server = await startServer({ throttle: { requests: 2, seconds: 1 } });
    const ask = async () => (await server.call('alpha.admin', 'GET', '/v1/customers')).status;
    await ask();
    await ask();
    const { status, headers } = await server.call('alpha.admin', 'GET', '/v1/customers');
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
    await expect.poll(ask, { interval: 100, timeout: 5000 }).toBe(200);
    await server.stop();
  });
});

describe('who has no limit', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  it('is never told to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => server.call('alpha.admin', 'GET', '/multipartner/v1/me')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
