import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customersOf, partnersOf } from './acts.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

let made = 0;

/** A body as one publishes it, with a domain of its own. */
function body(changes: { company?: object; billing?: object; address?: object; more?: object } = {}) {
  made += 1;
  return {
    CompanyProfile: { Domain: `newcomer${made}.onmicrosoft.com`, ...changes.company },
    BillingProfile: {
      Culture: 'EN-US',
      Email: 'test@outlook.com',
      Language: 'en',
      CompanyName: `Newcomer ${made}`,
      DefaultAddress: {
        FirstName: 'Test',
        LastName: 'Tester',
        AddressLine1: 'One Microsoft Way',
        City: 'Redmond',
        State: 'WA',
        PostalCode: '98052',
        Country: 'US',
        ...changes.address,
      },
      ...changes.billing,
    },
    ...changes.more,
  };
}

const create = (who: string | { application: string } | null, wanted: object) =>
  server.call(who, 'POST', '/v1/customers', wanted);
const count = async () => (await server.database`select count(*)::int as tenants from tenant`)[0]?.tenants;

const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';

describe('a customer that a partner creates', () => {
  it('is a tenant with a first administrator, shown once, and a customer of its creator', async () => {
    const wanted = body({ more: { enableGDAPByDefault: false } });
    const { status, body: customer } = await create('beta.sales', wanted);
    expect(status).toBe(201);
    const domain = wanted.CompanyProfile.Domain;
    expect(customer).toMatchObject({
      companyProfile: { tenantId: customer.id, domain, companyName: wanted.BillingProfile.CompanyName },
      billingProfile: {
        email: 'test@outlook.com',
        culture: 'en-US',
        language: 'en',
        defaultAddress: { country: 'US', city: 'Redmond', state: 'WA' },
      },
      relationshipToPartner: 'reseller',
      // The creator wanted no granular administration, and DAP is not what comes in its place (R40).
      allowDelegatedAccess: false,
      enableGDAPByDefault: false,
      userCredentials: { userName: 'admin', password: expect.stringMatching(/^.{14}$/) },
      attributes: { objectType: 'Customer' },
    });
    const read = await server.call('beta.admin', 'GET', `/v1/customers/${customer.id}`);
    expect(read.body).not.toHaveProperty('userCredentials');
    expect(read.body.billingProfile).toEqual(customer.billingProfile);
    expect(read.body).not.toHaveProperty('customDomains');
    const { password } = customer.userCredentials;
    const token = await fetch(`${server.url}/${domain}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
        username: `admin@${domain}`,
        password,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    // The first password works, and must be changed before anything else.
    expect(await token.json()).toMatchObject({ error: 'invalid_grant', error_codes: [50055] });
    const wrong = await fetch(`${server.url}/${domain}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
        username: `admin@${domain}`,
        password: `${password}x`,
        scope: 'https://graph.microsoft.com/.default',
      }),
    });
    expect(await wrong.json()).toMatchObject({ error: 'invalid_grant', error_codes: [50126] });
  });

  it('is read as the .NET library sends it, nulls and unset members and all', async () => {
    const wanted = {
      Id: null,
      CommerceId: null,
      RelationshipToPartner: 'none',
      AllowDelegatedAccess: null,
      UserCredentials: null,
      CustomDomains: null,
      AssociatedPartnerId: null,
      Links: null,
      Attributes: { ObjectType: 'Customer' },
      ...body({ company: { TenantId: null, CompanyName: null, Attributes: { ObjectType: 'CustomerCompanyProfile' } } }),
    };
    expect((await create('beta.admin', wanted)).status).toBe(201);
  });

  it('may be given by its first label alone, and in the sandbox by the ending of test customers', async () => {
    expect((await create('beta.admin', body({ company: { Domain: 'justalabel' } }))).body.companyProfile.domain).toBe(
      'justalabel.onmicrosoft.com',
    );
    expect(
      (await create('beta.admin', body({ company: { Domain: 'xyz.ccsctp.net' } }))).body.companyProfile.domain,
    ).toBe('xyz.ccsctp.net');
  });

  it('comes with its reseller, which has a relationship of its own', async () => {
    const before = await customersOf(server, 'rho.admin');
    const { status, body: customer } = await create(
      'dist1.admin',
      body({ more: { AssociatedPartnerId: server.tenant('rho').id.toUpperCase() } }),
    );
    expect(status).toBe(201);
    expect(customer.associatedPartnerId).toBe(server.tenant('rho').id);
    expect(await customersOf(server, 'rho.admin')).toEqual([...before, customer.id]);
    const resellers = await server.call('dist1.admin', 'GET', `/v1/customers/${customer.id}/relationships`);
    expect(resellers.body.items).toEqual([
      {
        id: server.tenant('rho').id,
        name: 'Rho Resellers',
        relationshipType: 'is_indirect_cloud_solution_provider_of',
        state: 'Active',
        mpnId: '5000111',
        location: 'US',
        attributes: { objectType: 'PartnerRelationship' },
      },
    ]);
    const token = (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant: customer.id,
        user: `admin@${customer.companyProfile.domain}`,
        audience: 'multipartner',
      })
    ).body.access_token;
    expect([...(await partnersOf(server, token)).keys()].sort()).toEqual(
      [server.tenant('rho').id, server.tenant('dist1').id].sort(),
    );
  });

  it('needs a partnership with the reseller that is named, by a provider, for a person', async () => {
    const reseller = { more: { associatedPartnerId: server.tenant('rho').id } };
    expect(await create('dist2.admin', body(reseller))).toMatchObject({ status: 403, body: { code: 900150 } });
    expect(
      await create('dist1.admin', body({ more: { associatedPartnerId: '99999999-9999-4999-8999-999999999999' } })),
    ).toMatchObject({ status: 403 });
    expect(await create('beta.admin', body(reseller))).toMatchObject({ status: 400, body: { code: 3000 } });
    expect(await create({ application: 'dist1' }, body(reseller))).toMatchObject({
      status: 403,
      body: { code: 900329 },
    });
    expect(await create('dist1.admin', body({ more: { associatedPartnerId: 'rho' } }))).toMatchObject({
      status: 400,
      body: { code: 3000 },
    });
  });

  it('can be created by an application, and by no other partner than one that sells', async () => {
    expect((await create({ application: 'beta' }, body())).status).toBe(201);
    expect(await create('rho.admin', body())).toMatchObject({ status: 403, body: { code: 900150 } });
    expect(await create('woodgrove.admin', body())).toMatchObject({ status: 403, body: { code: 900150 } });
    expect((await create(null, body())).status).toBe(401);
  });

  it.each(['admin', 'ga', 'sales', 'useradmin'])('may be created by %s', async (person) => {
    expect((await create(`beta.${person}`, body())).status).toBe(201);
  });

  it.each(['helpdesk', 'billing', 'user'])('may not be created by %s', async (person) => {
    expect(await create(`beta.${person}`, body())).toMatchObject({ status: 403, body: { code: 900150 } });
  });

  it('is refused with a domain that somebody has, in whatever cloud and case', async () => {
    const before = await count();
    for (const Domain of ['WOODGROVE.onmicrosoft.com', 'alpha.onmicrosoft.com']) {
      const answer = await create('beta.admin', body({ company: { Domain } }));
      expect(answer).toMatchObject({ status: 409, body: { code: 'DOMAIN_TAKEN' } });
      expect(answer.body.description).toContain('invited');
    }
    expect(await count()).toBe(before);
  });

  it('of one domain is made once when two partners create it at the same moment', async () => {
    const before = await count();
    const wanted = body();
    const answers = await Promise.all(['alpha.admin', 'beta.admin', 'dist2.admin'].map((who) => create(who, wanted)));
    expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409]);
    expect(await count()).toBe(before + 1);
  });

  it.each([
    ['no domain', { company: { Domain: null } }, 2001, 'companyProfile.domain'],
    ['a domain that is no name', { company: { Domain: 'not a domain.onmicrosoft.com' } }, 3000, 'domain'],
    ['a domain of another cloud', { company: { Domain: 'gov.onmicrosoft.us' } }, 3000, 'domain'],
    ['a domain that somebody else could own', { company: { Domain: 'example.com' } }, 3000, 'domain'],
    ['no company name', { billing: { CompanyName: '' } }, 2001, 'billingProfile.companyName'],
    ['no mail address', { billing: { Email: null } }, 2001, 'billingProfile.email'],
    ['a mail address that is none', { billing: { Email: 'nobody' } }, 2001, 'email'],
    ['a culture that is none', { billing: { Culture: '!!' } }, 3000, 'billingProfile.culture'],
    ['no address', { billing: { DefaultAddress: null } }, 2001, 'billingProfile.defaultAddress'],
    ['a country that is none', { address: { Country: 'XX' } }, 3000, 'country'],
    ['no city', { address: { City: null } }, 2001, 'address.city'],
    ['no state where states are needed', { address: { State: null } }, 2001, 'address.state'],
    ['a postal code of another country', { address: { PostalCode: 'K1A 0B1' } }, 2001, 'address.postalCode'],
    [
      'a registration number where none is taken',
      { company: { organizationRegistrationNumber: '12345678' } },
      600002,
      'registration',
    ],
  ])('is refused with %s, and nothing is made', async (_what, changes, code, named) => {
    const before = await count();
    const answer = await create('beta.admin', body(changes));
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.description).toContain(named);
    expect(await count()).toBe(before);
  });

  it('needs a registration number and a telephone in countries that demand them', async () => {
    const india = { Country: 'IN', State: 'KA', City: 'Bengaluru', PostalCode: '560001' };
    await server.call(null, 'POST', '/sandbox/v1/tenants', {
      key: 'delhi',
      displayName: 'Delhi Partner',
      country: 'IN',
      partner: { kind: 'direct' },
    });
    const token = (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant: 'delhi',
        user: 'delhi.admin',
        audience: 'https://api.partnercenter.microsoft.com',
      })
    ).body.access_token;
    const number = { organizationRegistrationNumber: 'ABCDE1234F' };
    expect(await create(token, body({ address: india }))).toMatchObject({ status: 400, body: { code: 600049 } });
    expect(
      await create(token, body({ address: india, company: { organizationRegistrationNumber: '1' } })),
    ).toMatchObject({ status: 400, body: { code: 600050 } });
    expect(await create(token, body({ address: india, company: number }))).toMatchObject({
      status: 400,
      body: { code: 600051 },
    });
    const whole = await create(token, body({ address: { ...india, PhoneNumber: '+918012345678' }, company: number }));
    expect(whole.status).toBe(201);
    const [made] = await server.database`select company from tenant where id = ${whole.body.id}`;
    expect(made?.company.organizationRegistrationNumber).toBe('ABCDE1234F');
  });

  it("is refused outside of the partner's market, and to partners that may not take new customers", async () => {
    expect(await create('gamma.admin', body())).toMatchObject({ status: 403, body: { code: 2030 } });
    const beta = server.tenant('beta').id;
    for (const [standing, code] of [
      [{ programStatus: 'restricted' }, 900149],
      [{ programStatus: 'active', mpaAccepted: false }, 900124],
    ] as const) {
      await server.call(null, 'PATCH', `/sandbox/v1/tenants/${beta}`, { partner: standing });
      expect(await create('beta.admin', body())).toMatchObject({ status: 403, body: { code } });
    }
    await server.call(null, 'PATCH', `/sandbox/v1/tenants/${beta}`, {
      partner: { programStatus: 'active', mpaAccepted: true },
    });
  });

  it('is kept in the count of customers and in both logs', async () => {
    const total = async () => (await server.call('beta.admin', 'GET', '/v1/customers?size=1')).body.totalCount;
    const before = await total();
    const { body: customer } = await create('beta.admin', body());
    expect(await total()).toBe(before + 1);
    const logged =
      await server.database`select tenant_id, operation_type from audit_record where customer_id = ${customer.id} order by seq`;
    expect(logged.map((row) => [row.tenant_id, row.operation_type])).toEqual([
      [server.tenant('beta').id, 'add_customer'],
      [customer.id, 'add_customer'],
      [server.tenant('beta').id, 'granular_admin_relationship_approved'],
      [customer.id, 'granular_admin_relationship_approved'],
    ]);
  });

  it('comes with a granular relationship by default, which gives nobody a right until its roles are assigned (R70)', async () => {
    const { body: customer } = await create(
      'dist1.admin',
      body({ more: { AssociatedPartnerId: server.tenant('rho').id } }),
    );
    expect(customer).toMatchObject({ enableGDAPByDefault: true, allowDelegatedAccess: false });
    const filter = encodeURIComponent(`customer/tenantId eq '${customer.id}'`);
    const relationshipsOf = async (partner: string) =>
      (await server.call(`${partner}.admin`, 'GET', `${relationships}?$filter=${filter}`)).body.value;
    const [ofDist1] = await relationshipsOf('dist1');
    const [ofRho] = await relationshipsOf('rho');
    expect(ofDist1).toMatchObject({ status: 'active', duration: 'P730D', autoExtendDuration: 'PT0S' });
    expect(ofDist1.displayName).toMatch(/^Default_.+_[0-9a-f]{8}$/);
    expect([ofDist1, ofRho].map((one) => one.accessDetails.unifiedRoles.length)).toEqual([11, 9]);
    const users = `/v1/customers/${customer.id}/users`;
    expect((await server.call('dist1.admin', 'GET', users)).body.code).toBe(900308);
    const tier1 = server.tenant('dist1').groups.find(({ key }) => key === 'dist1.tier1')?.id;
    const assigned = await server.call('dist1.admin', 'POST', `${relationships}/${ofDist1.id}/accessAssignments`, {
      accessContainer: { accessContainerId: tier1, accessContainerType: 'securityGroup' },
      accessDetails: { unifiedRoles: [{ roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1' }] },
    });
    expect(assigned.status).toBe(201);
    expect((await server.call('dist1.user', 'GET', users)).status).toBe(200);
  });
});

describe('taking a customer out of the sandbox', () => {
  const remove = (who: string | { application: string } | null, id: string) =>
    server.call(who, 'DELETE', `/v1/customers/${id}`);

  it('takes the tenant away that the partner made, with the reseller that came along', async () => {
    const { body: customer } = await create(
      'dist1.admin',
      body({ more: { AssociatedPartnerId: server.tenant('rho').id } }),
    );
    const [dist1, rho] = [await customersOf(server, 'dist1.admin'), await customersOf(server, 'rho.admin')];
    const answer = await remove('dist1.admin', customer.id);
    expect(answer).toMatchObject({ status: 204, body: null });
    expect(await customersOf(server, 'dist1.admin')).toEqual(dist1.filter((id) => id !== customer.id));
    expect(await customersOf(server, 'rho.admin')).toEqual(rho.filter((id) => id !== customer.id));
    expect((await server.call('dist1.admin', 'HEAD', `/v1/domains/${customer.companyProfile.domain}`)).status).toBe(
      404,
    );
    expect(await remove('dist1.admin', customer.id)).toMatchObject({ status: 403, body: { code: 20002 } });
  });

  it('leaves a tenant that has another partner, and everything of that one', async () => {
    const { body: customer } = await create('beta.admin', body());
    const admin = (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant: customer.id,
        user: `admin@${customer.companyProfile.domain}`,
        audience: 'multipartner',
      })
    ).body.access_token;
    const link = (await server.call('alpha.sales', 'POST', '/multipartner/v1/invitations', {})).body.url;
    expect((await server.call(admin, 'POST', '/multipartner/v1/invitations/acceptances', { url: link })).status).toBe(
      201,
    );
    const alpha = await server.call('alpha.admin', 'GET', `/v1/customers/${customer.id}`);
    expect((await remove('beta.admin', customer.id)).status).toBe(204);
    expect(await customersOf(server, 'beta.admin')).not.toContain(customer.id);
    expect((await server.call('alpha.admin', 'GET', `/v1/customers/${customer.id}`)).body).toEqual(alpha.body);
  });

  it('leaves a tenant that the partner did not make, and refuses while it has live subscriptions there', async () => {
    const answer = await remove('alpha.admin', server.tenant('woodgrove').id);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'RELATIONSHIP_IN_USE', data: [expect.stringMatching(/^[0-9a-f-]{36}$/)] },
    });
    expect(await customersOf(server, 'alpha.admin')).toContain(server.tenant('woodgrove').id);
  });

  it('is for the partner of the customer, by role', async () => {
    const { body: customer } = await create('beta.admin', body());
    for (const person of ['sales', 'helpdesk', 'useradmin', 'billing', 'user']) {
      expect(await remove(`beta.${person}`, customer.id)).toMatchObject({ status: 403, body: { code: 900150 } });
    }
    expect(await remove('alpha.admin', customer.id)).toMatchObject({ status: 403, body: { code: 20002 } });
    expect((await remove(null, customer.id)).status).toBe(401);
    expect((await remove({ application: 'beta' }, customer.id)).status).toBe(204);
  });
});

describe('a production realm', () => {
  it('deletes no customer and makes no sandbox reseller', async () => {
    const { deleteCustomer } = await import('multipartner/operations/customer/delete.ts');
    const { createSandboxReseller } = await import('multipartner/operations/partnership/create-sandbox-reseller.ts');
    const { body: customer } = await create('dist1.admin', body());
    const realm = { ...server.realm, mode: 'production' } as const;
    const person = server.person('dist1.admin');
    const caller = { tenantId: person.tenantId, userId: person.id, applicationId: person.id };
    await expect(deleteCustomer({ realm, caller }, { customerId: customer.id })).rejects.toMatchObject({
      refusal: { code: 'sandbox-only' },
    });
    const reseller = {
      mpnId: '1',
      domainPrefix: 'x',
      displayName: 'x',
      administrator: { userName: 'a', givenName: 'b', surname: 'c' },
      country: 'US',
      company: { address: { country: 'US' } },
    };
    await expect(createSandboxReseller({ realm, caller }, reseller)).rejects.toMatchObject({
      refusal: { code: 'sandbox-reseller-creation-refused' },
    });
    expect(await customersOf(server, 'dist1.admin')).toContain(customer.id);
  });
});
