import { licenceOf } from '@multipartner/domain/catalogue/catalogue.ts';
import { type Company, missingCompanyData } from '@multipartner/domain/market/company.ts';
import { markets } from '@multipartner/domain/market/markets.ts';
import { checkRegistration } from '@multipartner/domain/market/registration.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { companyOf } from 'multipartner/world/company.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The tenants of the demo world: key, kind, location id, cloud, country, how the name begins. */
const tenants = [
  ['alpha', 'direct', '5000001', 'public', 'US', 'Alpha'],
  ['beta', 'direct', '5000002', 'public', 'US', 'Beta'],
  ['betacorp', null, null, 'public', 'US', 'Betacorp'],
  ['gamma', 'direct', '5000003', 'public', 'DE', 'Gamma'],
  ['deltagov', 'direct', '5000004', 'usgov', 'US', 'Delta'],
  ['dist1', 'indirect_provider', '5000011', 'public', 'US', 'Dist'],
  ['dist2', 'indirect_provider', '5000012', 'public', 'US', 'Dist'],
  ['rho', 'indirect_reseller', '5000111', 'public', 'US', 'Rho'],
  ['woodgrove', null, null, 'public', 'US', 'Woodgrove'],
  ['litware', null, null, 'public', 'US', 'Litware'],
  ['wingtip', null, null, 'public', 'DE', 'Wingtip'],
  ['cityofadatum', null, null, 'usgov', 'US', 'City of Adatum'],
] as const;

describe('the demo world', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  const world = async () => (await server.call(null, 'GET', '/sandbox/v1/world')).body;

  it('has its tenants in their order, active and with the agreement accepted', async () => {
    const found = (await world()).tenants;
    expect(found.map((one: { key: string }) => one.key)).toEqual(tenants.map(([key]) => key));
    for (const [key, kind, mpnId, cloud, country, name] of tenants) {
      const tenant = found.find((one: { key: string }) => one.key === key);
      expect(tenant).toMatchObject({
        cloud,
        country,
        defaultDomain: `${key}.onmicrosoft.${cloud === 'usgov' ? 'us' : 'com'}`,
      });
      expect(tenant.displayName.startsWith(name)).toBe(true);
      expect(tenant.partner).toEqual(
        kind === null ? null : { kind, mpnId, programStatus: 'active', mpaAccepted: true },
      );
      expect(tenant.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('has the standard people of a partner, with their roles and groups', async () => {
    const alpha = (await world()).tenants[0];
    const rights = Object.fromEntries(
      alpha.users.map((user: { key: string; directoryRoles: string[]; agentGroups: string[] }) => [
        user.key,
        [...user.directoryRoles, ...user.agentGroups],
      ]),
    );
    expect(rights).toEqual({
      'alpha.admin': ['Global Administrator', 'AdminAgents'],
      'alpha.ga': ['Global Administrator'],
      'alpha.sales': ['SalesAgents'],
      'alpha.helpdesk': ['HelpdeskAgents'],
      'alpha.useradmin': ['User Administrator'],
      'alpha.billing': ['Billing Administrator'],
      'alpha.user': [],
    });
    const id = (key: string) => alpha.users.find((user: { key: string }) => user.key === key).id;
    const tier1 = alpha.groups.find((group: { key: string }) => group.key === 'alpha.tier1');
    expect(tier1.displayName).toBe('Tier 1 support');
    expect([...tier1.members].sort()).toEqual([id('alpha.user'), id('alpha.helpdesk')].sort());
    expect(alpha.groups.map((group: { displayName: string }) => group.displayName).sort()).toEqual([
      'AdminAgents',
      'HelpdeskAgents',
      'SalesAgents',
      'Tier 1 support',
    ]);
  });

  it('has no sales agents where nothing is sold', async () => {
    const rho = (await world()).tenants.find((one: { key: string }) => one.key === 'rho');
    expect(rho.users.map((user: { key: string }) => user.key)).not.toContain('rho.sales');
    expect(rho.groups.map((group: { displayName: string }) => group.displayName)).not.toContain('SalesAgents');
  });

  it('has the standard people of a customer, and sixty at Woodgrove', async () => {
    const all = (await world()).tenants;
    for (const key of ['betacorp', 'litware', 'wingtip', 'cityofadatum', 'woodgrove']) {
      const tenant = all.find((one: { key: string }) => one.key === key);
      const rights = Object.fromEntries(
        tenant.users
          .slice(0, 4)
          .map((user: { key: string; directoryRoles: string[] }) => [user.key, user.directoryRoles]),
      );
      expect(rights).toEqual({
        [`${key}.admin`]: ['Global Administrator'],
        [`${key}.billing`]: ['Billing Administrator'],
        [`${key}.helpdesk`]: ['Helpdesk Administrator'],
        [`${key}.user`]: [],
      });
      expect(tenant.users).toHaveLength(key === 'woodgrove' ? 60 : 4);
    }
  });

  it('has an application in each tenant, for redirects to the own machine, with every permission', async () => {
    for (const tenant of (await world()).tenants) {
      expect(tenant.applications).toHaveLength(1);
      expect(tenant.applications[0]).toMatchObject({ redirectUris: ['http://localhost'], publicClient: true });
      expect(tenant.applications[0].clientSecret.length).toBeGreaterThan(30);
    }
  });

  it('grants applications every permission that the identity platform knows, and the operator his own', async () => {
    const { resources } = await import('multipartner/identity/resources.ts');
    const all = (pick: (one: (typeof resources)[number]) => readonly string[]) =>
      resources.flatMap((one) => pick(one).map((name) => `${one.uri.replace(/\/$/, '')}/${name}`)).sort();
    const now = await world();
    const [application] = now.tenants[0].applications;
    const [operators] = now.operator.applications;
    expect([...application.delegatedPermissions].sort()).toEqual(all((one) => one.scopes));
    expect([...operators.applicationPermissions].sort()).toEqual(all((one) => one.appRoles));
    expect([...application.applicationPermissions].sort()).toEqual(
      all((one) => one.appRoles).filter((name) => name !== 'multipartner/Realm.Operate'),
    );
  });

  it('keeps the operator in a tenant of his own', async () => {
    const { operator } = await world();
    expect(operator.tenant.key).toBe('realm');
    expect(operator.users.map((user: { key: string }) => user.key)).toEqual(['realm.operator']);
    expect(operator.applications).toHaveLength(1);
  });

  it('is the same on every machine: ids, passwords and secrets', async () => {
    const other = await startServer({ startAt: new Date('2031-05-05T05:05:05Z') });
    try {
      const [one, two] = [await world(), (await other.call(null, 'GET', '/sandbox/v1/world')).body];
      expect({ ...two, clock: '' }).toEqual({ ...one, clock: '' });
      expect(new Set(one.tenants.map((tenant: { id: string }) => tenant.id)).size).toBe(tenants.length);
    } finally {
      await other.stop();
    }
  });

  it('has complete and valid company data everywhere, in any country that a tenant can be made in', async () => {
    const rows = await server.database<
      { key: string; country: string; company: Company & { phoneNumber: string } }[]
    >`select key, country, company from tenant`;
    const made = markets
      .flatMap((market) => market.countries)
      .map((country) => ({
        key: country,
        country,
        company: companyOf(`x${country}`, 'X', country, 'x.onmicrosoft.com'),
      }));
    for (const { key, country, company } of [...rows, ...made]) {
      expect({ key, missing: missingCompanyData(company) }).toEqual({ key, missing: [] });
      expect({
        key,
        refused: checkRegistration(country, company.organizationRegistrationNumber, company.phoneNumber),
      }).toEqual({ key, refused: null });
    }
  });

  it('has the sales of the two resellers, renewing themselves', async () => {
    const rows = await server.database`
      select p.key as partner, c.key as customer, s.offer_name, s.quantity, s.term_duration, s.billing_cycle, s.auto_renew, s.currency, s.created_at, s.next_due_at = s.term_ends_at as renews,
             o.status, o.lines->0->>'subscriptionId' = s.id::text as ordered
        from subscription s join tenant p on p.id = s.partner_id join tenant c on c.id = s.customer_id
        join customer_order o on o.partner_id = s.partner_id and o.customer_id = s.customer_id and o.id = s.order_id order by 1`;
    const common = {
      term_duration: 'P1Y',
      billing_cycle: 'monthly',
      auto_renew: true,
      renews: true,
      status: 'completed',
      ordered: true,
    };
    expect(rows.map(({ created_at: _, ...row }) => row)).toEqual([
      {
        partner: 'alpha',
        customer: 'woodgrove',
        offer_name: 'Microsoft 365 Business Premium',
        quantity: 50,
        currency: 'USD',
        ...common,
      },
      {
        partner: 'gamma',
        customer: 'wingtip',
        offer_name: 'Microsoft 365 Business Basic',
        quantity: 5,
        currency: 'EUR',
        ...common,
      },
    ]);
    for (const row of rows)
      expect(new Date(server.world.clock).getTime() - row.created_at.getTime()).toBeCloseTo(40 * 86_400_000, -6);
  });

  it('has all fifty licences of Woodgrove assigned, to its first fifty people', async () => {
    const rows = await server.database<{ key: string; sku_id: string }[]>`
      select u.key, l.sku_id from licence_assignment l join tenant_user u on u.tenant_id = l.tenant_id and u.id = l.user_id
       where l.tenant_id = ${server.tenant('woodgrove').id} order by u.created_at`;
    expect(rows.map((row) => row.key)).toEqual(
      server
        .tenant('woodgrove')
        .users.slice(0, 50)
        .map((user) => user.key),
    );
    expect(new Set(rows.map((row) => row.sku_id))).toEqual(new Set([licenceOf('CFQ7TTC0LCHC', '0002')?.skuId]));
  });

  it('shows a password only while it is the one the sandbox gave', async () => {
    const key = 'litware.user';
    await server.database`update tenant_user set password_hash = 'another' where key = ${key}`;
    const litware = (await world()).tenants.find((one: { key: string }) => one.key === 'litware');
    expect(litware.users.find((user: { key: string }) => user.key === key).password).toBeNull();
    expect(litware.users[0].password).toMatch(/.{12,}/);
  });
});

describe('other worlds', () => {
  it('hold nobody but the operator when they begin empty', async () => {
    const server = await startServer({ seed: 'empty' });
    try {
      const { body } = await server.call(null, 'GET', '/sandbox/v1/world');
      expect(body).toMatchObject({ seed: 'empty', tenants: [] });
      expect(body.operator.users).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });

  it('hold as many generated customers as were asked for, each with several partners, beside the demo world', async () => {
    const server = await startServer({ seed: 120 });
    try {
      const { body } = await server.call(null, 'GET', '/sandbox/v1/world');
      expect(body).toMatchObject({ seed: '120', generated: { customers: 120 } });
      expect(body.tenants).toHaveLength(tenants.length);
      const counts = await server.database`
        select c.id, count(r.partner_id)::int as partners from tenant c join reseller_relationship r on r.customer_id = c.id
         where c.key like 'generated-%' group by c.id`;
      expect(counts).toHaveLength(120);
      expect(Math.min(...counts.map((row) => row.partners))).toBeGreaterThanOrEqual(2);
      const wrong = await server.database`
        select tenant_id from partner p
         where customer_count <> (select count(*) from reseller_relationship r where r.partner_id = p.tenant_id and r.ended_at is null)`;
      expect(wrong).toEqual([]);
      const last = await server.call(null, 'GET', '/sandbox/v1/tenants/generated-120');
      expect(last.body).toMatchObject({
        key: 'generated-120',
        users: [
          { key: 'generated-120.admin', directoryRoles: ['Global Administrator'] },
          { key: 'generated-120.user' },
        ],
      });
    } finally {
      await server.stop();
    }
  });
});
