import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const partnerCenter = 'https://api.partnercenter.microsoft.com';

describe('tokens of the sandbox', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  const ask = (body: unknown) => server.call(null, 'POST', '/sandbox/v1/tokens', body);
  const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] as string, 'base64url').toString());

  it.each([
    ['by key', { tenant: 'alpha', user: 'alpha.sales' }],
    ['by domain and user name, in any case', { tenant: 'Alpha.OnMicrosoft.com', user: 'SALES@alpha.onmicrosoft.com' }],
  ])('speak for a person named %s', async (_how, who) => {
    const { status, body } = await ask({ ...who, audience: partnerCenter, mfa: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(claims(body.access_token)).toMatchObject({
      aud: partnerCenter,
      tid: server.tenant('alpha').id,
      oid: server.person('alpha.sales').id,
      scp: 'user_impersonation',
    });
    expect(await server.identity.verify(body.access_token)).toMatchObject({ kind: 'user', mfa: true });
  });

  it('speak for a person named by ids', async () => {
    const { body } = await ask({
      tenant: server.tenant('beta').id,
      user: server.person('beta.admin').id,
      audience: 'multipartner',
    });
    expect(await server.identity.verify(body.access_token)).toMatchObject({
      audience: 'multipartner',
      objectId: server.person('beta.admin').id,
      mfa: false,
    });
  });

  it('speak for an application when nobody is named, with all that is granted to it', async () => {
    const [application] = server.tenant('alpha').applications;
    const { body } = await ask({
      tenant: 'alpha',
      application: application?.clientId,
      audience: 'https://graph.microsoft.com',
    });
    expect(await server.identity.verify(body.access_token)).toMatchObject({
      kind: 'app',
      applicationId: application?.clientId,
      audience: 'graph',
    });
    expect(claims(body.access_token).roles).toContain('DelegatedAdminRelationship.ReadWrite.All');
  });

  it('open the doors they are made for', async () => {
    const { body } = await ask({ tenant: 'alpha', user: 'alpha.admin', audience: partnerCenter });
    expect((await server.call(body.access_token, 'GET', '/v1/customers')).status).not.toBe(401);
    const expired = await ask({ tenant: 'alpha', user: 'alpha.admin', audience: partnerCenter, expiresIn: -60 });
    expect((await server.call(expired.body.access_token, 'GET', '/v1/customers')).status).toBe(401);
  });

  it('hold only the scopes asked for', async () => {
    const { body } = await ask({
      tenant: 'alpha',
      user: 'alpha.admin',
      audience: 'https://graph.microsoft.com',
      scopes: ['User.Read'],
    });
    expect(claims(body.access_token).scp).toBe('User.Read');
  });

  it.each([
    [{ tenant: 'omega', audience: partnerCenter }, 404, 'tenant-not-found', 'tenant'],
    [{ tenant: 'alpha', user: 'alpha.nobody', audience: partnerCenter }, 404, 'user-not-found', 'user'],
    [{ tenant: 'alpha', user: 'beta.admin', audience: partnerCenter }, 400, 'value-invalid', 'user'],
    [
      { tenant: 'alpha', application: '00000000-0000-4000-8000-000000000000', audience: partnerCenter },
      400,
      'value-invalid',
      'application',
    ],
    [{ tenant: 'alpha', audience: 'https://example.com' }, 400, 'value-invalid', 'audience'],
    [
      { tenant: 'alpha', user: 'alpha.admin', audience: partnerCenter, scopes: ['Everything'] },
      400,
      'value-invalid',
      'scopes',
    ],
    [{ tenant: 'alpha' }, 400, 'value-missing', 'audience'],
    [{ audience: partnerCenter }, 400, 'value-missing', 'tenant'],
    [{ tenant: 'alpha', audience: partnerCenter, mfa: 'yes' }, 400, 'value-invalid', 'mfa'],
    [{ tenant: 'alpha', audience: partnerCenter, user_: 'x' }, 400, 'value-invalid', 'user_'],
    ['{ "tenant": ', 400, 'request-invalid', undefined],
  ])('are refused to %j', async (body, status, code, field) => {
    const answer = await ask(body);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.body.field).toBe(field);
    expect(answer.status).toBe(status);
  });
});
