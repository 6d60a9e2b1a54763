import type { Caller } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

const officeE3 = 'CFQ7TTC0LF8R:0001:CFQ7TTC0KCSV';
const licence = { e1: '18181a46-0d4e-45cd-891e-60aabd171b4e', e3: '6fd2c87f-b296-42f0-b197-1e91e994b900' };

interface Eligibility {
  readonly catalogItemId: string;
  readonly subscriptionEligibilities: readonly unknown[];
  readonly eligibilities: readonly { readonly errors: readonly { readonly code: number }[] }[];
}

describe('seats move to another product', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const path = (id: string) => `${customer}/subscriptions/${id}`;
  const buy = async (offerId: string, quantity: number, termDuration = 'P1Y', who = 'alpha') => {
    const order = await given.order(server, who, 'woodgrove', { offerId, quantity, termDuration });
    return order.lineItems[0].subscriptionId as string;
  };
  const read = async (id: string) => (await server.call('alpha.sales', 'GET', path(id))).body;
  const move = (id: string, body: object, who: Caller = 'alpha.admin') =>
    server.call(who, 'POST', `${path(id)}/transitions`, {
      toCatalogItemId: officeE3,
      quantity: 10,
      transitionType: 'transition_only',
      ...body,
    });
  const list = (id: string, what: string, who: Caller = 'alpha.admin') =>
    server.call(who, 'GET', `${path(id)}/${what}`);

  it('all of them under the same id, to the same end and without a window to cancel (R113, R128)', async () => {
    const id = await buy(items.officeE1, 10);
    const before = await read(id);
    expect(before.cancellationAllowedUntilDate).toBeDefined();
    const made = await move(id, { fromCatalogItemId: items.officeE1, fromSubscriptionId: id });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect(made.body).toMatchObject({
      fromSubscriptionId: id,
      toSubscriptionId: id,
      toCatalogItemId: officeE3,
      quantity: 10,
      termDuration: 'P1Y',
      transitionType: 'transition_only',
      events: [
        { name: 'Conversion', status: 'Started', attributes: { objectType: 'TransitionEvent' } },
        { name: 'Conversion', status: 'Completed' },
      ],
      attributes: { objectType: 'Transition' },
    });
    const after = await read(id);
    expect(after).toMatchObject({
      id,
      offerId: officeE3,
      quantity: 10,
      status: 'active',
      commitmentEndDate: before.commitmentEndDate,
      billingCycle: before.billingCycle,
    });
    expect(after.cancellationAllowedUntilDate).toBeUndefined();
    const late = await server.call('alpha.sales', 'PATCH', path(id), { ...after, status: 'deleted' });
    expect([late.status, late.body.code]).toEqual([400, 800040]);
    const listed = await list(id, 'transitions');
    expect(listed.body).toMatchObject({ totalCount: 1, items: [made.body], attributes: { objectType: 'Collection' } });
    const none = await list(id, `transitions?operation-id=${crypto.randomUUID()}`);
    expect(none.body.items).toEqual([]);
    expect((await list(id, 'transitions?operation-id=one')).body.code).toBe(3000);
  });

  it('some of them to a subscription of their own, which ends with the one they come from', async () => {
    const id = await buy(items.officeE1, 10);
    const made = await move(id, { quantity: 4 });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const [left, own] = [await read(id), await read(made.body.toSubscriptionId)];
    expect(left).toMatchObject({ offerId: expect.stringContaining(items.officeE1), quantity: 6, status: 'active' });
    expect(own).toMatchObject({
      offerId: officeE3,
      quantity: 4,
      status: 'active',
      commitmentEndDate: left.commitmentEndDate,
    });
    const order = await server.call('alpha.sales', 'GET', `${customer}/orders/${own.orderId}`);
    expect(order.body.lineItems).toMatchObject([{ offerId: officeE3, quantity: 4, subscriptionId: own.id }]);
    expect((await list(own.id, 'transitions')).body.items).toEqual([made.body]);
  });

  it('or to another one of the same partner, when that one is fixed and does not end before (R115)', async () => {
    const into = await buy(officeE3, 5);
    const monthly = await buy(officeE3, 5, 'P1M');
    const id = await buy(items.officeE1, 10);
    const other = await buy(items.businessBasic, 1);
    const joins = { toSubscriptionId: into };
    for (const [change, code] of [
      [joins, 900261],
      [{ toSubscriptionId: id }, 900259],
      [{ toSubscriptionId: other }, 900260],
      [{ toSubscriptionId: 'none' }, 3000],
    ] as const) {
      const answer = await move(id, change);
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([400, code]);
    }
    const foreign = await buy(officeE3, 1, 'P1Y', 'beta');
    expect((await move(id, { toSubscriptionId: foreign })).body.code).toBe(20003);
    await server.advance('P8D');
    const later = await buy(items.officeE1, 3);
    expect((await move(later, { ...joins, quantity: 3 })).body.code).toBe(900236);
    expect((await move(id, { toSubscriptionId: monthly })).body.code).toBe(900267);
    const eligible = (await list(id, 'transitionEligibilities?eligibilityType=immediate')).body.items[0];
    expect(eligible).toMatchObject({ catalogItemId: officeE3, quantity: 10 });
    const of = (one: string) =>
      eligible.subscriptionEligibilities.find((found: { subscriptionId: string }) => found.subscriptionId === one);
    expect(of(into)).toMatchObject({ isEligible: true, errors: [], subscriptionTermDuration: 'P1Y' });
    expect(of(monthly)).toMatchObject({ isEligible: false, errors: [{ code: 3 }, { code: 4 }] });
    expect(of(foreign)).toBeUndefined();
    const made = await move(id, joins);
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect(await read(into)).toMatchObject({ quantity: 15, status: 'active' });
    expect(await read(id)).toMatchObject({ status: 'deleted' });
    const gone = await move(id, {});
    expect([gone.status, gone.body.code]).toEqual([400, 800012]);
  });

  it('to what the catalogue has them move to only, never to a shorter term, and to a longer one as a whole', async () => {
    const id = await buy(items.officeE1, 10);
    for (const [change, code] of [
      [{ toCatalogItemId: undefined }, 2001],
      [{ quantity: undefined }, 2001],
      [{ transitionType: undefined }, 2001],
      [{ toCatalogItemId: items.businessBasic }, 2000],
      [{ toCatalogItemId: 'nothing' }, 2000],
      [{ fromCatalogItemId: items.businessBasic }, 2000],
      [{ fromSubscriptionId: crypto.randomUUID() }, 2000],
      [{ quantity: 11 }, 2002],
      [{ quantity: 0 }, 2002],
      [{ termDuration: 'P1M' }, 900267],
      [{ termDuration: 'P2Y' }, 900268],
      [{ billingCycle: 'triennial' }, 900270],
    ] as const) {
      const answer = await move(id, change);
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([400, code]);
    }
    const monthly = await buy(items.businessBasic, 5, 'P1M');
    const longer = { toCatalogItemId: items.businessBasic, termDuration: 'P1Y' };
    expect((await move(monthly, { ...longer, quantity: 4 })).body.code).toBe(2002);
    expect((await move(monthly, { ...longer, quantity: 5, termDuration: 'P1M' })).body.code).toBe(2000);
    expect((await move(monthly, { ...longer, quantity: 5 })).status).toBe(200);
    expect(await read(monthly)).toMatchObject({ offerId: items.businessBasic, quantity: 5, termDuration: 'P1Y' });
  });

  it('a trial is paid for so, in the number that is wanted (R136)', async () => {
    const trial = await buy(items.trial, 25, 'P1M');
    expect((await list(trial, 'transitionEligibilities')).body.items).toMatchObject([
      { catalogItemId: items.businessBasic, quantity: 25, subscriptionEligibilities: [] },
    ]);
    const made = await move(trial, { toCatalogItemId: items.businessBasic, quantity: 7, termDuration: 'P1Y' });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const paid = await read(trial);
    expect(paid).toMatchObject({ isTrial: false, offerId: items.businessBasic, quantity: 7, termDuration: 'P1Y' });
    expect(paid.cancellationAllowedUntilDate).toBeDefined();
  });

  it('with the licences of those who worked longest with the old one, under a right inside the customer', async () => {
    const id = await buy(items.officeE1, 2);
    const user = server.person('woodgrove.user').id;
    const licences = (who: string, body: object) =>
      server.call(who, 'POST', `${customer}/users/${user}/licenseupdates`, body);
    const given = await licences('alpha.admin', { licensesToAssign: [{ skuId: licence.e1, excludedPlans: [] }] });
    expect(given.status, JSON.stringify(given.body)).toBe(201);
    const both = { quantity: 2, transitionType: 'transition_with_license_transfer' };
    const made = await move(id, both);
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect(made.body.events.map((one: { name: string }) => one.name)).toContain('LicenseReassignment');
    const has = await server.call('alpha.admin', 'GET', `${customer}/users/${user}/licenses`);
    const skus = has.body.items.map((one: { productSku: { id: string } }) => one.productSku.id);
    expect(skus).toContain(licence.e3);
    expect(skus).not.toContain(licence.e1);
    // Who has both already keeps both: nothing moves.
    const again = await buy(items.officeE1, 2);
    await licences('alpha.admin', { licensesToAssign: [{ skuId: licence.e1, excludedPlans: [] }] });
    const conflict = await move(again, both);
    expect([conflict.status, conflict.body.code]).toEqual([400, 2000]);
    const [eligible] = (await list(again, 'transitionEligibilities')).body.items as Eligibility[];
    expect(eligible?.eligibilities).toMatchObject([
      { isEligible: true, errors: [] },
      { isEligible: false, errors: [{ code: 3 }] },
    ]);
    expect(await read(again)).toMatchObject({ quantity: 2, offerId: expect.stringContaining(items.officeE1) });
    // Beta has no right inside.
    const beta = await buy(items.officeE1, 2, 'P1Y', 'beta');
    const denied = await move(beta, both, 'beta.admin');
    expect([denied.status, denied.body.code]).toEqual([403, 900308]);
    const [seen] = (await list(beta, 'transitionEligibilities', 'beta.admin')).body.items as Eligibility[];
    expect(seen?.eligibilities[1]).toMatchObject({ isEligible: false, errors: [{ code: 1 }] });
    expect((await move(beta, { quantity: 2 }, 'beta.admin')).status).toBe(200);
  });

  it('by nobody but the partner that sold them, and its administrators (R105)', async () => {
    const id = await buy(items.officeE1, 10);
    for (const [who, code] of [
      ['alpha.sales', 900150],
      ['gamma.admin', 20002],
      ['beta.admin', 20003],
    ] as const) {
      expect((await move(id, {}, who)).body.code, who).toBe(code);
      expect((await list(id, 'transitions', who)).body.code, who).toBe(code);
      expect((await list(id, 'transitionEligibilities', who)).body.code, who).toBe(code);
    }
    expect(await read(id)).toMatchObject({ quantity: 10 });
    const mailboxes = await buy(items.legacyMailboxes, 1);
    expect((await list(mailboxes, 'transitionEligibilities')).body.items).toEqual([]);
    expect((await move(mailboxes, { quantity: 1 })).body.code).toBe(2000);
  });
});
