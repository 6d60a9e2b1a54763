import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';
import { things } from './things.ts';

const base = '/tenantRelationships/things';

describe('a batch', () => {
  const resource = things(5);
  let house: House;
  beforeAll(async () => {
    house = await openHouse(resource.routes);
  });
  afterAll(() => house.close());

  const run = (requests: unknown, asking: Parameters<House['ask']>[2] = {}, url = '/v1.0/$batch') =>
    house.ask('POST', url, { ...asking, body: { requests } });
  const get = (id: string, url: string, more: object = {}) => ({ id, method: 'GET', url, ...more });

  it('runs its parts with the token of the whole and answers them in their order', async () => {
    const { status, body } = await run([
      get('b', `${base}/thing-01`),
      get('a', `${base.slice(1)}?$top=2&$filter=status eq 'idle'`, { method: 'get' }),
      get('c', `/beta${base}/none`),
      get('d', `${base}/$count`),
    ]);
    expect(status).toBe(200);
    expect(body.responses.map((one: { id: string; status: number }) => [one.id, one.status])).toEqual([
      ['b', 200],
      ['a', 200],
      ['c', 404],
      ['d', 200],
    ]);
    const [one, list, none, count] = body.responses;
    expect(one.body).toMatchObject({ id: 'thing-01' });
    expect(one.headers['Content-Type']).toContain('application/json');
    expect(one.headers.ETag).toBe(one.body['@odata.etag']);
    expect(list.body.value).toHaveLength(2);
    expect(none.body.error.code).toBe('notFound');
    expect(count.body).toBe('5');
  });

  it('keeps to the version, the host and the scheme of its caller', async () => {
    const parts = [
      get('1', `${base}?$top=1`, { headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' } }),
    ];
    const nextLink = async (headers: Record<string, string>) =>
      (await run(parts, { headers }, '/beta/$batch')).body.responses[0].body['@odata.nextLink'];
    expect(await nextLink({})).toMatch(/^http:\/\/graph\.test\/beta\/tenantRelationships\/things\?/);
    expect(await nextLink({ 'x-forwarded-proto': 'https', 'x-forwarded-host': 'front.example' })).toMatch(
      /^https:\/\/front\.example\/beta\//,
    );
  });

  it('carries headers and bodies of parts: writes, etags, 201, 202, 204', async () => {
    const etag = (await house.ask('GET', `/v1.0${base}/thing-01`)).body['@odata.etag'];
    const { body } = await run([
      {
        id: '1',
        method: 'POST',
        url: base,
        headers: { 'Content-Type': 'application/json' },
        body: { displayName: 'new' },
      },
      {
        id: '2',
        method: 'PATCH',
        url: `${base}/thing-01`,
        headers: { 'If-Match': etag },
        body: { displayName: 'later' },
      },
      {
        id: '3',
        method: 'DELETE',
        url: `${base}/thing-02`,
        headers: { 'If-Match': '*', Authorization: 'Bearer none' },
      },
      { id: '4', method: 'DELETE', url: `${base}/thing-03` },
      { id: '5', method: 'GET', url: `${base}/thing-03`, headers: { Prefer: 'include-unknown-enum-members' } },
    ]);
    const [made, later, gone, refused, shown] = body.responses;
    expect(made).toMatchObject({
      status: 201,
      headers: { Location: 'http://graph.test/v1.0/tenantRelationships/things/made' },
    });
    expect(later).toMatchObject({ status: 202, headers: { 'Retry-After': '10' }, body: {} });
    expect(gone.status).toBe(204);
    expect('body' in gone).toBe(false);
    expect(refused.status).toBe(428);
    expect(shown.body.status).toBe('asleep');
  });

  it('runs a part behind those it depends on, and not when one of them failed', async () => {
    const { body } = await run([
      { id: '3', method: 'GET', url: `${base}/made-2`, dependsOn: ['2'] },
      { id: '2', method: 'POST', url: base, body: { displayName: 5 }, dependsOn: ['One'] },
      { id: 'one', method: 'GET', url: `${base}/thing-04` },
      { id: '4', method: 'GET', url: `${base}/thing-04`, dependsOn: ['one'] },
    ]);
    expect(body.responses.map((one: { status: number }) => one.status)).toEqual([424, 400, 200, 200]);
    expect(body.responses[0].body.error).toMatchObject({ code: 'failedDependency', innerError: expect.any(Object) });
  });

  it.each([
    ['more than twenty parts', Array.from({ length: 21 }, (_, at) => get(String(at), base)), 'requests'],
    ['no part', [], 'requests'],
    ['no list of parts', 'x', 'requests'],
    ['two parts of one id, casing aside', [get('a', base), get('A', base)], 'requests[1].id'],
    ['a dependency on nothing', [get('a', base, { dependsOn: ['b'] })], 'requests[0].dependsOn'],
    ['a circle', [get('a', base, { dependsOn: ['b'] }), get('b', base, { dependsOn: ['a'] })], 'requests[0].dependsOn'],
    ['an unknown member', [get('a', base, { atomicityGroup: 'g' })], 'requests[0].atomicityGroup'],
    ['a part without a url', [{ id: 'a', method: 'GET' }], 'requests[0].url'],
  ])('is refused as a whole with %s, and nothing is run', async (_what, requests, target) => {
    const before = resource.asked.length;
    expect(await run(requests)).toMatchObject({ status: 400, body: { error: { code: 'badRequest', target } } });
    expect(resource.asked.length).toBe(before);
  });

  it.each([
    'https://graph.microsoft.com/v1.0/me',
    '//evil.example/v1.0/me',
    '/../sandbox/v1/world',
    '/v1.0/../sandbox/v1/world',
    '/%2e%2e/sandbox/v1/world',
    '\\\\evil.example\\x',
    'v1.0',
  ])('does not lead out of the dialect by %s', async (url) => {
    const { body } = await run([get('1', url)]);
    expect(body.responses[0]).toMatchObject({ status: 400, body: { error: { code: 'badRequest' } } });
  });

  it('cannot hold a batch, nor a method that is none', async () => {
    const { body } = await run([
      { id: '1', method: 'POST', url: '/$batch', body: { requests: [get('1', base)] } },
      { id: '2', method: 'TRACE', url: base },
    ]);
    expect(body.responses.map((one: { status: number }) => one.status)).toEqual([400, 400]);
    expect(body.responses[0].body.error.message).toContain('batch');
  });

  it('needs a token, and its parts need their permissions', async () => {
    expect((await run([get('1', base)], { who: null })).status).toBe(401);
    const { status, body } = await run(
      [get('1', base), { id: '2', method: 'POST', url: base, body: { displayName: 'x' } }],
      { scopes: ['DelegatedAdminRelationship.Read.All'] },
    );
    expect({ status, parts: body.responses.map((one: { status: number }) => one.status) }).toEqual({
      status: 200,
      parts: [200, 403],
    });
  });
});
