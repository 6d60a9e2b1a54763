import type { Answer } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import { putGranular } from '@multipartner/testkit/granular.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { logOf, partnersOf, toldTo } from './acts.ts';

let server: TestServer;
beforeEach(async () => {
  if (server === undefined) server = await startServer();
  else await server.call(null, 'POST', '/sandbox/v1/reset', {});
});
afterAll(() => server.stop());

const others = ['billing', 'helpdesk', 'user'];
const idOf = (key: string) => server.tenant(key).id;

describe("a customer's partners", () => {
  it('are listed with relationship, people, roles and subscriptions', async () => {
    const alpha = (await partnersOf(server, 'woodgrove.admin')).get(idOf('alpha'));
    expect(alpha).toMatchObject({
      name: 'Alpha Cloud Services',
      kind: 'direct',
      relationships: [{ type: 'reseller', since: expect.stringMatching(/Z$/), dap: true }],
      subscriptions: [
        {
          id: expect.any(String),
          offerName: 'Microsoft 365 Business Premium',
          quantity: 50,
          status: 'active',
          partnerOnRecord: null,
        },
      ],
    });
    const [dap] = alpha?.delegatedAdministration ?? [];
    expect(dap).toMatchObject({ source: 'dap', id: null, name: null, status: 'active', endDateTime: null });
    expect(dap?.people.map((one) => [one.userPrincipalName, one.roles.map((role) => role.name)]).sort()).toEqual([
      ['admin@alpha.onmicrosoft.com', ['Global Administrator']],
      ['helpdesk@alpha.onmicrosoft.com', ['Helpdesk Administrator']],
    ]);
  });

  it('show a person with granular roles by these alone', async () => {
    const reader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';
    await putGranular(server, { partner: 'alpha', customer: 'woodgrove', roleIds: [reader] });
    const ways = (await partnersOf(server, 'woodgrove.admin')).get(idOf('alpha'))?.delegatedAdministration ?? [];
    expect(ways.map((way) => [way.source, way.people.map((one) => one.userPrincipalName).sort()])).toEqual([
      ['dap', ['admin@alpha.onmicrosoft.com']],
      ['gdap', ['helpdesk@alpha.onmicrosoft.com', 'user@alpha.onmicrosoft.com']],
    ]);
    expect(ways[1]?.roles).toEqual([{ id: reader, name: 'Global Reader' }]);
  });

  it('come in pages', async () => {
    for (const partner of ['beta', 'dist1', 'dist2'])
      await given.relationship(server, partner, 'woodgrove', { dap: false });
    const names: string[] = [];
    let path: string | undefined = '/multipartner/v1/partners?limit=3';
    let pages = 0;
    while (path !== undefined) {
      const { status, body }: Answer = await server.call('woodgrove.admin', 'GET', path);
      expect(status).toBe(200);
      names.push(...body.items.map((one: { name: string }) => one.name));
      expect(body.nextLink?.startsWith(server.url) ?? true).toBe(true);
      path = body.nextLink?.slice(server.url.length);
      pages += 1;
    }
    expect(pages).toBe(2);
    expect(names).toEqual(['Alpha Cloud Services', 'Beta Managed IT', 'Distribution One', 'Distribution Two']);
    for (const query of ['limit=0', 'limit=many', 'limit=201', 'cursor=x', 'color=red']) {
      expect(await server.call('woodgrove.admin', 'GET', `/multipartner/v1/partners?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'value-invalid', facts: { field: query.split('=')[0] } },
      });
    }
  });

  it('are reported line by line, as JSON or as a table, without formulas', async () => {
    await server.database`update tenant_user set display_name = '=1+1, "Ana"' where id = ${server.person('alpha.admin').id}`;
    await given.relationship(server, 'beta', 'woodgrove', { dap: false });
    const json = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners/report');
    expect(
      json.body.lines.map((line: { userPrincipalName: string; role: string; partner: string }) => [
        line.partner,
        line.userPrincipalName,
        line.role,
      ]),
    ).toEqual([
      ['Alpha Cloud Services', 'admin@alpha.onmicrosoft.com', 'Global Administrator'],
      ['Alpha Cloud Services', 'helpdesk@alpha.onmicrosoft.com', 'Helpdesk Administrator'],
      ['Beta Managed IT', '', ''],
    ]);
    expect(Date.parse(json.body.asOf)).not.toBeNaN();
    const csv = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners/report', undefined, {
      accept: 'text/csv',
    });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(/attachment; filename="partners-\d{4}-\d\d-\d\d\.csv"/);
    const [header, first] = csv.body.split('\n');
    expect(header).toBe(
      'asOf,partnerId,partner,partnerKind,relationship,source,administration,until,personId,person,userPrincipalName,role',
    );
    expect(first).toContain(`"'=1+1, ""Ana"""`);
  });

  it('are for its Global administrators, and nobody else', async () => {
    for (const path of [
      '/multipartner/v1/partners',
      '/multipartner/v1/partners/report',
      '/multipartner/v1/auditRecords',
    ]) {
      for (const person of others)
        expect(await server.call(`woodgrove.${person}`, 'GET', path)).toMatchObject({
          status: 403,
          body: { code: 'role-not-sufficient' },
        });
      const nobody = await server.call(null, 'GET', path);
      expect(nobody).toMatchObject({
        status: 401,
        body: { code: 'sign-in-required', title: 'Sign-in required', status: 401 },
      });
      expect(nobody.headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});

describe('a customer that takes DAP away', () => {
  const take = (who: string | null, partner: string) =>
    server.call(who, 'DELETE', `/multipartner/v1/partners/${idOf(partner)}/delegatedAdministration`);

  it('keeps the relationship and everything bought', async () => {
    const before = (await partnersOf(server, 'woodgrove.admin')).get(idOf('alpha'));
    expect(await take('woodgrove.admin', 'alpha')).toMatchObject({ status: 204, body: null });
    const after = (await partnersOf(server, 'woodgrove.admin')).get(idOf('alpha'));
    expect(after).toMatchObject({
      relationships: [{ type: 'reseller', since: before?.relationships[0]?.since, dap: false }],
      delegatedAdministration: [],
    });
    expect(after?.subscriptions).toEqual(before?.subscriptions);
    expect(await toldTo(server, 'alpha')).toEqual(['dap-admin-relationship-terminated']);
    expect((await logOf(server, 'woodgrove.admin'))[0]).toMatchObject({
      operationType: 'dap_admin_relationship_terminated',
      operationStatus: 'succeeded',
    });
    const mine =
      await server.database`select operation_type from audit_record where tenant_id = ${idOf('alpha')} order by seq desc limit 1`;
    expect(mine[0]?.operation_type).toBe('dap_admin_relationship_terminated');
    expect(await take('woodgrove.admin', 'alpha')).toMatchObject({
      status: 404,
      body: { code: 'relationship-not-found' },
    });
  });

  it('is its Global administrator, and means one of its own partners', async () => {
    for (const person of others)
      expect(await take(`woodgrove.${person}`, 'alpha')).toMatchObject({
        status: 403,
        body: { code: 'role-not-sufficient' },
      });
    expect((await take(null, 'alpha')).status).toBe(401);
    expect(await take('woodgrove.admin', 'gamma')).toMatchObject({
      status: 404,
      body: { code: 'relationship-not-found' },
    });
    expect(await take('litware.admin', 'alpha')).toMatchObject({
      status: 404,
      body: { code: 'relationship-not-found' },
    });
    expect(
      await server.call('woodgrove.admin', 'DELETE', '/multipartner/v1/partners/alpha/delegatedAdministration'),
    ).toMatchObject({ status: 400, body: { code: 'value-invalid', facts: { field: 'partnerId' } } });
    expect(
      await server.call(
        { application: 'woodgrove' },
        'DELETE',
        `/multipartner/v1/partners/${idOf('alpha')}/delegatedAdministration`,
      ),
    ).toMatchObject({ status: 403, body: { code: 'user-required' } });
  });
});

describe('a customer that deletes a partner', () => {
  const remove = (who: string | null, partner: string) =>
    server.call(who, 'DELETE', `/multipartner/v1/partners/${idOf(partner)}`);

  it('cannot end a reseller', async () => {
    expect(await remove('woodgrove.admin', 'alpha')).toMatchObject({
      status: 409,
      body: { code: 'relationship-kept-by-partner' },
    });
    expect((await partnersOf(server, 'woodgrove.admin')).get(idOf('alpha'))?.relationships[0]?.dap).toBe(true);
  });

  it('ends an advisor, with what it administers', async () => {
    await server.database.begin(async (tx) => {
      await tx`select begin_act('realm.test', ${['*']})`;
      await tx`
        insert into reseller_relationship (partner_id, customer_id, type, origin, since, company_name, domain, billing_profile)
        values (${idOf('beta')}, ${idOf('woodgrove')}, 'advisor', 'invitation', realm_now(), 'Woodgrove', 'woodgrove.onmicrosoft.com', '{}')`;
      await tx`insert into dap_grant (partner_id, customer_id, granted_at) values (${idOf('beta')}, ${idOf('woodgrove')}, realm_now())`;
      await tx`update partner set customer_count = customer_count + 1 where tenant_id = ${idOf('beta')}`;
    });
    expect((await remove('woodgrove.admin', 'beta')).status).toBe(204);
    expect([...(await partnersOf(server, 'woodgrove.admin')).keys()]).toEqual([idOf('alpha')]);
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).body).toMatchObject({ totalCount: 0, items: [] });
  });

  it('ends a partner that merely administers', async () => {
    await server.database.begin(async (tx) => {
      await tx`select begin_act('realm.test', ${['*']})`;
      await tx`insert into dap_grant (partner_id, customer_id, granted_at) values (${idOf('beta')}, ${idOf('woodgrove')}, realm_now())`;
    });
    expect((await remove('woodgrove.admin', 'beta')).status).toBe(204);
    expect(await remove('woodgrove.admin', 'beta')).toMatchObject({
      status: 404,
      body: { code: 'relationship-not-found' },
    });
  });

  it('is its Global administrator', async () => {
    for (const person of others) expect((await remove(`woodgrove.${person}`, 'alpha')).status).toBe(403);
    expect((await remove(null, 'alpha')).status).toBe(401);
  });
});

describe("a tenant's own company data", () => {
  const change = (who: string | null, body: object) => server.call(who, 'PATCH', '/multipartner/v1/organization', body);

  it('are read by everybody in it', async () => {
    for (const person of ['admin', ...others]) {
      const { status, body } = await server.call(`woodgrove.${person}`, 'GET', '/multipartner/v1/organization');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: idOf('woodgrove'),
        displayName: 'Woodgrove',
        country: 'US',
        cloud: 'public',
        defaultDomain: 'woodgrove.onmicrosoft.com',
        domains: [{ name: 'woodgrove.onmicrosoft.com', isInitial: true }],
        missing: [],
      });
    }
    expect((await server.call(null, 'GET', '/multipartner/v1/organization')).status).toBe(401);
  });

  it('are changed by its Global administrator, member by member, and logged', async () => {
    const { status, body } = await change('woodgrove.admin', {
      displayName: 'Woodgrove Bank',
      email: 'office@woodgrove.example',
      address: { city: 'Seattle', addressLine2: null },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      displayName: 'Woodgrove Bank',
      email: 'office@woodgrove.example',
      address: { city: 'Seattle', country: 'US' },
      missing: [],
    });
    expect(body.address).not.toHaveProperty('addressLine2');
    expect((await server.call('woodgrove.user', 'GET', '/multipartner/v1/organization')).body).toEqual(body);
    expect((await logOf(server, 'woodgrove.admin'))[0]).toMatchObject({
      operationType: 'update_company_info',
      newValue: { displayName: 'Woodgrove Bank' },
    });
    for (const person of others)
      expect(await change(`woodgrove.${person}`, { email: 'x@example.com' })).toMatchObject({
        status: 403,
        body: { code: 'role-not-sufficient' },
      });
    expect((await change(null, {})).status).toBe(401);
  });

  it.each([
    [{ colour: 'red' }, 'colour'],
    [{ address: { planet: 'Earth' } }, 'address.planet'],
    [{ displayName: ' ' }, 'displayName'],
    [{ displayName: 7 }, 'displayName'],
    [{ email: 'nobody' }, 'email'],
    [{ address: { country: 'DE' } }, 'address.country'],
    [{ address: { postalCode: '1' } }, 'address.postalCode'],
    [{ address: { city: null } }, 'address.city'],
  ])('are not changed by %j', async (body, field) => {
    const before = (await server.call('woodgrove.admin', 'GET', '/multipartner/v1/organization')).body;
    expect(await change('woodgrove.admin', body)).toMatchObject({
      status: 400,
      body: { code: 'value-invalid', facts: { field } },
    });
    expect((await server.call('woodgrove.admin', 'GET', '/multipartner/v1/organization')).body).toEqual(before);
  });

  it('must be complete before a partner is accepted, and may be completed step by step', async () => {
    await server.call(null, 'POST', '/sandbox/v1/tenants', {
      key: 'sparse',
      displayName: 'Sparse',
      country: 'US',
      company: { address: { country: 'US' } },
    });
    const token = (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant: 'sparse',
        user: 'sparse.admin',
        audience: 'multipartner',
      })
    ).body.access_token;
    const url = (await server.call('beta.sales', 'POST', '/multipartner/v1/invitations', {})).body.url;
    const missing = ['address.addressLine1', 'address.city', 'address.state', 'address.postalCode'];
    expect((await server.call(token, 'GET', '/multipartner/v1/organization')).body.missing).toEqual(missing);
    const refused = await server.call(token, 'POST', '/multipartner/v1/invitations/acceptances', { url });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'company-data-incomplete', facts: { fields: missing } },
    });
    expect((await change(token, { address: { addressLine1: '1 Main Street', city: 'Austin' } })).body.missing).toEqual([
      'address.state',
      'address.postalCode',
    ]);
    expect((await change(token, { address: { state: 'TX', postalCode: '78701' } })).body.missing).toEqual([]);
    expect((await server.call(token, 'POST', '/multipartner/v1/invitations/acceptances', { url })).status).toBe(201);
  });
});

describe('the customer agreement', () => {
  const sign = (who: string | { application: string } | null, body: object = {}) =>
    server.call(who, 'POST', '/multipartner/v1/agreements/customerAgreement/acceptances', body);

  it('is signed once by the customer itself', async () => {
    const { status, body } = await sign('litware.admin');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      type: 'MicrosoftCustomerAgreement',
      templateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
      acceptedBy: server.person('litware.admin').id,
    });
    const again = await sign('litware.admin', { templateId: body.templateId.toUpperCase() });
    expect(again).toMatchObject({ status: 200, body });
    expect((await logOf(server, 'litware.admin')).map((one) => one.operationType)).toEqual([
      'create_agreement',
      'create_agreement',
    ]);
  });

  it('is signed once when two do it at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => sign('litware.admin')));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
  });

  it("is its Global administrator's, in person, and no other template", async () => {
    for (const person of others)
      expect(await sign(`litware.${person}`)).toMatchObject({ status: 403, body: { code: 'role-not-sufficient' } });
    expect((await sign(null)).status).toBe(401);
    expect(await sign({ application: 'litware' })).toMatchObject({ status: 403, body: { code: 'user-required' } });
    expect(await sign('litware.admin', { templateId: '998b88de-aa99-4388-a42c-1b3517d49490' })).toMatchObject({
      status: 400,
      body: { code: 'value-invalid', facts: { field: 'templateId' } },
    });
    expect(await sign('litware.admin', { agreed: true })).toMatchObject({
      status: 400,
      body: { code: 'value-invalid', facts: { field: 'agreed' } },
    });
  });
});

describe("a tenant's own log", () => {
  it('holds what partners did there and what was refused, page by page, and nothing of anybody else', async () => {
    await given.relationship(server, 'beta', 'litware');
    await server.call('litware.helpdesk', 'POST', '/multipartner/v1/invitations/acceptances', {
      url: 'https://x.example/',
    });
    const all = await logOf(server, 'litware.admin');
    expect(all.map((one) => [one.operationType, one.operationStatus])).toEqual([
      ['create_partner_relationship', 'failed'],
      ['dap_admin_relationship_approved', 'succeeded'],
      ['create_partner_relationship', 'succeeded'],
    ]);
    expect(all[0]).toMatchObject({
      userPrincipalName: 'helpdesk@litware.onmicrosoft.com',
      details: { refusal: 'role-not-sufficient' },
    });
    const first = await server.call('litware.admin', 'GET', '/multipartner/v1/auditRecords?limit=2');
    const second = await server.call('litware.admin', 'GET', first.body.nextLink.slice(server.url.length));
    expect([...first.body.items, ...second.body.items]).toEqual(all);
    expect(second.body).not.toHaveProperty('nextLink');
    expect(await logOf(server, 'woodgrove.admin')).toEqual([]);
    expect((await server.call('litware.admin', 'GET', '/multipartner/v1/auditRecords?cursor=abc')).status).toBe(400);
  });
});
