import { given } from '@multipartner/testkit/given.ts';
import type { Provocation, Provocations, Stage } from '../stage.ts';
import { basic } from '../stage.ts';

let made = 0;
const newcomer = (address: object = {}, company: object = {}) => {
  made += 1;
  return {
    companyProfile: { domain: `errand${made}.onmicrosoft.com`, ...company },
    billingProfile: {
      companyName: `Errand ${made}`,
      culture: 'en-US',
      language: 'en',
      email: 'a@example.com',
      defaultAddress: {
        country: 'US',
        state: 'WA',
        city: 'Redmond',
        postalCode: '98052',
        addressLine1: '1 Way',
        ...address,
      },
    },
  };
};
const india = { country: 'IN', state: 'KA', city: 'Bengaluru', postalCode: '560001' };

/** A person of a partner in India, where customers give a number and a telephone. */
const inIndia =
  (company: object): Provocation =>
  async ({ call, done }) => {
    made += 1;
    const key = `delhi${made}`;
    const partner = { key, displayName: key, country: 'IN', partner: { kind: 'direct' } };
    await done(call(null, 'POST', '/sandbox/v1/tenants', partner));
    const person = { tenant: key, user: `${key}.admin`, audience: 'https://api.partnercenter.microsoft.com' };
    const { body } = await done(call(null, 'POST', '/sandbox/v1/tokens', person));
    return call(body.access_token, 'POST', '/v1/customers', newcomer(india, company));
  };

const sandboxReseller = (prefix: string) => {
  made += 1;
  return {
    mpnId: String(6363276 + made),
    tenant: {
      domainPrefix: prefix,
      displayName: prefix,
      adminUserName: 'admin',
      adminFirstName: 'Tip',
      adminLastName: 'Test',
      country: 'US',
    },
    legalBusinessProfile: { companyName: prefix },
  };
};

const signed = ({ call }: Stage, query: string) =>
  call('dist1.admin', 'GET', `/v1/compliance/csp/agreementstatus${query}`);

const unsigned =
  (query: (stage: Stage) => string): Provocation =>
  async (stage) => {
    const accepted = (mpaAccepted: boolean) =>
      stage.done(stage.call(null, 'PATCH', '/sandbox/v1/tenants/rho', { partner: { mpaAccepted } }));
    await accepted(false);
    try {
      return await signed(stage, query(stage));
    } finally {
      await accepted(true);
    }
  };

/** Customers that are not made, and partners that do not fit. */
export const relationships: Provocations = {
  'a customer in another market': ({ call }) =>
    call('beta.admin', 'POST', '/v1/customers', newcomer({ country: 'DE', state: '', postalCode: '10115' })),
  'a customer with the domain of another': ({ call }) =>
    call('beta.admin', 'POST', '/v1/customers', newcomer({}, { domain: 'woodgrove.onmicrosoft.com' })),
  'a registration number where none is taken': ({ call }) =>
    call('beta.admin', 'POST', '/v1/customers', newcomer({}, { organizationRegistrationNumber: '12345678' })),
  'no registration number where one is needed': inIndia({}),
  'a registration number of another form': inIndia({ organizationRegistrationNumber: '1' }),
  'no telephone where one is needed': inIndia({ organizationRegistrationNumber: 'ABCDE1234F' }),
  'selling without an attestation': async ({ server, call }) => {
    await given.relationship(server, 'beta', 'litware');
    return call('beta.sales', 'POST', `/v1/customers/${server.tenant('litware').id}/orders`, { lineItems: [basic] });
  },
  'ending a relationship with subscriptions': ({ call, customer }) =>
    call('alpha.admin', 'PATCH', customer, { relationshipToPartner: 'none' }),
  'selling to a tenant that is a partner': async ({ server, order }) => {
    const { id } = server.tenant('woodgrove');
    await server.database`
      insert into partner (tenant_id, kind, mpn_id, global_account_id, program_status, organization_profile,
                           legal_profile, billing_profile, support_profile, network_profile)
      values (${id}, 'direct', '5999999', '5999998', 'active', '{}', '{}', '{}', '{}', '{}')`;
    try {
      return await order(basic);
    } finally {
      await server.database`delete from partner where tenant_id = ${id}`;
    }
  },
  'the same attestation twice': async ({ server, call, customer, done }) => {
    const attestation = {
      primaryContact: { firstName: 'A', lastName: 'B', email: 'twice@example.com' },
      dateAgreed: (await server.clock.read()).now.toISOString(),
      type: 'MicrosoftCustomerAgreement',
      templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
    };
    await done(call('alpha.admin', 'POST', `${customer}/agreements`, attestation));
    return call('alpha.admin', 'POST', `${customer}/agreements`, attestation);
  },
  'the agreement of an unknown location': (stage) => signed(stage, '?mpnId=999'),
  'the agreement of no reseller': (stage) => signed(stage, '?mpnId=5000002'),
  'the agreement of an unknown tenant': (stage) => signed(stage, '?tenantId=00000000-0000-4000-8000-000000000000'),
  'the agreement of a reseller in another region': async (stage) => {
    const partner = { kind: 'indirect_reseller', mpnId: '5000222' };
    const sigma = { key: 'sigma', displayName: 'Sigma', country: 'DE', partner };
    await stage.done(stage.call(null, 'POST', '/sandbox/v1/tenants', sigma));
    return signed(stage, '?mpnId=5000222');
  },
  'the agreement that a location has not accepted': unsigned(() => '?mpnId=5000111'),
  'the agreement that a tenant has not accepted': unsigned(({ server }) => `?tenantId=${server.tenant('rho').id}`),
  'a sandbox reseller of a name that is taken': ({ call }) =>
    call('dist1.admin', 'POST', '/v1/sandboxIndirectReseller', sandboxReseller('woodgrove')),
  'taking away a reseller that is of no sandbox': ({ call, server }) =>
    call('dist1.admin', 'DELETE', `/v1/sandboxIndirectReseller/${server.tenant('rho').id}`),
  'a sixth sandbox reseller': async ({ call, done }) => {
    const create = (number: number) =>
      call('dist1.admin', 'POST', '/v1/sandboxIndirectReseller', sandboxReseller(`TipErrand${number}`));
    for (let number = 1; number <= 5; number += 1) await done(create(number));
    return create(6);
  },
  'a transfer in a national cloud': async ({ server, call }) => {
    await given.relationship(server, 'deltagov', 'cityofadatum');
    return call('deltagov.admin', 'POST', `/v1/customers/${server.tenant('cityofadatum').id}/transfers`, {
      transferType: 'AzurePlan',
      sourcePartnerTenantId: server.tenant('beta').id,
    });
  },
};
