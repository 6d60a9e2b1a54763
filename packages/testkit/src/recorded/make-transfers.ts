import type { TestServer } from '../server.ts';
import type { Bench, Makers, Thing } from './bench.ts';
import { buy } from './make-purchases.ts';

const olderLicences = '195416C1-3447-423A-B37B-EE59A99A19C4';
const olderAddOn = '2828BE95-46BA-4F91-B2FD-0BEF192ECF60';

const woodgrove = ({ server }: Bench) => server.tenant('woodgrove').id;

const prepared = new WeakMap<TestServer, Promise<void>>();

/** Alpha is enrolled as a reseller of Dist1, too, which sells to Woodgrove: so it may give its older subscriptions to it. */
function ready(bench: Bench): Promise<void> {
  const done = prepared.get(bench.server) ?? prepare(bench);
  prepared.set(bench.server, done);
  return done;
}

async function prepare(bench: Bench): Promise<void> {
  const { send } = bench;
  await send(null, 'PATCH', '/sandbox/v1/tenants/alpha', { partner: { alsoReseller: true } });
  const partnership = await send('dist1.admin', 'POST', '/multipartner/v1/partnerships/invitations', {});
  await send('alpha.admin', 'POST', '/multipartner/v1/partnerships/acceptances', { url: partnership.url });
  const invitation = await send('dist1.admin', 'POST', '/multipartner/v1/invitations', {});
  await send('woodgrove.admin', 'POST', '/multipartner/v1/invitations/acceptances', { url: invitation.url });
  await send('dist1.admin', 'POST', `/v1/customers/${woodgrove(bench)}/agreements`, {
    primaryContact: { firstName: 'Wanda', lastName: 'Grove', email: 'wanda@example.com', phoneNumber: '4255550100' },
    dateAgreed: new Date((await send(null, 'GET', '/sandbox/v1/clock')).now).toISOString(),
    type: 'MicrosoftCustomerAgreement',
  });
}

async function older(bench: Bench): Promise<string> {
  return (await buy(bench, 'alpha', woodgrove(bench), { offerId: olderLicences, quantity: 2 })).subscriptionId;
}

/** Alpha offers so many subscriptions to Dist1. */
async function offered(bench: Bench, count: number): Promise<{ id: string; subscriptions: readonly string[] }> {
  await ready(bench);
  const subscriptions: string[] = [];
  while (subscriptions.length < count) subscriptions.push(await older(bench));
  const { id, partner } = bench.server.tenant('alpha');
  const transfer = await bench.send('alpha.admin', 'POST', `/v1/customers/${woodgrove(bench)}/transfers`, {
    sourcePartnerTenantId: id,
    targetPartnerTenantId: bench.server.tenant('dist1').id,
    lineItems: subscriptions.map((subscriptionId) => ({ subscriptionId, partnerIdOnRecord: partner?.mpnId })),
  });
  return { id: transfer.id, subscriptions };
}

export const transfers: Makers = {
  'older-licences': async (bench): Promise<Thing> => {
    await ready(bench);
    return { id: await older(bench) };
  },
  'older-base': async (bench) => {
    await ready(bench);
    const id = await older(bench);
    await buy(bench, 'alpha', woodgrove(bench), { offerId: olderAddOn, quantity: 1, parentSubscriptionId: id });
    return { id };
  },
  transfer: async (bench) => ({ id: (await offered(bench, 1)).id }),
  'transfer-in-part': async (bench) => {
    const { id, subscriptions } = await offered(bench, 2);
    const path = `/v1/customers/${woodgrove(bench)}/subscriptions/${subscriptions[1]}`;
    await bench.send('alpha.admin', 'PATCH', path, { status: 'suspended' });
    return { id };
  },
};
