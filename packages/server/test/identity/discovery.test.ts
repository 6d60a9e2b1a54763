import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, alpha, type Platform, people, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

async function read(path: string): Promise<Answer> {
  const response = await fetch(`${platform.origin}${path}`);
  return { status: response.status, body: await response.json(), headers: response.headers };
}

describe('the OpenID configuration', () => {
  it.each([
    ['by id', alpha],
    ['by domain', 'alpha.onmicrosoft.com'],
    ['by domain in capitals', 'ALPHA.OnMicrosoft.com'],
  ])('of version 2 names the tenant by its id, whoever asks %s', async (_name, segment) => {
    const { body, headers } = await read(`/${segment}/v2.0/.well-known/openid-configuration?appid=x`);
    const base = `${platform.origin}/${alpha}`;
    expect(body).toMatchObject({
      issuer: `${base}/v2.0`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it('of version 1 has the addresses and the issuer of version 1', async () => {
    const { body } = await read('/alpha.onmicrosoft.com/.well-known/openid-configuration');
    const base = `${platform.origin}/${alpha}`;
    expect(body).toMatchObject({
      issuer: `${base}/`,
      token_endpoint: `${base}/oauth2/token`,
      authorization_endpoint: `${base}/oauth2/authorize`,
      jwks_uri: `${base}/discovery/keys`,
    });
  });

  it.each(['common', 'organizations'])('under %s leaves the tenant open', async (name) => {
    const { body } = await read(`/${name}/v2.0/.well-known/openid-configuration`);
    expect(body.issuer).toBe(`${platform.origin}/{tenantid}/v2.0`);
    expect(body.token_endpoint).toBe(`${platform.origin}/${name}/oauth2/v2.0/token`);
  });

  it('has every address at the host the client used', async () => {
    const answer = await platform.app.inject({
      url: `/${alpha}/v2.0/.well-known/openid-configuration`,
      headers: { host: 'login.microsoftonline.com' },
    });
    expect(answer.json().token_endpoint).toBe(`http://login.microsoftonline.com/${alpha}/oauth2/v2.0/token`);
  });

  it('does not exist for an unknown tenant', async () => {
    const { status, body } = await read('/nobody.example/v2.0/.well-known/openid-configuration');
    expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_request', [90002]]);
  });
});

describe('the keys', () => {
  it('are published by id and thumbprint, the old ones with the new one, the private parts never', async () => {
    const before = (await read('/common/discovery/keys')).body.keys;
    await platform.identity.rotateKeys();
    for (const path of ['/common/discovery/keys', `/${alpha}/discovery/v2.0/keys`, '/COMMON/Discovery/V2.0/Keys']) {
      const { keys } = (await read(path)).body;
      expect(keys).toHaveLength(before.length + 1);
      expect(keys.map((key: { kid: string }) => key.kid)).toContain(before[0].kid);
      for (const key of keys) {
        expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use', 'x5t']);
        expect(key).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256', x5t: key.kid });
        expect(Buffer.from(key.n, 'base64url').length).toBe(256);
      }
    }
  });
});

describe('instance discovery', () => {
  it('says where the configuration of an authority is, and that our host is one', async () => {
    const host = new URL(platform.origin).host;
    const { body } = await read(
      `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`${platform.origin}/${alpha}/oauth2/v2.0/authorize`)}`,
    );
    expect(body.tenant_discovery_endpoint).toBe(`${platform.origin}/${alpha}/v2.0/.well-known/openid-configuration`);
    expect(body.metadata).toEqual([
      {
        preferred_network: host,
        preferred_cache: host,
        aliases: expect.arrayContaining([host, 'login.microsoftonline.com', 'login.windows.net']),
      },
      ...['login.microsoftonline.us', 'login.partner.microsoftonline.cn'].map((name) => ({
        preferred_network: name,
        preferred_cache: name,
        aliases: expect.arrayContaining([name]),
      })),
    ]);
    // A client that drops the port, and one of version 1.
    const dropped = await read(
      `/common/discovery/instance?api-version=1.0&authorization_endpoint=${encodeURIComponent('https://127.0.0.1/common/oauth2/authorize')}`,
    );
    expect(dropped.body.tenant_discovery_endpoint).toBe(`${platform.origin}/common/.well-known/openid-configuration`);
  });

  it('knows no authority elsewhere', async () => {
    const { status, body } = await read(
      '/common/discovery/instance?authorization_endpoint=https%3A%2F%2Fevil.example%2Fcommon%2Foauth2%2Fauthorize',
    );
    expect([status, body.error_codes]).toEqual([400, [90013]]);
  });
});

describe('the user realm', () => {
  it('is managed for whoever is known, in either spelling of the path', async () => {
    for (const path of ['userrealm', 'UserRealm']) {
      const { body } = await read(`/common/${path}/${encodeURIComponent(people.admin.name)}?api-version=1.0`);
      expect(body).toMatchObject({ ver: '1.0', account_type: 'Managed', domain_name: 'alpha.onmicrosoft.com' });
    }
    expect((await read('/common/userrealm/somebody@unknown.example?api-version=1.0')).body.account_type).toBe(
      'Unknown',
    );
    expect((await read(`/common/userrealm?user=${people.admin.name}`)).body.account_type).toBe('Managed');
  });
});

describe('beside other protocols', () => {
  it('identity takes only the paths that are its own', async () => {
    expect((await read('/v1/customers')).body).toEqual({ protocol: 'partner center' });
    expect((await fetch(`${platform.origin}/v1/oauth3/token`)).status).toBe(404);
  });

  it('an error’s number is explained on a page', async () => {
    const response = await fetch(`${platform.origin}/common/oauth2/error?code=7000215`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('AADSTS7000215')]);
    expect((await fetch(`${platform.origin}/common/oauth2/error?code=1`)).status).toBe(404);
  });
});
