import type { Bench, Makers, Thing } from './bench.ts';

/** What samples are bought of: newer licences, software for ever, reserved machines' plan, and the older commerce. */
const offers = {
  licences: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
  software: 'DG7GMGF0DWTL:0001:DG7GMGF0DSFM',
  reservation: 'DZH318Z0BQ36:004G:DZH318Z08C0S',
  azurePlan: 'DZH318Z0BPS6:0001:DZH318Z0BML6',
  olderLicences: '195416C1-3447-423A-B37B-EE59A99A19C4',
  olderAddOn: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
} as const;

type Line = { readonly offerId: string; readonly quantity: number } & Readonly<Record<string, string | number>>;

/** The partner buys one line for the customer. */
export async function buy(
  { send }: Bench,
  partner: string,
  customerId: string,
  line: Line,
  billingCycle?: string,
): Promise<{ orderId: string; subscriptionId: string }> {
  const order = await send(`${partner}.admin`, 'POST', `/v1/customers/${customerId}/orders`, {
    ...(billingCycle === undefined ? {} : { billingCycle }),
    ...(line.partnerIdOnRecord === undefined ? {} : { partnerOnRecordAttestationAccepted: true }),
    lineItems: [{ lineItemNumber: 0, ...line }],
  });
  return { orderId: order.id, subscriptionId: order.lineItems[0].subscriptionId };
}

const woodgrove = ({ server }: Bench) => server.tenant('woodgrove').id;
const subscriptionsOf = (bench: Bench) => `/v1/customers/${woodgrove(bench)}/subscriptions`;

/** Alpha sells Woodgrove so many licences for a year; `ready` does to the subscription what else it needs. */
const licences =
  (quantity: number, ready?: (bench: Bench, path: string) => Promise<unknown>) =>
  async (bench: Bench): Promise<Thing> => {
    const line = { offerId: offers.licences, quantity, termDuration: 'P1Y' };
    const { orderId, subscriptionId } = await buy(bench, 'alpha', woodgrove(bench), line, 'monthly');
    const path = `${subscriptionsOf(bench)}/${subscriptionId}`;
    await ready?.(bench, path);
    const etag = async () => (await bench.send('alpha.admin', 'GET', path)).attributes.etag;
    return { id: subscriptionId, order: orderId, etag };
  };

const suspend = async ({ send }: Bench, path: string) =>
  send('alpha.admin', 'PATCH', path, { ...(await send('alpha.admin', 'GET', path)), status: 'suspended' });

/** An order of one line at Woodgrove. */
const order =
  (line: Line, billingCycle?: string) =>
  async (bench: Bench): Promise<Thing> => {
    const { orderId, subscriptionId } = await buy(bench, 'alpha', woodgrove(bench), line, billingCycle);
    return { id: orderId, subscription: subscriptionId };
  };

/** Alpha's Azure plan at Woodgrove, of which there is one. */
async function azurePlan(bench: Bench): Promise<string> {
  const { items } = await bench.send('alpha.admin', 'GET', subscriptionsOf(bench));
  const [productId] = offers.azurePlan.split(':') as [string];
  const found = items.find((one: { offerId: string }) => one.offerId.startsWith(productId));
  if (found !== undefined) return found.id;
  return (await buy(bench, 'alpha', woodgrove(bench), { offerId: offers.azurePlan, quantity: 1 })).subscriptionId;
}

/** Alpha sells Woodgrove software and a reservation. */
async function entitlements(bench: Bench): Promise<Thing> {
  await azurePlan(bench);
  // The first in the list: it has what the sample shows.
  const reservation = { offerId: offers.reservation, quantity: 1, termDuration: 'P1Y' };
  await buy(bench, 'alpha', woodgrove(bench), reservation, 'one_time');
  const { orderId } = await buy(
    bench,
    'alpha',
    woodgrove(bench),
    { offerId: offers.software, quantity: 1 },
    'one_time',
  );
  return { id: orderId };
}

export const purchases: Makers = {
  entitlements,
  subscription: licences(2),
  'single-subscription': licences(1),
  'suspended-subscription': licences(2, suspend),
  'older-subscription': licences(2, ({ server }) => server.advance('P8D')),
  order: order({ offerId: offers.licences, quantity: 1, termDuration: 'P1Y' }, 'monthly'),
  'one-time-order': order({ offerId: offers.software, quantity: 1 }, 'one_time'),
  'legacy-order': order({ offerId: offers.olderLicences, quantity: 2 }),
  'add-on-subscription': async (bench) => {
    const base = await buy(bench, 'alpha', woodgrove(bench), { offerId: offers.olderLicences, quantity: 2 });
    const line = { offerId: offers.olderAddOn, quantity: 2, parentSubscriptionId: base.subscriptionId };
    return { id: (await buy(bench, 'alpha', woodgrove(bench), line)).subscriptionId };
  },
  cart: async (bench) => {
    const line = { id: 0, catalogItemId: offers.licences, quantity: 1, billingCycle: 'monthly', termDuration: 'P1M' };
    const cart = await bench.send('alpha.admin', 'POST', `/v1/customers/${woodgrove(bench)}/carts`, {
      lineItems: [line],
    });
    return { id: cart.id };
  },
  'azure-subscription': async (bench) => {
    const plan = await azurePlan(bench);
    const path = `/multipartner/v1/customers/${woodgrove(bench)}/azurePlans/${plan}/azureSubscriptions`;
    return { id: (await bench.send('alpha.admin', 'POST', path, { friendlyName: 'Machines' })).id };
  },
  'custom-end-date': async (bench) => {
    const customerId = await bench.resolve('{{indirect-customer}}');
    const line = { offerId: offers.licences, quantity: 1, termDuration: 'P1M' };
    const { subscriptionId } = await buy(bench, 'dist1', customerId, line);
    const path = `/v1/customers/${customerId}/subscriptions/${subscriptionId}`;
    return { id: (await bench.send('dist1.admin', 'GET', path)).commitmentEndDate };
  },
  'audit-record': async ({ send }) => ({ id: (await send('alpha.admin', 'GET', '/v1/auditrecords')).items[0].id }),
};
