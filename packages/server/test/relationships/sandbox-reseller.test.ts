import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

let made = 0;
function body(changes: { tenant?: object; more?: object } = {}) {
  made += 1;
  const name = `TipIRIntTest${made}`;
  return {
    mpnId: String(6363276 + made),
    tenant: {
      domainPrefix: name,
      name,
      displayName: name,
      adminUserName: 'admin',
      adminFirstName: name,
      adminLastName: name,
      adminAlternateEmail: `${name}@test.com`,
      country: 'US',
      culture: 'en-us',
      ...changes.tenant,
    },
    legalBusinessProfile: {
      companyName: name,
      address: {
        country: 'FR',
        city: 'Issy-les-Moulineaux',
        state: '',
        addressLine1: '39-41 quai du Président Roosevelt',
        addressLine2: '',
        postalCode: '92130',
      },
      primaryContact: {
        firstName: 'Sandbox',
        lastName: 'Scenario',
        email: 'Sandbox.Scenario@test.com',
        phoneNumber: '1234567890',
      },
      culture: 'en-US',
    },
    organizationProfileLanguage: 'en',
    ...changes.more,
  };
}

const create = (who: string | { application: string } | null, wanted: object) =>
  server.call(who, 'POST', '/v1/sandboxIndirectReseller', wanted);
const remove = (who: string | { application: string } | null, id: string) =>
  server.call(who, 'DELETE', `/v1/sandboxIndirectReseller/${id}`);

describe("a reseller of a provider's sandbox", () => {
  it('has a tenant, an administrator, the agreement and the partnership, and is refused a sixth time', async () => {
    const wanted = body();
    const { status, body: reseller } = await create('dist1.admin', wanted);
    expect(status).toBe(200);
    expect(reseller).toMatchObject({
      accountId: reseller.tenant.id,
      mpnId: wanted.mpnId,
      tenant: {
        adminUserAccount: `admin@${wanted.tenant.domainPrefix.toLowerCase()}.onmicrosoft.com`,
        password: expect.any(String),
      },
      agreementSignature: {
        accountId: reseller.tenant.id,
        agreementType: 'ValueAddedReseller',
        signedByUserPrincipalName: 'admin@dist1.onmicrosoft.com',
        signedByUserTenantId: server.tenant('dist1').id,
        attributes: { objectType: 'AgreementSignatureResponse' },
      },
      partnerRelationship: {
        id: server.tenant('dist1').id,
        relationshipType: 'is_indirect_reseller_of',
        state: 'Active',
        attributes: { objectType: 'PartnerRelationshipResponse' },
      },
    });
    const { items } = (
      await server.call('dist1.admin', 'GET', '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf')
    ).body;
    expect(items.map((one: { id: string }) => one.id)).toContain(reseller.tenant.id);
    const token = await fetch(`${server.url}/${reseller.tenant.id}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
        username: reseller.tenant.adminUserAccount,
        password: reseller.tenant.password,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    expect(token.status).toBe(200);
    for (let one = 2; one <= 5; one += 1) expect((await create('dist1.sales', body())).status).toBe(200);
    expect(await create('dist1.admin', body())).toMatchObject({ status: 400, body: { code: 800018 } });
    expect((await remove('dist1.admin', reseller.tenant.id)).status).toBe(204);
    expect((await create('dist1.admin', body())).status).toBe(200);
  });

  it('is not made a sixth time by two at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create('dist2.admin', body())));
    expect(answers.filter((one) => one.status === 200)).toHaveLength(5);
    for (const { body: reseller } of answers.filter((one) => one.status === 200))
      await remove('dist2.admin', reseller.tenant.id);
  });

  it('goes only after its customers, by the provider that made it', async () => {
    const { body: reseller } = await create('dist2.admin', body());
    const id = reseller.tenant.id;
    const customer = await server.call('dist2.admin', 'POST', '/v1/customers', {
      associatedPartnerId: id,
      companyProfile: { domain: 'ofthereseller.onmicrosoft.com' },
      billingProfile: {
        companyName: 'Of the reseller',
        culture: 'en-US',
        language: 'en',
        email: 'a@example.com',
        defaultAddress: { country: 'US', state: 'WA', city: 'Redmond', postalCode: '98052', addressLine1: '1 Way' },
      },
    });
    expect(customer.status).toBe(201);
    const kept = await remove('dist2.admin', id);
    expect(kept).toMatchObject({ status: 403, body: { code: 6003 } });
    expect(kept.body.description).toContain('customers');
    expect((await server.call('dist2.admin', 'DELETE', `/v1/customers/${customer.body.id}`)).status).toBe(204);
    expect(await remove('dist1.admin', id)).toMatchObject({ status: 403, body: { code: 6003 } });
    expect(await remove('dist1.admin', server.tenant('rho').id)).toMatchObject({ status: 403, body: { code: 6003 } });
    expect((await remove('dist2.admin', id)).status).toBe(204);
    expect(
      (await server.call('dist2.admin', 'HEAD', `/v1/domains/${reseller.tenant.adminUserAccount.split('@')[1]}`))
        .status,
    ).toBe(404);
  });

  it('has a name and a location id that nobody else has', async () => {
    const taken = body({ tenant: { domainPrefix: 'woodgrove' } });
    expect(await create('dist2.admin', taken)).toMatchObject({ status: 409, body: { code: 1003 } });
    expect(await create('dist2.admin', body({ more: { mpnId: '5000111' } }))).toMatchObject({
      status: 409,
      body: { code: 1003 },
    });
  });

  it.each([
    [{ more: { mpnId: null } }, 2001, 'mpnId'],
    [{ more: { mpnId: 'abc' } }, 3000, 'mpnId'],
    [{ more: { tenant: null } }, 2001, 'tenant.country'],
    [{ more: { legalBusinessProfile: null } }, 2001, 'legalBusinessProfile.companyName'],
    [
      { more: { legalBusinessProfile: { companyName: 'A', address: { country: 'ZZ' } } } },
      3000,
      'legalBusinessProfile.address.country',
    ],
    [{ tenant: { domainPrefix: 'a b' } }, 3000, 'tenant.domainPrefix'],
    [{ tenant: { country: 'ZZ' } }, 3000, 'tenant.country'],
    [{ tenant: { adminUserName: 'a b' } }, 3000, 'tenant.adminUserName'],
  ])('is refused with %j', async (changes, code, field) => {
    const answer = await create('dist2.admin', body(changes));
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.description).toContain(field);
  });

  it('is of the region of its provider', async () => {
    expect(await create('dist2.admin', body({ tenant: { country: 'FR' } }))).toMatchObject({
      status: 403,
      body: { code: 2030 },
    });
  });

  it('is for people of providers, by role', async () => {
    for (const person of ['helpdesk', 'useradmin', 'billing', 'user']) {
      expect(await create(`dist2.${person}`, body())).toMatchObject({ status: 403, body: { code: 900150 } });
      expect(await remove(`dist2.${person}`, server.tenant('rho').id)).toMatchObject({
        status: 403,
        body: { code: 900150 },
      });
    }
    for (const who of ['alpha.admin', 'rho.admin'])
      expect(await create(who, body())).toMatchObject({ status: 403, body: { code: 900150 } });
    expect(await create({ application: 'dist2' }, body())).toMatchObject({ status: 403, body: { code: 900329 } });
    expect((await create(null, body())).status).toBe(401);
    expect((await remove(null, server.tenant('rho').id)).status).toBe(401);
    expect(await remove('dist2.admin', 'rho')).toMatchObject({ status: 400, body: { code: 3000 } });
  });
});
