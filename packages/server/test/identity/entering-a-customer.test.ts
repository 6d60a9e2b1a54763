import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, page, received } from './browser.ts';
import { type Answer, type Platform, partnerCenter, postForm } from './platform.ts';
import { authorizeUrl, redeem, signIn, v2Of } from './sign-in.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const helpdeskAdministrator = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const directoryReaders = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b';
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const graph = 'https://graph.microsoft.com';

let server: TestServer;
let platform: Platform;
let alpha: string;
let woodgrove: string;
let wingtip: string;
let clientId: string;
beforeAll(async () => {
  server = await startServer();
  platform = { origin: server.url } as Platform;
  alpha = server.tenant('alpha').id;
  woodgrove = server.tenant('woodgrove').id;
  wingtip = server.tenant('wingtip').id;
  clientId = server.tenant('alpha').applications[0]?.clientId as string;
});
afterAll(() => server.stop());

const credentials = (who: string) => {
  const { userPrincipalName, password } = server.person(who);
  return { username: userPrincipalName, password: password as string };
};
const byPassword = (who: string, tenant: string, more: Record<string, string> = {}): Promise<Answer> =>
  postForm(`${server.url}/${v2Of(tenant)}/token`, {
    grant_type: 'password',
    client_id: clientId,
    scope: `${partnerCenter}/.default openid offline_access`,
    ...credentials(who),
    ...more,
  });
const minted = (user: string, tenant: string, audience = 'graph') =>
  server.call(null, 'POST', '/sandbox/v1/tokens', { tenant, user, audience });
const refusal = ({ status, body }: Answer) => [status, body.error, body.error_codes?.[0]];
const closed = [400, 'invalid_grant', 50020];

describe('a person of a partner at the tenant of a customer', () => {
  it.each([
    ['alpha.admin', [globalAdministrator]],
    ['alpha.helpdesk', [helpdeskAdministrator]],
  ])('is let in with the roles that delegated privileges give him: %s', async (who, wids) => {
    const { status, body } = await byPassword(who, woodgrove);
    expect([status, body.error_description]).toEqual([200, undefined]);
    const { id, userPrincipalName } = server.person(who);
    expect(decodeJwt(body.access_token)).toMatchObject({
      tid: woodgrove,
      oid: id,
      upn: userPrincipalName,
      idp: `${server.url}/${alpha}/`,
      iss: `${server.url}/${woodgrove}/v2.0`,
      wids,
    });
    expect(await server.identity.verify(body.access_token)).toMatchObject({
      tenantId: woodgrove,
      objectId: id,
      homeTenantId: alpha,
      wids,
    });
  });

  it('may name the tenant by its domain', async () => {
    const { body } = await byPassword('alpha.admin', 'woodgrove.onmicrosoft.com');
    expect(decodeJwt(body.access_token).tid).toBe(woodgrove);
  });

  it.each([
    ['an administrator of another partner', 'beta.admin', () => woodgrove],
    ['a person in no group of agents', 'alpha.user', () => woodgrove],
    ['a partner at somebody else’s customer', 'alpha.admin', () => wingtip],
    ['a partner at another partner', 'alpha.admin', () => server.tenant('beta').id],
    ['the administrator of another customer', 'litware.admin', () => woodgrove],
  ])('is kept out without a right there: %s', async (_what, who, where) => {
    const home = server.tenant(who.split('.')[0] as string);
    const answer = await byPassword(who, where(), { client_id: home.applications[0]?.clientId as string });
    expect(refusal(answer)).toEqual(closed);
    expect(answer.body.error_description).toContain('AADSTS50020');
  });

  it('comes in by granular roles, which count in place of delegated privileges (R68)', async () => {
    const roleIds = [directoryReaders, userAdministrator];
    await putGranular(server, { partner: 'alpha', customer: 'woodgrove', roleIds });
    const { body } = await byPassword('alpha.user', woodgrove);
    expect(decodeJwt(body.access_token).wids).toEqual(expect.arrayContaining(roleIds));
    const helpdesk = await byPassword('alpha.helpdesk', woodgrove);
    expect(decodeJwt(helpdesk.body.access_token).wids).not.toContain(helpdeskAdministrator);
  });

  it('comes in where his partner sells nothing, by granular roles alone (R78)', async () => {
    await putGranular(server, { partner: 'beta', customer: 'litware', roleIds: [directoryReaders] });
    const { status, body } = await minted('beta.helpdesk', 'litware');
    expect([status, decodeJwt(body.access_token).wids]).toEqual([200, [directoryReaders]]);
  });

  it.each([
    ['an application of the customer', () => server.tenant('woodgrove').applications[0]?.clientId as string, 200],
    ['the Azure CLI', () => '04b07795-8ddb-461a-bbee-02f9e1bf7b46', 200],
    ['an application of a third tenant', () => server.tenant('beta').applications[0]?.clientId as string, 400],
  ])('works there with %s', async (_what, application, status) => {
    const answer = await byPassword('alpha.admin', woodgrove, { client_id: application() });
    expect([answer.status, answer.body.error_codes]).toEqual([status, status === 200 ? undefined : [700016]]);
  });
});

describe('every way to a token leads into a customer', () => {
  const checked = (body: Answer['body'], who = 'alpha.admin') => {
    expect(decodeJwt(body.access_token)).toMatchObject({ tid: woodgrove, oid: server.person(who).id });
    return body;
  };
  const own = { client_id: '' };
  beforeAll(() => {
    own.client_id = clientId;
  });

  it('a refresh token of the own tenant', async () => {
    const { body } = await byPassword('alpha.admin', alpha);
    const exchange = (tenant: string) =>
      postForm(`${server.url}/${v2Of(tenant)}/token`, {
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: body.refresh_token,
        scope: `${graph}/.default`,
      });
    expect(refusal(await exchange(wingtip))).toEqual(closed);
    const { body: there } = await exchange(woodgrove);
    expect(checked(there).scope).toContain('Directory.Read.All');
    expect(decodeJwt(there.access_token).aud).toBe(graph);
  });

  it('a sign-in on the page', async () => {
    const browser = new Browser(server.url);
    const started = authorizeUrl(platform, v2Of(woodgrove), own);
    const { username, password } = credentials('alpha.admin');
    const code = received(await signIn(browser, started.url, username, password)).get('code');
    checked((await redeem(platform, code, started.verifier, own, v2Of(woodgrove))).body);
  });

  it('a sign-in on the page, refused without a right', async () => {
    const browser = new Browser(server.url);
    const { username, password } = credentials('alpha.admin');
    const shown = page(await signIn(browser, authorizeUrl(platform, v2Of(wingtip), own).url, username, password));
    expect(shown.html).toContain('AADSTS50020');
  });

  it('a code on another device', async () => {
    const scope = `${graph}/User.Read openid`;
    const begun = await postForm(`${server.url}/${v2Of(woodgrove)}/devicecode`, { ...own, scope });
    const browser = new Browser(server.url);
    const entry = page(await browser.open(`${server.url}/devicelogin`));
    const asked = page(await browser.press(entry, 'Next', { user_code: begun.body.user_code }));
    page(await browser.press(page(await browser.press(asked, 'Continue')), 'Sign in', credentials('alpha.admin')));
    const { body } = await postForm(`${server.url}/${v2Of(woodgrove)}/token`, {
      ...own,
      grant_type: 'device_code',
      device_code: begun.body.device_code,
    });
    checked(body);
  });

  it('the tokens of the sandbox', async () => {
    checked((await minted('alpha.admin', 'woodgrove')).body);
    expect(await minted('alpha.admin', 'wingtip')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('AADSTS50020') },
    });
  });
});

describe('a right that has ended', () => {
  it('gives no further token, by password or by refresh token', async () => {
    await putGranular(server, { partner: 'gamma', customer: 'litware', roleIds: [directoryReaders] });
    const { body } = await byPassword('gamma.helpdesk', server.tenant('litware').id, {
      client_id: server.tenant('gamma').applications[0]?.clientId as string,
      scope: `${graph}/.default offline_access`,
    });
    expect((await server.call(body.access_token, 'GET', '/v1.0/organization')).status).toBe(200);
    const ended = await server.call('litware.admin', 'POST', '/multipartner/v1/partners/delegatedAdministration:end');
    expect(ended.status).toBe(200);
    const refreshed = await postForm(`${server.url}/${v2Of(server.tenant('litware').id)}/token`, {
      grant_type: 'refresh_token',
      client_id: server.tenant('gamma').applications[0]?.clientId as string,
      refresh_token: body.refresh_token,
      scope: `${graph}/.default`,
    });
    expect(refusal(refreshed)).toEqual(closed);
    // The token outlives the right and grants nothing.
    expect((await server.call(body.access_token, 'GET', '/v1.0/organization')).status).toBe(403);
  });
});

describe('a token for a customer’s tenant', () => {
  const tokenFor = async (audience: string, who = 'alpha.admin') =>
    (await minted(who, 'woodgrove', audience)).body.access_token as string;

  it.each([
    ['GET', '/multipartner/v1/organization'],
    ['PATCH', '/multipartner/v1/organization'],
    ['GET', '/multipartner/v1/partners'],
    ['POST', '/multipartner/v1/partners/delegatedAdministration:end'],
    ['GET', '/multipartner/v1/delegatedAdminRelationships'],
  ])('makes nobody a person of the customer in our own protocol: %s %s', async (method, path) => {
    const token = await tokenFor('multipartner');
    expect(decodeJwt(token).wids).toContain(globalAdministrator);
    expect((await server.call('woodgrove.admin', 'GET', '/multipartner/v1/organization')).status).toBe(200);
    const body = method === 'PATCH' ? { displayName: 'Taken over' } : undefined;
    expect(await server.call(token, method, path, body)).toMatchObject({
      status: 401,
      body: { code: 'sign-in-required' },
    });
  });

  it.each(['/v1/customers', '/v1/profiles/organization', '/v1/customers/{woodgrove}/users'])(
    'is of no use at Partner Center: %s',
    async (path) => {
      const answer = await server.call(await tokenFor(partnerCenter), 'GET', path.replace('{woodgrove}', woodgrove));
      expect(answer.status).toBe(401);
    },
  );

  it.each([
    ['GET', '/v1.0/tenantRelationships/delegatedAdminRelationships', undefined],
    ['GET', '/v1.0/tenantRelationships/delegatedAdminCustomers', undefined],
    ['POST', '/v1.0/tenantRelationships/delegatedAdminRelationships', { displayName: 'x' }],
  ])('neither reads nor makes granular relationships: %s %s', async (method, path, body) => {
    expect((await server.call(await tokenFor('graph'), method, path, body)).status).toBe(401);
  });

  it('cannot be had by an application alone', async () => {
    const answer = await postForm(`${server.url}/${v2Of(woodgrove)}/token`, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: server.tenant('alpha').applications[0]?.clientSecret as string,
      scope: `${graph}/.default`,
    });
    expect(answer.status).toBe(400);
    expect(answer.body.error_codes).toEqual([700016]);
  });

  it('speaks for one person of the realm: no two tenants can have people of one id', async () => {
    const { id } = server.person('alpha.admin');
    const twin = server.database`
      insert into tenant_user (tenant_id, id, user_principal_name, display_name, created_at)
      values (${woodgrove}, ${id}, 'twin@woodgrove.onmicrosoft.com', 'Twin', now())`;
    await expect(twin).rejects.toThrow('tenant_user_id');
  });
});
