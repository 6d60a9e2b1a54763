import { given } from '@multipartner/testkit/given.ts';
import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (who: string | { application: string } | null, path: string, headers: Record<string, string> = {}) =>
  server.call(who, 'GET', path, undefined, headers);
const filtered = (field: string, value: string, operator = 'starts_with') =>
  `filter=${encodeURIComponent(JSON.stringify({ Field: field, Value: value, Operator: operator }))}`;
const idOf = (key: string) => server.tenant(key).id;

describe('a customer', () => {
  it('is shown whole to a partner with DAP', async () => {
    const woodgrove = idOf('woodgrove');
    const { status, body } = await get('alpha.admin', `/v1/customers/${woodgrove.toUpperCase()}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: woodgrove,
      commerceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      companyProfile: {
        tenantId: woodgrove,
        domain: 'woodgrove.onmicrosoft.com',
        companyName: 'Woodgrove',
        email: 'contact@woodgrove.onmicrosoft.com',
        address: {
          country: 'US',
          addressLine1: expect.any(String),
          city: expect.any(String),
          region: expect.any(String),
        },
        links: { self: { uri: `/customers/${woodgrove}/profiles/company`, method: 'GET', headers: [] } },
        attributes: { objectType: 'CustomerCompanyProfile' },
      },
      billingProfile: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        companyName: 'Woodgrove',
        culture: 'en-US',
        language: 'en',
        defaultAddress: { country: 'US', firstName: expect.any(String), lastName: expect.any(String) },
        attributes: { etag: expect.stringMatching(/^-?\d+$/), objectType: 'CustomerBillingProfile' },
      },
      relationshipToPartner: 'reseller',
      allowDelegatedAccess: true,
      customDomains: ['woodgrove.onmicrosoft.com'],
      links: { self: { uri: `/customers/${woodgrove}`, method: 'GET', headers: [] } },
      attributes: { objectType: 'Customer' },
    });
    expect(JSON.stringify(body)).not.toContain('null');
  });

  it("is shown without the tenant's own address, mail and domains where no right inside it is held", async () => {
    for (const who of ['alpha.ga', 'alpha.sales', { application: 'alpha' }]) {
      const { status, body } = await get(who, `/v1/customers/${idOf('woodgrove')}`);
      expect(status).toBe(200);
      expect(body.companyProfile.companyName).toBe('Woodgrove');
      expect(body.companyProfile).not.toHaveProperty('address');
      expect(body.companyProfile).not.toHaveProperty('email');
      expect(body).not.toHaveProperty('customDomains');
      expect(body.billingProfile.defaultAddress.country).toBe('US');
    }
  });

  it('is shown whole by a granular role too, and only to those who hold it', async () => {
    const woodgrove = idOf('woodgrove');
    const globalReader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
    await putGranular(server, { partner: 'alpha', customer: 'woodgrove', roleIds: [globalReader] });
    expect((await get('alpha.helpdesk', `/v1/customers/${woodgrove}`)).body.customDomains).toEqual([
      'woodgrove.onmicrosoft.com',
    ]);
    expect((await get('alpha.sales', `/v1/customers/${woodgrove}`)).body).not.toHaveProperty('customDomains');
    await server.advance('P31D');
    // A helpdesk agent has DAP's helpdesk role again, which reads no company data.
    expect((await get('alpha.helpdesk', `/v1/customers/${woodgrove}`)).body).not.toHaveProperty('customDomains');
  });

  it('of somebody else is none, and so is a tenant that does not exist', async () => {
    for (const id of [idOf('woodgrove'), '99999999-9999-4999-8999-999999999999']) {
      expect(await get('beta.admin', `/v1/customers/${id}`)).toMatchObject({ status: 403, body: { code: 20002 } });
    }
    expect(await get('beta.admin', '/v1/customers/woodgrove')).toMatchObject({ status: 400, body: { code: 3000 } });
  });

  it.each(['admin', 'ga', 'sales', 'helpdesk', 'useradmin'])('may be read by %s of its partner', async (person) => {
    expect((await get(`alpha.${person}`, `/v1/customers/${idOf('woodgrove')}`)).status).toBe(200);
    expect((await get(`alpha.${person}`, '/v1/customers')).status).toBe(200);
  });

  it.each(['billing', 'user'])('may not be read by %s of its partner', async (person) => {
    expect(await get(`alpha.${person}`, `/v1/customers/${idOf('woodgrove')}`)).toMatchObject({
      status: 403,
      body: { code: 900150 },
    });
    expect(await get(`alpha.${person}`, '/v1/customers')).toMatchObject({ status: 403, body: { code: 900150 } });
  });

  it('may not be read by nobody, or by somebody who is no partner', async () => {
    for (const path of ['/v1/customers', `/v1/customers/${idOf('woodgrove')}`]) {
      expect((await get(null, path)).status).toBe(401);
      expect(await get('woodgrove.admin', path)).toMatchObject({ status: 403, body: { code: 900150 } });
    }
  });
});

describe('a list of customers', () => {
  /** Customers of dist2 named Zebra 01 to Zebra 25, and a few more. */
  let names: string[];
  beforeAll(async () => {
    names = Array.from({ length: 25 }, (_, index) => `Zebra ${String(index + 1).padStart(2, '0')}`);
    for (const displayName of [...names, 'alpine', 'Ärzte', '100% Pure', 'Under_score']) {
      const key = `list-${displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')}`;
      const made = await server.call(null, 'POST', '/sandbox/v1/tenants', { key, displayName, country: 'US' });
      expect(made.status).toBe(201);
      const url = `https://portal.example/Adminportal/Home?invType=ResellerRelationship&partnerId=${idOf('dist2')}&DAP=false`;
      const admin = (
        await server.call(null, 'POST', '/sandbox/v1/tokens', {
          tenant: key,
          user: `${key}.admin`,
          audience: 'multipartner',
        })
      ).body.access_token;
      expect((await server.call(admin, 'POST', '/multipartner/v1/invitations/acceptances', { url })).status).toBe(201);
    }
  });

  it('is in the order of names, with the full count, and pages in both directions by its token', async () => {
    const first = await get('dist2.admin', '/v1/customers?size=10');
    expect(first.body).toMatchObject({ totalCount: 29, attributes: { objectType: 'Collection' } });
    expect(first.body.links.self.uri).toBe('/customers?size=10');
    const seen: string[] = [];
    let page = first;
    for (let pages = 0; pages < 5; pages += 1) {
      expect(page.body.totalCount).toBe(29);
      seen.push(
        ...page.body.items.map((one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName),
      );
      const next = page.body.links.next;
      if (next === undefined) break;
      expect(next).toEqual({
        uri: '/customers?size=10&seekOperation=Next',
        method: 'GET',
        headers: [{ key: 'MS-ContinuationToken', value: page.body.continuationToken }],
      });
      // A client that joins the parts carelessly sends two slashes.
      page = await get('dist2.admin', `/v1/${next.uri}`, { 'MS-ContinuationToken': next.headers[0].value });
    }
    expect(seen).toEqual(['100% Pure', 'alpine', 'Under_score', ...names, 'Ärzte']);
    expect(page.body).not.toHaveProperty('continuationToken');
    const token = first.body.continuationToken;
    const second = await get('dist2.admin', '/v1/customers?seekOperation=Next', { 'MS-ContinuationToken': token });
    const back = await get('dist2.admin', '/v1/customers?seekOperation=Previous', {
      'MS-ContinuationToken': second.body.continuationToken,
    });
    expect(back.body.items).toEqual(first.body.items);
    const last = await get('dist2.admin', '/v1/customers?size=2&seekOperation=Last');
    expect(
      last.body.items.map((one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName),
    ).toEqual(['Zebra 25', 'Ärzte']);
    const begin = await get('dist2.admin', '/v1/customers?seekOperation=First', {
      'MS-ContinuationToken': second.body.continuationToken,
    });
    expect(begin.body.items).toEqual(first.body.items);
  });

  it('has no page size of its own making: 0 and nothing mean 500', async () => {
    for (const query of ['', '?size=0', '?Size=1000'])
      expect((await get('dist2.admin', `/v1/customers${query}`)).body.items).toHaveLength(29);
  });

  it('finds names and domains by their beginning, whatever the case, with the filter kept over pages', async () => {
    const zebras = await get('dist2.admin', `/v1/customers?size=20&${filtered('companyname', 'zEBRA', 'StartsWith')}`);
    expect(zebras.body.totalCount).toBe(25);
    expect(zebras.body.items).toHaveLength(20);
    const rest = await get('dist2.admin', '/v1/customers?seekOperation=Next', {
      'MS-ContinuationToken': zebras.body.continuationToken,
    });
    expect(
      rest.body.items.map((one: { companyProfile: { companyName: string } }) => one.companyProfile.companyName),
    ).toEqual(names.slice(20));
    expect(rest.body.totalCount).toBe(25);
    const domains = await get('dist2.admin', `/v1/customers?size=0&${filtered('Domain', 'LIST-ZEBRA1')}`);
    expect(domains.body.totalCount).toBe(10);
    expect(domains.body.items[0].companyProfile.domain).toBe('list-zebra10.onmicrosoft.com');
  });

  it('takes nothing in a filter for a pattern', async () => {
    const found = async (value: string) =>
      (await get('dist2.admin', `/v1/customers?${filtered('CompanyName', value)}`)).body.totalCount;
    expect(await found('%')).toBe(0);
    expect(await found('_')).toBe(0);
    expect(await found('100%')).toBe(1);
    expect(await found('Under_')).toBe(1);
    expect(await found("'; drop table tenant; --")).toBe(0);
  });

  it('refuses filters that it has not, and tokens and sizes that are none', async () => {
    expect(await get('dist2.admin', '/v1/customers?filter=x')).toMatchObject({ status: 400, body: { code: 3000 } });
    expect(await get('dist2.admin', `/v1/customers?${filtered('Country', 'US')}`)).toMatchObject({ status: 400 });
    expect(await get('dist2.admin', `/v1/customers?${filtered('CompanyName', 'Z', 'equals')}`)).toMatchObject({
      status: 400,
    });
    expect(await get('dist2.admin', `/v1/customers?${filtered('IndirectReseller', 'Rho')}`)).toMatchObject({
      status: 400,
    });
    expect(await get('dist2.admin', '/v1/customers?size=-1')).toMatchObject({ status: 400 });
    expect(await get('dist2.admin', '/v1/customers?size=ten')).toMatchObject({ status: 400 });
    expect(await get('dist2.admin', '/v1/customers?seekOperation=Next')).toMatchObject({
      status: 400,
      body: { code: 2001 },
    });
    const forged = Buffer.from(JSON.stringify({ filter: null, size: 5, first: ['a', 'b'], last: ['a', 'b'] })).toString(
      'base64url',
    );
    for (const token of ['nonsense', forged]) {
      expect(
        await get('dist2.admin', '/v1/customers?seekOperation=Next', { 'MS-ContinuationToken': token }),
      ).toMatchObject({ status: 400, body: { code: 3000 } });
    }
  });

  it("shows with another partner's token only the caller's own customers", async () => {
    const token = (await get('dist2.admin', '/v1/customers?size=1')).body.continuationToken;
    const answer = await get('alpha.admin', '/v1/customers?seekOperation=Next', { 'MS-ContinuationToken': token });
    expect(answer.body.items.map((one: { id: string }) => one.id)).toEqual([idOf('woodgrove')]);
  });

  it('finds the customers that a reseller brought, and those that a provider serves for a reseller', async () => {
    await given.relationship(server, 'rho', 'litware', { provider: 'dist1' });
    await given.relationship(server, 'dist1', 'betacorp');
    const ids = async (who: string, field: string, value: string) =>
      (await get(who, `/v1/customers?size=0&${filtered(field, value)}`)).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids('dist1.admin', 'IndirectReseller', idOf('rho'))).toEqual([idOf('litware')]);
    expect(await ids('dist1.admin', 'IndirectReseller', idOf('rho').slice(0, 13).toUpperCase())).toEqual([
      idOf('litware'),
    ]);
    expect(await ids('dist1.admin', 'IndirectReseller', idOf('dist2'))).toEqual([]);
    expect(await ids('rho.admin', 'IndirectCloudSolutionProvider', idOf('dist1'))).toEqual([idOf('litware')]);
    expect((await get('dist1.admin', '/v1/customers')).body.totalCount).toBe(2);
  });

  it("keeps the partner's name of a customer when the customer changes its own", async () => {
    const renamed = await server.call('wingtip.admin', 'PATCH', '/multipartner/v1/organization', {
      displayName: 'Wingtip Toys AG',
    });
    expect(renamed.status).toBe(200);
    const { body } = await get('gamma.admin', `/v1/customers/${idOf('wingtip')}`);
    expect(body.companyProfile.companyName).toBe('Wingtip');
    expect((await get('gamma.admin', `/v1/customers/${idOf('wingtip')}/organization`)).body[0].displayName).toBe(
      'Wingtip Toys AG',
    );
  });
});
