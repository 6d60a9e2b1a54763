import type { Bench, Makers } from './bench.ts';
import { buy } from './make-purchases.ts';

const licences = 'CFQ7TTC0LH18:0001:CFQ7TTC0K971';
const olderLicences = '195416C1-3447-423A-B37B-EE59A99A19C4';
const azurePlan = 'DZH318Z0BPS6:0001:DZH318Z0BML6';

const woodgrove = ({ server }: Bench) => server.tenant('woodgrove').id;

/** The first invoice of a kind; what it bills is bought, and its day waited for. */
async function invoice(bench: Bench, invoiceType: string): Promise<string> {
  const offerId = invoiceType === 'OneTime' ? licences : olderLicences;
  await buy(bench, 'alpha', woodgrove(bench), { offerId, quantity: 2 });
  await bench.server.advance('P40D');
  const { items } = await bench.send('alpha.admin', 'GET', '/v1/invoices');
  return items.find((one: { invoiceType: string }) => one.invoiceType === invoiceType).id;
}

/** Beside what was sold: requests for help, policies, what hangs under a plan, and bills. */
export const services: Makers = {
  'azure-entitlement': async (bench) => {
    const customerId = woodgrove(bench);
    const { items } = await bench.send('alpha.admin', 'GET', `/v1/customers/${customerId}/subscriptions`);
    const found = items.find((one: { offerId: string }) => one.offerId === azurePlan);
    const plan =
      found?.id ?? (await buy(bench, 'alpha', customerId, { offerId: azurePlan, quantity: 1 })).subscriptionId;
    const path = `/multipartner/v1/customers/${customerId}/azurePlans/${plan}/azureSubscriptions`;
    return { id: (await bench.send('alpha.admin', 'POST', path, { friendlyName: 'Machines' })).id, plan };
  },
  'service-request': async (bench) => {
    const made = await bench.send('alpha.admin', 'POST', '/v1/servicerequests/en-US', {
      title: 'TrialSR',
      description: 'Nothing',
      severity: 'critical',
      supportTopicId: '32444671',
      productId: '15960',
      organization: { id: woodgrove(bench) },
      primaryContact: { firstName: 'Ada', lastName: 'Alpha' },
    });
    const path = `/v1/servicerequests/${made.id}`;
    await bench.send('alpha.admin', 'PATCH', path, { newNote: { text: 'Sample note' } });
    return { id: made.id };
  },
  'device-policy': async (bench) => {
    const policy = {
      name: 'Test policy',
      category: 'o_o_b_e',
      description: 'For tests',
      policySettings: ['skip_eula'],
    };
    return { id: (await bench.send('alpha.admin', 'POST', `/v1/customers/${woodgrove(bench)}/policies`, policy)).id };
  },
  'self-serve-policy': async (bench) => {
    const customerId = woodgrove(bench);
    const { items } = await bench.send('alpha.admin', 'GET', `/v1/SelfServePolicy?entity_id=${customerId}`);
    const policy = {
      selfServeEntity: { selfServeEntityType: 'customer', tenantID: customerId },
      grantor: { grantorType: 'billToPartner', tenantID: bench.server.tenant('alpha').id },
      permissions: [{ resource: 'AzureSavingsPlan', action: 'Purchase' }],
    };
    const one = items[0] ?? (await bench.send('alpha.admin', 'POST', '/v1/SelfServePolicy', policy));
    return { id: one.id, etag: one.attributes.etag };
  },
  'own-application': async ({ server }) => ({ id: server.tenant('alpha').applications[0]?.clientId ?? '' }),
  'request-without-factor': async ({ server }) => {
    const token = await server.token('alpha.sales', { mfa: false });
    return { id: String((await server.call(token, 'GET', '/v1/customers')).status) };
  },
  'usage-budget': async (bench) => {
    const path = `/v1/customers/${woodgrove(bench)}/usagebudget`;
    return { id: String((await bench.send('alpha.admin', 'PATCH', path, { amount: 100 })).amount) };
  },
  invoice: async (bench) => ({ id: await invoice(bench, 'OneTime') }),
  'older-invoice': async (bench) => ({ id: await invoice(bench, 'Recurring') }),
  'unbilled-charge': async (bench) => {
    await buy(bench, 'alpha', woodgrove(bench), { offerId: licences, quantity: 2, termDuration: 'P1M' });
    const { now } = await bench.server.clock.read();
    await bench.server.clock.change({ set: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 3)) });
    return { id: 'previous' };
  },
};
