import { given } from '@multipartner/testkit/given.ts';
import { items } from '../../selling/items.ts';
import type { Provocation, Provocations, Stage } from '../stage.ts';

const officeE3 = 'CFQ7TTC0LF8R:0001:CFQ7TTC0KCSV';

const move = (stage: Stage, id: string, change: object = {}) =>
  stage.call('alpha.admin', 'POST', `${stage.customer}/subscriptions/${id}/transitions`, {
    toCatalogItemId: officeE3,
    quantity: 10,
    transitionType: 'transition_only',
    ...change,
  });
const e1 = ({ buy }: Stage) => buy(items.officeE1, { quantity: 10, termDuration: 'P1Y' });

const migrations = ({ customer }: Stage) => `${customer}/migrations/newcommerce`;
const migrate = (stage: Stage, id: string, change: object = {}) =>
  stage.call('alpha.sales', 'POST', migrations(stage), { currentSubscriptionId: id, ...change });

/** Something of the older commerce that has been held for longer than a month. */
const held = async ({ buy, server }: Stage) => {
  const one = await buy(items.legacyMailboxes, { quantity: 5 });
  await server.advance('P32D');
  return one.id;
};
const migrated =
  (change: object): Provocation =>
  async (stage) =>
    migrate(stage, await held(stage), change);
const family = ({ server }: Stage, customer = 'woodgrove') => ({
  customerId: server.tenant(customer).id,
  productFamily: 'azure',
});

/** What does not become something else. */
export const moves: Provocations = {
  'seats into the same subscription': async (stage) => {
    const { id } = await e1(stage);
    return move(stage, id, { toSubscriptionId: id });
  },
  'seats into another product': async (stage) => {
    const { id } = await stage.buy(items.businessBasic);
    return move(stage, (await e1(stage)).id, { toSubscriptionId: id });
  },
  'seats into what can still be cancelled': async (stage) => {
    const { id } = await stage.buy(officeE3, { quantity: 5, termDuration: 'P1Y' });
    return move(stage, (await e1(stage)).id, { toSubscriptionId: id });
  },
  'seats into what is suspended': async (stage) => {
    const into = await stage.buy(officeE3, { quantity: 5, termDuration: 'P1Y' });
    await stage.done(stage.patch(into, { status: 'suspended' }));
    return move(stage, (await e1(stage)).id, { toSubscriptionId: into.id });
  },
  'seats into what ends before': async (stage) => {
    const { id } = await stage.buy(officeE3, { quantity: 5, termDuration: 'P1Y' });
    await stage.server.advance('P8D');
    return move(stage, (await e1(stage)).id, { toSubscriptionId: id });
  },
  'seats of what is cancelled': async (stage) => {
    const one = await e1(stage);
    await stage.done(stage.patch(one, { status: 'deleted' }));
    return move(stage, one.id);
  },
  'cancelling what seats were moved to': async (stage) => {
    const { id } = await e1(stage);
    await stage.done(move(stage, id));
    const path = `${stage.customer}/subscriptions/${id}`;
    const { body } = await stage.done(stage.call('alpha.sales', 'GET', path));
    return stage.patch(body, { status: 'deleted' });
  },
  'seats for a shorter term': async (stage) => move(stage, (await e1(stage)).id, { termDuration: 'P1M' }),
  'seats for a term that is not offered': async (stage) => move(stage, (await e1(stage)).id, { termDuration: 'P2Y' }),
  'migrating in the first month': async (stage) =>
    migrate(stage, (await stage.buy(items.legacyMailboxes, { quantity: 5 })).id),
  'migrating what is suspended': async (stage) => {
    const one = await stage.buy(items.legacyMailboxes, { quantity: 5 });
    await stage.server.advance('P32D');
    await stage.done(
      stage.call('alpha.sales', 'PATCH', `${stage.customer}/subscriptions/${one.id}`, { status: 'suspended' }),
    );
    return migrate(stage, one.id);
  },
  'migrating what is planned to be': async (stage) => {
    const id = await held(stage);
    const plan = { currentSubscriptionId: id, migrateOnRenewal: true };
    await stage.done(stage.call('alpha.sales', 'POST', `${migrations(stage)}/schedules`, plan));
    return migrate(stage, id);
  },
  'migrating an add-on alone': async (stage) => {
    const base = await stage.buy(items.legacyMailboxes, { quantity: 5 });
    const addOn = await stage.buy(items.legacyArchive, { quantity: 3, parentSubscriptionId: base.id });
    await stage.server.advance('P32D');
    return migrate(stage, addOn.id);
  },
  'migrating new commerce': async (stage) => {
    const one = await stage.buy(items.businessBasic, { termDuration: 'P1Y' });
    await stage.server.advance('P32D');
    return migrate(stage, one.id);
  },
  'migrating to a term that is not offered': migrated({ termDuration: 'P9Y' }),
  'migrating to an end that nothing else has': migrated({ customTermEndDate: '2020-01-01' }),
  'migrating an add-on that is none': async (stage) => {
    const { id } = await stage.buy(items.businessBasic);
    return migrate(stage, await held(stage), { addOnMigrations: [{ currentSubscriptionId: id }] });
  },
  'migrating an add-on twice': async (stage) => {
    const base = await stage.buy(items.legacyMailboxes, { quantity: 5 });
    const addOn = await stage.buy(items.legacyArchive, { quantity: 3, parentSubscriptionId: base.id });
    await stage.server.advance('P32D');
    const one = { currentSubscriptionId: addOn.id };
    return migrate(stage, base.id, { addOnMigrations: [one, one] });
  },
  'an unknown migration': (stage) => stage.call('alpha.sales', 'GET', `${migrations(stage)}/${crypto.randomUUID()}`),
  'an unknown plan of a migration': (stage) =>
    stage.call('alpha.sales', 'POST', `${migrations(stage)}/schedules/${crypto.randomUUID()}/cancel`),
  'giving up a plan twice': async (stage) => {
    const plan = { currentSubscriptionId: await held(stage), migrateOnRenewal: true };
    const { body } = await stage.done(stage.call('alpha.sales', 'POST', `${migrations(stage)}/schedules`, plan));
    const cancel = () => stage.call('alpha.sales', 'POST', `${migrations(stage)}/schedules/${body.id}/cancel`);
    await stage.done(cancel());
    return cancel();
  },
  'an unknown product upgrade': (stage) =>
    stage.call('alpha.admin', 'POST', `/v1/productUpgrades/${crypto.randomUUID()}/status`, family(stage)),
  'upgrading Azure that there is not': (stage) =>
    stage.call('alpha.admin', 'POST', '/v1/productUpgrades', family(stage)),
  'overage beside older Azure': async (stage) => {
    const { id } = await stage.buy(items.legacyAzure);
    return stage.call('alpha.admin', 'PUT', `${stage.customer}/subscriptions/overage`, {
      azureEntitlementId: id,
      partnerId: '5000001',
      overageEnabled: true,
    });
  },
  'a product upgrade of another customer': async (stage) => {
    await given.relationship(stage.server, 'alpha', 'litware');
    const { headers } = await stage.done(stage.call('alpha.admin', 'POST', '/v1/productUpgrades', family(stage)));
    return stage.call('alpha.admin', 'POST', `/v1${headers.get('location')}`, family(stage, 'litware'));
  },
  'migrating on the last day of a term': async (stage) => {
    const { id, effectiveStartDate } = await stage.buy(items.legacyMailboxes, { quantity: 5 });
    // A term of the older commerce ends at a midnight, a year later: twelve hours before it, leap year or not.
    const began = new Date(String(effectiveStartDate));
    const ends = Date.UTC(began.getUTCFullYear() + 1, began.getUTCMonth(), began.getUTCDate());
    const seconds = Math.round((ends - began.getTime()) / 1000) - 12 * 3600;
    await stage.server.advance(`P${Math.floor(seconds / 86_400)}DT${seconds % 86_400}S`);
    return migrate(stage, id);
  },
};
