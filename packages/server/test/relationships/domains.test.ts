import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await given.relationship(server, 'beta', 'woodgrove', { dap: false });
});
afterAll(() => server.stop());

const path = (rest: string) => `/v1/customers/${server.tenant('woodgrove').id}/${rest}`;

describe('the availability of a domain', () => {
  const head = (who: string | { application: string } | null, domain: string) =>
    server.call(who, 'HEAD', `/v1/domains/${domain}`);

  it('is answered by the status alone: 200 for taken, 404 for free', async () => {
    for (const taken of ['woodgrove.onmicrosoft.com', 'WoodGrove.OnMicrosoft.com', 'deltagov.onmicrosoft.us']) {
      expect(await head('beta.user', taken)).toMatchObject({ status: 200, body: null });
    }
    expect(await head({ application: 'beta' }, 'free.onmicrosoft.com')).toMatchObject({ status: 404, body: null });
  });

  it('is for people and applications of partners', async () => {
    expect((await head(null, 'woodgrove.onmicrosoft.com')).status).toBe(401);
    expect((await head('litware.admin', 'woodgrove.onmicrosoft.com')).status).toBe(403);
  });
});

describe("a customer's organisation and domains", () => {
  it('are read with a right inside the tenant', async () => {
    const organization = await server.call('alpha.admin', 'GET', path('organization'));
    expect(organization.status).toBe(200);
    expect(organization.body).toEqual([
      {
        displayName: 'Woodgrove',
        street: expect.any(String),
        city: expect.any(String),
        state: expect.any(String),
        postalCode: expect.any(String),
        countryLetterCode: 'US',
        technicalNotificationMails: ['contact@woodgrove.onmicrosoft.com'],
      },
    ]);
    expect((await server.call('alpha.admin', 'GET', path('customDomains'))).body).toEqual([
      'woodgrove.onmicrosoft.com',
    ]);
  });

  it('are not read without one, nor by somebody else’s partner', async () => {
    for (const rest of ['organization', 'customDomains']) {
      for (const who of ['alpha.ga', 'alpha.user', 'beta.admin', { application: 'alpha' }]) {
        expect(await server.call(who, 'GET', path(rest))).toMatchObject({ status: 403, body: { code: 900308 } });
      }
      expect(await server.call('gamma.admin', 'GET', path(rest))).toMatchObject({ status: 403, body: { code: 20002 } });
      expect(await server.call('woodgrove.admin', 'GET', path(rest))).toMatchObject({
        status: 403,
        body: { code: 900150 },
      });
      expect((await server.call(null, 'GET', path(rest))).status).toBe(401);
    }
  });
});

describe('a verified domain', () => {
  const body = (name: string, changes: object = {}, more: object = {}) => ({
    VerifiedDomainName: name,
    Domain: {
      AuthenticationType: 'Managed',
      Capability: 'Email',
      IsDefault: null,
      IsInitial: null,
      Name: name,
      RootDomain: null,
      Status: 'Verified',
      VerificationMethod: 'None',
      ...changes,
    },
    ...more,
  });
  const add = (who: string | { application: string } | null, sent: object) =>
    server.call(who, 'POST', path('verifieddomain'), sent);
  const federation = {
    DomainFederationSettings: {
      IssuerUri: 'Example.com',
      LogOffUri: 'https://sts.example.com/logoff',
      PassiveLogOnUri: 'https://sts.example.com/logon',
      PreferredAuthenticationProtocol: 'WsFed',
      PromptLoginBehavior: 'TranslateToFreshPasswordAuth',
      SigningCertificate: 'MIIB',
      SigningCertificateUpdateStatus: null,
      SupportsMfa: true,
    },
  };

  it('is added to the tenant, federated or not, by who administers it', async () => {
    const answer = await add('alpha.admin', body('Example.com', { AuthenticationType: 'Federated' }, federation));
    expect(answer).toMatchObject({
      status: 201,
      body: {
        authenticationType: 'federated',
        capability: 'email',
        isDefault: false,
        isInitial: false,
        name: 'Example.com',
        status: 'verified',
        verificationMethod: 'dns_record',
      },
    });
    expect((await server.call('alpha.admin', 'GET', path('customDomains'))).body).toEqual([
      'woodgrove.onmicrosoft.com',
      'example.com',
    ]);
    const kept = await server.database`select authentication, federation from tenant_domain where name = 'example.com'`;
    expect(kept[0]).toMatchObject({
      authentication: 'federated',
      federation: { preferredAuthenticationProtocol: 'ws_fed', supportsMfa: true },
    });
    expect((await add('alpha.admin', body('default.example', { IsDefault: true }))).body.isDefault).toBe(true);
    const own = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/organization');
    expect(own.body).toMatchObject({ defaultDomain: 'default.example' });
    // The partner's own copy of the domain stays.
    expect(
      (await server.call('alpha.admin', 'GET', `/v1/customers/${server.tenant('woodgrove').id}`)).body.companyProfile
        .domain,
    ).toBe('woodgrove.onmicrosoft.com');
    const log = (await server.call('woodgrove.admin', 'GET', '/multipartner/v1/auditRecords')).body.items;
    expect(log[0]).toMatchObject({
      operationType: 'update_company_info',
      userPrincipalName: 'admin@alpha.onmicrosoft.com',
    });
  });

  it('is added by an application of a partner with DAP, which vouches for it', async () => {
    expect(await add({ application: 'alpha' }, body('vouched.example'))).toMatchObject({ status: 201 });
    expect(await add({ application: 'beta' }, body('unvouched.example'))).toMatchObject({
      status: 403,
      body: { code: 900308 },
    });
  });

  it('belongs to one tenant', async () => {
    expect(await add('alpha.admin', body('litware.example'))).toMatchObject({ status: 201 });
    expect(await add('alpha.admin', body('LITWARE.example'))).toMatchObject({
      status: 409,
      body: { code: 'DOMAIN_TAKEN' },
    });
  });

  it.each([
    ['no name', { ...body('a.example'), VerifiedDomainName: null }, 2001, 'verifiedDomainName'],
    ['no domain', { VerifiedDomainName: 'a.example' }, 2001, 'domain.authenticationType'],
    ['two names', body('a.example', { Name: 'b.example' }), 2000, 'domain.name'],
    ['an unverified domain', body('a.example', { Status: 'Unverified' }), 3000, 'domain.status'],
    [
      'federation without settings',
      body('a.example', { AuthenticationType: 'Federated' }),
      2001,
      'domainFederationSettings.issuerUri',
    ],
    [
      'a kind of sign-in that is none',
      body('a.example', { AuthenticationType: 'Telepathic' }),
      3000,
      'domain.authenticationType',
    ],
    ['a name that is none', body('a..example'), 3000, 'domain'],
    ['an initial domain', body('more.onmicrosoft.com'), 3000, 'domain'],
  ])('is refused with %s', async (_what, sent, code, field) => {
    const answer = await add('alpha.admin', sent);
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.description).toContain(field);
  });

  it('is not added without the right inside the tenant', async () => {
    for (const who of ['alpha.helpdesk', 'alpha.sales', 'beta.admin']) {
      expect(await add(who, body('refused.example'))).toMatchObject({ status: 403, body: { code: 900308 } });
    }
    expect(await add('gamma.admin', body('refused.example'))).toMatchObject({ status: 403, body: { code: 20002 } });
    expect((await add(null, body('refused.example'))).status).toBe(401);
    expect((await server.call('alpha.admin', 'HEAD', '/v1/domains/refused.example')).status).toBe(404);
  });
});
