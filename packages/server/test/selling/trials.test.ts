import type { Caller } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('a trial', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());

  const path = (id: string) => `/v1/customers/${woodgrove}/subscriptions/${id}`;
  const buy = async (offerId: string, quantity = 25) => {
    const order = await given.order(server, 'alpha', 'woodgrove', { offerId, quantity });
    return order.lineItems[0].subscriptionId as string;
  };
  const read = async (id: string) => (await server.call('alpha.sales', 'GET', path(id))).body;
  const conversions = (id: string, who = 'alpha.sales') => server.call(who, 'GET', `${path(id)}/conversions`);
  const convert = (id: string, body: object, who: Caller = 'alpha.sales') =>
    server.call(who, 'POST', `${path(id)}/conversions`, body);

  it('of the older commerce shows what it can become, and becomes it under its own id (R136)', async () => {
    const id = await buy(items.legacyTrial);
    expect(await read(id)).toMatchObject({ isTrial: true, autoRenewEnabled: false, quantity: 25, termDuration: 'P1M' });
    const list = await conversions(id);
    expect(list.status).toBe(200);
    expect(list.body).toMatchObject({
      totalCount: 1,
      items: [
        {
          offerId: items.legacyTrial,
          targetOfferId: items.legacyPremium,
          quantity: 25,
          billingCycle: 'monthly',
          attributes: { objectType: 'Conversion' },
        },
      ],
      attributes: { objectType: 'Collection' },
    });
    const made = await convert(id, { ...list.body.items[0], quantity: 10, billingCycle: 'annual' });
    expect([made.status, made.body]).toEqual([
      200,
      {
        subscriptionId: id,
        offerId: items.legacyTrial,
        targetOfferId: items.legacyPremium,
        attributes: { objectType: 'ConversionResult' },
      },
    ]);
    expect(await read(id)).toMatchObject({
      id,
      offerId: items.legacyPremium,
      friendlyName: 'Office 365 Business Premium',
      isTrial: false,
      quantity: 10,
      billingCycle: 'annual',
      termDuration: 'P1Y',
      autoRenewEnabled: true,
      status: 'active',
    });
    expect((await conversions(id)).body.items).toEqual([]);
    const again = await convert(id, list.body.items[0]);
    expect([again.status, again.body.code]).toEqual([400, 2000]);
    const log = await server.call('alpha.admin', 'GET', '/v1/auditrecords');
    expect(log.body.items.map((one: { operationType: string }) => one.operationType)).toContain(
      'convert_trial_subscription',
    );
  });

  it('is converted to nothing else, in no other number, and by nobody else', async () => {
    const id = await buy(items.legacyTrial);
    const good = { offerId: items.legacyTrial, targetOfferId: items.legacyPremium, quantity: 25 };
    for (const [change, code] of [
      [{ targetOfferId: undefined }, 2001],
      [{ targetOfferId: items.legacyE1 }, 2000],
      [{ offerId: items.legacyE1 }, 2000],
      [{ orderId: 'another' }, 2000],
      [{ quantity: 301 }, 2002],
      [{ quantity: 0 }, 2002],
      [{ billingCycle: 'triennial' }, 900270],
    ] as const) {
      const answer = await convert(id, { ...good, ...change });
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([400, code]);
    }
    expect((await convert(id, good, 'alpha.helpdesk')).body.code).toBe(900150);
    expect((await convert(id, good, { application: 'alpha' })).body.code).toBe(900329);
    expect((await conversions(id, 'alpha.billing')).body.code).toBe(900150);
    expect((await convert(id, good, 'gamma.admin')).body.code).toBe(20002);
    expect((await convert(id, good, 'beta.admin')).body.code).toBe(20003);
    expect((await conversions(id, 'beta.admin')).body.code).toBe(20003);
    expect(await read(id)).toMatchObject({ isTrial: true, offerId: items.legacyTrial, quantity: 25 });
  });

  it('of new commerce is not converted so, and is paid for at its end unless it does not renew (R136)', async () => {
    const paid = await buy(items.trial);
    expect((await conversions(paid)).body).toMatchObject({ totalCount: 0, items: [] });
    const older = await buy(items.legacyTrial);
    const left = await buy('CFQ7TTC0LDPB:0005:CFQ7TTC0Z5XL');
    const off = await server.call('alpha.sales', 'PATCH', path(left), { autoRenewEnabled: false });
    expect(off.status).toBe(200);
    await server.advance('P32D');
    expect(await read(paid)).toMatchObject({
      id: paid,
      offerId: items.businessBasic,
      isTrial: false,
      quantity: 25,
      status: 'active',
      termDuration: 'P1M',
      billingCycle: 'monthly',
    });
    expect(await read(left)).toMatchObject({ isTrial: true, status: 'expired' });
    expect(await read(older)).toMatchObject({ isTrial: true, status: 'suspended' });
    expect((await conversions(older)).body.items).toEqual([]);
    const late = await convert(older, { targetOfferId: items.legacyPremium });
    expect([late.status, late.body.code]).toEqual([400, 800012]);
  });
});
