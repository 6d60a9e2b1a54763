import type { Caller } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('an add-on', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());

  const base = async (quantity = 5) => {
    const order = await given.order(server, 'alpha', 'woodgrove', { offerId: items.legacyMailboxes, quantity });
    return { order: order.id as string, id: order.lineItems[0].subscriptionId as string, etag: order.attributes.etag };
  };
  const line = (parent: string, change: object = {}) => ({
    LineItemNumber: 0,
    OfferId: items.legacyArchive,
    SubscriptionId: null,
    ParentSubscriptionId: parent,
    FriendlyName: 'Archive',
    Quantity: 2,
    ...change,
  });
  const patch = (order: string, body: object, who: Caller = 'alpha.sales') =>
    server.call(who, 'PATCH', `${customer}/orders/${order}`, body);
  const addOns = (id: string, who: Caller = 'alpha.sales') =>
    server.call(who, 'GET', `${customer}/subscriptions/${id}/addons`);

  it('is bought into the order of its base, and listed under it (R126)', async () => {
    const { order, id } = await base();
    expect((await addOns(id)).body).toMatchObject({ totalCount: 0, items: [] });
    const answer = await patch(order, { Id: null, LineItems: [line(id)], Attributes: { ObjectType: 'Order' } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body).toMatchObject({
      id: order,
      lineItems: [
        { lineItemNumber: 0, offerId: items.legacyMailboxes, subscriptionId: id, quantity: 5 },
        {
          lineItemNumber: 1,
          offerId: items.legacyArchive,
          parentSubscriptionId: id,
          friendlyName: 'Archive',
          quantity: 2,
        },
      ],
    });
    expect((await server.call('alpha.sales', 'GET', `${customer}/orders/${order}`)).body).toEqual(answer.body);
    const listed = await addOns(id);
    expect(listed.body).toMatchObject({
      totalCount: 1,
      items: [
        {
          id: answer.body.lineItems[1].subscriptionId,
          orderId: order,
          parentSubscriptionId: id,
          quantity: 2,
          status: 'active',
          attributes: { objectType: 'Subscription' },
        },
      ],
    });
    const stale = await patch(order, { lineItems: [line(id)], attributes: { etag: 'stale' } });
    expect([stale.status, stale.body.code]).toEqual([400, 2055]);
    const third = await patch(order, { lineItems: [line(id)], attributes: { etag: answer.body.attributes.etag } });
    expect(third.body.lineItems.map((one: { lineItemNumber: number }) => one.lineItemNumber)).toEqual([0, 1, 2]);
  });

  it('is refused as a whole beside a base that does not carry it, or of the wrong number', async () => {
    const { order, id } = await base();
    const other = await given.order(server, 'beta', 'woodgrove', { offerId: items.legacyMailboxes, quantity: 1 });
    const good = line(id);
    for (const [lines, code] of [
      [[good, line(id, { LineItemNumber: 1, Quantity: 0 })], 2002],
      [[line(id, { Quantity: undefined })], 2001],
      [[line(id, { OfferId: undefined })], 2001],
      [[line(id, { OfferId: items.legacyMailboxes })], 800029],
      [[line(other.lineItems[0].subscriptionId)], 800029],
      [[line(crypto.randomUUID())], 800029],
      [[line(id, { OfferId: crypto.randomUUID() })], 800070],
    ] as const) {
      const answer = await patch(order, { lineItems: lines });
      expect([answer.status, answer.body.code], JSON.stringify(lines)).toEqual([400, code]);
    }
    const both = await patch(order, { status: 'cancelled', lineItems: [good] });
    expect([both.status, both.body.code]).toEqual([400, 2000]);
    expect((await addOns(id)).body.items).toEqual([]);
  });

  it("is bought and listed by the base's own partner only", async () => {
    const { order, id } = await base();
    const body = { lineItems: [line(id)] };
    for (const [who, code] of [
      ['alpha.helpdesk', 900150],
      ['gamma.admin', 20002],
      ['beta.admin', 20000],
    ] as const) {
      expect((await patch(order, body, who)).body.code, who).toBe(code);
    }
    expect((await addOns(id, 'alpha.billing')).body.code).toBe(900150);
    expect((await addOns(id, 'gamma.admin')).body.code).toBe(20002);
    expect((await addOns(id, 'beta.admin')).body.code).toBe(20003);
    expect((await addOns(id, { application: 'alpha' })).body.items).toEqual([]);
  });

  it('is found in the catalogue by the offer that it is beside', async () => {
    const get = (id: string, country = 'US') =>
      server.call('alpha.sales', 'GET', `/v1/offers/${id}/addons?country=${country}`);
    expect((await get(items.legacyMailboxes)).body).toMatchObject({
      totalCount: 1,
      items: [{ id: items.legacyArchive, isAddOn: true, prerequisiteOffers: [items.legacyMailboxes] }],
    });
    expect((await get(items.legacyE1)).body.items).toEqual([]);
    expect((await get(crypto.randomUUID())).status).toBe(400);
    expect((await get(items.legacyMailboxes, 'XX')).status).toBe(400);
  });
});

describe('an order of software', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('is cancelled line by line within its days, and as a whole with its last line (R113)', async () => {
    const orders = `/v1/customers/${server.tenant('woodgrove').id}/orders`;
    const call = (method: string, path: string, body?: object) => server.call('alpha.sales', method, path, body);
    const software = (lineItemNumber: number) => ({ lineItemNumber, offerId: items.perpetualSoftware, quantity: 1 });
    const order = (await call('POST', orders, { lineItems: [software(0), software(1)] })).body;
    const path = `${orders}/${order.id}`;
    const none = await call('PATCH', path, { status: 'cancelled', lineItems: [{ lineItemNumber: 7 }] });
    expect([none.status, none.body.code]).toEqual([400, 800009]);
    const one = await call('PATCH', path, { id: order.id, status: 'cancelled', lineItems: [software(0)] });
    expect(one.body).toMatchObject({ status: 'completed', lineItems: [{ quantity: 0 }, { quantity: 1 }] });
    const statusOf = async (at: number) =>
      (await call('GET', `/v1${order.lineItems[at].links.subscription.uri}`)).body.status;
    expect([await statusOf(0), await statusOf(1)]).toEqual(['deleted', 'active']);
    expect((await call('PATCH', path, { status: 'cancelled', lineItems: [software(0)] })).body).toEqual(one.body);
    const rest = await call('PATCH', path, { status: 'cancelled', lineItems: [{ lineItemNumber: 1 }] });
    expect(rest.body.status).toBe('cancelled');
    expect([await statusOf(0), await statusOf(1)]).toEqual(['deleted', 'deleted']);
  });

  it('is billed otherwise from its next term on, when that is asked for before (R115)', async () => {
    const customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    const offerId = 'DG7GMGF0DVSV:000P:DG7GMGF0F3Q9';
    const order = await given.order(server, 'alpha', 'woodgrove', { offerId, quantity: 1 });
    const path = `${customer}/subscriptions/${order.lineItems[0].subscriptionId}`;
    const before = (await server.call('alpha.sales', 'GET', path)).body;
    expect(before).toMatchObject({ billingCycle: 'triennial', termDuration: 'P3Y', autoRenewEnabled: true });
    const product = { productId: 'DG7GMGF0DVSV', skuId: '000P', availabilityId: 'DG7GMGF0F3Q9', termDuration: 'P3Y' };
    const ask = (billingCycle: string) => ({
      ...before,
      scheduledNextTermInstructions: { product: { ...product, billingCycle }, quantity: 1 },
    });
    const refused = await server.call('alpha.sales', 'PATCH', path, ask('monthly'));
    expect([refused.status, refused.body.code]).toEqual([400, 900269]);
    const after = await server.call('alpha.sales', 'PATCH', path, ask('Annual'));
    expect(after.body, JSON.stringify(after.body)).toMatchObject({
      billingCycle: 'triennial',
      scheduledNextTermInstructions: { product: { ...product, billingCycle: 'annual' }, quantity: 1 },
    });
    const forGood = await given.order(server, 'alpha', 'woodgrove', { offerId: items.perpetualSoftware, quantity: 1 });
    const perpetual = `${customer}/subscriptions/${forGood.lineItems[0].subscriptionId}`;
    const kept = await server.call('alpha.sales', 'PATCH', perpetual, {
      autoRenewEnabled: false,
      scheduledNextTermInstructions: { quantity: 2 },
    });
    expect([kept.status, kept.body.code]).toEqual([400, 2006]);
  });
});
