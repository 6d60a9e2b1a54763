import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

describe('faults', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  afterEach(() => server.call(null, 'DELETE', '/sandbox/v1/faults'));
  const add = (body: unknown) => server.call(null, 'POST', '/sandbox/v1/faults', body);
  const get = (path: string, method = 'GET') => server.call('alpha.admin', method, path);
  const free = async (path: string, method = 'GET') => ![429, 500, 503].includes((await get(path, method)).status);

  it('answer with their status as often as they were told', async () => {
    const { status, body } = await add({
      match: { method: 'GET', path: '/v1/customers' },
      status: 429,
      retryAfter: 7,
      times: 2,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 429,
      retryAfter: 7,
      times: 2,
      match: { method: 'GET', path: '/v1/customers' },
    });
    for (const _ of [1, 2]) {
      const answer = await get('/v1/customers?size=5');
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toBe('7');
      expect(answer.body).toEqual({ statusCode: 429, message: 'Rate limit is exceeded. Try again in 7 seconds.' });
    }
    expect(await free('/v1/customers')).toBe(true);
  });

  it('have no body when they are to have none', async () => {
    for (const status of [429, 500, 503]) {
      await add({ match: { path: '/v1/customers' }, status, body: false, times: 1 });
      const answer = await get('/v1/customers');
      expect([answer.status, answer.body]).toEqual([status, null]);
    }
  });

  it.each([
    [500, '/v1/customers', { code: 800003, description: expect.any(String) }],
    [503, '/v1/customers', { code: 800003, description: expect.any(String) }],
    [429, '/v1.0/tenantRelationships/delegatedAdminRelationships', { error: { code: 'TooManyRequests' } }],
    [500, '/v1.0/tenantRelationships/delegatedAdminRelationships', { error: { code: 'internalServerError' } }],
    [503, '/v1.0/tenantRelationships/delegatedAdminRelationships', { error: { code: 'serviceNotAvailable' } }],
    [429, '/multipartner/v1/me', { status: 429, code: 'too-many-requests' }],
    [500, '/multipartner/v1/me', { status: 500, code: 'internal-error' }],
    [503, '/multipartner/v1/me', { status: 503, code: 'unavailable' }],
    [503, '/v1/nothing-of-the-kind', { code: 800003 }],
  ])('answer %i below %s in the words of its protocol', async (status, path, body) => {
    await add({ match: { path }, status, retryAfter: 3, times: 1 });
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(answer.body).toMatchObject(body);
  });

  it('say in seconds when to come again, even when nobody said', async () => {
    await add({ status: 429 });
    expect((await get('/v1/customers')).headers.get('retry-after')).toBe('1');
  });

  it('meet a path and what is below it, in any spelling, and no other method or path', async () => {
    await add({ match: { method: 'get', path: '/v1/customers/*/subscriptions' }, status: 503 });
    expect((await get('/v1//Customers/123/Subscriptions/')).status).toBe(503);
    expect((await get('/v1/customers/123/subscriptions/456')).status).toBe(503);
    expect(await free('/v1/customers/123/orders')).toBe(true);
    expect(await free('/v1/customers')).toBe(true);
    expect(await free('/v1/customers/123/subscriptions', 'POST')).toBe(true);
  });

  it('delay a request and let it through when they have no status', async () => {
    await add({ match: { path: '/v1/customers' }, delayMs: 120 });
    const began = performance.now();
    expect(await free('/v1/customers')).toBe(true);
    expect(performance.now() - began).toBeGreaterThanOrEqual(115);
  });

  it('cut the connection in place of an answer, in every protocol', async () => {
    const paths = [
      '/v1/customers',
      '/v1.0/tenantRelationships/delegatedAdminRelationships',
      '/multipartner/v1/partners',
    ];
    for (const path of paths) {
      await add({ match: { path }, drop: true, delayMs: 20, times: 1 });
      await expect(get(path)).rejects.toThrow('fetch failed');
      expect(await free(path)).toBe(true);
    }
  });

  it('meet what is written before it is done: a request that was cut off is sent again and done once', async () => {
    const customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    const count = async () => (await get(`${customer}/subscriptions`)).body.totalCount as number;
    const before = await count();
    const order = {
      billingCycle: 'monthly',
      lineItems: [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 1, termDuration: 'P1Y' }],
    };
    const send = () =>
      server.call('alpha.admin', 'POST', `${customer}/orders`, order, { 'MS-RequestId': customer.slice(-36) });
    await add({ match: { method: 'POST', path: `${customer}/orders` }, drop: true, times: 1 });
    await expect(send()).rejects.toThrow('fetch failed');
    expect((await send()).status).toBe(201);
    expect(await count()).toBe(before + 1);
  });

  it.each([
    ['/v1/customers', 429],
    ['/v1.0/tenantRelationships/delegatedAdminRelationships', 429],
    ['/multipartner/v1/partners', 503],
    [`/common/oauth2/v2.0/token`, 503],
  ])('meet %s with %i and whole seconds', async (path, status) => {
    await add({ match: { path }, status, retryAfter: 3, times: 1 });
    const answer = await get(path);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '3']);
  });

  it('never meet the controls themselves, and end when they are taken away or the world is made afresh', async () => {
    await add({ status: 500 });
    expect((await get('/v1/customers')).status).toBe(500);
    expect((await server.call(null, 'GET', '/sandbox/v1/faults')).body.items).toHaveLength(1);
    expect((await server.call(null, 'DELETE', '/sandbox/v1/faults')).status).toBe(204);
    expect(await free('/v1/customers')).toBe(true);
    await add({ status: 500 });
    await server.call(null, 'POST', '/sandbox/v1/reset');
    expect(await free('/v1/customers')).toBe(true);
  });

  it.each([
    [{}, 'value-missing', 'status'],
    [{ status: 418 }, 'value-invalid', 'status'],
    [{ status: 500, drop: true }, 'value-invalid', 'drop'],
    [{ drop: false }, 'value-missing', 'status'],
    [{ status: 500, times: 0 }, 'value-invalid', 'times'],
    [{ status: 500, match: { path: 'v1' } }, 'value-invalid', 'match.path'],
    [{ status: 500, match: { host: 'x' } }, 'value-invalid', 'match.host'],
  ])('are refused, with the member named: %j', async (body, code, field) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { code, field } });
    expect(await free('/v1/customers')).toBe(true);
  });
});

describe('the outbox', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2030-01-01T00:00:00Z') });
    const alpha = server.tenant('alpha').id;
    const woodgrove = server.tenant('woodgrove').id;
    const { appendJournal } = await import('multipartner/store/journal.ts');
    const at = (instant: string) => ({ createdAt: new Date('2030-01-01T00:00:00Z'), dueAt: new Date(instant) });
    await appendJournal(
      server.database,
      [],
      [
        {
          tenantId: woodgrove,
          kind: 'mail',
          name: 'Later',
          recipient: 'admin@woodgrove.onmicrosoft.com',
          about: { n: 3 },
          body: 'Third',
          ...at('2030-02-01T00:00:00Z'),
        },
        {
          tenantId: alpha,
          kind: 'event',
          name: 'subscription-updated',
          recipient: alpha,
          about: { n: 2 },
          ...at('2030-01-01T00:00:00Z'),
        },
        {
          tenantId: alpha,
          kind: 'mail',
          name: 'Earlier',
          recipient: 'admin@alpha.onmicrosoft.com',
          about: { n: 1 },
          body: 'First',
          ...at('2029-12-31T00:00:00Z'),
        },
      ],
    );
  });
  afterAll(() => server.stop());
  const items = async (query = '') => (await server.call(null, 'GET', `/sandbox/v1/outbox${query}`)).body.items;

  it('shows what is due, in the order of due times, and the rest when its time has come', async () => {
    expect((await items()).map((item: { about: { n: number } }) => item.about.n)).toEqual([1, 2]);
    await server.advance('P1M');
    expect((await items()).map((item: { about: { n: number } }) => item.about.n)).toEqual([1, 2, 3]);
    expect((await items())[0]).toEqual({
      to: 'admin@alpha.onmicrosoft.com',
      kind: 'mail',
      subject: 'Earlier',
      text: 'First',
      about: { n: 1 },
      dueAt: '2029-12-31T00:00:00.000Z',
      tenantId: server.tenant('alpha').id,
    });
  });

  it('shows one kind, or what is addressed to one tenant', async () => {
    expect((await items('?kind=event')).map((item: { subject: string }) => item.subject)).toEqual([
      'subscription-updated',
    ]);
    expect((await items('?kind=mail&tenant=alpha')).map((item: { subject: string }) => item.subject)).toEqual([
      'Earlier',
    ]);
    expect(await server.call(null, 'GET', '/sandbox/v1/outbox?kind=letter')).toMatchObject({
      status: 400,
      body: { field: 'kind' },
    });
    expect(await server.call(null, 'GET', '/sandbox/v1/outbox?tenant=omega')).toMatchObject({
      status: 404,
      body: { code: 'tenant-not-found' },
    });
    expect(await server.call(null, 'GET', '/sandbox/v1/outbox?tenent=alpha')).toMatchObject({
      status: 400,
      body: { field: 'tenent' },
    });
  });
});
