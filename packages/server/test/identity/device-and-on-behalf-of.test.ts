import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, page } from './browser.ts';
import {
  type Answer,
  alpha,
  alphaApp,
  alphaPublicApp,
  beta,
  betaApp,
  graph,
  type Platform,
  partnerCenter,
  password,
  people,
  postForm,
  startPlatform,
} from './platform.ts';
import { v1Of, v2Of } from './sign-in.ts';

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

describe('a sign-in on another device', () => {
  const begin = (extra: Record<string, string> = {}, path = v2Of(alpha)) =>
    postForm(`${platform.origin}/${path}/devicecode`, {
      client_id: alphaPublicApp,
      scope: `${partnerCenter}/user_impersonation openid profile offline_access`,
      ...extra,
    });
  const poll = (deviceCode: string, extra: Record<string, string> = {}, path?: string) =>
    token({ grant_type: 'device_code', client_id: alphaPublicApp, device_code: deviceCode, ...extra }, path);

  async function confirm(browser: Browser, userCode: string) {
    const entry = page(await browser.open(`${platform.origin}/devicelogin`));
    expect(entry.title).toContain('Enter code');
    return page(await browser.press(entry, 'Next', { user_code: userCode.toLowerCase() }));
  }

  it('is pending until somebody signs in with the code, then gives tokens once', async () => {
    const { body } = await begin();
    expect(body).toEqual({
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
      device_code: expect.any(String),
      verification_uri: `${platform.origin}/devicelogin`,
      expires_in: 900,
      interval: 5,
      message: expect.stringContaining(`${platform.origin}/devicelogin`),
    });
    expect(numbers(await poll(body.device_code))).toEqual([400, 'authorization_pending', 70016]);
    const browser = new Browser(platform.origin);
    const asked = await confirm(browser, body.user_code);
    expect(asked.title).toContain('Confirm the device');
    expect(asked.html).toContain('<strong>Desktop tool</strong>');
    expect(asked.html).toContain(body.user_code);
    const done = page(
      await browser.press(page(await browser.press(asked, 'Continue')), 'Sign in', {
        username: people.admin.name,
        password,
      }),
    );
    expect(done.title).toContain('Signed in');
    // The fields and the grant name of MSAL for Python, which sends no scope.
    const tokens = await poll(body.device_code, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      code: body.device_code,
      client_info: '1',
    });
    expect(tokens.body).toMatchObject({
      scope: `${partnerCenter}/user_impersonation`,
      id_token: expect.any(String),
      refresh_token: expect.any(String),
      client_info: expect.any(String),
    });
    expect(decodeJwt(tokens.body.access_token)).toMatchObject({ upn: people.admin.name, tid: alpha });
    expect(numbers(await poll(body.device_code))).toEqual([400, 'bad_verification_code', 70018]);
  });

  it('speaks version 1: strings, verification_url, and the code in the field code', async () => {
    const { body } = await begin({ resource: partnerCenter, scope: '' }, v1Of('common'));
    expect(body).toMatchObject({
      expires_in: '900',
      interval: '5',
      verification_url: `${platform.origin}/devicelogin`,
    });
    const browser = new Browser(platform.origin);
    await browser.press(page(await browser.press(await confirm(browser, body.user_code), 'Continue')), 'Sign in', {
      username: people.admin.name,
      password,
    });
    const tokens = await token(
      { grant_type: 'device_code', client_id: alphaPublicApp, code: body.device_code, resource: partnerCenter },
      v1Of('common'),
    );
    expect(tokens.body).toMatchObject({ expires_in: '3599', resource: partnerCenter });
    expect(decodeJwt(tokens.body.access_token)).toMatchObject({ ver: '1.0', tid: alpha });
  });

  it('is told apart when declined, expired, unknown, of another tenant or of another application', async () => {
    const declined = (await begin()).body;
    const browser = new Browser(platform.origin);
    expect(page(await browser.press(await confirm(browser, declined.user_code), 'Cancel')).title).toContain(
      'Sign-in cancelled',
    );
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
    const refused = page(
      await browser.press(page(await browser.press(await confirm(browser, body.user_code), 'Continue')), 'Sign in', {
        username: people.user.name,
        password,
      }),
    );
    expect(refused.problem).toContain('AADSTS50020');
    expect(
      page(await browser.press(refused, 'Sign in', { username: people.betaAdmin.name, password })).title,
    ).toContain('Signed in');
    expect(
      decodeJwt((await poll(body.device_code, { client_id: azureCli }, v2Of('organizations'))).body.access_token),
    ).toMatchObject({ tid: beta });
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
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_id: alphaApp.clientId,
    client_secret: alphaApp.secret,
    scope: `${graph}/.default openid offline_access`,
  };
  const callerToken = async () =>
    (await token({ ...ropc, scope: `api://${alphaApp.clientId}/access_as_user` })).body.access_token as string;

  it('is given for a token that was made for the application', async () => {
    const { status, body } = await token({ ...obo, assertion: await callerToken() });
    expect(status).toBe(200);
    expect(body).toMatchObject({ refresh_token: expect.any(String), id_token: expect.any(String) });
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: graph,
      appid: alphaApp.clientId,
      upn: people.admin.name,
      amr: ['pwd'],
      scp: 'DelegatedAdminRelationship.Read.All DelegatedAdminRelationship.ReadWrite.All User.Read',
    });
    expect(
      (
        await token({
          grant_type: 'refresh_token',
          client_id: obo.client_id,
          client_secret: obo.client_secret,
          refresh_token: body.refresh_token,
        })
      ).status,
    ).toBe(200);
  });

  it('speaks version 1, with a resource', async () => {
    const { body } = await token(
      { ...obo, scope: '', resource: partnerCenter, assertion: await callerToken() },
      v1Of(alpha),
    );
    expect(body).toMatchObject({ expires_in: '3599', resource: partnerCenter });
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: partnerCenter, ver: '1.0' });
  });

  it('is refused for a foreign, expired or forged token, an application’s own, and none', async () => {
    const foreign = (await token(ropc)).body.access_token;
    expect(numbers(await token({ ...obo, assertion: foreign }))).toEqual([400, 'invalid_grant', 50013]);
    const own = await platform.identity.mint({ tenantId: alpha, applicationId: alphaApp.clientId, audience: 'graph' });
    expect(numbers(await token({ ...obo, assertion: own }))).toEqual([400, 'invalid_grant', 50013]);
    const good = await callerToken();
    expect(numbers(await token({ ...obo, assertion: `${good.slice(0, -6)}AAAAAA` }))).toEqual([
      400,
      'invalid_grant',
      50013,
    ]);
    const old = await platform.identity.mint({
      tenantId: alpha,
      userId: people.admin.id,
      applicationId: alphaApp.clientId,
      audience: 'graph',
      expiresIn: 1,
    });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(numbers(await token({ ...obo, assertion: old }))).toEqual([400, 'invalid_grant', 500133]);
    expect(numbers(await token({ ...obo, assertion: good, requested_token_use: 'x' }))).toEqual([
      400,
      'invalid_request',
      9002313,
    ]);
    expect(numbers(await token({ ...obo }))).toEqual([400, 'invalid_request', 900144]);
    expect(
      numbers(
        await token(
          { ...obo, client_id: betaApp.clientId, client_secret: betaApp.secret, assertion: good },
          v2Of(beta),
        ),
      ),
    ).toEqual([400, 'invalid_grant', 50013]);
  });
});
