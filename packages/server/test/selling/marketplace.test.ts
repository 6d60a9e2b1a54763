import type { Caller } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('beside what a subscription is', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const call = (who: Caller, method: string, path: string, body?: unknown) =>
    server.call(who, method, `${customer}${path}`, body);
  const buy = async (offerId: string, termDuration?: string, who = 'alpha') => {
    const line = { offerId, quantity: 1, ...(termDuration === undefined ? {} : { termDuration }) };
    const order = await given.order(server, who, 'woodgrove', line);
    return { order: order.id as string, id: order.lineItems[0].subscriptionId as string, line: order.lineItems[0] };
  };
  const read = async (id: string) => (await call('alpha.sales', 'GET', `/subscriptions/${id}`)).body;

  it('a marketplace product is activated at its publisher, and in the sandbox once by the partner', async () => {
    const { order, id, line } = await buy(items.marketplace, 'P1M');
    expect(await read(id)).toMatchObject({
      isMicrosoftProduct: false,
      publisherName: 'Fabrikam Boards',
      status: 'active',
    });
    const path = `/orders/${order}/lineitems/0/activationlinks`;
    expect(line.links.activationLinks).toEqual({ uri: `${customer.slice(3)}${path}`, method: 'GET', headers: [] });
    const links = await call('alpha.helpdesk', 'GET', path);
    expect(links.body).toMatchObject({
      totalCount: 1,
      items: [{ lineItemNumber: 0, link: { uri: expect.stringMatching(/^https:\/\/.+\?token=.+/), method: 'GET' } }],
      links: { self: { uri: `${customer.slice(3)}${path}` } },
    });
    expect((await call('alpha.helpdesk', 'GET', `/orders/${order}/activationlinks`)).body.items).toEqual(
      links.body.items,
    );
    expect((await call('alpha.helpdesk', 'GET', `/orders/${order}/lineitems/1/activationlinks`)).body.code).toBe(
      800009,
    );
    expect((await call('beta.admin', 'GET', path)).body.code).toBe(20000);
    const activate = (one: string, who: Caller = 'alpha.sales') => call(who, 'POST', `/subscriptions/${one}/activate`);
    expect((await activate(id, 'alpha.helpdesk')).body.code).toBe(900150);
    expect((await activate(id, 'beta.admin')).body.code).toBe(20003);
    expect((await activate(id)).body).toEqual({ subscriptionId: id, status: 'Success' });
    const again = await activate(id);
    expect([again.status, again.body.code]).toEqual([400, 800041]);
    const licences = await buy(items.businessBasic);
    expect((await activate(licences.id)).body.code).toBe(2006);
    expect((await call('alpha.sales', 'GET', `/orders/${licences.order}/activationlinks`)).body.items).toEqual([]);
  });

  it('it is cancelled within a day, or of a yearly term within fourteen, and stops renewing when it is told to (R113)', async () => {
    const cancel = async (id: string) =>
      call('alpha.sales', 'PATCH', `/subscriptions/${id}`, { ...(await read(id)), status: 'deleted' });
    const soon = await buy(items.marketplace, 'P1M');
    expect((await cancel(soon.id)).body).toMatchObject({ status: 'deleted' });
    const monthly = await buy(items.marketplace, 'P1M');
    const yearly = await buy(items.marketplace, 'P1Y');
    const late = await buy(items.marketplace, 'P1Y');
    await server.advance('P1DT1H');
    const hours = await cancel(monthly.id);
    expect([hours.status, hours.body.code]).toEqual([400, 900213]);
    await server.advance('P12D');
    expect((await cancel(yearly.id)).body).toMatchObject({ status: 'deleted' });
    await server.advance('P1D');
    expect((await cancel(late.id)).body.code).toBe(900117);
    const body = { ...(await read(monthly.id)), autoRenewEnabled: false };
    const off = await call('alpha.sales', 'PATCH', `/subscriptions/${monthly.id}`, body);
    expect(off.body).toMatchObject({ autoRenewEnabled: false, status: 'active' });
    await server.advance('P1M');
    expect(await read(monthly.id)).toMatchObject({ status: 'expired' });
    expect(await read(late.id)).toMatchObject({ status: 'active', autoRenewEnabled: true });
  });

  it('an Azure plan is registered, and nothing else is', async () => {
    const plan = await buy(items.azurePlan);
    const status = (who: Caller = 'alpha.helpdesk') => call(who, 'GET', `/subscriptions/${plan.id}/registrationstatus`);
    const register = (id: string, who: Caller = 'alpha.sales') =>
      call(who, 'POST', `/subscriptions/${id}/registrations`);
    const attributes = { objectType: 'SubscriptionRegistrationStatus' };
    expect((await status()).body).toEqual({ subscriptionId: plan.id, status: 'NotRegistered', attributes });
    expect((await register(plan.id, 'alpha.helpdesk')).body.code).toBe(900150);
    expect((await register(plan.id, 'beta.admin')).body.code).toBe(20003);
    const first = await register(plan.id);
    expect([first.status, first.headers.get('location')]).toEqual([
      202,
      `${customer.slice(3)}/subscriptions/${plan.id}/registrationstatus`,
    ]);
    expect((await register(plan.id)).status).toBe(202);
    expect((await status()).body).toEqual({ subscriptionId: plan.id, status: 'Registered', attributes });
    expect((await status('gamma.admin')).body.code).toBe(20002);
    const licences = await buy(items.businessBasic);
    expect((await register(licences.id)).body.code).toBe(2006);
  });

  it('overage goes to an Azure subscription of one partner that sold what can have it', async () => {
    const azure = async (who: string) => {
      const list = (await call(`${who}.admin`, 'GET', '/subscriptions')).body.items;
      const found = list.find((one: { offerId: string }) => one.offerId === items.azurePlan);
      const plan = found?.id ?? (await buy(items.azurePlan, undefined, who)).id;
      const path = `/multipartner/v1${customer.slice(3)}/azurePlans/${plan}/azureSubscriptions`;
      return (await server.call(`${who}.admin`, 'POST', path, { friendlyName: 'Phones' })).body.id as string;
    };
    const put = (body: object, who: Caller = 'alpha.admin') => call(who, 'PUT', '/subscriptions/overage', body);
    const get = async (who: Caller = 'alpha.admin') => (await call(who, 'GET', '/subscriptions/overage')).body;
    const [ours, theirs] = [await azure('alpha'), await azure('beta')];
    const on = { azureEntitlementId: ours, partnerId: '5000001', overageEnabled: true };
    expect(await get()).toMatchObject({ totalCount: 0, items: [] });
    const early = await put(on);
    expect([early.status, early.body.code]).toEqual([403, 800114]);
    await buy(items.officeE1);
    await buy(items.teamsPhone);
    for (const [change, status, code] of [
      [{ azureEntitlementId: undefined }, 400, 2001],
      [{ azureEntitlementId: 'one' }, 400, 3000],
      [{ overageEnabled: undefined }, 400, 2001],
      [{ azureEntitlementId: theirs }, 403, 800114],
      [{ partnerId: '1' }, 404, 800015],
      [{ partnerId: '5000111' }, 400, 800016],
    ] as const) {
      const answer = await put({ ...on, ...change });
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([status, code]);
    }
    const set = await put(on);
    expect(set.body, JSON.stringify(set.body)).toEqual({
      ...on,
      type: 'PhoneServices',
      links: { overage: { uri: `${customer.slice(3)}/subscriptions/overage`, method: 'GET', headers: [] } },
      attributes: { objectType: 'Overage' },
    });
    expect((await get()).items).toEqual([set.body]);
    await buy(items.teamsPhone, undefined, 'beta');
    const other = { azureEntitlementId: theirs, overageEnabled: true };
    const taken = await put(other, 'beta.admin');
    expect([taken.status, taken.body.code]).toEqual([403, 800115]);
    expect((await get('beta.admin')).items).toEqual([]);
    expect((await put({ ...on, overageEnabled: false })).body).toMatchObject({ overageEnabled: false });
    const race = await Promise.all([put(on), put(other, 'beta.admin')]);
    expect(race.map((one) => one.status).toSorted()).toEqual([200, 403]);
    expect((await put(on, 'alpha.sales')).body.code).toBe(900150);
    expect((await put(on, 'gamma.admin')).body.code).toBe(20002);
  });
});
