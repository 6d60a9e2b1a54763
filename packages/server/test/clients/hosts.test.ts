import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphNames, partnerCenterNames, servedNames } from '../../src/tls/served-names.ts';
import { graph, type HardWired, login, partnerCenter, startHardWired } from './hard-wired.ts';

const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';
const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

describe('under the names that clients have hard-wired', () => {
  let wired: HardWired;
  beforeAll(async () => {
    wired = await startHardWired();
  });
  afterAll(() => wired.close());

  const get = (url: string, token?: string, more: readonly (readonly [string, string])[] = []) =>
    wired.send('GET', url, [...(token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]), ...more]);

  it('each has its certificate, and a sign-in service with addresses under that very name', async () => {
    const { id } = wired.server.tenant('alpha');
    for (const name of servedNames) {
      const { status, body } = await get(`https://${name}/${id}/v2.0/.well-known/openid-configuration`);
      expect([name, status]).toEqual([name, 200]);
      for (const member of ['issuer', 'token_endpoint', 'jwks_uri', 'device_authorization_endpoint'])
        expect(body[member]).toMatch(new RegExp(`^https://${name.replaceAll('.', '\\.')}/`));
    }
  });

  it('one cloud’s names stand for each other, and each is told to go on with the name it asked', async () => {
    for (const [name, alias] of [
      ['login.microsoftonline.com', 'login.windows.net'],
      ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
      ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    ]) {
      const asked = encodeURIComponent(`https://${name}/common/oauth2/v2.0/authorize`);
      const { body } = await get(
        `https://${name}/common/discovery/instance?api-version=1.1&authorization_endpoint=${asked}`,
      );
      expect(body.tenant_discovery_endpoint).toBe(`https://${name}/common/v2.0/.well-known/openid-configuration`);
      const own = body.metadata.find(({ aliases }: { aliases: string[] }) => aliases.includes(name as string));
      expect(own).toMatchObject({ preferred_network: name, aliases: expect.arrayContaining([name, alias]) });
    }
  });

  it('what nobody serves is refused in the shape of the protocol that the name is of', async () => {
    for (const name of graphNames)
      expect((await get(`https://${name}/nothing/here`)).body).toMatchObject({ error: { code: expect.any(String) } });
    for (const name of partnerCenterNames)
      expect((await get(`https://${name}/nothing/here`)).body).toMatchObject({
        code: expect.anything(),
        description: expect.any(String),
      });
    expect((await get('https://management.azure.com/nothing/here')).body).toMatchObject({ status: 404 });
  });

  it('links to the next page and places of what was made are on the name that was asked', async () => {
    const token = await wired.server.token({ application: 'beta' }, { audience: 'graph' });
    for (const displayName of ['One', 'Two']) {
      const made = await wired.send(
        'POST',
        `${graph}${relationships}`,
        [
          ['Authorization', `Bearer ${token}`],
          ['Content-Type', 'application/json'],
        ],
        JSON.stringify({
          displayName,
          duration: 'P30D',
          accessDetails: { unifiedRoles: [{ roleDefinitionId: globalReader }] },
        }),
      );
      expect(made.status, made.text).toBe(201);
      expect(made.headers.location).toBe(`${graph}${relationships}/${made.body.id}`);
    }
    const first = await get(`${graph}${relationships}?$top=1&$filter=status%20eq%20%27created%27`, token);
    const next = first.body['@odata.nextLink'];
    expect(next.startsWith(`${graph}${relationships}?`)).toBe(true);
    expect((await get(next, token)).body.value).toHaveLength(1);
  });

  it('a token of one name is good under the others', async () => {
    const { id, applications } = wired.server.tenant('alpha');
    const [application] = applications;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: application?.clientId as string,
      client_secret: application?.clientSecret as string,
      scope: `${partnerCenter}/.default`,
    });
    for (const host of [login, 'https://login.windows.net', 'https://localhost']) {
      const answer = await wired.send(
        'POST',
        `${host}/${id}/oauth2/v2.0/token`,
        [['Content-Type', 'application/x-www-form-urlencoded']],
        form.toString(),
      );
      expect(answer.status, answer.text).toBe(200);
      const token = answer.body.access_token;
      expect((await get(`${partnerCenter}/v1/customers`, token)).body.totalCount).toBe(1);
      expect((await wired.server.call(token, 'GET', '/v1/customers')).status).toBe(200);
    }
  });
});
