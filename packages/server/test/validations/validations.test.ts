import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const woodgrove = () => `/v1/customers/${server.tenant('woodgrove').id}`;
const operate = (tenant: string, change: object) =>
  server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant(tenant).id}`, change);

describe('the examination of an account (R207)', () => {
  const status = async () =>
    (await server.call('alpha.admin', 'GET', `${woodgrove()}/validationStatus?type=account`)).body;

  it('is told to each partner of the tenant, and closes sales while it goes on', async () => {
    expect(await status()).toEqual({ type: 'account', status: 'Allowed', lastUpdateDateTime: expect.any(String) });
    const order = () =>
      server.call('alpha.admin', 'POST', `${woodgrove()}/orders`, {
        lineItems: [{ lineItemNumber: 0, offerId: 'CFQ7TTC0LH18:0001', quantity: 1, termDuration: 'P1M' }],
        billingCycle: 'monthly',
      });
    for (const [vetting, shown, code] of [
      ['under_review', 'UnderReview', 800073],
      ['not_allowed', 'NotAllowed', 800075],
    ] as const) {
      expect((await operate('woodgrove', { vetting })).status).toBe(200);
      expect(await status()).toMatchObject({ status: shown });
      expect((await order()).body).toMatchObject({ code });
    }
    expect((await operate('woodgrove', { vetting: 'allowed' })).status).toBe(200);
    expect(await status()).toMatchObject({ status: 'Allowed' });
    expect((await order()).status).toBe(201);
  });

  it('is of the type that is named', async () => {
    const of = async (query: string) =>
      (await server.call('alpha.admin', 'GET', `${woodgrove()}/validationStatus${query}`)).body;
    expect((await of('')).description).toContain('type');
    expect((await of('?type=address')).description).toContain('type');
  });
});

describe('addresses', () => {
  const examine = async (address: object) =>
    (await server.call('alpha.user', 'POST', '/v1/validations/address', address)).body;
  const good = { addressLine1: '1 Main Street', city: 'Redmond', state: 'WA', postalCode: '98052', country: 'US' };

  it('of the form of their country are verified', async () => {
    expect(await examine(good)).toEqual({
      originalAddress: good,
      suggestedAddresses: [good],
      status: 'VerifiedShippable',
    });
  });

  it('that are written another way come with how they would be written', async () => {
    const given = { ...good, state: 'wa', country: 'us', city: ' Redmond ' };
    expect(await examine(given)).toMatchObject({ status: 'InteractionRequired', suggestedAddresses: [good] });
  });

  it('that lack something are told what', async () => {
    const { state: _, ...without } = good;
    expect(await examine(without)).toMatchObject({
      status: 'None',
      validationMessage: expect.stringContaining('state'),
    });
    expect(await examine({ ...good, postalCode: '980' })).toMatchObject({
      status: 'None',
      validationMessage: expect.stringContaining('postalCode'),
    });
    expect(await examine({ ...good, country: 'QQ' })).toMatchObject({ status: 'NotValidated', suggestedAddresses: [] });
    const { country: __, ...nowhere } = good;
    expect((await examine(nowhere)).description).toContain('country');
  });

  it('of a country have the form that is told', async () => {
    const rules = async (code: string) =>
      (await server.call('alpha.user', 'GET', `/v1/countryvalidationrules/${code}`)).body;
    const us = await rules('us');
    expect(us).toMatchObject({
      iso2Code: 'US',
      defaultCulture: 'en-US',
      isStateRequired: true,
      isPostalCodeRequired: true,
      countryCallingCodes: { value: ['1'] },
    });
    expect(us.states.value).toHaveLength(51);
    expect('98052-8300').toMatch(new RegExp(us.postalCodeRegex));
    expect(await rules('DE')).toMatchObject({ isVatIdSupported: true, countryCallingCodes: { value: ['49'] } });
    expect(await rules('PL')).toMatchObject({ isRegistrationNumberSupported: true });
    expect((await rules('QQ')).description).toContain('isocodeId');
  });
});

describe('prefixes of new customers', () => {
  it('are free until somebody has the domain that they make', async () => {
    const free = async (prefix: string) =>
      (await server.call('alpha.user', 'GET', `/v1/validations/checkdomainavailability/${prefix}`)).body;
    expect(await free('woodgrove')).toBe(false);
    expect(await free('WoodGrove')).toBe(false);
    expect(await free('nobodys')).toBe(true);
    expect((await free('a_b')).description).toContain('domainPrefix');
  });
});

describe('entitlements', () => {
  it('are the software and reservations that the partner sold, and nobody else’s', async () => {
    const list = async (who: string, query = '') =>
      (await server.call(who, 'GET', `${woodgrove()}/entitlements${query}`)).body;
    expect(await list('alpha.admin')).toMatchObject({ totalCount: 0, items: [] });
    const bought = await server.call('alpha.admin', 'POST', `${woodgrove()}/orders`, {
      lineItems: [{ lineItemNumber: 0, offerId: 'DG7GMGF0DWTL:0001:DG7GMGF0DSFM', quantity: 2 }],
      billingCycle: 'one_time',
    });
    expect(bought.status, JSON.stringify(bought.body)).toBe(201);
    expect(await list('alpha.admin')).toMatchObject({
      totalCount: 1,
      items: [
        {
          referenceOrder: { id: bought.body.id, lineItemId: '0' },
          productId: 'DG7GMGF0DWTL',
          quantity: 2,
          entitlementType: 'software',
          entitledArtifacts: [],
        },
      ],
    });
    expect(await list('alpha.admin', '?entitlementType=VirtualMachineReservedInstance')).toMatchObject({
      totalCount: 0,
    });
    expect((await list('alpha.admin', '?entitlementType=cars')).description).toContain('entitlementType');
    expect(await list('beta.admin')).toMatchObject({ code: 20002 });
  });
});

// The last: of the government, the customer may buy nothing else any more.
describe('codes for government customers (R205)', () => {
  it('are given by the operator, used once for each tenant, and refused when they are used up', async () => {
    const listed = async (who = 'alpha.admin') => (await server.call(who, 'GET', '/v1/customers/all/validations')).body;
    expect(await listed()).toEqual([]);
    const code = { validationId: '12345', organizationName: 'City of Woodgrove', maxCreates: 1 };
    expect((await operate('alpha', { governmentValidation: code })).status).toBe(200);
    expect(await listed()).toEqual([
      {
        partnerId: server.tenant('alpha').id,
        organizationName: 'City of Woodgrove',
        validationId: '12345',
        maxCreates: 1,
        remainingCreates: 1,
        eTag: expect.stringMatching(/^W\/"datetime'.*'"$/),
      },
    ]);
    expect(await listed('beta.admin')).toEqual([]);

    const qualify = (validationCode: string, at = woodgrove()) =>
      server.call('alpha.admin', 'POST', `${at}/qualifications`, {
        qualification: 'GovernmentCommunityCloud',
        validationCode,
      });
    expect((await qualify('54321')).body.description).toContain('validationCode');
    expect((await server.call('alpha.admin', 'GET', `${woodgrove()}/validations`)).body).toEqual({});
    expect((await qualify('12345')).status).toBe(201);
    expect((await qualify('12345')).status).toBe(201);
    expect((await listed())[0]).toMatchObject({ remainingCreates: 0 });
    expect((await server.call('alpha.admin', 'GET', `${woodgrove()}/validations`)).body).toMatchObject({
      validationId: '12345',
      customerId: server.tenant('woodgrove').id,
    });
    await given.relationship(server, 'alpha', 'litware');
    const other = server.tenant('litware').id;
    expect((await qualify('12345', `/v1/customers/${other}`)).body.description).toContain('validationCode');
    expect((await operate('woodgrove', { governmentValidation: code })).status).toBe(400);
  });
});
