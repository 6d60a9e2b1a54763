import { items } from '../../selling/items.ts';
import type { Provocations, Stage } from '../stage.ts';

const azure = async ({ buy, call, customer, done }: Stage) => {
  const list = (await done(call('alpha.sales', 'GET', `${customer}/subscriptions`))).body.items;
  const held = list.find((one: { offerId: string; status: string }) => one.offerId === items.azurePlan);
  const plan = held ?? (await buy(items.azurePlan));
  const own = `/multipartner/v1${customer.slice(3)}/azurePlans/${plan.id}/azureSubscriptions`;
  const made = (await done(call('alpha.admin', 'POST', own, { friendlyName: 'Shop' }))).body;
  return { plan, made, own, path: `${customer}/subscriptions/${plan.id}/azureEntitlements/${made.id}` };
};

/** What cannot become of what was bought. */
export const subscriptions: Provocations = {
  'another quantity of what is suspended': async ({ buy, patch, done }) => {
    const one = await buy(items.businessBasic);
    const { body } = await done(patch(one, { status: 'suspended' }));
    return patch(body, { quantity: 2 });
  },
  'a change of what was deleted': async ({ buy, patch, done }) => {
    const { body } = await done(patch(await buy(items.businessBasic), { status: 'deleted' }));
    return patch(body, { quantity: 2, status: undefined });
  },
  'another product': async ({ buy, patch }) => patch(await buy(items.businessBasic), { offerId: items.officeE5 }),
  'a shorter term': async ({ buy, patch }) =>
    patch(await buy(items.businessBasic, { termDuration: 'P1Y' }), { termDuration: 'P1M' }),
  'another billing cycle': async ({ buy, patch }) =>
    patch(await buy(items.businessBasic, { termDuration: 'P1Y' }), { billingCycle: 'annual' }),
  'more seats of a trial': async ({ buy, patch }) => patch(await buy(items.trial, { quantity: 25 }), { quantity: 26 }),
  'a reseller of record for what a direct partner sold': async ({ buy, patch }) =>
    patch(await buy(items.businessBasic), { partnerId: '5000111' }),
  'renewing a reservation': async (stage) => {
    await azure(stage);
    const one = await stage.buy(items.reservation);
    return stage.patch(one, { autoRenewEnabled: one.autoRenewEnabled !== true });
  },
  'activating twice': async ({ buy, call, customer, done }) => {
    const { id } = await buy(items.marketplace, { termDuration: 'P1M' });
    const activate = () => call('alpha.sales', 'POST', `${customer}/subscriptions/${id}/activate`);
    await done(activate());
    return activate();
  },
  'suspending an Azure plan in use': async (stage) => {
    const { plan } = await azure(stage);
    return stage.call('alpha.sales', 'PATCH', `${stage.customer}/subscriptions/${plan.id}`, { status: 'suspended' });
  },
  'an unknown Azure entitlement': async (stage) => {
    const { path, made } = await azure(stage);
    return stage.call('alpha.sales', 'GET', path.replace(made.id, crypto.randomUUID()));
  },
  'cancelling an Azure entitlement for an unknown reason': async (stage) =>
    stage.call('alpha.admin', 'POST', `${(await azure(stage)).path}/cancel`, { cancellationReason: 'boredom' }),
  'reactivating an Azure entitlement that runs': async (stage) =>
    stage.call('alpha.admin', 'POST', `${(await azure(stage)).path}/reactivate`),
  'reactivating an Azure entitlement without a role on it': async (stage) => {
    const { path, own, made } = await azure(stage);
    await stage.done(stage.call('alpha.admin', 'POST', `${path}/cancel`, { cancellationReason: 'compromise' }));
    const role = `${own}/${made.id}/roleAssignments/${made.roleAssignments[0].id}`;
    await stage.done(stage.call('woodgrove.admin', 'DELETE', role));
    return stage.call('alpha.admin', 'POST', `${path}/reactivate`);
  },
  'overage without what can have it': async (stage) => {
    const { made } = await azure(stage);
    return stage.call('alpha.admin', 'PUT', `${stage.customer}/subscriptions/overage`, {
      azureEntitlementId: made.id,
      partnerId: '5000001',
      overageEnabled: true,
    });
  },
  'fewer seats after a week': async ({ buy, patch, server }) => {
    const one = await buy(items.officeE5, { quantity: 3, termDuration: 'P1Y' });
    await server.advance('P8D');
    return patch(one, { quantity: 2 });
  },
  'cancelling after a week': async ({ buy, patch, server }) => {
    const one = await buy(items.businessBasic, { termDuration: 'P1Y' });
    await server.advance('P8D');
    return patch(one, { status: 'deleted' });
  },
  'cancelling a monthly marketplace product after a day': async ({ buy, patch, server }) => {
    const one = await buy(items.marketplace, { termDuration: 'P1M' });
    await server.advance('P1DT1H');
    return patch(one, { status: 'deleted' });
  },
};
