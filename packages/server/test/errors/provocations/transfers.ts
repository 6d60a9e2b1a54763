import { given } from '@multipartner/testkit/given.ts';
import { items } from '../../selling/items.ts';
import { transfers as ways } from '../../transfer/transfers.ts';
import type { Provocations, Stage } from '../stage.ts';

/** Alpha is a reseller too, and works with Distribution One. */
const asReseller = async ({ call, done }: Stage) => {
  await done(call(null, 'PATCH', '/sandbox/v1/tenants/alpha', { partner: { alsoReseller: true } }));
  const { body } = await done(call('dist1.admin', 'POST', '/multipartner/v1/partnerships/invitations', {}));
  await done(call('alpha.admin', 'POST', '/multipartner/v1/partnerships/acceptances', { url: body.url }));
};

/** What one partner does not take over from another. Beta has no Azure plan until one of them buys it, and Alpha is no reseller until one makes it one. */
export const transfers: Provocations = {
  'taking over Azure without a plan': ({ server }) => ways(server).asks(),
  'taking over Azure beside older Azure': async ({ server }) => {
    await given.seller(server, 'beta', 'litware');
    const elsewhere = ways(server, 'litware');
    await elsewhere.buys('beta', items.legacyAzure, 1);
    return elsewhere.asks();
  },
  'taking over Azure with a suspended plan': async ({ server, call, customer, done }) => {
    const t = ways(server);
    const path = `${customer}/subscriptions/${await t.plan('beta')}`;
    await done(call('beta.admin', 'PATCH', path, { status: 'suspended' }));
    const refused = await t.asks();
    await done(call('beta.admin', 'PATCH', path, { status: 'active' }));
    return refused;
  },
  'taking over from nobody': ({ server }) =>
    ways(server).asks('beta.admin', 'alpha', { sourcePartnerTenantId: undefined }),
  'taking over from itself': ({ server }) => ways(server).asks('beta.admin', 'beta'),
  'taking over from a customer': ({ server }) => ways(server).asks('beta.admin', 'litware'),
  'taking over new commerce where nobody may': ({ server }) =>
    ways(server).asks('beta.admin', 'alpha', { transferType: 'NewCommerce' }),
  'giving what is not in the transfer': async ({ server, done }) => {
    const t = ways(server);
    await t.plan('beta');
    const { body } = await done(t.asks());
    const refused = await t.accepts('alpha.admin', body.id, [crypto.randomUUID()]);
    await done(t.rejects('alpha.admin', body.id));
    return refused;
  },
  'an answer to a transfer that was rejected': async ({ server, done }) => {
    const t = ways(server);
    const { body } = await done(t.asks());
    await done(t.rejects('alpha.admin', body.id));
    return t.accepts('alpha.admin', body.id, [crypto.randomUUID()]);
  },
  'offering the same twice': async (stage) => {
    const { server, done } = stage;
    const t = ways(server);
    await asReseller(stage);
    const one = await t.buys('alpha');
    await done(t.offers([one]));
    return t.offers([one]);
  },
  'offering to a tenant that there is not': async ({ server }) => {
    const t = ways(server);
    const nobody = { targetPartnerTenantId: crypto.randomUUID() };
    return t.offers([await t.buys('alpha')], 'alpha.admin', 'dist1', nobody);
  },
  'taking over older Azure beside a plan': async ({ server, order, done }) => {
    const t = ways(server);
    const { body } = await done(t.offers([await t.buys('alpha', items.legacyAzure, 1)]));
    await done(order({ offerId: items.azurePlan }, {}, 'dist1.sales'));
    return t.accepts('dist1.admin', body.id);
  },
  'cancelling what is being transferred': async ({ server, call, customer, done }) => {
    const t = ways(server);
    await t.plan('alpha');
    const one = await t.buys('alpha', items.reservation, 1);
    const { orderId } = (await t.subscription('alpha.admin', one)).body;
    const { body } = await done(t.asks());
    await done(t.accepts('alpha.admin', body.id, [one]));
    return call('alpha.admin', 'PATCH', `${customer}/orders/${orderId}`, { status: 'cancelled' });
  },
};
