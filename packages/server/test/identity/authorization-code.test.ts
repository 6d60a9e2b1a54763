import { createHash, randomBytes } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, page, received } from './browser.ts';
import {
  alpha,
  alphaApp,
  alphaPublicApp,
  beta,
  graph,
  type Platform,
  partnerCenter,
  password,
  people,
  postForm,
  startPlatform,
} from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const redirectUri = 'http://localhost:53682';

export interface Started {
  readonly url: string;
  readonly verifier: string;
}

function authorizeUrl(path: string, extra: Record<string, string> = {}): Started {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: alphaPublicApp,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `${partnerCenter}/user_impersonation openid profile offline_access`,
    state: 'my-state',
    nonce: 'my-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    client_info: '1',
    ...extra,
  });
  return { url: `${platform.origin}/${path}/authorize?${query}`, verifier };
}

async function signIn(browser: Browser, url: string, name: string, secret = password) {
  return browser.press(await browser.open(url), 'Sign in', { username: name, password: secret });
}

const token = (fields: Record<string, string>, path = `${alpha}/oauth2/v2.0`) =>
  postForm(`${platform.origin}/${path}/token`, fields);
const redeem = (code: string | null, verifier: string, extra: Record<string, string> = {}, path?: string) =>
  token(
    {
      grant_type: 'authorization_code',
      client_id: alphaPublicApp,
      redirect_uri: redirectUri,
      code: code ?? '',
      code_verifier: verifier,
      ...extra,
    },
    path,
  );

describe('a sign-in with an authorization code', () => {
  it('leads from the page to the application and on to tokens', async () => {
    const started = authorizeUrl(`${alpha}/oauth2/v2.0`);
    const browser = new Browser(platform.origin);
    const answer = received(await signIn(browser, started.url, people.admin.name));
    expect(Object.fromEntries(answer)).toEqual({
      code: expect.any(String),
      state: 'my-state',
      session_state: expect.any(String),
      client_info: Buffer.from(JSON.stringify({ uid: people.admin.id, utid: alpha })).toString('base64url'),
    });
    const { status, body } = await redeem(answer.get('code'), started.verifier, { client_info: '1' });
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3599,
      scope: `${partnerCenter}/user_impersonation`,
      refresh_token: expect.any(String),
      client_info: answer.get('client_info'),
    });
    expect(status).toBe(200);
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
});
