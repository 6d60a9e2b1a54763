import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { toldTo } from './acts.ts';

let server: TestServer;
beforeEach(async () => {
  if (server === undefined) server = await startServer();
  else await server.call(null, 'POST', '/sandbox/v1/reset', {});
});
afterAll(() => server.stop());

const idOf = (key: string) => server.tenant(key).id;
const invite = (who: string | { application: string } | null) =>
  server.call(who, 'POST', '/multipartner/v1/partnerships/invitations', {});
const accept = (who: string | null, url: string) =>
  server.call(who, 'POST', '/multipartner/v1/partnerships/acceptances', { url });
const preview = (who: string | null, url: string) =>
  server.call(who, 'POST', '/multipartner/v1/partnerships/preview', { url });
const list = async (who: string) =>
  (await server.call(who, 'GET', '/multipartner/v1/partnerships')).body.items.map(
    (one: { partnerId: string }) => one.partnerId,
  );
const remove = (who: string | null, partner: string) =>
  server.call(who, 'DELETE', `/multipartner/v1/partnerships/${idOf(partner)}`);
const relationships = (who: string | { application: string } | null, query: string) =>
  server.call(who, 'GET', `/v1/relationships?${query}`);

/** A tenant made for the test, its Global administrator's token. */
async function tenant(body: { key: string; [name: string]: unknown }): Promise<string> {
  const made = await server.call(null, 'POST', '/sandbox/v1/tenants', {
    displayName: body.key,
    country: 'US',
    ...body,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const token = await server.call(null, 'POST', '/sandbox/v1/tokens', {
    tenant: body.key,
    user: `${body.key}.admin`,
    audience: 'multipartner',
  });
  return token.body.access_token;
}

describe('a partnership', () => {
  it('begins when a reseller accepts the link of a provider', async () => {
    const link = await invite('dist2.sales');
    expect(link.status).toBe(200);
    expect(link.body.mail.body).toContain(link.body.url);
    const seen = await preview('rho.admin', link.body.url);
    expect(seen).toMatchObject({
      status: 200,
      body: {
        partners: [{ partnerId: idOf('dist2'), name: 'Distribution Two', country: 'US', kind: 'indirect_provider' }],
        asks: { reseller: false, dap: true },
        unchanged: { partners: 1, digest: expect.stringMatching(/^sha256:/) },
        acceptable: true,
      },
    });
    expect(await list('rho.admin')).toEqual([idOf('dist1')]);
    const accepted = await accept('rho.admin', link.body.url);
    expect(accepted).toMatchObject({
      status: 201,
      body: { partnerships: [{ partnerId: idOf('dist2'), since: expect.stringMatching(/Z$/) }] },
    });
    expect(await list('rho.admin')).toEqual([idOf('dist1'), idOf('dist2')]);
    expect(await list('dist2.admin')).toEqual([idOf('rho')]);
    expect(await accept('rho.admin', link.body.url)).toMatchObject({ status: 200, body: accepted.body });
    const logged = await server.database`
      select tenant_id, resource_type, operation_type from audit_record where operation_type = 'create_partner_relationship' and new_value is not null order by seq`;
    expect(logged.map((row) => row.tenant_id)).toEqual([idOf('rho'), idOf('dist2')]);
    expect(await toldTo(server, 'rho', 'mail')).toEqual([]);
  });

  it('gives the provider administration of the reseller until the reseller takes it away, and stays', async () => {
    await accept('rho.admin', (await invite('dist2.admin')).body.url);
    const organization = () => server.call('dist2.admin', 'GET', `/v1/customers/${idOf('rho')}/organization`);
    expect((await organization()).status).toBe(200);
    expect(
      (await server.call('rho.admin', 'DELETE', `/multipartner/v1/partners/${idOf('dist2')}/delegatedAdministration`))
        .status,
    ).toBe(204);
    expect(await organization()).toMatchObject({ status: 403, body: { code: 20002 } });
    expect(await list('dist2.admin')).toEqual([idOf('rho')]);
    // It makes nobody a customer of anybody.
    expect((await server.call('dist2.admin', 'GET', '/v1/customers')).body.totalCount).toBe(0);
  });

  it('is made once when it is accepted many times at the same moment', async () => {
    const { url } = (await invite('dist2.admin')).body;
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept('rho.admin', url)));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1);
  });

  it('needs an indirect reseller of the same region, standing and agreed', async () => {
    const { url } = (await invite('dist2.admin')).body;
    const german = await tenant({ key: 'rhein', country: 'DE', partner: { kind: 'indirect_reseller' } });
    expect(await accept(german, url)).toMatchObject({ status: 403, body: { code: 'region-mismatch' } });
    expect(await preview(german, url)).toMatchObject({
      status: 200,
      body: { acceptable: false, refusal: { code: 'region-mismatch' } },
    });
    const suspended = await tenant({ key: 'sus', partner: { kind: 'indirect_reseller', programStatus: 'suspended' } });
    expect(await accept(suspended, url)).toMatchObject({ status: 403, body: { code: 'program-status-not-active' } });
    const unsigned = await tenant({ key: 'uns', partner: { kind: 'indirect_reseller', mpaAccepted: false } });
    expect(await accept(unsigned, url)).toMatchObject({ status: 403, body: { code: 'reseller-mpa-not-accepted' } });
    // A direct partner is one only while it moves under a provider (R3).
    expect(await accept('alpha.admin', url)).toMatchObject({ status: 403, body: { code: 'not-an-indirect-reseller' } });
    for (const who of ['dist1.admin', 'litware.admin'])
      expect(await accept(who, url)).toMatchObject({ status: 403, body: { code: 'kind-not-sufficient' } });
    await server.call(null, 'PATCH', `/sandbox/v1/tenants/${idOf('dist2')}`, {
      partner: { programStatus: 'suspended' },
    });
    expect(await accept('rho.admin', url)).toMatchObject({ status: 403, body: { code: 'partner-cannot-accept' } });
    expect(await invite('dist2.admin')).toMatchObject({ status: 403, body: { code: 'program-status-not-active' } });
    expect(await list('rho.admin')).toEqual([idOf('dist1')]);
  });

  it('is refused for links that are none, and for partners that are no providers', async () => {
    const { url } = (await invite('dist2.admin')).body;
    for (const bad of [
      'x',
      url.replace('IndirectProvider', 'Reseller'),
      url.replace(idOf('dist2'), 'dist2'),
      url.replace(idOf('dist2'), idOf('alpha')),
    ]) {
      expect(await accept('rho.admin', bad)).toMatchObject({ status: 400, body: { code: 'invitation-invalid' } });
      expect(await preview('rho.admin', bad)).toMatchObject({ status: 400, body: { code: 'invitation-invalid' } });
    }
    expect(await accept('rho.admin', url.replace(idOf('dist2'), '99999999-9999-4999-8999-999999999999'))).toMatchObject(
      { status: 404, body: { code: 'tenant-not-found' } },
    );
    expect(await server.call('rho.admin', 'POST', '/multipartner/v1/partnerships/acceptances', {})).toMatchObject({
      status: 400,
      body: { code: 'value-missing', facts: { field: 'url' } },
    });
  });

  it('is asked for by a provider, and accepted by a Global administrator of the reseller', async () => {
    for (const person of ['admin', 'ga', 'sales']) expect((await invite(`dist2.${person}`)).status).toBe(200);
    for (const person of ['helpdesk', 'useradmin', 'billing', 'user'])
      expect(await invite(`dist2.${person}`)).toMatchObject({ status: 403, body: { code: 'role-not-sufficient' } });
    for (const who of ['alpha.admin', 'rho.admin', 'litware.admin'])
      expect(await invite(who)).toMatchObject({ status: 403, body: { code: 'kind-not-sufficient' } });
    expect(await invite({ application: 'dist2' })).toMatchObject({ status: 403, body: { code: 'user-required' } });
    expect((await invite(null)).status).toBe(401);
    const { url } = (await invite('dist2.admin')).body;
    for (const person of ['helpdesk', 'useradmin', 'billing', 'user'])
      expect(await accept(`rho.${person}`, url)).toMatchObject({ status: 403, body: { code: 'role-not-sufficient' } });
    expect((await accept(null, url)).status).toBe(401);
  });

  it('is ended by the provider alone, and only the partnership ends', async () => {
    await given.relationship(server, 'rho', 'litware', { provider: 'dist1' });
    const partners = (await server.call('litware.admin', 'GET', '/multipartner/v1/partners')).body;
    for (const person of ['helpdesk', 'useradmin', 'billing', 'user'])
      expect(await remove(`dist1.${person}`, 'rho')).toMatchObject({
        status: 403,
        body: { code: 'role-not-sufficient' },
      });
    expect(await remove('rho.admin', 'dist1')).toMatchObject({ status: 403, body: { code: 'kind-not-sufficient' } });
    expect((await remove(null, 'rho')).status).toBe(401);
    expect(await remove('dist2.admin', 'rho')).toMatchObject({ status: 404, body: { code: 'partnership-not-found' } });
    expect(await remove('dist1.sales', 'rho')).toMatchObject({ status: 204, body: null });
    expect(await list('dist1.admin')).toEqual([]);
    expect(await list('rho.admin')).toEqual([]);
    expect((await server.call('litware.admin', 'GET', '/multipartner/v1/partners')).body).toEqual(partners);
    expect(
      (await server.call('dist1.admin', 'GET', `/v1/customers/${idOf('litware')}/relationships`)).body.totalCount,
    ).toBe(1);
    expect(await remove('dist1.admin', 'rho')).toMatchObject({ status: 404, body: { code: 'partnership-not-found' } });
    // New business of the two is over: no link, no acceptance of an old one, no customer.
    expect(
      await server.call('rho.admin', 'POST', '/multipartner/v1/invitations', { indirectProviderId: idOf('dist1') }),
    ).toMatchObject({ status: 403, body: { code: 'partnership-required' } });
  });
});

describe('the relationships that Partner Center lists', () => {
  it('are the resellers of a provider and the providers of a reseller', async () => {
    const resellers = await relationships('dist1.admin', 'relationship_type=IsIndirectCloudSolutionProviderOf');
    expect(resellers.status).toBe(200);
    expect(resellers.body).toEqual({
      totalCount: 1,
      items: [
        {
          id: idOf('rho'),
          name: 'Rho Resellers',
          relationshipType: 'is_indirect_cloud_solution_provider_of',
          state: 'Active',
          mpnId: '5000111',
          location: 'US',
          attributes: { objectType: 'PartnerRelationship' },
        },
      ],
      attributes: { objectType: 'Collection' },
    });
    const providers = await relationships('rho.admin', 'Relationship_Type=is_indirect_reseller_of');
    expect(providers.body.items).toMatchObject([
      { id: idOf('dist1'), relationshipType: 'is_indirect_reseller_of', mpnId: '5000011' },
    ]);
    expect((await relationships('dist1.admin', 'relationship_type=IsIndirectResellerOf')).body.totalCount).toBe(0);
    expect(
      (await relationships('alpha.admin', 'relationship_type=IsIndirectCloudSolutionProviderOf')).body.items,
    ).toEqual([]);
  });

  it('are found by a part of the name', async () => {
    const filter = (value: string) =>
      `relationship_type=IsIndirectCloudSolutionProviderOf&filter=${encodeURIComponent(JSON.stringify({ Field: 'Name', Value: value, Operator: 'substring' }))}`;
    expect((await relationships('dist1.admin', filter('RESELL'))).body.totalCount).toBe(1);
    expect((await relationships('dist1.admin', filter('nobody'))).body.totalCount).toBe(0);
  });

  it('need a type, a person and a role', async () => {
    expect(await relationships('dist1.admin', '')).toMatchObject({ status: 400, body: { code: 2001 } });
    expect(await relationships('dist1.admin', 'relationship_type=Friends')).toMatchObject({
      status: 400,
      body: { code: 3000 },
    });
    const query = 'relationship_type=IsIndirectCloudSolutionProviderOf';
    expect(await relationships({ application: 'dist1' }, query)).toMatchObject({ status: 403, body: { code: 900329 } });
    expect((await relationships(null, query)).status).toBe(401);
    for (const person of ['admin', 'ga', 'sales'])
      expect((await relationships(`dist1.${person}`, query)).status).toBe(200);
    for (const person of ['helpdesk', 'useradmin', 'billing', 'user'])
      expect(await relationships(`dist1.${person}`, query)).toMatchObject({ status: 403, body: { code: 900150 } });
  });

  it('of a customer are for its partners', async () => {
    const path = `/v1/customers/${idOf('woodgrove')}/relationships`;
    expect((await server.call('alpha.admin', 'GET', path)).body).toMatchObject({ totalCount: 0, items: [] });
    expect(await server.call('beta.admin', 'GET', path)).toMatchObject({ status: 403, body: { code: 20002 } });
    expect(await server.call('alpha.user', 'GET', path)).toMatchObject({ status: 403, body: { code: 900150 } });
    expect(await server.call({ application: 'alpha' }, 'GET', path)).toMatchObject({
      status: 403,
      body: { code: 900329 },
    });
    expect((await server.call(null, 'GET', path)).status).toBe(401);
  });
});
