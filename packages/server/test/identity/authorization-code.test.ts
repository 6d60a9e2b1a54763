import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, page, received } from './browser.ts';
import {
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
import { authorizeUrl, redeem, redirectUri, signIn, tokensOf, v1Of, v2Of } from './sign-in.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

/** A code for alpha's administrator. */
async function codeOf(extra: Record<string, string> = {}, path = v2Of(alpha)) {
  const started = authorizeUrl(platform, path, extra);
  return { ...started, answer: received(await signIn(new Browser(platform.origin), started.url, people.admin.name)) };
}

describe('a sign-in with an authorization code', () => {
  it('leads from the page to the application and on to tokens', async () => {
    const { answer, verifier } = await codeOf();
    expect(Object.fromEntries(answer)).toEqual({
      code: expect.any(String),
      state: 'my-state',
      session_state: expect.any(String),
      client_info: Buffer.from(JSON.stringify({ uid: people.admin.id, utid: alpha })).toString('base64url'),
    });
    const { status, body } = await redeem(platform, answer.get('code'), verifier, { client_info: '1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3599,
      scope: `${partnerCenter}/user_impersonation`,
      refresh_token: expect.any(String),
      client_info: answer.get('client_info'),
    });
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: partnerCenter,
      iss: `${platform.origin}/${alpha}/v2.0`,
      tid: alpha,
      oid: people.admin.id,
      upn: people.admin.name,
      scp: 'user_impersonation',
      amr: ['pwd'],
      idtyp: 'user',
      azp: alphaPublicApp,
      azpacr: '0',
      ver: '2.0',
      wids: ['62e90394-69f5-4237-9190-012177145e10'],
    });
    const keys = (await (await fetch(`${platform.origin}/common/discovery/v2.0/keys`)).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(body.id_token, createLocalJWKSet(keys), {
      audience: alphaPublicApp,
      issuer: `${platform.origin}/${alpha}/v2.0`,
    });
    expect(payload).toMatchObject({
      nonce: 'my-nonce',
      oid: people.admin.id,
      tid: alpha,
      preferred_username: people.admin.name,
      name: 'admin',
      ver: '2.0',
    });
    expect(await platform.identity.verify(body.access_token)).toMatchObject({
      kind: 'user',
      objectId: people.admin.id,
      scopes: ['user_impersonation'],
    });
  });

  it('gives the same claims as a minted token', async () => {
    const { access_token: signedIn } = await tokensOf(platform, new Browser(platform.origin), people.admin.name);
    const minted = await platform.identity.mint({
      tenantId: alpha,
      userId: people.admin.id,
      applicationId: alphaPublicApp,
      audience: partnerCenter,
      origin: platform.origin,
    });
    const varying = { iat: 0, nbf: 0, exp: 0, uti: '' };
    expect({ ...decodeJwt(signedIn), ...varying }).toEqual({ ...decodeJwt(minted), ...varying });
  });

  it('works for an application with a secret, and without a proof key', async () => {
    const { answer } = await codeOf({
      client_id: alphaApp.clientId,
      code_challenge: '',
      code_challenge_method: '',
      redirect_uri: 'https://app.example/callback',
      scope: `${graph}/.default openid`,
    });
    const fields = {
      grant_type: 'authorization_code',
      client_id: alphaApp.clientId,
      code: answer.get('code') ?? '',
      redirect_uri: 'https://app.example/callback',
    };
    expect((await postForm(`${platform.origin}/${v2Of(alpha)}/token`, fields)).body.error_codes).toEqual([7000218]);
    const { body } = await postForm(`${platform.origin}/${v2Of(alpha)}/token`, {
      ...fields,
      client_secret: alphaApp.secret,
    });
    expect(body.scope.split(' ')).toEqual([
      `${graph}/DelegatedAdminRelationship.Read.All`,
      `${graph}/DelegatedAdminRelationship.ReadWrite.All`,
      `${graph}/User.Read`,
      `${graph}/.default`,
    ]);
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: graph,
      azpacr: '1',
      scp: 'DelegatedAdminRelationship.Read.All DelegatedAdminRelationship.ReadWrite.All User.Read',
    });
    expect(body.refresh_token).toBeUndefined();
  });

  it('speaks version 1: a resource instead of scopes, strings, a refresh token unasked', async () => {
    const v1 = { scope: '', nonce: '', resource: partnerCenter, code_challenge: '', code_challenge_method: '' };
    const { answer } = await codeOf(v1, v1Of(alpha));
    const { body } = await postForm(`${platform.origin}/${v1Of(alpha)}/token?api-version=1.0`, {
      grant_type: 'authorization_code',
      client_id: alphaPublicApp,
      code: answer.get('code') ?? '',
      redirect_uri: redirectUri,
      resource: partnerCenter,
    });
    expect(body).toMatchObject({
      expires_in: '3599',
      resource: partnerCenter,
      scope: 'user_impersonation',
      refresh_token: expect.any(String),
      id_token: expect.any(String),
    });
    expect(decodeJwt(body.access_token)).toMatchObject({
      ver: '1.0',
      appid: alphaPublicApp,
      unique_name: people.admin.name,
      iss: `${platform.origin}/${alpha}/`,
    });
    expect(decodeJwt(body.id_token)).toMatchObject({
      ver: '1.0',
      upn: people.admin.name,
      aud: alphaPublicApp,
      iss: `${platform.origin}/${alpha}/`,
    });
  });

  it.each(['organizations', 'common', 'alpha.onmicrosoft.com'])(
    'under the name %s ends in the tenant of the person',
    async (name) => {
      const { answer, verifier } = await codeOf({}, v2Of(name));
      const { body } = await redeem(platform, answer.get('code'), verifier, {}, v2Of(name));
      expect(decodeJwt(body.access_token)).toMatchObject({ tid: alpha, iss: `${platform.origin}/${alpha}/v2.0` });
      expect(decodeJwt(body.id_token)).toMatchObject({ tid: alpha, iss: `${platform.origin}/${alpha}/v2.0` });
    },
  );

  it('answers in the query, in the fragment, or by a form', async () => {
    const fragment = await codeOf({ response_mode: 'fragment' });
    expect(fragment.answer.get('code')).toEqual(expect.any(String));
    const started = authorizeUrl(platform, v2Of(alpha), { response_mode: 'form_post' });
    const browser = new Browser(platform.origin);
    const form = page(await signIn(browser, started.url, people.admin.name));
    expect(form.headers.get('content-security-policy')).toContain("form-action 'self' http://localhost:53682;");
    expect(form.forms[0]?.action).toBe(redirectUri);
    expect(received(await browser.press(form, 'Continue')).get('state')).toBe('my-state');
  });

  it('brings an id_token along where that is asked for', async () => {
    const { answer, verifier } = await codeOf({ response_type: 'id_token code' });
    expect(decodeJwt(answer.get('id_token') ?? '')).toMatchObject({
      nonce: 'my-nonce',
      oid: people.admin.id,
      c_hash: expect.any(String),
      iss: `${platform.origin}/${alpha}/v2.0`,
    });
    expect((await redeem(platform, answer.get('code'), verifier)).status).toBe(200);
  });

  it('gives a token for an application that is an API itself', async () => {
    const { answer, verifier } = await codeOf({ scope: `api://${alphaApp.clientId}/access_as_user openid` });
    const { body } = await redeem(platform, answer.get('code'), verifier);
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: `api://${alphaApp.clientId}`, scp: 'access_as_user' });
    expect(await platform.identity.verify(body.access_token)).toEqual({ error: 'audience' });
  });
});

describe('an authorization code', () => {
  it('is good once; used again, it ends what it had issued', async () => {
    const { answer, verifier } = await codeOf();
    const first = await redeem(platform, answer.get('code'), verifier);
    const second = await redeem(platform, answer.get('code'), verifier);
    expect([second.status, second.body.error, second.body.error_codes]).toEqual([400, 'invalid_grant', [54005]]);
    const refresh = await postForm(`${platform.origin}/${v2Of(alpha)}/token`, {
      grant_type: 'refresh_token',
      client_id: alphaPublicApp,
      refresh_token: first.body.refresh_token,
    });
    expect(refresh.body.error_codes).toEqual([70000]);
  });

  it('used by several requests at once serves one of them', async () => {
    const { answer, verifier } = await codeOf();
    const statuses = await Promise.all(
      [1, 2, 3, 4, 5].map(async () => (await redeem(platform, answer.get('code'), verifier)).status),
    );
    expect(statuses.filter((one) => one === 200)).toHaveLength(1);
  });

  it('does not exist in another tenant', async () => {
    const { answer, verifier } = await codeOf({ client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' });
    const fields = { client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' };
    const elsewhere = await redeem(platform, answer.get('code'), verifier, fields, v2Of(beta));
    expect([elsewhere.status, elsewhere.body.error_codes]).toEqual([400, [70000]]);
    expect((await redeem(platform, answer.get('code'), verifier, fields)).status).toBe(200);
  });

  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 501481],
    ['no verifier', { code_verifier: '' }, 501481],
    ['another redirect address', { redirect_uri: 'http://localhost:1' }, 70000],
    ['another application', { client_id: alphaApp.clientId, client_secret: alphaApp.secret }, 700005],
    ['no code', { code: '' }, 900144],
    ['an unknown code', { code: 'unknown' }, 70000],
  ])('is refused with %s', async (_name, extra, number) => {
    const { answer, verifier } = await codeOf();
    const { status, body } = await redeem(platform, answer.get('code'), verifier, extra);
    expect([status, body.error_codes]).toEqual([400, [number]]);
  });

  it('expires after ten minutes', async () => {
    const { answer, verifier } = await codeOf();
    await platform.database`
      update identity_artifact set payload = jsonb_set(jsonb_set(payload, '{iat}', to_jsonb((payload->>'iat')::int - 601)), '{exp}', to_jsonb((payload->>'exp')::int - 601))
       where kind = 'AuthorizationCode' and consumed_at is null`;
    const { body } = await redeem(platform, answer.get('code'), verifier);
    expect(body.error_codes).toEqual([70008]);
  });

  it('is not in the database in clear', async () => {
    const { answer } = await codeOf();
    const [row] =
      await platform.database`select count(*)::int as n from identity_artifact where id = ${answer.get('code')} or payload::text like ${`%${answer.get('code')}%`}`;
    expect(row?.n).toBe(0);
  });
});

describe('an authorize request that cannot be served', () => {
  const outcome = async (extra: Record<string, string>, path?: string) => {
    const view = await new Browser(platform.origin).open(authorizeUrl(platform, path, extra).url);
    if ('left' in view)
      return {
        sent: view.left,
        error: view.parameters.get('error'),
        number: /AADSTS(\d+)/.exec(view.parameters.get('error_description') ?? '')?.[1],
        state: view.parameters.get('state'),
      };
    return { page: view.status, number: /AADSTS(\d+)/.exec(view.problem ?? '')?.[1] };
  };

  it.each([
    ['an unknown application', { client_id: crypto.randomUUID() }, '700016'],
    ["another tenant's application", { client_id: betaApp.clientId }, '700016'],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/' }, '50011'],
    ['an address that only begins like a registered one', { redirect_uri: 'http://localhost.evil.example' }, '50011'],
    ['no application', { client_id: '' }, '900144'],
  ])('is answered on a page, and never sent anywhere: %s', async (_name, extra, number) => {
    expect(await outcome(extra)).toEqual({ page: 400, number });
  });

  it('is answered on a page for an unknown tenant', async () => {
    expect(await outcome({}, v2Of('nobody.example'))).toEqual({ page: 400, number: '90002' });
  });

  it.each([
    [
      'no proof key of a public application',
      { code_challenge: '', code_challenge_method: '' },
      'invalid_request',
      '9002325',
    ],
    ['a plain proof key', { code_challenge_method: 'plain' }, 'invalid_request', '9002325'],
    ['a malformed proof key', { code_challenge: 'short' }, 'invalid_request', '90013'],
    ['an unknown response type', { response_type: 'magic' }, 'unsupported_response_type', '700054'],
    ['an unknown prompt', { prompt: 'dance' }, 'invalid_request', '90013'],
    ['an unknown resource', { scope: 'https://unknown.example/.default' }, 'invalid_resource', '500011'],
    ['an unknown scope', { scope: `${partnerCenter}/everything` }, 'invalid_scope', '650053'],
    ['scopes of two resources', { scope: `${partnerCenter}/.default ${graph}/.default` }, 'invalid_scope', '70011'],
    ['no page allowed, and nobody signed in', { prompt: 'none' }, 'login_required', '50058'],
  ])('is sent back to the application with the reason: %s', async (_name, extra, error, number) => {
    expect(await outcome(extra)).toEqual({ sent: redirectUri, error, number, state: 'my-state' });
  });

  it('is taken by POST, too', async () => {
    const { url } = authorizeUrl(platform);
    const [address = '', query = ''] = url.split('?');
    const response = await fetch(address, { method: 'POST', body: new URLSearchParams(query), redirect: 'manual' });
    expect(response.headers.get('location')).toContain(`/${alpha}/oauth2/v2.0/signin/`);
  });
});
