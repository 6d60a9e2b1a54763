import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('subscriptions', () => {
  let server: TestServer;
  let woodgrove: string;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    path = `/v1/customers/${woodgrove}/subscriptions`;
    await given.seller(server, 'dist1', 'woodgrove');
  });
  afterAll(() => server.stop());

  const buy = async (offerId: string, quantity: number, more: object = {}, partner = 'alpha') => {
    const order = await given.order(server, partner, 'woodgrove', { offerId, quantity, ...more });
    return (await server.call(`${partner}.sales`, 'GET', `${path}/${order.lineItems[0].subscriptionId}`)).body;
  };
  const patch = (id: string, body: object, headers: Record<string, string> = {}, who = 'alpha.sales') =>
    server.call(who, 'PATCH', `${path}/${id}`, body, headers);

  it('are listed by the partner that sold them only, by order and by partner of record', async () => {
    const mine = await buy(items.businessBasic, 3);
    const theirs = await buy(items.businessBasic, 4, { partnerIdOnRecord: '5000111' }, 'dist1');
    const list = await server.call('alpha.helpdesk', 'GET', path);
    const ids = list.body.items.map((one: { id: string }) => one.id);
    expect(ids).toContain(mine.id);
    expect(ids).not.toContain(theirs.id);
    const ofOrder = await server.call('alpha.sales', 'GET', `${path}?order_id=${mine.orderId.toUpperCase()}`);
    expect(ofOrder.body.items).toEqual([mine]);
    const ofReseller = await server.call('dist1.sales', 'GET', `${path}?mpn_id=5000111`);
    expect(ofReseller.body.items).toEqual([theirs]);
    expect((await server.call('alpha.sales', 'GET', `${path}?order_id=${theirs.orderId}`)).body.items).toEqual([]);
  });

  it('take more seats at any time, and give back those of the last seven days', async () => {
    const bought = await buy(items.officeE5, 10, { termDuration: 'P1Y' });
    expect(bought.refundableQuantity.totalQuantity).toBe(10);
    await server.advance('P8D');
    const more = await patch(bought.id, { ...bought, quantity: 15 });
    expect([more.status, more.body.quantity, more.body.refundableQuantity.totalQuantity]).toEqual([200, 15, 5]);
    const less = await patch(bought.id, { ...more.body, quantity: 12 });
    expect([less.status, less.body.quantity, less.body.refundableQuantity.totalQuantity]).toEqual([200, 12, 2]);
    const tooFew = await patch(bought.id, { ...less.body, quantity: 9 });
    expect([tooFew.status, tooFew.body.code]).toEqual([400, 800090]);
    await server.advance('P8D');
    const late = await patch(bought.id, { ...less.body, quantity: 11 });
    expect([late.status, late.body.code]).toEqual([400, 800090]);
    const range = await patch(bought.id, { ...less.body, quantity: 0 });
    expect([range.status, range.body.code]).toEqual([400, 2002]);
  });

  it('are changed by what was read of them: a stale etag is refused', async () => {
    const one = await buy(items.businessBasic, 2);
    const renamed = await patch(one.id, {
      FriendlyName: 'Front desk',
      AutoRenewEnabled: true,
      Attributes: { Etag: one.attributes.etag },
    });
    expect([renamed.status, renamed.body.friendlyName]).toEqual([200, 'Front desk']);
    for (const stale of [
      await patch(one.id, { ...one, friendlyName: 'Other' }),
      await patch(one.id, { friendlyName: 'Other' }, { 'If-Match': `"${one.attributes.etag}"` }),
      await patch(one.id, { friendlyName: 'Other', attributes: { etag: 'no etag' } }),
    ]) {
      expect([stale.status, stale.body.code]).toEqual([400, 2055]);
    }
    const fresh = await patch(
      one.id,
      { friendlyName: 'Back office', autoRenewEnabled: true },
      { 'If-Match': `"${renamed.body.attributes.etag}"` },
    );
    expect([fresh.status, fresh.body.friendlyName]).toEqual([200, 'Back office']);
    const any = await patch(one.id, { friendlyName: 'Anywhere', autoRenewEnabled: true }, { 'If-Match': '*' });
    expect(any.status).toBe(200);
  });

  it('answer a change that changes nothing with what they are', async () => {
    const one = await buy(items.businessBasic, 2);
    const same = await patch(one.id, one);
    expect(same.body).toEqual(one);
  });

  it('stop renewing when a thin body leaves autoRenewEnabled out, and lose their instructions', async () => {
    const one = await buy(items.businessBasic, 5, { termDuration: 'P1Y' });
    const scheduled = await patch(one.id, {
      autoRenewEnabled: true,
      scheduledNextTermInstructions: {
        product: { productId: 'CFQ7TTC0LH18', skuId: '0001', billingCycle: 'Monthly', termDuration: 'P1M' },
        quantity: 3,
      },
    });
    expect(scheduled.body).toMatchObject({
      autoRenewEnabled: true,
      renewalTermDuration: 'P1M',
      scheduledNextTermInstructions: { product: { termDuration: 'P1M' }, quantity: 3 },
    });
    const thin = await patch(one.id, { friendlyName: 'Thin' });
    expect(thin.body.autoRenewEnabled).toBe(false);
    expect(thin.body.scheduledNextTermInstructions).toBeUndefined();
  });

  it('are suspended and reactivated; new commerce goes on to its end without renewing', async () => {
    const one = await buy(items.businessBasic, 5);
    const suspended = await patch(one.id, { ...one, status: 'suspended' });
    expect(suspended.body).toMatchObject({ status: 'suspended', autoRenewEnabled: false });
    const quantity = await patch(one.id, { ...suspended.body, quantity: 6 });
    expect([quantity.status, quantity.body.code]).toEqual([400, 2001]);
    const active = await patch(one.id, { ...suspended.body, status: 'active' });
    expect(active.body).toMatchObject({ status: 'active', autoRenewEnabled: false });
    const renewing = await patch(one.id, { ...active.body, autoRenewEnabled: true });
    expect(renewing.body.autoRenewEnabled).toBe(true);
  });

  it('are cancelled within seven days to the instant, for ever', async () => {
    const one = await buy(items.businessBasic, 5);
    expect(one.refundOptions).toEqual([{ type: 'Full', expiresAt: one.cancellationAllowedUntilDate }]);
    const cancelled = await patch(one.id, { ...one, status: 'deleted' });
    expect(cancelled.body.status).toBe('deleted');
    const again = await patch(one.id, { ...cancelled.body, quantity: 6, status: undefined });
    expect([again.status, again.body.code]).toEqual([400, 2011]);
    const late = await buy(items.businessBasic, 5);
    await server.advance('P7D');
    const refused = await patch(late.id, { ...late, status: 'deleted' });
    expect([refused.status, refused.body.code]).toEqual([400, 900117]);
  });

  it('name another reseller of record, by the transacting provider only', async () => {
    const one = await buy(items.businessBasic, 5, {}, 'dist1');
    const set = await patch(one.id, { ...one, partnerId: '5000111' }, {}, 'dist1.sales');
    expect(set.body.partnerId).toBe('5000111');
    for (const [partnerId, status, code] of [
      ['5000011', 404, 2072],
      ['4242424', 404, 800015],
      ['5000001', 400, 800016],
    ] as const) {
      const refused = await patch(one.id, { ...set.body, partnerId }, {}, 'dist1.sales');
      expect([refused.status, refused.body.code]).toEqual([status, code]);
    }
    const direct = await buy(items.businessBasic, 5);
    const fixed = await patch(direct.id, { ...direct, partnerId: '5000111' });
    expect([fixed.status, fixed.body.code]).toEqual([400, 800098]);
  });

  it('keep what was bought, its term and how it is billed', async () => {
    const one = await buy(items.businessBasic, 5, { termDuration: 'P1Y' });
    for (const [change, code] of [
      [{ offerId: items.officeE5 }, 2006],
      [{ termDuration: 'P1M' }, 800122],
      [{ termDuration: 'P3Y' }, 2006],
      [{ billingCycle: 'annual' }, 800097],
      [{ billingCycle: 'triennial' }, 900269],
      [{ nextChargeInstructions: { quantity: 3 } }, 2006],
      [{ scheduledNextTermInstructions: { product: { productId: 'CFQ7TTC0LF8S', skuId: '0002' } } }, 2006],
      [{ scheduledNextTermInstructions: { product: { termDuration: 'P3Y' } } }, 800121],
      [{ scheduledNextTermInstructions: { quantity: 301 } }, 2002],
    ] as const) {
      const answer = await patch(one.id, { ...one, ...change });
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([400, code]);
    }
    const long = await buy(items.officeE5, 5, { termDuration: 'P3Y' });
    const yearly = await patch(long.id, { ...long, billingCycle: 'annual' });
    expect(yearly.body.billingCycle).toBe('annual');
  });

  it('leave a trial as it is', async () => {
    const trial = await buy(items.trial, 25);
    expect(trial).toMatchObject({ isTrial: true, autoRenewEnabled: true, quantity: 25 });
    for (const change of [{ quantity: 26 }, { status: 'suspended' }]) {
      const answer = await patch(trial.id, { ...trial, ...change });
      expect([answer.status, answer.body.code]).toEqual([400, 800095]);
    }
  });

  it('tell their partner of each change, and record what was and what is', async () => {
    const one = await buy(items.businessBasic, 5);
    await patch(one.id, { ...one, quantity: 6, friendlyName: 'Six' });
    const events =
      await server.database`select tenant_id, about from outbox_item where name = 'subscription-updated' and about->>'subscriptionId' = ${one.id}`;
    expect(events).toEqual([
      { tenant_id: server.tenant('alpha').id, about: { customerId: woodgrove, subscriptionId: one.id } },
    ]);
    const [record] =
      await server.database`select operation_type, old_value, new_value from audit_record where new_value->>'id' = ${one.id} and operation_type = 'update_subscription'`;
    expect(record).toMatchObject({
      old_value: { quantity: 5, version: 1 },
      new_value: { quantity: 6, friendly_name: 'Six', version: 2 },
    });
  });

  it('sell no more seats to a tenant that became a partner, and none without the partner agreement (R14, R157)', async () => {
    const one = await buy(items.businessBasic, 5);
    const sql = server.database;
    await sql`update partner set mpa_accepted_at = null where tenant_id = ${server.tenant('alpha').id}`;
    expect((await patch(one.id, { ...one, quantity: 6 })).body.code).toBe(900124);
    await sql`update partner set mpa_accepted_at = realm_now() where tenant_id = ${server.tenant('alpha').id}`;
    await sql`insert into partner (tenant_id, kind, mpn_id, global_account_id, program_status, organization_profile, legal_profile, billing_profile,
                                   support_profile, network_profile)
              values (${woodgrove}, 'direct', '5999999', '5999998', 'qualified', '{}', '{}', '{}', '{}', '{}')`;
    expect((await patch(one.id, { ...one, quantity: 6 })).body.code).toBe('CSP_TENANT_NOT_RESALABLE');
    expect((await patch(one.id, { ...one, quantity: 4 })).status).toBe(200);
    await sql`delete from partner where tenant_id = ${woodgrove}`;
  });
});
