import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Subjects, seller, subjectsOf } from './every-read.ts';

interface Next {
  readonly uri: string;
  readonly method: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

describe('queries', () => {
  let server: TestServer;
  let subjects: Subjects;
  beforeAll(async () => {
    server = await startServer({ seed: 40, startAt: new Date('2026-11-20T00:00:00Z') });
    subjects = await subjectsOf(server);
  });
  afterAll(() => server.stop());
  const get = (path: string, headers: Record<string, string> = {}) =>
    server.call(seller, 'GET', path, undefined, headers);

  it.each([
    '/v1/customers?size=',
    '/v1/customers/{customerId}/users?size=',
    '/v1/auditrecords?startDate=2026-11-01&size=',
    '/v1/offers?country=US&offset=0&size=',
    '/v1/invoices?offset=0&size=',
    '/v1/servicerequests?offset=0&size=',
  ])('%s0 is as if nothing had been said', async (path) => {
    const address = path.replace('{customerId}', subjects.customerId as string);
    const [zero, nothing] = [await get(`${address}0`), await get(address.replace(/[?&]size=$/, ''))];
    expect([zero.status, nothing.status]).toEqual([200, 200]);
    expect(zero.body.items).toEqual(nothing.body.items);
  });

  it.each([
    ['/v1/customers', '/v1/customers?size=1'],
    ['/v1/customers/{customerId}/users', '/v1/customers/{customerId}/users?size=1'],
    ['/v1/auditrecords', '/v1/auditrecords?startDate=11/01/2026&size=1'],
  ])('%s goes on by links.next: relative, with its method and its header', async (base, path) => {
    const address = path.replace('{customerId}', subjects.customerId as string);
    const seen = new Set<string>();
    let page = await get(address);
    const total = page.body.totalCount as number;
    expect(total).toBeGreaterThan(1);
    for (let pages = 0; pages < 5; pages += 1) {
      expect(page.status).toBe(200);
      expect(page.body.items).toHaveLength(1);
      expect(seen.has(page.body.items[0].id)).toBe(false);
      seen.add(page.body.items[0].id);
      const next: Next | undefined = page.body.links.next;
      if (next === undefined) break;
      expect(next.method).toBe('GET');
      expect(`/v1${next.uri}`.split('?')[0]).toBe(base.replace('{customerId}', subjects.customerId as string));
      expect(next.headers).toEqual([{ key: 'MS-ContinuationToken', value: page.body.continuationToken }]);
      const headers = Object.fromEntries(next.headers.map(({ key, value }) => [key, value]));
      page = await server.call(seller, next.method, `/v1/${next.uri}`, undefined, headers);
    }
    expect(seen.size).toBe(Math.min(total, 5));
  });

  const spelt = (members: object) => encodeURIComponent(JSON.stringify(members));
  it.each([
    ['by .NET', spelt({ Field: 'CompanyName', Value: 'wood', Operator: 'starts_with' })],
    ['by Java', spelt({ field: 'CompanyName', fieldType: 'String', value: 'wood', operator: 'StartsWith' })],
    ['in another case', spelt({ FIELD: 'companyname', VALUE: 'WOOD', OPERATOR: 'STARTS_WITH' })],
    ['half encoded', '%7b"Field":"CompanyName","Value":"Wood","Operator":"startsWith"%7d'],
    ['with a plus for a blank', '{"Field":"CompanyName",+"Value":"Wood",+"Operator":"starts_with"}'],
  ])('a filter spelt %s finds the same', async (_who, filter) => {
    const found = await get(`/v1/customers?size=0&filter=${filter}`);
    expect(found.status, JSON.stringify(found.body)).toBe(200);
    const names = found.body.items.map(
      (one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName,
    );
    expect(names).toContain('Woodgrove');
    for (const name of names) expect(name).toMatch(/^wood/i);
  });

  it.each([
    '11/01/2026%2000:00:00',
    '11/01/2026+00:00:00',
    '11/1/2026%2012:00:00%20AM',
    '11/01/2026',
    '2026-11-01',
    '2026-11-01T00:00:00',
    '2026-11-01T00:00:00Z',
    '2026-11-01T00:00:00.0000000Z',
    '2026-11-01T01:00:00%2B01:00',
  ])('a date may be written %s', async (date) => {
    const [given, plain] = [
      await get(`/v1/auditrecords?startDate=${date}`),
      await get('/v1/auditrecords?startDate=2026-11-01T00:00:00Z'),
    ];
    expect(given.status, JSON.stringify(given.body)).toBe(200);
    expect(given.body.items).toEqual(plain.body.items);
  });

  it.each(['yesterday', '13/01/2026', '2026-13-01', '2026-02-30T00:00:00.00000000Z'])(
    'a date is not written %s, which is named',
    async (date) => {
      expect(await get(`/v1/auditrecords?startDate=${date}`)).toMatchObject({
        status: 400,
        body: { description: expect.stringContaining('startDate') },
      });
    },
  );

  it('what the headers of requests say is echoed, and nothing of them is needed', async () => {
    const said = await get('/v1/customers?size=1', {
      'MS-RequestId': '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      'MS-CorrelationId': '3f2504e0-4f89-11d3-9a0c-0305e82c3302',
      'X-Locale': 'de-DE',
      'MS-Contract-Version': 'v1',
      'accept-language': 'de',
      'x-ms-client-request-id': 'x',
      CommandName: 'rest',
    });
    expect([
      said.status,
      ...['ms-requestid', 'ms-correlationid', 'x-locale'].map((name) => said.headers.get(name)),
    ]).toEqual([200, '3f2504e0-4f89-11d3-9a0c-0305e82c3301', '3f2504e0-4f89-11d3-9a0c-0305e82c3302', 'de-DE']);
    const silent = await get('/v1/customers?size=1');
    expect([silent.status, silent.headers.get('ms-requestid')]).toEqual([
      200,
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ]);
  });
});
