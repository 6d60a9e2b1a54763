import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('what time does to subscriptions', () => {
  let server: TestServer;
  let woodgrove: string;
  let path: string;
  beforeAll(async () => {
    server = await startServer({ startAt: new Date('2026-01-10T15:30:00Z') });
    woodgrove = server.tenant('woodgrove').id;
    path = `/v1/customers/${woodgrove}/subscriptions`;
  });
  afterAll(() => server.stop());

  const buy = async (offerId: string, more: object = {}, quantity = 5) => {
    const order = await given.order(server, 'alpha', 'woodgrove', { offerId, quantity, ...more });
    return (await server.call('alpha.sales', 'GET', `${path}/${order.lineItems[0].subscriptionId}`)).body;
  };
  const read = async (id: string) => (await server.call('alpha.sales', 'GET', `${path}/${id}`)).body;
  const patch = (id: string, body: object) => server.call('alpha.sales', 'PATCH', `${path}/${id}`, body);
  const told = async (id: string) =>
    (await server.database`select tenant_id, about->>'change' as change, due_at from outbox_item
                            where name = 'subscription-updated' and about->>'subscriptionId' = ${id} and about ? 'change' order by seq`) as unknown as {
      tenant_id: string;
      change: string;
      due_at: Date;
    }[];

  it('renews a term at its end, with a new window for cancelling', async () => {
    const one = await buy(items.businessBasic);
    expect(one).toMatchObject({
      termDuration: 'P1M',
      commitmentEndDate: '2026-02-09T00:00:00.000Z',
      commitmentEndDateTime: '2026-02-09T23:59:59.000Z',
    });
    await server.clock.change({ set: new Date('2026-02-09T23:59:59.500Z') });
    expect((await read(one.id)).attributes.etag).toBe(one.attributes.etag);
    await server.advance('PT1S');
    const renewed = await read(one.id);
    expect(renewed).toMatchObject({
      status: 'active',
      effectiveStartDate: '2026-02-10T00:00:00.000Z',
      commitmentEndDate: '2026-03-09T00:00:00.000Z',
      cancellationAllowedUntilDate: '2026-02-17T00:00:00.000Z',
      quantity: 5,
    });
    expect(renewed.refundableQuantity.totalQuantity).toBe(5);
    expect(await told(one.id)).toEqual([
      { tenant_id: server.tenant('alpha').id, change: 'renewed', due_at: new Date('2026-02-10T00:00:00Z') },
    ]);
    const cancelled = await patch(one.id, { ...renewed, status: 'deleted' });
    expect(cancelled.status).toBe(200);
  });

  it('renews once for every term that a jump passes, in order', async () => {
    const one = await buy(items.businessBasic);
    await server.advance('P100D');
    const events = await told(one.id);
    expect(events.map(({ change }) => change)).toEqual(['renewed', 'renewed', 'renewed']);
    const times = events.map(({ due_at }) => due_at.getTime());
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect((await read(one.id)).status).toBe('active');
    const records =
      await server.database`select at, old_value->>'version' as old, new_value->>'version' as new from audit_record
                                           where new_value->>'id' = ${one.id} and customized->>'change' = 'renewed' order by seq`;
    expect(records.map(({ old, new: now }) => [old, now])).toEqual([
      ['1', '2'],
      ['2', '3'],
      ['3', '4'],
    ]);
  });

  it('follows the instructions for the next term', async () => {
    const one = await buy(items.businessBasic);
    await patch(one.id, {
      ...one,
      scheduledNextTermInstructions: { product: { termDuration: 'P1Y', billingCycle: 'annual' }, quantity: 3 },
    });
    await server.advance('P32D');
    const renewed = await read(one.id);
    expect(renewed).toMatchObject({
      termDuration: 'P1Y',
      billingCycle: 'annual',
      quantity: 3,
      renewalTermDuration: '',
      autoRenewEnabled: true,
    });
    expect(renewed.scheduledNextTermInstructions).toBeUndefined();
  });

  it('ends a term that does not renew: expired, disabled, deleted, each told once', async () => {
    const one = await buy(items.businessBasic);
    await patch(one.id, { ...one, autoRenewEnabled: false });
    const statuses: string[] = [];
    for (const duration of ['P32D', 'P30D', 'P90D', 'P1Y']) {
      await server.advance(duration);
      statuses.push((await read(one.id)).status);
    }
    expect(statuses).toEqual(['expired', 'disabled', 'deleted', 'deleted']);
    expect((await told(one.id)).map(({ change }) => change)).toEqual(['expired', 'disabled', 'deleted']);
  });

  it('disables a suspended term at its end', async () => {
    const one = await buy(items.businessBasic);
    await patch(one.id, { ...one, status: 'suspended' });
    await server.advance('P32D');
    expect((await read(one.id)).status).toBe('disabled');
    const refused = await patch(one.id, { status: 'active' });
    expect([refused.status, refused.body.code]).toEqual([400, 800040]);
    await server.advance('P120D');
    expect((await told(one.id)).map(({ change }) => change)).toEqual(['disabled', 'deleted']);
  });

  it('deletes a suspended subscription of older commerce after ninety days', async () => {
    const one = await buy(items.legacyMailboxes);
    await patch(one.id, { ...one, status: 'suspended' });
    await server.advance('P89D');
    expect((await read(one.id)).status).toBe('suspended');
    await server.advance('P2D');
    expect((await read(one.id)).status).toBe('deleted');
    expect((await told(one.id)).map(({ change }) => change)).toEqual(['deleted']);
  });

  it('leaves an Azure plan alone', async () => {
    const one = await buy(items.azurePlan, {}, 1);
    expect(one).toMatchObject({
      commitmentEndDate: '9999-12-31T00:00:00.000Z',
      unitType: 'Usage-based',
      billingType: 'usage',
      autoRenewEnabled: false,
    });
    await server.advance('P5Y');
    expect(await read(one.id)).toMatchObject({ status: 'active', commitmentEndDate: one.commitmentEndDate });
    expect(await told(one.id)).toEqual([]);
  });

  it('does the work of many owners in batches, each thing once', async () => {
    await given.seller(server, 'beta', 'woodgrove');
    const lines = Array.from({ length: 40 }, (_, lineItemNumber) => ({
      lineItemNumber,
      offerId: items.businessBasic,
      quantity: 1,
    }));
    const orders = await Promise.all(
      ['alpha', 'beta'].map((partner) =>
        server.call(`${partner}.sales`, 'POST', `/v1/customers/${woodgrove}/orders`, { lineItems: lines }),
      ),
    );
    expect(orders.map(({ status }) => status)).toEqual([201, 201]);
    await server.advance('P65D');
    for (const order of orders) {
      const ids = order.body.lineItems.map((line: { subscriptionId: string }) => line.subscriptionId);
      const rows =
        await server.database`select about->>'subscriptionId' as id, tenant_id, count(*)::int as n from outbox_item
                                          where about->>'subscriptionId' = any(${ids}) and about->>'change' = 'renewed' group by 1, 2`;
      expect(rows).toHaveLength(40);
      for (const row of rows) expect(row).toMatchObject({ n: 2 });
      expect(new Set(rows.map(({ tenant_id }) => tenant_id)).size).toBe(1);
    }
  });
});
