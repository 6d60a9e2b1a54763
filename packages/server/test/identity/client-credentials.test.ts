import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSecret,
  alpha,
  alphaApp,
  alphaPublicApp,
  beta,
  betaApp,
  graph,
  type Platform,
  partnerCenter,
  people,
  postForm,
  startPlatform,
} from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const v2 = (tenant: string) => `${platform.origin}/${tenant}/oauth2/v2.0/token`;
const v1 = (tenant: string) => `${platform.origin}/${tenant}/oauth2/token`;
const byForm = { grant_type: 'client_credentials', client_id: alphaApp.clientId, client_secret: alphaApp.secret };
const forPartnerCenter = { ...byForm, scope: `${partnerCenter}/.default` };

describe("an application's own token", () => {
  it('is issued for a secret in the form, with numbers as expiries', async () => {
    const { status, body, headers } = await postForm(v2(alpha), forPartnerCenter);
    expect(status).toBe(200);
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.any(String),
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const claims = decodeJwt(body.access_token);
    expect(claims).toMatchObject({
      aud: partnerCenter,
      iss: `${platform.origin}/${alpha}/v2.0`,
      tid: alpha,
      oid: alphaApp.clientId,
      sub: alphaApp.clientId,
      appid: alphaApp.clientId,
      azp: alphaApp.clientId,
      azpacr: '1',
      idtyp: 'app',
      roles: ['Partner.Operate'],
      ver: '2.0',
    });
    expect(claims.scp).toBeUndefined();
    expect(claims.upn).toBeUndefined();
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3599);
    expect(Math.abs((claims.iat ?? 0) - Date.now() / 1000)).toBeLessThan(5);
  });

  it('is issued in version 1 with strings as expiries, and the resource as it was asked for', async () => {
    const { status, body } = await postForm(`${v1('alpha.onmicrosoft.com')}?api-version=1.0`, {
      ...byForm,
      resource: `${partnerCenter}/`,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: '3599',
      ext_expires_in: '3599',
      resource: `${partnerCenter}/`,
    });
    expect(Number(body.expires_on) - Number(body.not_before)).toBe(3599);
    expect(decodeJwt(body.access_token)).toMatchObject({
      ver: '1.0',
      appid: alphaApp.clientId,
      appidacr: '1',
      iss: `${platform.origin}/${alpha}/`,
      aud: partnerCenter,
    });
  });

  it.each([
    ['form-encoded', (id: string, secret: string) => `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`],
    ['as it is', (id: string, secret: string) => `${id}:${secret}`],
  ])('is issued for a secret in the Basic header, %s', async (_name, pair) => {
    const authorization = `Basic ${Buffer.from(pair(alphaApp.clientId, alphaApp.secret)).toString('base64')}`;
    const { status } = await postForm(
      v2(alpha),
      { grant_type: 'client_credentials', scope: `${graph}/.default` },
      { authorization },
    );
    expect(status).toBe(200);
  });

  it('is issued at paths in any case, with unknown query strings, and for a resource with two slashes', async () => {
    const { status, body } = await postForm(
      `${platform.origin}/${alpha.toUpperCase()}/OAuth2/V2.0/Token?client-request-id=1&x=y`,
      { ...byForm, scope: `${graph}//.default` },
    );
    expect(status).toBe(200);
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: graph,
      roles: ['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'],
    });
  });

  it('takes whichever of several secrets is good, and says so when one has expired', async () => {
    await addSecret(platform.database, alpha, alphaApp.clientId, 'second', new Date(Date.now() + 60_000));
    await addSecret(platform.database, alpha, alphaApp.clientId, 'outdated', new Date(Date.now() - 1000));
    expect((await postForm(v2(alpha), { ...forPartnerCenter, client_secret: 'second' })).status).toBe(200);
    const { status, body } = await postForm(v2(alpha), { ...forPartnerCenter, client_secret: 'outdated' });
    expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [7000222]]);
  });

  it('is the same whether the token endpoint or the sandbox makes it', async () => {
    const { body } = await postForm(v2(alpha), forPartnerCenter);
    const minted = await platform.identity.mint({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      audience: 'partner-center',
      origin: platform.origin,
    });
    const varying = { iat: 0, nbf: 0, exp: 0, uti: '' };
    expect({ ...decodeJwt(minted), ...varying }).toEqual({ ...decodeJwt(body.access_token), ...varying });
    expect(decodeProtectedHeader(minted)).toEqual(decodeProtectedHeader(body.access_token));
  });
});

describe('a refusal of the token endpoint', () => {
  const refused = async (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const { status, body } = await postForm(url, fields, headers);
    return [status, body.error, body.error_codes?.[0]];
  };

  it('has the published form', async () => {
    const id = 'c0ffee00-0000-4000-8000-000000000001';
    const { status, body, headers } = await postForm(
      v2(alpha),
      { ...forPartnerCenter, client_secret: 'wrong' },
      { 'client-request-id': id, 'return-client-request-id': 'true' },
    );
    expect(status).toBe(401);
    expect(body).toEqual({
      error: 'invalid_client',
      error_description: expect.stringMatching(
        /^AADSTS7000215: .+ Trace ID: [0-9a-f-]{36} Correlation ID: c0ffee00-\S+ Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
      ),
      error_codes: [7000215],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: id,
      error_uri: `${platform.origin}/common/oauth2/error?code=7000215`,
    });
    expect(headers.get('client-request-id')).toBe(id);
  });

  it.each([
    [
      'an unknown application',
      () => ({ ...forPartnerCenter, client_id: crypto.randomUUID() }),
      [400, 'unauthorized_client', 700016],
    ],
    [
      'an application id that is no GUID',
      () => ({ ...forPartnerCenter, client_id: 'my-app' }),
      [400, 'unauthorized_client', 700016],
    ],
    [
      "another tenant's application",
      () => ({ ...forPartnerCenter, client_id: betaApp.clientId, client_secret: betaApp.secret }),
      [400, 'unauthorized_client', 700016],
    ],
    [
      'no secret',
      () => ({ grant_type: 'client_credentials', client_id: alphaApp.clientId, scope: `${graph}/.default` }),
      [401, 'invalid_client', 7000218],
    ],
    [
      'a public application without a secret',
      () => ({ grant_type: 'client_credentials', client_id: alphaPublicApp, scope: `${graph}/.default` }),
      [401, 'invalid_client', 7000218],
    ],
    [
      'a public application that sends a secret',
      () => ({ ...forPartnerCenter, client_id: alphaPublicApp }),
      [401, 'invalid_client', 700025],
    ],
    ['no application', () => ({ grant_type: 'client_credentials', scope: 'x' }), [400, 'invalid_request', 900144]],
    ['no grant type', () => ({ client_id: alphaApp.clientId }), [400, 'invalid_request', 900144]],
    ['an unknown grant type', () => ({ ...byForm, grant_type: 'magic' }), [400, 'unsupported_grant_type', 70003]],
    ['no scope', () => byForm, [400, 'invalid_request', 900144]],
    ['a scope that is not .default', () => ({ ...byForm, scope: `${graph}/User.Read` }), [400, 'invalid_scope', 70011]],
    [
      'scopes of two resources',
      () => ({ ...byForm, scope: `${graph}/.default ${partnerCenter}/.default` }),
      [400, 'invalid_scope', 70011],
    ],
    [
      'an unknown resource',
      () => ({ ...byForm, scope: 'https://unknown.example/.default' }),
      [400, 'invalid_resource', 500011],
    ],
    [
      'an assertion of an unknown kind',
      () => ({ ...forPartnerCenter, client_assertion: 'x' }),
      [400, 'invalid_request', 9002313],
    ],
  ] as const)('names the reason: %s', async (_name, fields, expected) => {
    expect(await refused(v2(alpha), fields() as Record<string, string>)).toEqual(expected);
  });

  it('names an unknown tenant, by id, by domain and by nonsense', async () => {
    for (const tenant of [crypto.randomUUID(), 'nobody.onmicrosoft.com', 'nonsense']) {
      expect(await refused(v2(tenant), forPartnerCenter)).toEqual([400, 'invalid_request', 90002]);
    }
  });

  it('asks for the tenant where the path names none', async () => {
    for (const tenant of ['common', 'organizations'])
      expect(await refused(v2(tenant), forPartnerCenter)).toEqual([400, 'invalid_request', 50194]);
  });

  it('names a field that contradicts itself, a body that is no form, and two proofs at once', async () => {
    const response = await fetch(v2(alpha), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=a&grant_type=b',
    });
    expect(((await response.json()) as { error_codes: number[] }).error_codes).toEqual([9002313]);
    const json = await fetch(v2(alpha), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(byForm),
    });
    expect(((await json.json()) as { error_codes: number[] }).error_codes).toEqual([900144]);
    const authorization = `Basic ${Buffer.from(`${alphaApp.clientId}:x`).toString('base64')}`;
    expect(await refused(v2(alpha), forPartnerCenter, { authorization })).toEqual([400, 'invalid_request', 9002313]);
  });
});

describe('a script of another page', () => {
  it('may ask for tokens, and read the answer', async () => {
    const preflight = await fetch(v2(alpha), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://spa.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'client-request-id',
      },
    });
    expect([
      preflight.status,
      preflight.headers.get('access-control-allow-origin'),
      preflight.headers.get('access-control-allow-headers'),
    ]).toEqual([204, '*', 'client-request-id']);
    const { headers, status } = await postForm(
      v2(alpha),
      { grant_type: 'refresh_token', client_id: alphaPublicApp, refresh_token: 'x' },
      { origin: 'https://spa.example' },
    );
    expect([
      status,
      headers.get('access-control-allow-origin'),
      headers.get('access-control-allow-credentials'),
    ]).toEqual([400, '*', null]);
  });
});

describe('a bearer token', () => {
  it('of an application is verified into what it stands for', async () => {
    const token = await platform.identity.mint({ tenantId: alpha, applicationId: alphaApp.clientId, audience: graph });
    expect(await platform.identity.verify(token)).toMatchObject({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      kind: 'app',
      audience: 'graph',
      scopes: [],
      mfa: false,
      roles: ['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'],
    });
  });

  it('of a person says who he is, what he granted, and whether he used a second factor', async () => {
    const token = await platform.identity.mint({
      tenantId: alpha,
      userId: people.admin.id,
      applicationId: alphaApp.clientId,
      audience: 'partner-center',
      mfa: true,
    });
    const verified = await platform.identity.verify(token);
    expect(verified).toMatchObject({
      tenantId: alpha,
      homeTenantId: alpha,
      objectId: people.admin.id,
      kind: 'user',
      audience: 'partner-center',
      scopes: ['user_impersonation'],
      mfa: true,
      userPrincipalName: people.admin.name,
    });
    expect(await platform.identity.verify(token)).toBe(verified);
  });

  it('is refused when expired, though it was verified before', async () => {
    const token = await platform.identity.mint({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      audience: 'graph',
      expiresIn: 1,
    });
    expect(await platform.identity.verify(token)).toMatchObject({ kind: 'app' });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await platform.identity.verify(token)).toEqual({ error: 'expired' });
  });

  it('is refused when changed, foreign, unsigned or no token at all', async () => {
    const token = await platform.identity.mint({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      audience: 'graph',
    });
    const [header = '', payload = '', signature = ''] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(token), tid: beta })).toString('base64url');
    expect(await platform.identity.verify(`${header}.${forged}.${signature}`)).toEqual({ error: 'signature' });
    expect(
      await platform.identity.verify(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`),
    ).toEqual({ error: 'malformed' });
    expect(
      await platform.identity.verify(
        `${Buffer.from('{"alg":"RS256","kid":"x"}').toString('base64url')}.${payload}.${signature}`,
      ),
    ).toEqual({ error: 'unknown-key' });
    expect(await platform.identity.verify('nonsense')).toEqual({ error: 'malformed' });
  });

  it('survives a restart and a rotation of the keys', async () => {
    const before = await platform.identity.mint({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      audience: 'graph',
    });
    await platform.identity.rotateKeys();
    const after = await platform.identity.mint({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      audience: 'graph',
    });
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    platform = await platform.restart();
    for (const token of [before, after]) expect(await platform.identity.verify(token)).toMatchObject({ kind: 'app' });
  });

  it('for the legacy audience is taken or not, as is set', async () => {
    const token = await platform.identity.mint({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      audience: 'https://graph.windows.net/',
    });
    expect(await platform.identity.verify(token)).toMatchObject({ audience: 'legacy-graph' });
    const strict = await startPlatform({ settings: { acceptLegacyAudience: false } });
    const other = await strict.identity.mint({
      tenantId: alpha,
      applicationId: alphaApp.clientId,
      audience: 'legacy-graph',
    });
    expect(await strict.identity.verify(other)).toEqual({ error: 'audience' });
    await strict.close();
  });
});
