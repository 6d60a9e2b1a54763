import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

const newerMailboxes = 'CFQ7TTC0LH16:0001:CFQ7TTC0ZH2K';

describe('a migration to new commerce', () => {
  let server: TestServer;
  let woodgrove: string;
  const older: Record<string, string> = {};
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove');
    for (const name of [
      'plain',
      'changed',
      'cancelled',
      'planned',
      'renewed',
      'givenUp',
      'failing',
      'raced',
      'checked',
    ])
      older[name] = await buy(items.legacyMailboxes);
    older.base = await buy(items.legacyMailboxes);
    older.trial = await buy(items.legacyTrial, 25);
    older.archive = await buy(items.legacyArchive, 3, older.base);
    older.beta = (
      await given.order(server, 'beta', 'woodgrove', { offerId: items.legacyMailboxes, quantity: 7 })
    ).lineItems[0].subscriptionId;
  });
  afterAll(() => server.stop());

  const at = (path = '') => `/v1/customers/${woodgrove}/migrations/newcommerce${path}`;
  const call = (method: string, path: string, body?: unknown, who = 'alpha.sales') =>
    server.call(who, method, path, body);
  const read = async (id: string, who = 'alpha.sales') =>
    (await call('GET', `/v1/customers/${woodgrove}/subscriptions/${id}`, undefined, who)).body;
  async function buy(offerId: string, quantity = 5, parentSubscriptionId?: string): Promise<string> {
    const line = { lineItemNumber: 0, offerId, quantity, parentSubscriptionId };
    const order = await call('POST', `/v1/customers/${woodgrove}/orders`, { lineItems: [line] });
    if (order.status !== 201) throw new Error(JSON.stringify(order.body));
    return order.body.lineItems[0].subscriptionId;
  }
  const migrate = (id: string | undefined, change: object = {}, who?: string) =>
    call('POST', at(), { currentSubscriptionId: id, ...change }, who);
  const validate = async (id: string | undefined, change: object = {}) =>
    (await call('POST', at('/validate'), { currentSubscriptionId: id, ...change })).body;
  const events = async (id: string | undefined) =>
    (await call('GET', at(`/events?current_subscription_id=${id}`))).body.map(
      (one: { eventName: string }) => one.eventName,
    );

  it('waits for the first month of a subscription, and says what stands against it', async () => {
    expect(await validate(older.plain)).toMatchObject({
      currentSubscriptionId: older.plain,
      isEligible: false,
      errors: [{ code: 11 }],
    });
    const early = await migrate(older.plain);
    expect([early.status, early.body.code]).toEqual([403, 900226]);
    const added = await call('GET', `/v1/customers/${woodgrove}/subscriptions`);
    const newer = added.body.items.find((one: { offerId: string }) => one.offerId.includes(':'));
    const trial = await validate(older.trial);
    expect(trial.errors.map((one: { code: number }) => one.code)).toContain(5);
    const notOlder = await validate(newer.id);
    expect(notOlder.isEligible).toBe(false);
    expect(notOlder.errors.map((one: { code: number }) => one.code)).toContain(5);
    await server.advance('P40D');
    expect(await validate(older.plain)).toEqual({
      currentSubscriptionId: older.plain,
      isEligible: true,
      catalogItemId: newerMailboxes,
    });
  });

  it('makes a subscription of new commerce of an older one, which ends; the rest of the term goes on', async () => {
    const before = await read(older.plain as string);
    const made = await migrate(older.plain, { externalReferenceId: 'first batch' });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      currentSubscriptionId: older.plain,
      customerTenantId: woodgrove,
      status: 'Processing',
      catalogItemId: newerMailboxes,
      quantity: 5,
      termDuration: 'P1Y',
      billingCycle: 'Monthly',
      purchaseFullTerm: false,
      addOnMigrations: [],
      externalReferenceId: 'first batch',
    });
    expect(made.body.newCommerceSubscriptionId).toBeUndefined();
    expect((await read(older.plain as string)).status).toBe('active');
    expect(await events(older.plain)).toEqual(['MigrationStarted']);
    await server.advance('PT10M');
    const done = await call('GET', at(`/${made.body.id}`));
    expect(done.body).toMatchObject({ id: made.body.id, status: 'Completed' });
    expect(await events(older.plain)).toEqual([
      'MigrationStarted',
      'NewCommerceSubscriptionCreated',
      'NewCommerceSubscriptionProvisioned',
      'MigrationCompleted',
    ]);
    const newer = await read(done.body.newCommerceSubscriptionId);
    expect(newer).toMatchObject({
      status: 'active',
      quantity: 5,
      termDuration: 'P1Y',
      billingCycle: 'monthly',
      offerId: newerMailboxes,
      orderId: done.body.newCommerceOrderId,
      autoRenewEnabled: true,
    });
    expect(newer.commitmentEndDate).toBe(before.commitmentEndDate);
    expect((await read(older.plain as string)).status).toBe('deleted');
    const order = await call('GET', `/v1/customers/${woodgrove}/orders/${done.body.newCommerceOrderId}`);
    expect(order.body.lineItems).toMatchObject([{ subscriptionId: newer.id, quantity: 5 }]);
    const again = await migrate(older.plain);
    expect([again.status, again.body.code]).toEqual([400, 900215]);
    const told =
      await server.database`select name from outbox_item where about->>'migrationId' = ${made.body.id} order by name`;
    expect(told.map((one) => one.name)).toEqual(['new-commerce-migration-completed', 'new-commerce-migration-created']);
  });

  it('may change quantity, term and billing, and begin a whole term', async () => {
    const made = await migrate(older.changed, { quantity: 9, termDuration: 'P1M', billingCycle: 'Monthly' });
    expect(made.body).toMatchObject({ quantity: 9, termDuration: 'P1M', billingCycle: 'Monthly' });
    await server.advance('PT10M');
    const done = (await call('GET', at(`/${made.body.id}`))).body;
    expect(await read(done.newCommerceSubscriptionId)).toMatchObject({ quantity: 9, termDuration: 'P1M' });
  });

  it('takes add-ons along, into the same order', async () => {
    const alone = await migrate(older.archive);
    expect([alone.status, alone.body.code]).toEqual([400, 900219]);
    const wrong = await migrate(older.base, { addOnMigrations: [{ currentSubscriptionId: older.raced }] });
    expect([wrong.status, wrong.body.code]).toEqual([400, 900262]);
    const one = { currentSubscriptionId: older.archive };
    const twice = await migrate(older.base, { addOnMigrations: [one, one] });
    expect([twice.status, twice.body.code]).toEqual([400, 900248]);
    const made = await migrate(older.base, { addOnMigrations: [{ ...one, quantity: 4 }] });
    expect(made.body.addOnMigrations).toMatchObject([{ currentSubscriptionId: older.archive, quantity: 4 }]);
    await server.advance('PT10M');
    const done = (await call('GET', at(`/${made.body.id}`))).body;
    expect(done.status).toBe('Completed');
    const [addOn] = done.addOnMigrations;
    expect(await read(addOn.newCommerceSubscriptionId)).toMatchObject({
      quantity: 4,
      parentSubscriptionId: done.newCommerceSubscriptionId,
      orderId: done.newCommerceOrderId,
    });
    expect((await read(older.archive as string)).status).toBe('deleted');
  });

  it('fails when the subscription is active no more, and changes nothing', async () => {
    const made = await migrate(older.cancelled);
    const patch = { ...(await read(older.cancelled as string)), status: 'suspended' };
    expect((await call('PATCH', `/v1/customers/${woodgrove}/subscriptions/${older.cancelled}`, patch)).status).toBe(
      200,
    );
    await server.advance('PT10M');
    expect((await call('GET', at(`/${made.body.id}`))).body).toMatchObject({
      status: 'Failed',
      errorReason: 'migration-not-active',
    });
    expect(await events(older.cancelled)).toEqual(['MigrationStarted', 'MigrationFailed']);
    expect((await read(older.cancelled as string)).status).toBe('suspended');
  });

  it('is made once, however many ask for it at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => migrate(older.raced)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400]);
    await server.advance('PT10M');
    const list = await call('GET', `/v1/migrations/newcommerce?CurrentSubscriptionId=${older.raced}`);
    expect(list.body).toMatchObject([{ status: 'Completed' }]);
  });

  it('is refused as asked for wrongly, and to others than its partner', async () => {
    for (const [change, code, word] of [
      [{ currentSubscriptionId: '' }, 2001, 'currentSubscriptionId'],
      [{ currentSubscriptionId: 'none' }, 3000, 'currentSubscriptionId'],
      [{ quantity: 0 }, 3000, 'quantity'],
      [{ quantity: 100_000_000 }, 2002, ''],
      [{ termDuration: 'P9Y' }, 900222, ''],
      [{ billingCycle: 'triennial' }, 900222, ''],
      [{ customTermEndDate: '2020-01-01' }, 900292, 'customTermEndDate'],
      [{ customTermEndDate: 'soon' }, 3000, 'customTermEndDate'],
    ] as const) {
      const answer = await migrate(older.checked, change);
      expect([answer.status, answer.body.code], JSON.stringify(change)).toEqual([400, code]);
      expect(answer.body.description).toContain(word);
    }
    const { checked } = older;
    expect((await migrate(checked, {}, 'alpha.helpdesk')).body.code).toBe(900150);
    expect((await migrate(checked, {}, 'gamma.admin')).body.code).toBe(20002);
    expect((await migrate(checked, {}, 'beta.admin')).body.code).toBe(20003);
    expect((await call('POST', at('/validate'), { currentSubscriptionId: checked }, 'beta.admin')).body.code).toBe(
      20003,
    );
    expect((await server.call(null, 'POST', at(), {})).status).toBe(401);
    const [own] = (await call('GET', `/v1/migrations/newcommerce?CustomerTenantId=${woodgrove}`)).body;
    const foreign = await call('GET', at(`/${own.id}`), undefined, 'beta.admin');
    expect([foreign.status, foreign.body.code]).toEqual([400, 900224]);
    expect(
      (await call('GET', `/v1/migrations/newcommerce?CustomerTenantId=${woodgrove}`, undefined, 'beta.admin')).body,
    ).toEqual([]);
    expect((await call('GET', '/v1/migrations/newcommerce')).body.code).toBe(2001);
    expect(await call('GET', '/v1/migrations/newcommerce?ExternalReferenceId=first%20batch')).toMatchObject({
      body: [{ currentSubscriptionId: older.plain }],
    });
    expect(await read(checked as string)).toMatchObject({ status: 'active', quantity: 5 });
    expect(await read(older.beta as string, 'beta.admin')).toMatchObject({ status: 'active', quantity: 7 });
  });

  describe('that is planned', () => {
    const plan = (body: object, who?: string) => call('POST', at('/schedules'), body, who);
    const schedule = async (id: string) => (await call('GET', at(`/schedules/${id}`))).body;
    const inDays = async (days: number) =>
      new Date((await server.clock.read()).now.getTime() + days * 86_400_000).toISOString();

    it('is carried out on its day, and can be changed before', async () => {
      const made = await plan({ currentSubscriptionId: older.planned, targetDate: await inDays(20), quantity: 6 });
      expect([made.status, made.body]).toMatchObject([200, { status: 'Created', quantity: 6 }]);
      const path = at(`/schedules/${made.body.id}`);
      const changed = await call('PUT', path, { ...made.body, quantity: 8 });
      expect([changed.status, changed.body]).toMatchObject([200, { id: made.body.id, status: 'Created', quantity: 8 }]);
      expect((await call('PUT', path, { ...made.body, quantity: 8 }, 'beta.admin')).status).toBe(404);
      expect((await migrate(older.planned)).body.code).toBe(900216);
      await server.advance('P21D');
      expect(await schedule(made.body.id)).toMatchObject({ status: 'Completed' });
      const [done] = (await call('GET', `/v1/migrations/newcommerce?CurrentSubscriptionId=${older.planned}`)).body;
      expect(done).toMatchObject({ status: 'Completed', quantity: 8, startedTime: made.body.targetDate });
      expect(await read(done.newCommerceSubscriptionId)).toMatchObject({ quantity: 8, status: 'active' });
      const late = await call('POST', `${path}/cancel`);
      expect([late.status, late.body.code]).toEqual([400, 900221]);
    });

    it('can be given up, by its partner alone', async () => {
      const made = await plan({ currentSubscriptionId: older.givenUp, migrateOnRenewal: true });
      const path = at(`/schedules/${made.body.id}`);
      expect((await call('POST', `${path}/cancel`, undefined, 'beta.admin')).status).toBe(404);
      expect((await call('GET', path, undefined, 'gamma.admin')).body.code).toBe(20002);
      expect((await call('POST', `${path}/cancel`, undefined, 'alpha.helpdesk')).body.code).toBe(900150);
      const gone = await call('POST', `${path}/cancel`);
      expect([gone.status, gone.body]).toMatchObject([200, { status: 'Cancelled', migrateOnRenewal: true }]);
      const list = await call('GET', `/v1/migrations/newcommerce/schedules?CurrentSubscriptionId=${older.givenUp}`);
      expect(list.body).toEqual([gone.body]);
    });

    it('is refused without a day, with a wrong one, and twice', async () => {
      const good = { currentSubscriptionId: older.failing, targetDate: await inDays(30) };
      for (const [change, word] of [
        [{ targetDate: undefined }, 'targetDate'],
        [{ migrateOnRenewal: true }, 'targetDate'],
        [{ targetDate: await inDays(-1) }, 'targetDate'],
        [{ targetDate: await inDays(400) }, 'targetDate'],
      ] as const) {
        const answer = await plan({ ...good, ...change });
        expect([answer.status, answer.body.description], JSON.stringify(change)).toEqual([
          400,
          expect.stringContaining(`"${word}"`),
        ]);
      }
      const answers = await Promise.all([plan(good), plan(good), plan(good)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
    });

    it('fails when it cannot be carried out any more, which its partner is told', async () => {
      const [made] = (await call('GET', `/v1/migrations/newcommerce/schedules?CurrentSubscriptionId=${older.failing}`))
        .body;
      const patch = { ...(await read(older.failing as string)), status: 'suspended' };
      await call('PATCH', `/v1/customers/${woodgrove}/subscriptions/${older.failing}`, patch);
      await server.advance('P31D');
      expect(await schedule(made.id)).toMatchObject({ status: 'Failed', errorReason: 'migration-not-active' });
      const told = await server.database`select recipient from outbox_item where about->>'scheduleId' = ${made.id}`;
      expect([...told]).toEqual([{ recipient: server.tenant('alpha').id }]);
      expect((await read(older.failing as string)).status).toBe('suspended');
    });

    it('for the end of the term goes before the renewal, and begins a whole term', async () => {
      const before = await read(older.renewed as string);
      const made = await plan({ currentSubscriptionId: older.renewed, migrateOnRenewal: true });
      expect(made.status).toBe(200);
      await server.advance('P1Y');
      expect(await schedule(made.body.id)).toMatchObject({ status: 'Completed' });
      const [done] = (await call('GET', `/v1/migrations/newcommerce?CurrentSubscriptionId=${older.renewed}`)).body;
      const newer = await read(done.newCommerceSubscriptionId);
      expect(newer).toMatchObject({ status: 'active', offerId: newerMailboxes });
      const ended = await read(older.renewed as string);
      expect([ended.status, ended.commitmentEndDate]).toEqual(['deleted', before.commitmentEndDate]);
      expect(Date.parse(newer.effectiveStartDate)).toBeGreaterThan(Date.parse(before.commitmentEndDate));
      expect(Date.parse(newer.effectiveStartDate) - Date.parse(before.commitmentEndDate)).toBeLessThan(86_400_001);
    });
  });
});
