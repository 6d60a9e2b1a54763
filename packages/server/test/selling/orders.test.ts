import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('orders', () => {
  let server: TestServer;
  let woodgrove: string;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    path = `/v1/customers/${woodgrove}/orders`;
  });
  afterAll(() => server.stop());

  const order = (lineItems: unknown[], more: object = {}, who = 'alpha.sales') =>
    server.call(who, 'POST', path, { lineItems, ...more });

  it('makes a subscription of each line, at once', async () => {
    const made = await order(
      [
        { lineItemNumber: 0, offerId: items.businessBasic, quantity: 5, termDuration: 'P1Y', friendlyName: 'Office' },
        { lineItemNumber: 1, offerId: items.officeE5, quantity: 2, termDuration: 'P1Y' },
      ],
      { billingCycle: 'annual', currencyCode: 'USD' },
    );
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      referenceCustomerId: woodgrove,
      billingCycle: 'annual',
      currencyCode: 'USD',
      currencySymbol: '$',
      status: 'completed',
      transactionType: 'UserPurchase',
      totalPrice: 1404,
      attributes: { objectType: 'Order' },
      lineItems: [
        {
          lineItemNumber: 0,
          offerId: items.businessBasic,
          friendlyName: 'Office',
          quantity: 5,
          termDuration: 'P1Y',
          pricing: { listPrice: 84, extendedPrice: 420 },
        },
        { lineItemNumber: 1, offerId: items.officeE5, quantity: 2, pricing: { listPrice: 492, extendedPrice: 984 } },
      ],
    });
    for (const line of made.body.lineItems) {
      const one = await server.call(
        'alpha.sales',
        'GET',
        `/v1/customers/${woodgrove}/subscriptions/${line.subscriptionId}`,
      );
      expect(one.body).toMatchObject({
        status: 'active',
        orderId: made.body.id,
        quantity: line.quantity,
        autoRenewEnabled: true,
        partnerId: '',
      });
    }
  });

  it('reads PascalCase, nulls, unset dates and "unknown" as the published clients send them', async () => {
    const made = await server.call('alpha.sales', 'POST', path, {
      Id: null,
      ReferenceCustomerId: woodgrove,
      BillingCycle: 'unknown',
      CreationDate: '0001-01-01T00:00:00',
      LineItems: [
        {
          LineItemNumber: 0,
          OfferId: items.businessBasic.toLowerCase(),
          SubscriptionId: null,
          ParentSubscriptionId: null,
          FriendlyName: 'Echo',
          Quantity: '3',
          PartnerIdOnRecord: null,
          Attributes: { ObjectType: 'OrderLineItem' },
        },
      ],
      Attributes: { ObjectType: 'Order' },
    });
    expect(made.status).toBe(201);
    expect(made.body.lineItems[0]).toMatchObject({ friendlyName: 'Echo', quantity: 3, offerId: items.businessBasic });
  });

  it('lists the orders of the partner itself, newest first, and those of one billing cycle', async () => {
    await server.advance('PT1M');
    const newest = await order([{ offerId: items.perpetualSoftware, quantity: 1 }]);
    const all = await server.call('alpha.helpdesk', 'GET', path);
    expect(all.status).toBe(200);
    expect(all.body.items[0].id).toBe(newest.body.id);
    expect(all.body.totalCount).toBe(all.body.items.length);
    const once = await server.call('alpha.sales', 'GET', `${path}?billingType=onetime`);
    expect(once.body.items.map((one: { id: string }) => one.id)).toEqual([newest.body.id]);
  });

  it('reads one order in any casing of its id, and how far it is provisioned', async () => {
    const made = await order([{ offerId: items.businessBasic, quantity: 4 }]);
    const read = await server.call('alpha.sales', 'GET', `${path}/${made.body.id.toUpperCase()}`);
    expect(read.body).toEqual(made.body);
    const status = await server.call('alpha.admin', 'GET', `${path}/${made.body.id}/provisioningstatus`);
    expect(status.body.items).toEqual([
      {
        orderLineItemId: 0,
        lineItemNumber: 0,
        status: 'fulfilled',
        quantityProvisioningInformation: [{ quantity: 4, status: 'fulfilled' }],
      },
    ]);
  });

  it('places an order for an application acting for itself', async () => {
    const made = await server.call({ application: 'alpha' }, 'POST', path, {
      lineItems: [{ offerId: items.businessBasic, quantity: 1 }],
    });
    expect(made.status).toBe(201);
    const asked = await server.call({ application: 'alpha' }, 'GET', `${path}/${made.body.id}/provisioningstatus`);
    expect([asked.status, asked.body.code]).toEqual([403, 900329]);
  });

  it('lets a first term end together with an own subscription or with a month', async () => {
    const subscriptions = await server.call('alpha.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions`);
    const first = subscriptions.body.items[0];
    const line = { offerId: items.officeE5, quantity: 1, termDuration: 'P1Y' };
    const together = await order([{ ...line, customTermEndDate: first.commitmentEndDate }]);
    const made = await server.call(
      'alpha.sales',
      'GET',
      `/v1/customers/${woodgrove}/subscriptions/${together.body.lineItems[0].subscriptionId}`,
    );
    expect(made.body.commitmentEndDateTime).toBe(first.commitmentEndDateTime);
    const never = await order([{ ...line, customTermEndDate: '2040-05-31T00:00:00Z' }]);
    expect([never.status, never.body.code]).toEqual([400, 900242]);
    const { now } = await server.clock.read();
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3, 0)).toISOString();
    expect((await order([{ ...line, customTermEndDate: month }])).status).toBe(201);
  });

  it('keeps what a line says for its provisioning, and of what it renews to', async () => {
    const made = await order([
      {
        offerId: items.trial,
        quantity: 25,
        renewsTo: { termDuration: 'P1M' },
        provisioningContext: { scope: 'shared' },
      },
    ]);
    expect(made.body.lineItems[0].provisioningContext).toEqual({ scope: 'shared' });
    const monthly = await order([
      { offerId: items.businessBasic, quantity: 1, termDuration: 'P1M', renewsTo: { termDuration: 'P1Y' } },
    ]);
    const one = await server.call(
      'alpha.sales',
      'GET',
      `/v1/customers/${woodgrove}/subscriptions/${monthly.body.lineItems[0].subscriptionId}`,
    );
    expect(one.body).toMatchObject({ termDuration: 'P1M', renewalTermDuration: 'P1Y' });
  });

  it('changes the billing cycle of an order of older commerce, with its subscriptions', async () => {
    const made = await order([
      { lineItemNumber: 0, offerId: items.legacyMailboxes, quantity: 5 },
      { lineItemNumber: 1, offerId: items.legacyArchive, quantity: 2 },
    ]);
    expect(made.body.billingCycle).toBe('monthly');
    const changed = await server.call('alpha.sales', 'PATCH', `${path}/${made.body.id}`, {
      Id: null,
      BillingCycle: 'Annual',
      LineItems: [],
      Attributes: { Etag: made.body.attributes.etag },
    });
    expect(changed.status).toBe(200);
    expect(changed.body.billingCycle).toBe('annual');
    const list = await server.call(
      'alpha.sales',
      'GET',
      `/v1/customers/${woodgrove}/subscriptions?order_id=${made.body.id}`,
    );
    expect(list.body.items.map((one: { billingCycle: string }) => one.billingCycle)).toEqual(['annual', 'annual']);
    const stale = await server.call('alpha.sales', 'PATCH', `${path}/${made.body.id}`, {
      billingCycle: 'monthly',
      attributes: { etag: made.body.attributes.etag },
    });
    expect([stale.status, stale.body.code]).toEqual([400, 2055]);
    const never = await server.call('alpha.sales', 'PATCH', `${path}/${made.body.id}`, { billingCycle: 'triennial' });
    expect([never.status, never.body.code]).toEqual([400, 900269]);
    const neither = await server.call('alpha.sales', 'PATCH', `${path}/${made.body.id}`, {});
    expect([neither.status, neither.body.code]).toEqual([400, 2001]);
  });

  it('cancels software within its days, and what is licensed by seats not at all', async () => {
    const software = await order([{ offerId: items.perpetualSoftware, quantity: 1 }]);
    const cancelled = await server.call('alpha.sales', 'PATCH', `${path}/${software.body.id}`, {
      id: software.body.id,
      status: 'cancelled',
    });
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    const again = await server.call('alpha.sales', 'PATCH', `${path}/${software.body.id}`, { status: 'cancelled' });
    expect([again.status, again.body.attributes.etag]).toEqual([200, cancelled.body.attributes.etag]);
    const gone = await server.call(
      'alpha.sales',
      'GET',
      `/v1/customers/${woodgrove}/subscriptions/${software.body.lineItems[0].subscriptionId}`,
    );
    expect(gone.body.status).toBe('deleted');
    const seats = await order([{ offerId: items.businessBasic, quantity: 1 }]);
    const kept = await server.call('alpha.sales', 'PATCH', `${path}/${seats.body.id}`, { status: 'cancelled' });
    expect([kept.status, kept.body.code]).toEqual([400, 800061]);
    const late = await order([{ offerId: items.perpetualSoftware, quantity: 1 }]);
    await server.advance('P31D');
    const refused = await server.call('alpha.sales', 'PATCH', `${path}/${late.body.id}`, { status: 'cancelled' });
    expect([refused.status, refused.body.code]).toEqual([400, 900117]);
  });

  it('writes one audit record for an order, and one for a refusal that changed nothing', async () => {
    const before =
      await server.database`select count(*)::int as n from audit_record where tenant_id = ${server.tenant('alpha').id}`;
    const made = await order([{ offerId: items.businessBasic, quantity: 7 }]);
    const refused = await order([{ offerId: items.businessBasic, quantity: 0 }]);
    expect(refused.status).toBe(400);
    const rows =
      await server.database`select operation_type, resource_type, status, new_value, customized from audit_record where tenant_id = ${server.tenant('alpha').id} order by seq offset ${before[0]?.n}`;
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      operation_type: 'create_order',
      resource_type: 'order',
      status: 'succeeded',
      new_value: { id: made.body.id },
    });
    expect(rows[1]).toMatchObject({
      operation_type: 'create_order',
      status: 'failed',
      customized: { refusal: 'quantity-out-of-range' },
    });
  });

  it('sells to the customer of a second partner without touching the first one', async () => {
    const before = await server.call('alpha.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions`);
    await given.seller(server, 'beta', 'woodgrove');
    await given.order(server, 'beta', 'woodgrove', { offerId: items.businessPremium, quantity: 20 });
    const after = await server.call('alpha.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions`);
    expect(after.body).toEqual(before.body);
    const own = await server.call('beta.sales', 'GET', `/v1/customers/${woodgrove}/orders`);
    expect(own.body.totalCount).toBe(1);
  });
});
