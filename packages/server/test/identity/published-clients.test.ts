import { createHash, X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { ClientCertificateCredential, ClientSecretCredential, DeviceCodeCredential } from '@azure/identity';
import { ConfidentialClientApplication, CryptoProvider, PublicClientApplication } from '@azure/msal-node';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, page, received } from './browser.ts';
import {
  addCertificate,
  alpha,
  alphaApp,
  alphaPublicApp,
  type Certificate,
  graph,
  makeCertificate,
  type Platform,
  partnerCenter,
  password,
  people,
  postForm,
  startPlatform,
} from './platform.ts';
import { redirectUri, v2Of } from './sign-in.ts';

let platform: Platform;
let certificate: Certificate;
let host: string;

beforeAll(async () => {
  const server = makeCertificate('localhost', ['subjectAltName=DNS:localhost,IP:127.0.0.1']);
  setDefaultCACertificates([...getCACertificates('default'), server.certificate]);
  platform = await startPlatform({ tls: server });
  host = new URL(platform.origin).host;
  certificate = makeCertificate('alpha integration');
  await addCertificate(platform.database, alpha, alphaApp.clientId, certificate.certificate);
});
afterAll(() => platform.close());

const authority = (tenant: string) => ({ authority: `${platform.origin}/${tenant}`, knownAuthorities: [host] });
const confidential = (credential: object = { clientSecret: alphaApp.secret }) =>
  new ConfidentialClientApplication({ auth: { clientId: alphaApp.clientId, ...authority(alpha), ...credential } });
const publicClient = (tenant = alpha) =>
  new PublicClientApplication({ auth: { clientId: alphaPublicApp, ...authority(tenant) } });

describe('msal-node', () => {
  it('gets an application’s token by secret and by certificate, and uses one assertion again', async () => {
    const bySecret = await confidential().acquireTokenByClientCredential({ scopes: [`${partnerCenter}/.default`] });
    expect(decodeJwt(bySecret?.accessToken ?? '')).toMatchObject({ aud: partnerCenter, azpacr: '1' });
    const thumbprintSha256 = new X509Certificate(certificate.certificate).fingerprint256.replaceAll(':', '');
    const client = confidential({ clientCertificate: { thumbprintSha256, privateKey: certificate.key } });
    for (const resource of [partnerCenter, graph]) {
      const token = await client.acquireTokenByClientCredential({ scopes: [`${resource}/.default`] });
      expect(decodeJwt(token?.accessToken ?? '')).toMatchObject({ aud: resource, azpacr: '2', idtyp: 'app' });
    }
  });

  it('is told an AADSTS error for a wrong secret', async () => {
    await expect(
      confidential({ clientSecret: 'wrong' }).acquireTokenByClientCredential({ scopes: [`${graph}/.default`] }),
    ).rejects.toThrow(/AADSTS7000215/);
  });

  it('signs a person in by code with a proof key, and then silently', async () => {
    const client = publicClient('organizations');
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const scopes = [`${partnerCenter}/user_impersonation`];
    const url = await client.getAuthCodeUrl({
      scopes,
      redirectUri,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
    });
    const browser = new Browser(platform.origin);
    const answer = received(
      await browser.press(await browser.open(url), 'Sign in', { username: people.admin.name, password }),
    );
    for (const cookie of browser.cookies) expect(cookie.header).toMatch(/; secure/i);
    const result = await client.acquireTokenByCode({
      scopes,
      redirectUri,
      code: answer.get('code') ?? '',
      codeVerifier: verifier,
      clientInfo: answer.get('client_info') ?? '',
    });
    expect(result.account).toMatchObject({
      username: people.admin.name,
      tenantId: alpha,
      homeAccountId: `${people.admin.id}.${alpha}`,
      environment: host,
    });
    if (result.account === null) throw new Error('no account');
    const cached = await client.acquireTokenSilent({ scopes, account: result.account });
    expect(cached.fromCache).toBe(true);
    const forced = await client.acquireTokenSilent({ scopes, account: result.account, forceRefresh: true });
    expect(forced.fromCache).toBe(false);
    expect(decodeJwt(forced.accessToken)).toMatchObject({ upn: people.admin.name });
    // The rotated refresh token is the one it uses next.
    expect((await client.acquireTokenSilent({ scopes, account: result.account, forceRefresh: true })).fromCache).toBe(
      false,
    );
  });

  it('signs a person in by device code, by password, and on behalf of him', async () => {
    const client = publicClient();
    const byDevice = await client.acquireTokenByDeviceCode({
      scopes: [`${partnerCenter}/.default`],
      deviceCodeCallback: ({ userCode, verificationUri }) => {
        void (async () => {
          const browser = new Browser(platform.origin);
          const asked = await browser.press(await browser.open(verificationUri), 'Next', { user_code: userCode });
          page(
            await browser.press(await browser.press(asked, 'Continue'), 'Sign in', {
              username: people.user.name,
              password,
            }),
          );
        })();
      },
    });
    expect(decodeJwt(byDevice?.accessToken ?? '')).toMatchObject({ upn: people.user.name });
    const byPassword = await client.acquireTokenByUsernamePassword({
      scopes: [`api://${alphaApp.clientId}/access_as_user`],
      username: people.admin.name,
      password,
    });
    const onBehalf = await confidential().acquireTokenOnBehalfOf({
      oboAssertion: byPassword?.accessToken ?? '',
      scopes: [`${graph}/User.Read`],
    });
    expect(decodeJwt(onBehalf?.accessToken ?? '')).toMatchObject({
      aud: graph,
      upn: people.admin.name,
      scp: 'User.Read',
    });
  });

  it('is told that a second factor is needed', async () => {
    const attempt = publicClient().acquireTokenByUsernamePassword({
      scopes: [`${partnerCenter}/.default`],
      username: people.careful.name,
      password,
    });
    await expect(attempt).rejects.toThrow(/AADSTS50076/);
  });
});

describe('@azure/identity', () => {
  const options = () => ({ authorityHost: platform.origin, disableInstanceDiscovery: true });

  it('gets an application’s token by secret and by certificate', async () => {
    const secret = await new ClientSecretCredential(alpha, alphaApp.clientId, alphaApp.secret, options()).getToken(
      `${graph}/.default`,
    );
    expect(decodeJwt(secret.token)).toMatchObject({ aud: graph, appid: alphaApp.clientId });
    expect(secret.expiresOnTimestamp - Date.now()).toBeGreaterThan(3_500_000);
    const byCertificate = new ClientCertificateCredential(
      alpha,
      alphaApp.clientId,
      { certificate: `${certificate.key}\n${certificate.certificate}` },
      options(),
    );
    expect(decodeJwt((await byCertificate.getToken(`${partnerCenter}/.default`)).token)).toMatchObject({ azpacr: '2' });
  });

  it('signs a person in by device code', async () => {
    const credential = new DeviceCodeCredential({
      ...options(),
      tenantId: alpha,
      clientId: alphaPublicApp,
      userPromptCallback: ({ userCode, verificationUri }) => {
        void (async () => {
          const browser = new Browser(platform.origin);
          const asked = await browser.press(await browser.open(verificationUri), 'Next', { user_code: userCode });
          await browser.press(await browser.press(asked, 'Continue'), 'Sign in', {
            username: people.admin.name,
            password,
          });
        })();
      },
    });
    expect(decodeJwt((await credential.getToken(`${partnerCenter}/.default`)).token)).toMatchObject({
      upn: people.admin.name,
    });
  });
});

describe('a client assertion', () => {
  const grant = {
    grant_type: 'client_credentials',
    scope: `${graph}/.default`,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };
  const url = () => `${platform.origin}/${v2Of(alpha)}/token`;

  async function assertion(
    change: { header?: object; claims?: Record<string, unknown>; key?: string; alg?: string } = {},
  ) {
    const now = Math.floor(Date.now() / 1000);
    const digest = createHash('sha1').update(new X509Certificate(certificate.certificate).raw).digest('base64url');
    const claims = {
      aud: url(),
      iss: alphaApp.clientId,
      sub: alphaApp.clientId,
      jti: crypto.randomUUID(),
      nbf: now,
      exp: now + 600,
      ...change.claims,
    };
    const alg = change.alg ?? 'RS256';
    return new SignJWT(claims)
      .setProtectedHeader({ alg, x5t: digest, ...change.header })
      .sign(await importPKCS8(change.key ?? certificate.key, alg));
  }
  const outcome = async (client_assertion: string) => {
    const { status, body } = await postForm(url(), { ...grant, client_assertion });
    return status === 200 ? 200 : [status, body.error, body.error_codes[0], body.error_description];
  };

  it('by the SHA-1 thumbprint of older libraries is good, for either token endpoint of the tenant and without client_id', async () => {
    expect(await outcome(await assertion())).toBe(200);
    expect(
      await outcome(await assertion({ claims: { aud: `${platform.origin}/alpha.onmicrosoft.com/oauth2/token` } })),
    ).toEqual([401, 'invalid_client', 700027, expect.stringContaining('aud')]);
    expect(await outcome(await assertion({ claims: { aud: `${platform.origin}/${alpha}/oauth2/token` } }))).toBe(200);
    expect(await outcome(await assertion({ claims: { aud: `${platform.origin}/${alpha}/v2.0` } }))).toBe(200);
  });

  it('is refused with the reason', async () => {
    const now = Math.floor(Date.now() / 1000);
    const other = makeCertificate('somebody else');
    const cases: [string, string][] = [
      ['nonsense', 'no JSON Web Token'],
      [await assertion({ key: other.key }), 'signature'],
      [await assertion({ header: { x5t: 'unknown' } }), 'not registered'],
      [await assertion({ header: { x5t: undefined } }), 'names no certificate'],
      [await assertion({ claims: { exp: now - 120 } }), 'expired'],
      [await assertion({ claims: { nbf: now + 300 } }), 'nbf'],
      [await assertion({ claims: { exp: now + 200_000 } }), 'more than a day'],
      [await assertion({ claims: { exp: undefined } }), 'exp'],
      [await assertion({ claims: { iss: crypto.randomUUID() } }), "'iss' and 'sub'"],
      [await assertion({ claims: { aud: `https://login.example/${v2Of(alpha)}/token` } }), 'aud'],
      [await assertion({ alg: 'RS512' }), 'signature'],
    ];
    for (const [presented, reason] of cases)
      expect(await outcome(presented)).toEqual([401, 'invalid_client', 700027, expect.stringContaining(reason)]);
  });

  it('is good once where that is demanded', async () => {
    const strict = await startPlatform({ settings: { singleUseAssertions: true } });
    await addCertificate(strict.database, alpha, alphaApp.clientId, certificate.certificate);
    const strictUrl = `${strict.origin}/${v2Of(alpha)}/token`;
    const presented = { ...grant, client_assertion: await assertion({ claims: { aud: strictUrl } }) };
    expect((await postForm(strictUrl, presented)).status).toBe(200);
    const again = await postForm(strictUrl, presented);
    expect([again.status, again.body.error_codes, again.body.error_description]).toEqual([
      401,
      [700027],
      expect.stringContaining('used before'),
    ]);
    const withoutId = await postForm(strictUrl, {
      ...grant,
      client_assertion: await assertion({ claims: { aud: strictUrl, jti: undefined } }),
    });
    expect(withoutId.body.error_description).toContain("no 'jti'");
    await strict.close();
  });
});
