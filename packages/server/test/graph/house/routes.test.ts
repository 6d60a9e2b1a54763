import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';
import { things } from './things.ts';

const base = '/v1.0/tenantRelationships/things';

describe('a route of the Graph dialect', () => {
  const resource = things(7);
  let house: House;
  beforeAll(async () => {
    house = await openHouse(resource.routes);
  });
  afterAll(() => house.close());

  it('is served under both versions, in any casing, and with keys in parentheses', async () => {
    const part = { thingId: 'a', partId: 'B-1' };
    for (const [url, version] of [
      ['/v1.0/tenantRelationships/things/a/parts/B-1', 'v1.0'],
      ['/beta/tenantRelationships/things/a/parts/B-1', 'beta'],
      ['/BETA/TenantRelationships/THINGS/a/Parts/B-1/', 'beta'],
      ["/v1.0/tenantRelationships/things('a')/parts('B-1')", 'v1.0'],
      ["/v1.0/tenantRelationships/things/a/parts('B-1')", 'v1.0'],
      ['/v1.0/tenantRelationships/things(%27a%27)/parts/B-1', 'v1.0'],
    ]) {
      const { status, body } = await house.ask('GET', url as string);
      expect({ url, status, body }).toMatchObject({
        status: 200,
        body: { ...part, version, origin: 'http://graph.test' },
      });
    }
  });

  it('is a function with quoted parameters where it is written so', async () => {
    for (const url of [
      "/v1.0/tenantRelationships/findThingByName(name='contoso.example')",
      '/beta/tenantRelationships/FindThingByName(name=%27contoso.example%27)',
    ])
      expect((await house.ask('GET', url)).body).toMatchObject({ name: 'contoso.example' });
  });

  it('says whether a person or an application asks', async () => {
    const url = "/v1.0/tenantRelationships/findThingByName(name='x')";
    expect((await house.ask('GET', url)).body.app).toBe(false);
    expect((await house.ask('GET', url, { who: { application: 'beta' } })).body.app).toBe(true);
  });

  it('needs a token of its own audience', async () => {
    const none = await house.ask('GET', base, { who: null });
    expect(none).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(none.body.error.code).toBe('unauthorized');
    const foreign = await house.server.token('beta.admin', { audience: 'partner-center' });
    const wrong = await house.ask('GET', base, { who: null, headers: { authorization: `Bearer ${foreign}` } });
    expect(wrong).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
  });

  it('names the permission that a token lacks, and what it has', async () => {
    const { status, body } = await house.ask('POST', base, {
      scopes: ['DelegatedAdminRelationship.Read.All'],
      body: { displayName: 'x' },
    });
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/lacks .*ReadWrite\.All.* scopes are: DelegatedAdminRelationship\.Read\.All/),
      details: [{ code: 'missingPermission', message: 'DelegatedAdminRelationship.ReadWrite.All' }],
    });
    expect((await house.ask('GET', base, { scopes: ['User.Read'] })).status).toBe(403);
    expect((await house.ask('GET', base, { scopes: ['DelegatedAdminRelationship.ReadWrite.All'] })).status).toBe(200);
  });

  it('refuses unknown paths and methods in the envelope, with what is possible', async () => {
    const unknown = await house.ask('GET', '/v1.0/tenantRelationships/nothing');
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'notFound' } } });
    expect((await house.ask('POST', '/beta/')).body.error.code).toBe('notFound');
    const put = await house.ask('PUT', `${base}/thing-01`, { body: {} });
    expect(put).toMatchObject({ status: 405, headers: { allow: 'GET, PATCH, DELETE' } });
    expect(put.body.error.code).toBe('methodNotAllowed');
    expect((await house.ask('DELETE', `${base}('thing-01')/parts/x`)).headers.allow).toBe('GET');
    expect((await house.ask('GET', '/v1.0/$batch')).headers.allow).toBe('POST');
  });

  it('pages by links on the host that the caller used, which carry everything asked', async () => {
    const seen: string[] = [];
    let url: string | undefined = "/beta/tenantRelationships/things?$filter=status eq 'idle'&top=2&$count=true&x=1";
    const links: string[] = [];
    while (url !== undefined) {
      const { body } = await house.ask('GET', url);
      expect(body['@odata.count']).toBe(3);
      expect(body['@odata.context']).toBe('http://graph.test/beta/tenantRelationships/$metadata#things');
      seen.push(...body.value.map((one: { id: string }) => one.id));
      url = body['@odata.nextLink'];
      if (url !== undefined) links.push(url);
    }
    expect(seen).toEqual(['thing-01', 'thing-04', 'thing-07']);
    expect(links).toHaveLength(1);
    const link = new URL(links[0] as string);
    expect(link.origin + link.pathname).toBe('http://graph.test/beta/tenantRelationships/things');
    expect(Object.fromEntries(link.searchParams)).toMatchObject({
      $filter: "status eq 'idle'",
      $top: '2',
      $count: 'true',
      x: '1',
    });
    expect(links[0]).toContain('&$skiptoken=');
  });

  it('answers 300 items when no page size is asked', async () => {
    await house.ask('GET', base);
    expect(resource.asked.at(-1)).toMatchObject({ limit: 300, count: false, after: null });
  });

  it('counts a collection as text', async () => {
    const all = await house.ask('GET', `${base}/$count`);
    expect(all).toMatchObject({ status: 200, body: '7' });
    expect(all.headers['content-type']).toContain('text/plain');
    expect((await house.ask('GET', `${base}/$count?$filter=status eq 'idle'`)).body).toBe('3');
    expect((await house.ask('GET', `${base}/$count?$top=1`)).body.error.target).toBe('$top');
  });

  it('leaves out what is not selected, and never the etag', async () => {
    const { body } = await house.ask('GET', `${base}/thing-01?$select=@odata.etag,status,customer/tenantId`);
    expect(body).toEqual({
      '@odata.context': 'http://graph.test/v1.0/tenantRelationships/$metadata#things/$entity',
      '@odata.etag': expect.stringMatching(/^W\/"/),
      status: 'idle',
      customer: { tenantId: 'a' },
    });
    const list = await house.ask('GET', `${base}?$select=id&$top=1`);
    expect(list.body.value).toEqual([{ '@odata.etag': expect.any(String), id: 'thing-01' }]);
    expect((await house.ask('GET', `${base}/thing-01?$top=1`)).body.error).toMatchObject({
      code: 'badRequest',
      target: '$top',
    });
  });

  it('shows members behind the sentinel to those who prefer them', async () => {
    const plain = await house.ask('GET', `${base}/thing-03`);
    expect(plain.body.status).toBe('unknownFutureValue');
    expect(plain.headers['preference-applied']).toBeUndefined();
    const headers = { prefer: 'respond-async, Include-Unknown-Enum-Members' };
    const knowing = await house.ask('GET', `${base}/thing-03`, { headers });
    expect(knowing.body.status).toBe('asleep');
    expect(knowing.headers['preference-applied']).toBe('include-unknown-enum-members');
    const list = await house.ask('GET', base);
    expect(list.body.value.map((one: { status: string }) => one.status)).toContain('unknownFutureValue');
  });

  it('sends the etag as a header beside the body', async () => {
    const { headers, body } = await house.ask('GET', `${base}/thing-01`);
    expect(headers.etag).toBe(body['@odata.etag']);
    expect(headers['odata-version']).toBe('4.0');
  });
});

describe('a write', () => {
  const resource = things(4);
  let house: House;
  beforeAll(async () => {
    house = await openHouse(resource.routes);
  });
  afterAll(() => house.close());
  const etag = async (id: string) => (await house.ask('GET', `${base}/${id}`)).body['@odata.etag'] as string;

  it('ignores annotations and read-only members that come back, and takes names in any casing', async () => {
    const { status, headers, body } = await house.ask('POST', base, {
      body: {
        '@odata.type': '#microsoft.graph.thing',
        id: 'mine',
        Status: 'busy',
        DisplayName: 'round one',
        'kind@odata.type': '#Edm.String',
        kind: 'round',
        customer: { '@odata.type': 'x', tenantId: 't' },
        parts: [{ '@odata.id': 'y', size: 1 }],
      },
    });
    expect({ status, location: headers.location }).toEqual({
      status: 201,
      location: 'http://graph.test/v1.0/tenantRelationships/things/made',
    });
    expect(body).toMatchObject({ id: 'made', displayName: 'round one' });
    expect(resource.bodies.at(-1)).toEqual({
      displayName: 'round one',
      kind: 'round',
      customer: { tenantId: 't' },
      parts: [{ size: 1 }],
    });
  });

  it.each([
    [{}, 'displayName', 'is missing'],
    [{ displayName: 5 }, 'displayName', 'string'],
    [{ displayName: 'much too long for this' }, 'displayName', '10'],
    [{ displayName: 'x', colour: 'red' }, 'colour', 'displayName, kind, customer, parts'],
    [{ displayName: 'x', kind: 'flat' }, 'kind', 'round, square'],
    [{ displayName: 'x', customer: {} }, 'customer.tenantId', 'is missing'],
    [{ displayName: 'x', customer: { tenantId: 't', name: 'y' } }, 'customer.name', 'tenantId'],
    [{ displayName: 'x', parts: [{ size: 1 }, { size: 1.5 }] }, 'parts[1].size', 'integer'],
    [{ displayName: 'x', displayname: 'y' }, 'displayname', 'twice'],
    [[], 'body', 'object'],
    ['', 'body', 'is missing'],
  ])('refuses the body %j by naming %s', async (body, target, message) => {
    const before = resource.items.length;
    const answer = await house.ask('POST', base, { body });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      code: 'badRequest',
      target,
      message: expect.stringContaining(message),
    });
    expect(resource.items.length).toBe(before);
  });

  it('tells every fault of a body at once', async () => {
    const { body } = await house.ask('POST', base, { body: { kind: 'flat', parts: [{}] } });
    const told = JSON.stringify(body.error);
    for (const name of ['displayName', 'kind', 'parts[0].size']) expect(told).toContain(name);
  });

  it('refuses a body that is no JSON', async () => {
    expect(await house.ask('POST', base, { body: '{"displayName":' })).toMatchObject({
      status: 400,
      body: { error: { code: 'badRequest' } },
    });
    const text = await house.ask('POST', base, { body: 'x', headers: { 'content-type': 'text/html' } });
    expect(text).toMatchObject({ status: 415, body: { error: { code: 'unsupportedMediaType' } } });
  });

  it('demands If-Match where it is declared, and says what it would be', async () => {
    const now = await etag('thing-01');
    const { status, body } = await house.ask('PATCH', `${base}/thing-01`, { body: { displayName: 'n' } });
    expect(status).toBe(428);
    expect(body.error).toMatchObject({
      code: 'preconditionRequired',
      target: 'If-Match',
      details: [{ code: 'currentEtag', message: now }],
    });
    expect((await house.ask('DELETE', `${base}/none`)).status).toBe(404);
    expect(resource.items.some((one) => one.displayName === 'n')).toBe(false);
  });

  it('refuses a stale etag with the current one', async () => {
    const old = await etag('thing-02');
    const headers = { 'if-match': old };
    expect((await house.ask('PATCH', `${base}/thing-02`, { headers, body: { displayName: 'a' } })).status).toBe(200);
    const again = await house.ask('PATCH', `${base}/thing-02`, { headers, body: { displayName: 'b' } });
    expect(again.status).toBe(412);
    expect(again.body.error).toMatchObject({
      code: 'preconditionFailed',
      target: 'If-Match',
      details: [{ code: 'currentEtag', message: await etag('thing-02'), target: '@odata.etag' }],
    });
    const foreign = { 'if-match': 'W/"bm9uZQ=="' };
    expect((await house.ask('DELETE', `${base}/thing-02`, { headers: foreign })).status).toBe(412);
    const junk = await house.ask('DELETE', `${base}/thing-02`, { headers: { 'if-match': 'junk' } });
    expect(junk).toMatchObject({ status: 400, body: { error: { target: 'If-Match' } } });
    expect((await house.ask('DELETE', `${base}/thing-02`, { headers: { 'if-match': '*' } })).status).toBe(204);
  });

  it('can be accepted for later, or done without a word', async () => {
    const later = await house.ask('PATCH', `${base}/thing-03`, {
      headers: { 'if-match': await etag('thing-03') },
      body: { displayName: 'later' },
    });
    expect(later).toMatchObject({ status: 202, body: {}, headers: { 'retry-after': '10' } });
    expect(later.headers.location).toBe('http://graph.test/v1.0/tenantRelationships/operations/1');
    const gone = await house.ask('DELETE', `${base}/thing-03`, {
      headers: { 'if-match': await etag('thing-03'), 'content-type': 'application/json' },
    });
    expect(gone).toMatchObject({ status: 204, body: '' });
  });

  it('is only tried where a dry run is served, and refused where it is not', async () => {
    const before = resource.items.length;
    const headers = { prefer: 'dry-run' };
    const tried = await house.ask('POST', base, { headers, body: { displayName: 'x' } });
    expect(tried).toMatchObject({ status: 200, body: { status: 201 }, headers: { 'preference-applied': 'dry-run' } });
    expect(resource.items.length).toBe(before);
    const real = await house.ask('DELETE', `${base}/thing-04`, { headers: { ...headers, 'if-match': '*' } });
    expect(real).toMatchObject({ status: 400, body: { error: { target: 'Prefer' } } });
    expect(resource.items.length).toBe(before);
    expect((await house.ask('GET', base, { headers })).status).toBe(200);
  });
});

describe('the rules of a realm', () => {
  it('demand a second factor of people where it is enforced, and name it', async () => {
    const house = await openHouse(things(1).routes, { mfaRequired: true });
    try {
      const { status, body } = await house.ask('GET', base);
      expect({ status, message: body.error.message }).toEqual({
        status: 403,
        message: expect.stringContaining('multifactor'),
      });
      expect((await house.ask('GET', base, { mfa: true })).status).toBe(200);
      expect((await house.ask('GET', base, { who: { application: 'beta' } })).status).toBe(200);
    } finally {
      await house.close();
    }
  });

  it('may set the status of a missing If-Match', async () => {
    const house = await openHouse(things(1).routes, { missingIfMatch: 412 });
    try {
      expect((await house.ask('DELETE', `${base}/thing-01`)).status).toBe(412);
    } finally {
      await house.close();
    }
  });
});
