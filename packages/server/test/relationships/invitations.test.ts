import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, logOf, partnersOf, preview, toldTo } from './acts.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const request = (who: string | null, query = '') =>
  server.call(who, 'GET', `/v1/customers/relationshiprequests${query}`);

describe('a relationship request', () => {
  it('is a link with the partner, no number of its own and the choice of DAP, and holds nothing else', async () => {
    const answer = await request('beta.sales');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      url: `${server.url}/Adminportal/Home?invType=ResellerRelationship&partnerId=${server.tenant('beta').id}&msppId=0&DAP=true#/BillingAccounts/partner-invitation`,
      attributes: { objectType: 'RelationshipRequest' },
    });
    expect((await request('beta.sales', '?dap=false')).body.url).toContain('&DAP=false#');
  });

  it('names the provider when a reseller asks, with the location id of the reseller', async () => {
    const [rho, dist1] = [server.tenant('rho'), server.tenant('dist1')];
    const answer = await request('rho.admin', `?IndirectCloudSolutionProviderId=${dist1.id.toUpperCase()}&DAP=False`);
    expect(answer.body.url).toContain(
      `invType=IndirectResellerRelationship&partnerId=${rho.id}&msppId=5000111&indirectCSPId=${dist1.id}&DAP=false#`,
    );
  });

  it('is refused to a reseller without a provider, and with one it does not work with', async () => {
    expect(await request('rho.admin')).toMatchObject({ status: 400, body: { code: 2001 } });
    expect(await request('rho.admin', `?indirectCloudSolutionProviderId=${server.tenant('dist2').id}`)).toMatchObject({
      status: 403,
      body: { code: 900150 },
    });
  });

  it('is refused to a partner that is no reseller and names a provider, and for a provider that is no GUID', async () => {
    const foreign = await request('beta.sales', `?indirectCloudSolutionProviderId=${server.tenant('dist1').id}`);
    expect(foreign).toMatchObject({ status: 400, body: { code: 3000 } });
    const bad = await request('rho.admin', '?indirectCloudSolutionProviderId=dist1');
    expect(bad).toMatchObject({ status: 400, body: { code: 3000 } });
    expect(bad.body.description).toContain('indirectCloudSolutionProviderId');
    expect(await request('beta.sales', '?dap=perhaps')).toMatchObject({ status: 400, body: { code: 3000 } });
  });

  it('always carries DAP in the government cloud', async () => {
    expect((await request('deltagov.sales', '?dap=false')).body.url).toContain('&DAP=true#');
  });

  it.each(['ga', 'useradmin', 'admin', 'sales'])('may be made by %s', async (person) => {
    expect((await request(`beta.${person}`)).status).toBe(200);
  });

  it.each(['helpdesk', 'billing', 'user'])('may not be made by %s', async (person) => {
    expect(await request(`beta.${person}`)).toMatchObject({ status: 403, body: { code: 900150 } });
  });

  it('may not be made by an application, by nobody, or by somebody who is no partner', async () => {
    expect(await server.call({ application: 'beta' }, 'GET', '/v1/customers/relationshiprequests')).toMatchObject({
      status: 403,
      body: { code: 900329 },
    });
    expect((await request(null)).status).toBe(401);
    expect(await request('litware.admin')).toMatchObject({ status: 403, body: { code: 900150 } });
  });

  it('writes nothing anywhere, with or without the draft of a mail', async () => {
    const count = async () =>
      Object.values(
        (
          await server.database`select (select count(*) from audit_record) a, (select count(*) from outbox_item) o`
        )[0] ?? {},
      );
    const before = await count();
    await request('beta.sales');
    const draft = await server.call('beta.sales', 'POST', '/multipartner/v1/invitations', {
      language: 'de',
      dap: false,
    });
    expect(draft.status).toBe(200);
    expect(draft.body.mail.subject).toContain('Beta Managed IT');
    expect(draft.body.mail.body).toContain(draft.body.url);
    expect(await count()).toEqual(before);
  });

  it('refuses members that it does not know, and languages that it has not, by name', async () => {
    const unknown = await server.call('beta.sales', 'POST', '/multipartner/v1/invitations', { customer: 'x' });
    expect(unknown).toMatchObject({ status: 400, body: { code: 'value-invalid', facts: { field: 'customer' } } });
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    const language = await server.call('beta.sales', 'POST', '/multipartner/v1/invitations', { language: 'tlh' });
    expect(language).toMatchObject({ status: 400, body: { code: 'value-invalid', facts: { field: 'language' } } });
  });
});

describe('a preview', () => {
  it('names the partner, what it asks for, and what stays unchanged', async () => {
    const url = await linkOf(server, 'beta.sales', { dap: true });
    const { status, body } = await preview(server, 'woodgrove.admin', url);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      partners: [{ partnerId: server.tenant('beta').id, name: 'Beta Managed IT', country: 'US', kind: 'direct' }],
      asks: { reseller: true, dap: true },
      unchanged: { partners: 1, subscriptions: 1 },
      acceptable: true,
    });
    expect(body.asks.roles.map((role: { name: string }) => role.name)).toEqual([
      'Global Administrator',
      'Helpdesk Administrator',
    ]);
    expect(body.refusal).toBeUndefined();
    expect(body.unchanged.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await customersOf(server, 'beta.admin')).toEqual([]);
  });

  it('digests what the evidence of that instant digests', async () => {
    await server.call(null, 'POST', '/sandbox/v1/clock', { frozen: true });
    const { body } = await preview(server, 'woodgrove.admin', await linkOf(server, 'beta.sales'));
    const evidence = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence');
    await server.call(null, 'POST', '/sandbox/v1/clock', { frozen: false });
    expect(body.unchanged.digest).toBe(evidence.body.digest);
  });

  it('says why a link cannot be accepted', async () => {
    const { status, body } = await preview(server, 'woodgrove.admin', await linkOf(server, 'gamma.sales'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ acceptable: false, refusal: { code: 'market-mismatch' } });
  });

  it('is for those who may accept', async () => {
    const url = await linkOf(server, 'beta.sales');
    for (const person of ['helpdesk', 'billing', 'user']) {
      expect(await preview(server, `woodgrove.${person}`, url)).toMatchObject({
        status: 403,
        body: { code: 'role-not-sufficient' },
      });
    }
    expect((await server.call(null, 'POST', '/multipartner/v1/invitations/preview', { url })).status).toBe(401);
  });
});

describe('an acceptance', () => {
  it.each([
    ['no address at all', 'hello'],
    ['another page', 'https://admin.example/elsewhere?invType=ResellerRelationship'],
    [
      'another kind',
      'https://admin.example/Adminportal/Home?invType=Advisor&partnerId=00000000-0000-4000-8000-000000000000',
    ],
    [
      'a partner that is no GUID',
      'https://admin.example/Adminportal/Home?invType=ResellerRelationship&partnerId=beta&DAP=true',
    ],
    [
      'a choice that is none',
      'https://admin.example/Adminportal/Home?invType=ResellerRelationship&partnerId=00000000-0000-4000-8000-000000000000&DAP=maybe',
    ],
    [
      'no provider',
      'https://admin.example/Adminportal/Home?invType=IndirectResellerRelationship&partnerId=00000000-0000-4000-8000-000000000000&DAP=true',
    ],
  ])('is refused for a link with %s', async (_what, url) => {
    for (const act of [preview, accept]) {
      const answer = await act(server, 'litware.admin', url);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invitation-invalid' } });
      expect(answer.body.facts.reason).toEqual(expect.any(String));
    }
  });

  it('is refused for a partner that nobody knows', async () => {
    const url = (await linkOf(server, 'beta.sales')).replace(
      server.tenant('beta').id,
      'ffffffff-0000-4000-8000-000000000000',
    );
    for (const act of [preview, accept])
      expect(await act(server, 'litware.admin', url)).toMatchObject({
        status: 404,
        body: { code: 'tenant-not-found' },
      });
  });

  it('takes a link that was written by hand, whatever its host and the case of its names', async () => {
    const url = `https://admin.example/adminportal/home?partnerid=${server.tenant('dist2').id.toUpperCase()}&INVTYPE=resellerrelationship&dap=FALSE`;
    const answer = await accept(server, 'litware.admin', url);
    expect(answer.status).toBe(201);
    expect(answer.body.relationships).toEqual([
      { partnerId: server.tenant('dist2').id, type: 'reseller', since: expect.any(String) },
    ]);
    expect((await partnersOf(server, 'litware.admin')).get(server.tenant('dist2').id)?.relationships[0]).toMatchObject({
      type: 'reseller',
      dap: false,
    });
  });

  it('is told to the partner and kept in both logs', async () => {
    const told = await toldTo(server, 'beta');
    const answer = await accept(server, 'litware.admin', await linkOf(server, 'beta.sales', { dap: true }));
    expect(answer.status).toBe(201);
    expect((await toldTo(server, 'beta')).slice(told.length)).toEqual([
      'reseller-relationship-accepted-by-customer',
      'dap-admin-relationship-approved',
    ]);
    expect(await toldTo(server, 'beta', 'mail')).toEqual([]);
    const newest = (await logOf(server, 'litware.admin')).slice(0, 2);
    expect(newest.map((one) => one.operationType).sort()).toEqual([
      'create_partner_relationship',
      'dap_admin_relationship_approved',
    ]);
    expect(newest[0]?.userPrincipalName).toBe('admin@litware.onmicrosoft.com');
    const log = await server.database`
      select operation_type, customer_id from audit_record where tenant_id = ${server.tenant('beta').id} order by seq desc limit 2`;
    expect(log.map((row) => row.customer_id)).toEqual([server.tenant('litware').id, server.tenant('litware').id]);
  });

  it('takes no token of an application, and a token of any of the audiences', async () => {
    const url = await linkOf(server, 'beta.sales');
    expect(
      await server.call({ application: 'litware' }, 'POST', '/multipartner/v1/invitations/acceptances', { url }),
    ).toMatchObject({
      status: 403,
      body: { code: 'user-required' },
    });
    for (const audience of ['partner-center', 'graph', 'multipartner']) {
      const token = await server.token('litware.admin', { audience });
      expect((await server.call(token, 'POST', '/multipartner/v1/invitations/preview', { url })).status).toBe(200);
    }
  });

  it('of one link by many at the same moment makes one relationship', async () => {
    const before =
      await server.database`select customer_count from partner where tenant_id = ${server.tenant('beta').id}`;
    const url = await linkOf(server, 'beta.sales', { dap: true });
    const answers = await Promise.all(Array.from({ length: 8 }, () => accept(server, 'betacorp.admin', url)));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1);
    const after =
      await server.database`select customer_count from partner where tenant_id = ${server.tenant('beta').id}`;
    expect(after[0]?.customer_count).toBe(before[0]?.customer_count + 1);
    const events = (
      await server.database`
      select name from outbox_item where tenant_id = ${server.tenant('beta').id} and about ->> 'customerId' = ${server.tenant('betacorp').id} order by seq`
    ).map((row) => row.name);
    expect(events).toEqual(['reseller-relationship-accepted-by-customer', 'dap-admin-relationship-approved']);
  });

  it('of several partners by one customer at the same moment makes them all', async () => {
    const links = await Promise.all(
      ['alpha', 'dist1', 'dist2'].map((key) => linkOf(server, `${key}.sales`, { dap: false })),
    );
    const answers = await Promise.all(links.map((url) => accept(server, 'betacorp.admin', url)));
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201]);
    const counted = await server.database<{ same: boolean }[]>`
      select p.customer_count = (select count(*) from reseller_relationship r where r.partner_id = p.tenant_id and r.ended_at is null) as same from partner p`;
    expect(counted.every((row) => row.same)).toBe(true);
  });
});

describe('a realm where Billing administrators may accept', () => {
  let open: TestServer;
  beforeAll(async () => {
    open = await startServer({ settings: { billingAdminMayAccept: true } });
  });
  afterAll(() => open.stop());

  it('lets them accept links without administration, and no others', async () => {
    const withDap = await linkOf(open, 'beta.sales', { dap: true });
    expect(await accept(open, 'woodgrove.billing', withDap)).toMatchObject({
      status: 403,
      body: { code: 'role-not-sufficient' },
    });
    expect((await accept(open, 'woodgrove.billing', await linkOf(open, 'beta.sales', { dap: false }))).status).toBe(
      201,
    );
    expect(
      (await accept(open, 'cityofadatum.billing', await linkOf(open, 'deltagov.sales', { dap: false }))).status,
    ).toBe(403);
  });
});
