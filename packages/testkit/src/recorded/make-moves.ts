import type { Bench, Makers, Thing } from './bench.ts';
import { attest } from './make-customers.ts';
import { buy } from './make-purchases.ts';

const offers = {
  olderTrial: 'C0BD2E08-11AC-4836-BDC7-3712E744922F',
  olderMailboxes: '195416C1-3447-423A-B37B-EE59A99A19C4',
  olderArchive: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
  olderE1: '91FD106F-4B2C-4938-95AC-F54F74E9A239',
  officeE1: 'CFQ7TTC0LF8Q:0001:CFQ7TTC0KQDF',
  officeE3: 'CFQ7TTC0LF8R:0001:CFQ7TTC0KCSV',
  teamsPhone: 'CFQ7TTC0LH0T:0001:CFQ7TTC0K4KQ',
  azurePlan: 'DZH318Z0BPS6:0001:DZH318Z0BML6',
  marketplace: 'DZH318Z0BXWC:0001:DZH318Z0BMJX',
  softwareForAYear: 'DG7GMGF0FLR2:0002:DG7GMGF0DSJB',
} as const;

const woodgrove = ({ server }: Bench) => server.tenant('woodgrove').id;

/** Alpha sells Woodgrove so many of it. */
async function sold(bench: Bench, offerId: string, quantity: number, termDuration?: string): Promise<Thing> {
  const line = { offerId, quantity, ...(termDuration === undefined ? {} : { termDuration }) };
  const { orderId, subscriptionId } = await buy(bench, 'alpha', woodgrove(bench), line);
  return { id: subscriptionId, order: orderId };
}

const partOf = (thing: Thing, part: string) => thing[part] as string;

/** Two subscriptions of one term, bought at once: what is moved, and what takes it. */
async function pair(bench: Bench): Promise<Thing> {
  const source = await sold(bench, offers.officeE1, 5, 'P1M');
  const into = await sold(bench, offers.officeE3, 5, 'P1M');
  await bench.server.advance('P8D');
  return { id: partOf(source, 'id'), into: partOf(into, 'id') };
}

async function azurePlan(bench: Bench): Promise<string> {
  const { items } = await bench.send('alpha.admin', 'GET', `/v1/customers/${woodgrove(bench)}/subscriptions`);
  const found = items.find((one: { offerId: string }) => one.offerId === offers.azurePlan);
  return found?.id ?? partOf(await sold(bench, offers.azurePlan, 1), 'id');
}

/** What a subscription becomes, and what belongs to it. */
export const moves: Makers = {
  trial: (bench) => sold(bench, offers.olderTrial, 25),
  'base-with-add-on': async (bench) => {
    const base = await sold(bench, offers.olderMailboxes, 2);
    const line = { offerId: offers.olderArchive, quantity: 1, parentSubscriptionId: partOf(base, 'id') };
    await buy(bench, 'alpha', woodgrove(bench), line);
    return base;
  },
  'moving-pair': pair,
  'moved-subscription': async (bench) => {
    const source = await sold(bench, offers.officeE1, 1);
    await bench.send(
      'alpha.admin',
      'POST',
      `/v1/customers/${woodgrove(bench)}/subscriptions/${partOf(source, 'id')}/transitions`,
      { toCatalogItemId: offers.officeE3, quantity: 1, transitionType: 'transition_only' },
    );
    return source;
  },
  'suspended-mailboxes': async (bench) => {
    const one = await sold(bench, offers.olderMailboxes, 1);
    const path = `/v1/customers/${woodgrove(bench)}/subscriptions/${partOf(one, 'id')}`;
    const was = await bench.send('alpha.admin', 'GET', path);
    await bench.send('alpha.admin', 'PATCH', path, { ...was, status: 'suspended' });
    return one;
  },
  'older-enterprise': async (bench) => {
    const customerId = await bench.resolve('{{customer-with-dap}}');
    await attest(bench, 'alpha', customerId);
    const { subscriptionId } = await buy(bench, 'alpha', customerId, { offerId: offers.olderE1, quantity: 1 });
    return { id: subscriptionId };
  },
  'azure-plan': async (bench) => ({ id: await azurePlan(bench) }),
  phones: async (bench) => {
    const customerId = woodgrove(bench);
    const path = `/multipartner/v1/customers/${customerId}/azurePlans/${await azurePlan(bench)}/azureSubscriptions`;
    const azure = await bench.send('alpha.admin', 'POST', path, { friendlyName: 'Phones' });
    await sold(bench, offers.officeE1, 1);
    await sold(bench, offers.teamsPhone, 1);
    return { id: azure.id };
  },
  overage: async (bench) => {
    const id = await bench.resolve('{{phones}}');
    const partnerId = await bench.resolve('alpha.mpnId');
    const path = `/v1/customers/${woodgrove(bench)}/subscriptions/overage`;
    await bench.send('alpha.admin', 'PUT', path, { azureEntitlementId: id, partnerId, overageEnabled: true });
    return { id };
  },
  marketplace: (bench) => sold(bench, offers.marketplace, 1, 'P1M'),
  'software-order': async (bench) => {
    const line = { offerId: offers.softwareForAYear, quantity: 1 };
    const order = await bench.send('alpha.admin', 'POST', `/v1/customers/${woodgrove(bench)}/orders`, {
      lineItems: [0, 1].map((lineItemNumber) => ({ lineItemNumber, ...line })),
    });
    return { id: order.id };
  },
};
