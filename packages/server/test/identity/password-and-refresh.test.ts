import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, received } from './browser.ts';
import {
  type Answer,
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
import { authorizeUrl, tokensOf, v1Of, v2Of } from './sign-in.ts';

const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({
    mayEnterTenant: async (visitor, tenantId) =>
      visitor.userId === people.admin.id && tenantId === beta ? { wids: [] } : undefined,
  });
});
afterAll(() => platform.close());

const token = (fields: Record<string, string>, path = v2Of(alpha)): Promise<Answer> =>
  postForm(`${platform.origin}/${path}/token`, fields);
const numbers = ({ status, body }: Answer) => [status, body.error, body.error_codes?.[0]];
const ropc = {
  grant_type: 'password',
  client_id: alphaPublicApp,
  username: people.admin.name,
  password,
  scope: `${partnerCenter}/.default openid offline_access`,
};
const refreshed = (refreshToken: string, extra: Record<string, string> = {}, path?: string) =>
  token({ grant_type: 'refresh_token', client_id: alphaPublicApp, refresh_token: refreshToken, ...extra }, path);

describe('the password grant', () => {
  it('answers a name and a password with tokens', async () => {
    const { status, body } = await token({ ...ropc, client_info: '1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      scope: `${partnerCenter}/user_impersonation ${partnerCenter}/.default`,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      id_token: expect.any(String),
      client_info: Buffer.from(JSON.stringify({ uid: people.admin.id, utid: alpha })).toString('base64url'),
    });
    expect(decodeJwt(body.access_token)).toMatchObject({
      upn: people.admin.name,
      amr: ['pwd'],
      scp: 'user_impersonation',
    });
  });

  it('speaks version 1, with a resource', async () => {
    const { body } = await token(
      {
        grant_type: 'password',
        client_id: alphaPublicApp,
        username: people.admin.name,
        password,
        resource: partnerCenter,
        scope: 'openid',
      },
      v1Of('common'),
    );
    expect(body).toMatchObject({
      expires_in: '3599',
      resource: partnerCenter,
      scope: 'user_impersonation',
      refresh_token: expect.any(String),
      id_token: expect.any(String),
    });
    expect(decodeJwt(body.access_token)).toMatchObject({ ver: '1.0', tid: alpha });
  });

  it('finds the tenant by the person under organizations', async () => {
    expect(decodeJwt((await token(ropc, v2Of('organizations'))).body.access_token)).toMatchObject({ tid: alpha });
  });

  it.each([
    ['a wrong password', { password: 'x' }, 50126],
    ['an unknown name', { username: 'nobody@alpha.onmicrosoft.com' }, 50034],
    ['a blocked account', { username: people.blocked.name }, 50057],
    ['a temporary password', { username: people.newcomer.name }, 50055],
    ["another tenant's person", { username: people.betaAdmin.name }, 50020],
    ['a scope nobody consented to', { scope: `${graph}/DelegatedAdminRelationship.Read.All` }, 65001],
  ])('is refused for %s', async (_name, extra, number) => {
    expect(numbers(await token({ ...ropc, ...extra }))).toEqual([400, 'invalid_grant', number]);
  });

  it('serves one person many times at once, but does not judge as many guesses', async () => {
    const many = await Promise.all(Array.from({ length: 24 }, () => token(ropc)));
    expect(many.map((one) => one.status)).toEqual(Array(24).fill(200));
    const burst = { ...ropc, username: 'burst@alpha.onmicrosoft.com' };
    const guesses = await Promise.all(Array.from({ length: 24 }, () => token(burst)));
    const judged = guesses.filter((one) => one.body.error_codes[0] === 50034).length;
    expect(judged).toBeGreaterThanOrEqual(10);
    expect(judged).toBeLessThanOrEqual(13);
    expect(guesses.filter((one) => one.body.error_codes[0] === 50053).length).toBe(24 - judged);
  });

  it("is refused under organizations for another tenant's application", async () => {
    expect(numbers(await token({ ...ropc, username: people.betaAdmin.name }, v2Of('organizations')))).toEqual([
      400,
      'invalid_request',
      50194,
    ]);
  });

  it('locks a name after ten failures, and does not exist in production', async () => {
    for (let attempt = 1; attempt <= 10; attempt++) await token({ ...ropc, username: 'guessed@alpha.onmicrosoft.com' });
    expect(numbers(await token({ ...ropc, username: 'Guessed@alpha.onmicrosoft.com' }))).toEqual([
      400,
      'invalid_grant',
      50053,
    ]);
    const production = await startPlatform({ mode: 'production' });
    const { body } = await postForm(`${production.origin}/${v2Of(alpha)}/token`, ropc);
    expect(body.error_codes).toEqual([70003]);
    await production.close();
  });
});

describe('a refresh token', () => {
  it('is answered with its successor', async () => {
    const first = (await token(ropc)).body;
    const second = await refreshed(first.refresh_token, {
      scope: `${partnerCenter}/.default openid profile offline_access`,
      client_info: '1',
    });
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect(second.body).toMatchObject({
      id_token: expect.any(String),
      client_info: expect.any(String),
      scope: `${partnerCenter}/user_impersonation ${partnerCenter}/.default`,
    });
    expect(decodeJwt(second.body.access_token)).toMatchObject({ upn: people.admin.name, amr: ['pwd'] });
    expect((await refreshed(second.body.refresh_token)).status).toBe(200);
  });

  it('used twice ends its whole family', async () => {
    const first = (await token(ropc)).body;
    const second = (await refreshed(first.refresh_token)).body;
    expect(numbers(await refreshed(first.refresh_token))).toEqual([400, 'invalid_grant', 70000]);
    expect(numbers(await refreshed(second.refresh_token))).toEqual([400, 'invalid_grant', 70000]);
  });

  it('used by several requests at once serves at most one of them', async () => {
    const { refresh_token } = (await token(ropc)).body;
    const answers = await Promise.all([1, 2, 3, 4].map(() => refreshed(refresh_token)));
    expect(answers.filter((one) => one.status === 200).length).toBeLessThanOrEqual(1);
  });

  it('of a sign-in by code is of the same kind', async () => {
    const tokens = await tokensOf(platform, new Browser(platform.origin), people.admin.name);
    const next = await refreshed(tokens.refresh_token);
    expect(next.status).toBe(200);
    expect(numbers(await refreshed(tokens.refresh_token))).toEqual([400, 'invalid_grant', 70000]);
    expect(numbers(await refreshed(next.body.refresh_token))).toEqual([400, 'invalid_grant', 70000]);
  });

  it('may be used twice within a leeway where that is set', async () => {
    const lenient = await startPlatform({ settings: { refreshTokenLeewaySeconds: 60 } });
    const first = (await postForm(`${lenient.origin}/${v2Of(alpha)}/token`, ropc)).body;
    const again = { grant_type: 'refresh_token', client_id: alphaPublicApp, refresh_token: first.refresh_token };
    for (let use = 1; use <= 2; use++)
      expect((await postForm(`${lenient.origin}/${v2Of(alpha)}/token`, again)).status).toBe(200);
    await lenient.close();
  });

  it('serves another resource, as far as the application may use it', async () => {
    const tokens = (await token({ ...ropc, client_id: azureCli })).body;
    const { body } = await token({
      grant_type: 'refresh_token',
      client_id: azureCli,
      refresh_token: tokens.refresh_token,
      scope: 'https://management.core.windows.net//.default',
    });
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: 'https://management.core.windows.net/',
      scp: 'user_impersonation',
    });
    const v1 = await token(
      { grant_type: 'refresh_token', client_id: azureCli, refresh_token: body.refresh_token, resource: graph },
      v1Of(alpha),
    );
    expect(decodeJwt(v1.body.access_token)).toMatchObject({ aud: graph, ver: '1.0' });
  });

  it('crosses into another tenant only where its person may enter', async () => {
    const admin = (await token({ ...ropc, client_id: azureCli })).body;
    const there = await token(
      { grant_type: 'refresh_token', client_id: azureCli, refresh_token: admin.refresh_token },
      v2Of(beta),
    );
    expect(decodeJwt(there.body.access_token)).toMatchObject({ tid: beta, idp: `${platform.origin}/${alpha}/` });
    const user = (await token({ ...ropc, client_id: azureCli, username: people.user.name })).body;
    const refused = await token(
      { grant_type: 'refresh_token', client_id: azureCli, refresh_token: user.refresh_token },
      v2Of(beta),
    );
    expect(numbers(refused)).toEqual([400, 'invalid_grant', 50020]);
    expect(
      (await token({ grant_type: 'refresh_token', client_id: azureCli, refresh_token: user.refresh_token })).status,
    ).toBe(200);
  });

  it('is refused when unknown, of another application, expired, or of a person who is gone', async () => {
    const { refresh_token } = (await token(ropc)).body;
    expect(numbers(await refreshed('unknown'))).toEqual([400, 'invalid_grant', 70000]);
    expect(
      numbers(await refreshed(refresh_token, { client_id: alphaApp.clientId, client_secret: alphaApp.secret })),
    ).toEqual([400, 'invalid_grant', 700005]);
    await platform.database`update tenant_user set deleted_at = now() where id = ${people.admin.id}`;
    expect(numbers(await refreshed(refresh_token))).toEqual([400, 'invalid_grant', 50173]);
    await platform.database`update tenant_user set deleted_at = null, account_enabled = false where id = ${people.admin.id}`;
    expect(numbers(await refreshed(refresh_token))).toEqual([400, 'invalid_grant', 50057]);
    await platform.database`update tenant_user set account_enabled = true where id = ${people.admin.id}`;
    await platform.database`update identity_artifact set payload = jsonb_set(payload, '{exp}', '1') where kind = 'RefreshToken'`;
    expect(numbers(await refreshed(refresh_token))).toEqual([400, 'invalid_grant', 70008]);
  });

  it('and a browser’s sign-in survive a restart and a rotation of the keys', async () => {
    const browser = new Browser(platform.origin);
    const tokens = await tokensOf(platform, browser, people.admin.name);
    await platform.identity.rotateKeys();
    const port = new URL(platform.origin).port;
    platform = await platform.restart();
    expect((await refreshed(tokens.refresh_token)).status).toBe(200);
    expect(await platform.identity.verify(tokens.access_token)).toMatchObject({ kind: 'user' });
    const same = new Browser(platform.origin);
    same.cookies.push(...browser.cookies);
    expect(port).not.toBe(new URL(platform.origin).port);
    expect(received(await same.open(authorizeUrl(platform).url)).get('code')).toEqual(expect.any(String));
  });
});
