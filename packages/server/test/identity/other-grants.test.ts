import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, page, received } from './browser.ts';
import { type Answer, alpha, alphaApp, alphaPublicApp, beta, betaApp, graph, partnerCenter, password, people, type Platform, postForm, startPlatform } from './platform.ts';
import { authorizeUrl, signIn, tokensOf, v1Of, v2Of } from './sign-in.ts';

const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
let platform: Platform;
let closed = false;
beforeAll(async () => {
  platform = await startPlatform({ mayEnterTenant: async (visitor, tenantId) => (visitor.userId === people.admin.id && tenantId === beta ? { wids: [] } : undefined) });
});
afterAll(async () => {
  if (!closed) await platform.close();
  closed = true;
});

const token = (fields: Record<string, string>, path = v2Of(alpha)): Promise<Answer> => postForm(`${platform.origin}/${path}/token`, fields);
const numbers = ({ status, body }: Answer) => [status, body.error, body.error_codes?.[0]];
const ropc = { grant_type: 'password', client_id: alphaPublicApp, username: people.admin.name, password, scope: `${partnerCenter}/.default openid offline_access` };
const refreshed = (refreshToken: string, extra: Record<string, string> = {}, path?: string) =>
  token({ grant_type: 'refresh_token', client_id: alphaPublicApp, refresh_token: refreshToken, ...extra }, path);

describe('the password grant', () => {
  it('answers a name and a password with tokens', async () => {
    const { status, body } = await token({ ...ropc, client_info: '1' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, scope: `${partnerCenter}/user_impersonation ${partnerCenter}/.default`,
      access_token: expect.any(String), refresh_token: expect.any(String), id_token: expect.any(String),
      client_info: Buffer.from(JSON.stringify({ uid: people.admin.id, utid: alpha })).toString('base64url'),
    });
    expect(decodeJwt(body.access_token)).toMatchObject({ upn: people.admin.name, amr: ['pwd'], scp: 'user_impersonation' });
  });

  it('speaks version 1, with a resource', async () => {
    const { body } = await token({ grant_type: 'password', client_id: alphaPublicApp, username: people.admin.name, password, resource: partnerCenter, scope: 'openid' }, v1Of('common'));
    expect(body).toMatchObject({ expires_in: '3599', resource: partnerCenter, scope: 'user_impersonation', refresh_token: expect.any(String), id_token: expect.any(String) });
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

  it("is refused under organizations for another tenant's application", async () => {
    expect(numbers(await token({ ...ropc, username: people.betaAdmin.name }, v2Of('organizations')))).toEqual([400, 'invalid_request', 50194]);
  });

  it('locks a name after ten failures, and does not exist in production', async () => {
    for (let attempt = 1; attempt <= 10; attempt++) await token({ ...ropc, username: 'guessed@alpha.onmicrosoft.com' });
    expect(numbers(await token({ ...ropc, username: 'Guessed@alpha.onmicrosoft.com' }))).toEqual([400, 'invalid_grant', 50053]);
    const production = await startPlatform({ mode: 'production' });
    const { body } = await postForm(`${production.origin}/${v2Of(alpha)}/token`, ropc);
    expect(body.error_codes).toEqual([70003]);
    await production.close();
  });
});

describe('a refresh token', () => {
  it('is answered with its successor', async () => {
    const first = (await token(ropc)).body;
    const second = await refreshed(first.refresh_token, { scope: `${partnerCenter}/.default openid profile offline_access`, client_info: '1' });
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect(second.body).toMatchObject({ id_token: expect.any(String), client_info: expect.any(String), scope: `${partnerCenter}/user_impersonation ${partnerCenter}/.default` });
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
    for (let use = 1; use <= 2; use++) expect((await postForm(`${lenient.origin}/${v2Of(alpha)}/token`, again)).status).toBe(200);
    await lenient.close();
  });

  it('serves another resource, as far as the application may use it', async () => {
    const tokens = (await token({ ...ropc, client_id: azureCli })).body;
    const { body } = await token({ grant_type: 'refresh_token', client_id: azureCli, refresh_token: tokens.refresh_token, scope: 'https://management.core.windows.net//.default' });
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: 'https://management.core.windows.net/', scp: 'user_impersonation' });
    const v1 = await token({ grant_type: 'refresh_token', client_id: azureCli, refresh_token: body.refresh_token, resource: graph }, v1Of(alpha));
    expect(decodeJwt(v1.body.access_token)).toMatchObject({ aud: graph, ver: '1.0' });
  });

  it('crosses into another tenant only where its person may enter', async () => {
    const admin = (await token({ ...ropc, client_id: azureCli })).body;
    const there = await token({ grant_type: 'refresh_token', client_id: azureCli, refresh_token: admin.refresh_token }, v2Of(beta));
    expect(decodeJwt(there.body.access_token)).toMatchObject({ tid: beta, idp: `${platform.origin}/${alpha}/` });
    const user = (await token({ ...ropc, client_id: azureCli, username: people.user.name })).body;
    const refused = await token({ grant_type: 'refresh_token', client_id: azureCli, refresh_token: user.refresh_token }, v2Of(beta));
    expect(numbers(refused)).toEqual([400, 'invalid_grant', 50020]);
    expect((await token({ grant_type: 'refresh_token', client_id: azureCli, refresh_token: user.refresh_token })).status).toBe(200);
  });

  it('is refused when unknown, of another application, expired, or of a person who is gone', async () => {
    const { refresh_token } = (await token(ropc)).body;
    expect(numbers(await refreshed('unknown'))).toEqual([400, 'invalid_grant', 70000]);
    expect(numbers(await refreshed(refresh_token, { client_id: alphaApp.clientId, client_secret: alphaApp.secret }))).toEqual([400, 'invalid_grant', 700005]);
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

describe('a sign-in on another device', () => {
  const begin = (extra: Record<string, string> = {}, path = v2Of(alpha)) =>
    postForm(`${platform.origin}/${path}/devicecode`, { client_id: alphaPublicApp, scope: `${partnerCenter}/user_impersonation openid profile offline_access`, ...extra });
  const poll = (deviceCode: string, extra: Record<string, string> = {}, path?: string) => token({ grant_type: 'device_code', client_id: alphaPublicApp, device_code: deviceCode, ...extra }, path);

  async function confirm(browser: Browser, userCode: string) {
    const entry = page(await browser.open(`${platform.origin}/devicelogin`));
    expect(entry.title).toContain('Enter code');
    return page(await browser.press(entry, 'Next', { user_code: userCode.toLowerCase() }));
  }

  it('is pending until somebody signs in with the code, then gives tokens once', async () => {
    const { body } = await begin();
    expect(body).toEqual({
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/), device_code: expect.any(String), verification_uri: `${platform.origin}/devicelogin`,
      expires_in: 900, interval: 5, message: expect.stringContaining(`${platform.origin}/devicelogin`),
    });
    expect(numbers(await poll(body.device_code))).toEqual([400, 'authorization_pending', 70016]);
    const browser = new Browser(platform.origin);
    const asked = await confirm(browser, body.user_code);
    expect(asked.title).toContain('Confirm the device');
    expect(asked.html).toContain('<strong>Desktop tool</strong>');
    expect(asked.html).toContain(body.user_code);
    const done = page(await browser.press(page(await browser.press(asked, 'Continue')), 'Sign in', { username: people.admin.name, password }));
    expect(done.title).toContain('Signed in');
    // The fields and the grant name of MSAL for Python, which sends no scope.
    const tokens = await poll(body.device_code, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', code: body.device_code, client_info: '1' });
    expect(tokens.body).toMatchObject({ scope: `${partnerCenter}/user_impersonation`, id_token: expect.any(String), refresh_token: expect.any(String), client_info: expect.any(String) });
    expect(decodeJwt(tokens.body.access_token)).toMatchObject({ upn: people.admin.name, tid: alpha });
    expect(numbers(await poll(body.device_code))).toEqual([400, 'bad_verification_code', 70018]);
  });

  it('speaks version 1: strings, verification_url, and the code in the field code', async () => {
    const { body } = await begin({ resource: partnerCenter, scope: '' }, v1Of('common'));
    expect(body).toMatchObject({ expires_in: '900', interval: '5', verification_url: `${platform.origin}/devicelogin` });
    const browser = new Browser(platform.origin);
    await browser.press(page(await browser.press(await confirm(browser, body.user_code), 'Continue')), 'Sign in', { username: people.admin.name, password });
    const tokens = await token({ grant_type: 'device_code', client_id: alphaPublicApp, code: body.device_code, resource: partnerCenter }, v1Of('common'));
    expect(tokens.body).toMatchObject({ expires_in: '3599', resource: partnerCenter });
    expect(decodeJwt(tokens.body.access_token)).toMatchObject({ ver: '1.0', tid: alpha });
  });

  it('is told apart when declined, expired, unknown, of another tenant or of another application', async () => {
    const declined = (await begin()).body;
    const browser = new Browser(platform.origin);
    expect(page(await browser.press(await confirm(browser, declined.user_code), 'Cancel')).title).toContain('Sign-in cancelled');
    expect(numbers(await poll(declined.device_code))).toEqual([400, 'authorization_declined', 65004]);
    const { device_code, user_code } = (await begin()).body;
    expect(numbers(await poll(device_code, {}, v2Of(beta)))).toEqual([400, 'bad_verification_code', 70018]);
    expect(numbers(await poll(device_code, { client_id: azureCli }))).toEqual([400, 'invalid_grant', 700005]);
    expect(numbers(await poll('unknown'))).toEqual([400, 'bad_verification_code', 70018]);
    await platform.database`update identity_artifact set payload = jsonb_set(payload, '{exp}', '1') where kind = 'DeviceCode'`;
    expect(numbers(await poll(device_code))).toEqual([400, 'expired_token', 70019]);
    expect((await confirm(new Browser(platform.origin), user_code)).problem).toContain('expired');
    expect((await confirm(new Browser(platform.origin), 'XXXX-XXXX')).problem).toContain('no such code');
  });

  it('belongs to the tenant it was begun in, though the page names none', async () => {
    const { body } = await begin({ client_id: azureCli }, v2Of(beta));
    const browser = new Browser(platform.origin);
    const refused = page(await browser.press(page(await browser.press(await confirm(browser, body.user_code), 'Continue')), 'Sign in', { username: people.user.name, password }));
    expect(refused.problem).toContain('AADSTS50020');
    expect(page(await browser.press(refused, 'Sign in', { username: people.betaAdmin.name, password })).title).toContain('Signed in');
    expect(decodeJwt((await poll(body.device_code, { client_id: azureCli }, v2Of('organizations'))).body.access_token)).toMatchObject({ tid: beta });
  });

  it('takes the code along in the address of the page', async () => {
    const view = page(await new Browser(platform.origin).open(`${platform.origin}/devicelogin?otc=BCDF-GHJK`));
    expect(view.forms[0]?.fields.user_code).toBe('BCDF-GHJK');
  });

  it('is for public applications only', async () => {
    expect(numbers(await begin({ client_id: alphaApp.clientId }))).toEqual([401, 'invalid_client', 7000218]);
    expect(numbers(await begin({ client_id: crypto.randomUUID() }))).toEqual([400, 'unauthorized_client', 700016]);
  });
});

describe('a token on behalf of a person', () => {
  const obo = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', requested_token_use: 'on_behalf_of', client_id: alphaApp.clientId, client_secret: alphaApp.secret,
    scope: `${graph}/.default openid offline_access`,
  };
  const callerToken = async () => (await token({ ...ropc, scope: `api://${alphaApp.clientId}/access_as_user` })).body.access_token as string;

  it('is given for a token that was made for the application', async () => {
    const { status, body } = await token({ ...obo, assertion: await callerToken() });
    expect(status).toBe(200);
    expect(body).toMatchObject({ refresh_token: expect.any(String), id_token: expect.any(String) });
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: graph, appid: alphaApp.clientId, upn: people.admin.name, amr: ['pwd'], scp: 'DelegatedAdminRelationship.Read.All DelegatedAdminRelationship.ReadWrite.All User.Read' });
    expect((await token({ grant_type: 'refresh_token', client_id: obo.client_id, client_secret: obo.client_secret, refresh_token: body.refresh_token })).status).toBe(200);
  });

  it('speaks version 1, with a resource', async () => {
    const { body } = await token({ ...obo, scope: '', resource: partnerCenter, assertion: await callerToken() }, v1Of(alpha));
    expect(body).toMatchObject({ expires_in: '3599', resource: partnerCenter });
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: partnerCenter, ver: '1.0' });
  });

  it('is refused for a foreign, expired or forged token, an application’s own, and none', async () => {
    const foreign = (await token(ropc)).body.access_token;
    expect(numbers(await token({ ...obo, assertion: foreign }))).toEqual([400, 'invalid_grant', 50013]);
    const own = await platform.identity.mint({ tenantId: alpha, applicationId: alphaApp.clientId, audience: 'graph' });
    expect(numbers(await token({ ...obo, assertion: own }))).toEqual([400, 'invalid_grant', 50013]);
    const good = await callerToken();
    expect(numbers(await token({ ...obo, assertion: `${good.slice(0, -6)}AAAAAA` }))).toEqual([400, 'invalid_grant', 50013]);
    const old = await platform.identity.mint({ tenantId: alpha, userId: people.admin.id, applicationId: alphaApp.clientId, audience: 'graph', expiresIn: 1 });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(numbers(await token({ ...obo, assertion: old }))).toEqual([400, 'invalid_grant', 500133]);
    expect(numbers(await token({ ...obo, assertion: good, requested_token_use: 'x' }))).toEqual([400, 'invalid_request', 9002313]);
    expect(numbers(await token({ ...obo }))).toEqual([400, 'invalid_request', 900144]);
    expect(numbers(await token({ ...obo, client_id: betaApp.clientId, client_secret: betaApp.secret, assertion: good }, v2Of(beta)))).toEqual([400, 'invalid_grant', 50013]);
  });
});
