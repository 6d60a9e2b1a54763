import type { Caller } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

const licence = { e1: '18181a46-0d4e-45cd-891e-60aabd171b4e', e3: '6fd2c87f-b296-42f0-b197-1e91e994b900' };

describe('a subscription of the older commerce is upgraded', () => {
  let server: TestServer;
  let customer: string;
  beforeAll(async () => {
    server = await startServer();
    customer = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  const path = (id: string) => `${customer}/subscriptions/${id}`;
  const buy = async (offerId: string, quantity: number, who = 'alpha') =>
    (await given.order(server, who, 'woodgrove', { offerId, quantity })).lineItems[0].subscriptionId as string;
  const read = async (id: string) => (await server.call('alpha.sales', 'GET', path(id))).body;
  const list = (id: string, who: Caller = 'alpha.admin') => server.call(who, 'GET', `${path(id)}/upgrades`);
  const upgrade = (id: string, body: object, who: Caller = 'alpha.admin') =>
    server.call(who, 'POST', `${path(id)}/upgrades`, {
      TargetOffer: { Id: items.legacyE3, Name: 'Whatever' },
      UpgradeType: 1,
      ...body,
    });
  const suspend = async (id: string) =>
    server.call('alpha.sales', 'PATCH', path(id), { ...(await read(id)), status: 'suspended' });
  const errorsOf = async (id: string, who: Caller = 'alpha.admin') =>
    (await list(id, who)).body.items[0].upgradeErrors.map((one: { code: number }) => one.code);

  it('only while it is active, without add-ons, and the customer has the target from nobody', async () => {
    const held = await buy(items.legacyMailboxes, 5);
    const archive = { offerId: items.legacyArchive, quantity: 1, parentSubscriptionId: held };
    const bought = await server.call('alpha.sales', 'POST', `${customer}/orders`, { lineItems: [archive] });
    expect(bought.status).toBe(201);
    expect(await errorsOf(held)).toEqual([6]);
    const withAddOn = await upgrade(held, { TargetOffer: { Id: items.legacyE1 } });
    expect([withAddOn.status, withAddOn.body.code]).toEqual([400, 2000]);
    const id = await buy(items.legacyMailboxes, 5);
    for (const [body, code] of [
      [{ TargetOffer: undefined }, 2001],
      [{ TargetOffer: { Id: items.legacyPremium } }, 2000],
      [{ UpgradeType: 3 }, 3000],
      [{ Quantity: 4 }, 3000],
    ] as const) {
      const answer = await upgrade(id, body);
      expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([400, code]);
    }
    await buy(items.legacyE1, 1, 'beta');
    expect(await errorsOf(id)).toEqual([3]);
    expect((await upgrade(id, { TargetOffer: { Id: items.legacyE1 } })).body.code).toBe(2000);
    await suspend(id);
    expect(await errorsOf(id)).toEqual([2, 3]);
  });

  it('as a whole: another one takes its place, with the licences of people if that is wanted (R128)', async () => {
    const id = await buy(items.legacyE1, 3);
    const listed = await list(id);
    expect(listed.status).toBe(200);
    expect(listed.body).toMatchObject({
      totalCount: 1,
      items: [
        {
          targetOffer: { id: items.legacyE3, attributes: { objectType: 'Offer' } },
          upgradeType: 'upgrade_with_license_transfer',
          isEligible: true,
          quantity: 3,
          upgradeErrors: [],
          attributes: { objectType: 'Upgrade' },
        },
      ],
    });
    const user = `${customer}/users/${server.person('woodgrove.user').id}`;
    const assign = { licensesToAssign: [{ skuId: licence.e1, excludedPlans: [] }] };
    expect((await server.call('alpha.admin', 'POST', `${user}/licenseupdates`, assign)).status).toBe(201);
    const made = await upgrade(id, { ...listed.body.items[0], UpgradeType: undefined });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect(made.body).toEqual({
      sourceSubscriptionId: id,
      targetSubscriptionId: expect.any(String),
      upgradeType: 2,
      upgradeErrors: [],
      licenseErrors: [],
      attributes: { objectType: 'UpgradeResult' },
    });
    expect(await read(id)).toMatchObject({ status: 'suspended', autoRenewEnabled: false, quantity: 3 });
    expect(await read(made.body.targetSubscriptionId)).toMatchObject({
      offerId: items.legacyE3,
      friendlyName: 'Office 365 Enterprise E3',
      quantity: 3,
      status: 'active',
      autoRenewEnabled: true,
    });
    const has = await server.call('alpha.admin', 'GET', `${user}/licenses`);
    expect(has.body.items.map((one: { productSku: { id: string } }) => one.productSku.id)).toContain(licence.e3);
    expect(await errorsOf(id)).toEqual([2, 3]);
    await suspend(made.body.targetSubscriptionId);
  });

  it('by its own partner, with a right to look into the customer', async () => {
    const id = await buy(items.legacyMailboxes, 5);
    expect((await upgrade(id, {}, 'alpha.helpdesk')).body.code).toBe(900150);
    expect((await upgrade(id, {}, 'gamma.admin')).body.code).toBe(20002);
    expect((await upgrade(id, {}, 'beta.admin')).body.code).toBe(20003);
    expect((await list(id, 'alpha.billing')).body.code).toBe(900150);
    expect((await list(id, 'gamma.admin')).body.code).toBe(20002);
    expect((await list(id, 'beta.admin')).body.code).toBe(20003);
    const beta = await buy(items.legacyMailboxes, 5, 'beta');
    expect(await errorsOf(beta, 'beta.admin')).toContain(1);
    expect((await upgrade(beta, {}, 'beta.admin')).body.code).toBe(2000);
    const newer = await buy(items.officeE1, 1);
    expect((await list(newer)).body.items).toEqual([]);
    expect((await upgrade(newer, {})).body.code).toBe(2000);
  });
});
