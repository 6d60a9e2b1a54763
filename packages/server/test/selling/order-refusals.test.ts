import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('what an order is refused for, with nothing bought', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'dist1', 'woodgrove');
  });
  afterAll(() => server.stop());

  /** Sends an order and answers status and number; a refusal has made no order. */
  async function order(
    lineItems: unknown[] | undefined,
    more: object = {},
    who = 'alpha.sales',
    customer = woodgrove,
  ): Promise<[number, unknown]> {
    const count = async () => (await server.database`select count(*)::int as n from customer_order`)[0]?.n as number;
    const before = await count();
    const answer = await server.call(who, 'POST', `/v1/customers/${customer}/orders`, { lineItems, ...more });
    if (answer.status !== 201) expect(await count()).toBe(before);
    return [answer.status, answer.body.code];
  }
  const basic = { offerId: items.businessBasic, quantity: 1 };
  const attested = { partnerOnRecordAttestationAccepted: true };

  it('names what is missing or malformed', async () => {
    const path = `/v1/customers/${woodgrove}/orders`;
    for (const [body, field] of [
      [{}, 'lineItems'],
      [{ lineItems: [{ quantity: 1 }] }, 'lineItems.0.offerId'],
      [{ lineItems: [{ offerId: items.businessBasic }] }, 'lineItems.0.quantity'],
      [{ lineItems: 'all' }, 'lineItems'],
      [{ lineItems: [basic], billingCycle: 'sometimes' }, 'billingCycle'],
    ] as const) {
      const answer = await server.call('alpha.sales', 'POST', path, body);
      expect(answer.status, field).toBe(400);
      expect(answer.body.description).toContain(`"${field}"`);
    }
    const other = await server.call('alpha.sales', 'POST', path, {
      referenceCustomerId: server.tenant('litware').id,
      lineItems: [basic],
    });
    expect([other.status, other.body.code]).toEqual([400, 2000]);
    const twice = await order([
      { ...basic, lineItemNumber: 0 },
      { ...basic, lineItemNumber: 0 },
    ]);
    expect(twice).toEqual([400, 800009]);
  });

  it("demands what the catalogue offers in the customer's country", async () => {
    expect(await order([{ offerId: 'CFQ7TTC0XXXX:0001', quantity: 1 }])).toEqual([400, 800070]);
    expect(await order([{ ...basic, quantity: 301 }])).toEqual([400, 2002]);
    expect(await order([{ ...basic, quantity: -1 }])).toEqual([400, 2002]);
    expect(await order([{ ...basic, quantity: 1.5 }])).toEqual([400, 3000]);
    expect(await order([{ ...basic, termDuration: 'P5Y' }])).toEqual([400, 800121]);
    expect(await order([{ ...basic, termDuration: 'P1M' }], { billingCycle: 'annual' })).toEqual([400, 900270]);
    expect(await order([basic], { billingCycle: 'one_time' })).toEqual([400, 900269]);
    expect(await order([basic], { currencyCode: 'EUR' })).toEqual([400, 900169]);
    expect(await order([{ offerId: items.forFaculty, quantity: 1 }])).toEqual([400, 800086]);
  });

  it('demands a base product for an add-on, whoever sold it (R126)', async () => {
    const addon = { offerId: items.teamsPhone, quantity: 1 };
    expect(await order([addon], {}, 'dist1.sales')).toEqual([400, 400041]);
    expect(
      await order([
        { lineItemNumber: 0, offerId: items.officeE1, quantity: 1 },
        { ...addon, lineItemNumber: 1 },
      ]),
    ).toEqual([201, undefined]);
    expect(await order([addon], {}, 'dist1.sales')).toEqual([201, undefined]);
    expect(await order([{ ...addon, parentSubscriptionId: crypto.randomUUID() }])).toEqual([400, 800029]);
  });

  it('sells a limited offer once to a customer, whoever sells it (R127)', async () => {
    const pack = { offerId: items.foundersPack, quantity: 1 };
    expect(
      await order([
        { ...pack, lineItemNumber: 0 },
        { ...pack, lineItemNumber: 1 },
      ]),
    ).toEqual([403, 800089]);
    expect(await order([pack])).toEqual([201, undefined]);
    expect(await order([pack])).toEqual([403, 800089]);
    const other = await server.call('dist1.sales', 'POST', `/v1/customers/${woodgrove}/orders`, { lineItems: [pack] });
    expect([other.status, other.body.code]).toEqual([403, 800089]);
    expect(JSON.stringify(other.body)).not.toContain('Alpha');
    expect(JSON.stringify(other.body)).not.toContain(server.tenant('alpha').id);
  });

  it('takes only a reseller that works with the provider, attested (R9, R122, R148)', async () => {
    const named = (partnerIdOnRecord: string) => [{ ...basic, partnerIdOnRecord }];
    expect(await order(named('5000111'), {}, 'dist1.sales')).toEqual([400, 900206]);
    expect(await order(named('9999999'), attested, 'dist1.sales')).toEqual([404, 800015]);
    expect(await order(named('5000011'), attested, 'dist1.sales')).toEqual([404, 2072]);
    expect(await order(named('5000001'), attested, 'dist1.sales')).toEqual([400, 800016]);
    const [global] = await server.database`select global_account_id from partner where mpn_id = '5000111'`;
    expect(await order(named(global?.global_account_id), attested, 'dist1.sales')).toEqual([400, 800016]);
    expect(await order(named('5000111'), attested, 'alpha.sales')).toEqual([400, 800016]);
    expect(await order([{ ...basic, additionalPartnerIdsOnRecord: ['5000111'] }], attested, 'dist1.sales')).toEqual([
      400, 2001,
    ]);
    expect(await order(named('5000111'), attested, 'dist1.sales')).toEqual([201, undefined]);
    expect(
      await order([{ offerId: items.legacyMailboxes, quantity: 1, partnerIdOnRecord: '5000111' }], {}, 'dist1.sales'),
    ).toEqual([201, undefined]);
    await given.seller(server, 'dist2', 'woodgrove');
    expect(await order(named('5000111'), attested, 'dist2.sales')).toEqual([403, 900150]);
  });

  it('keeps one Azure plan for a partner of record, and older Azure off beside it (R107, R109)', async () => {
    const plan = (more = {}) => [{ offerId: items.azurePlan, quantity: 1, ...more }];
    expect(await order([{ offerId: items.reservation, quantity: 1 }], {}, 'dist1.sales')).toEqual([400, 900318]);
    expect(await order([{ offerId: items.legacyAzure, quantity: 1 }], {}, 'dist1.sales')).toEqual([201, undefined]);
    expect(await order(plan(), {}, 'dist1.sales')).toEqual([201, undefined]);
    expect(await order(plan(), {}, 'dist1.sales')).toEqual([400, 900116]);
    expect(await order(plan({ partnerIdOnRecord: '5000111' }), attested, 'dist1.sales')).toEqual([201, undefined]);
    expect(await order([{ offerId: items.legacyAzure, quantity: 1 }], {}, 'dist1.sales')).toEqual([403, 2091]);
    expect(await order([{ offerId: items.reservation, quantity: 1 }], {}, 'dist1.sales')).toEqual([201, undefined]);
    expect(await order(plan(), {}, 'alpha.sales')).toEqual([201, undefined]);
  });

  it('refuses the customer of somebody else, and tenants that do not exist, alike', async () => {
    for (const customer of [server.tenant('litware').id, server.tenant('cityofadatum').id, crypto.randomUUID()]) {
      expect(await order([basic], {}, 'alpha.sales', customer)).toEqual([403, 20002]);
    }
    const malformed = await server.call('alpha.sales', 'POST', '/v1/customers/me/orders', { lineItems: [basic] });
    expect([malformed.status, malformed.body.code]).toEqual([400, 3000]);
  });

  it('refuses a tenant that became a partner itself (R154)', async () => {
    const sql = server.database;
    const tenant = server.tenant('woodgrove').id;
    await sql`insert into partner (tenant_id, kind, mpn_id, global_account_id, program_status, organization_profile, legal_profile, billing_profile,
                                   support_profile, network_profile)
              values (${tenant}, 'direct', '5999999', '5999998', 'active', '{}', '{}', '{}', '{}', '{}')`;
    expect(await order([basic])).toEqual([403, 'CSP_TENANT_NOT_RESALABLE']);
    await sql`delete from partner where tenant_id = ${tenant}`;
    expect(await order([basic])).toEqual([201, undefined]);
  });

  it('refuses while the customer is vetted, or its company data is incomplete', async () => {
    const sql = server.database;
    const [row] = await sql`select company from tenant where id = ${woodgrove}`;
    for (const [status, code] of [
      ['under_review', 800073],
      ['not_allowed', 800075],
    ] as const) {
      await sql`update tenant set vetting_status = ${status} where id = ${woodgrove}`;
      expect(await order([basic])).toEqual([403, code]);
    }
    await sql`update tenant set vetting_status = 'allowed', company = company || '{"address":{}}' where id = ${woodgrove}`;
    expect(await order([basic])).toEqual([400, 2001]);
    await sql`update tenant set company = ${row?.company} where id = ${woodgrove}`;
    expect(await order([basic])).toEqual([201, undefined]);
  });

  it('refuses a partner without its agreement', async () => {
    await server.database`update partner set mpa_accepted_at = null where tenant_id = ${server.tenant('alpha').id}`;
    expect(await order([basic])).toEqual([403, 900124]);
    await server.database`update partner set mpa_accepted_at = realm_now() where tenant_id = ${server.tenant('alpha').id}`;
  });

  it('knows how many subscriptions a tenant may have (R129)', async () => {
    const sql = server.database;
    const [held] = await sql`select count(*)::int as n from subscription where customer_id = ${woodgrove}`;
    const free = 300 - (held?.n as number);
    const batch = (count: number) =>
      Array.from({ length: count }, (_, lineItemNumber) => ({ ...basic, lineItemNumber }));
    expect(await order(batch(free + 1))).toEqual([403, 800066]);
    expect(await order(batch(free - 1))).toEqual([201, undefined]);
    const last = (who: string) => server.call(who, 'POST', `/v1/customers/${woodgrove}/orders`, { lineItems: [basic] });
    const both = await Promise.all([last('alpha.sales'), last('dist1.sales')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
    expect(await order([basic])).toEqual([403, 800066]);
  });
});
