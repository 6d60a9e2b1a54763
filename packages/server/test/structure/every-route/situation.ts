import { given } from '@multipartner/testkit/given.ts';
import type { TestServer } from '@multipartner/testkit/server.ts';
import { people, role } from '../../delegated-admin/people.ts';
import { items } from '../../selling/items.ts';

/** Writes the world's names in place of those in braces. */
export type Fill = <T>(value: T) => T;

export interface Situation {
  readonly fill: Fill;
  /** The same with ids of nothing; the names given keep theirs. */
  readonly nowhere: (kept: readonly string[]) => Fill;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Woodgrove as Alpha's customer with one of everything of Alpha's; Beta sells there too, without a right inside; Gamma does
 * not. Distribution One has a reseller of the world and one that it made for its tests.
 */
export async function situation(server: TestServer): Promise<Situation> {
  const by = people(server);
  const send = async (who: string | null, method: string, path: string, body?: unknown) => {
    const answer = await server.call(who, method, path, body);
    if (answer.status >= 300) throw new Error(`Given ${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const woodgrove = server.tenant('woodgrove').id;
  const customer = `/v1/customers/${woodgrove}`;
  const mailboxes = async () =>
    (await given.order(server, 'alpha', 'woodgrove', { offerId: items.legacyMailboxes, quantity: 1 })).lineItems[0]
      .subscriptionId;
  // Alpha's older Azure is brought under an Azure plan.
  await given.order(server, 'alpha', 'woodgrove', { offerId: items.legacyAzure, quantity: 1 });
  const azureFamily = { customerId: woodgrove, productFamily: 'azure' };
  const upgraded = await server.call('alpha.admin', 'POST', '/v1/productUpgrades', azureFamily);
  const [, , upgradeId = ''] = (upgraded.headers.get('location') ?? '').split('/');
  const [olderId, migratedId, plannedId] = [await mailboxes(), await mailboxes(), await mailboxes()];
  // So that there are invoices of what was sold before, and older subscriptions may move.
  await server.advance('P40D');
  const migrations = `${customer}/migrations/newcommerce`;
  const migration = await send('alpha.sales', 'POST', migrations, { currentSubscriptionId: migratedId });
  const schedule = await send('alpha.sales', 'POST', `${migrations}/schedules`, {
    currentSubscriptionId: plannedId,
    migrateOnRenewal: true,
  });
  await given.seller(server, 'beta', 'woodgrove', { dap: false });

  const order = await given.order(server, 'alpha', 'woodgrove', { offerId: items.businessBasic, quantity: 1 });
  const upgrade = await send('alpha.admin', 'POST', `/v1/productUpgrades/${upgradeId}/status`, azureFamily);
  const planId = upgrade.lineItems[0].targetProduct.id;
  const cart = await send('alpha.sales', 'POST', `${customer}/carts`, {
    lineItems: [{ catalogItemId: items.businessBasic, quantity: 1 }],
  });
  const azure = await send(
    'alpha.sales',
    'POST',
    `/multipartner/v1/customers/${woodgrove}/azurePlans/${planId}/azureSubscriptions`,
    { friendlyName: 'Shop' },
  );
  const relationship = await by.active('alpha', 'woodgrove');
  // A group of nobody: a granular role would take the place of what agents may by DAP (R68).
  const group = await by.newGroup('alpha');
  const assignment = await by.assign('alpha', relationship.id, group, role.globalReader);
  const template = await send('alpha.admin', 'POST', '/multipartner/v1/delegatedAdminTemplates', {
    displayName: 'Standard',
    duration: 'P30D',
    roles: [role.globalReader],
  });
  const bulk = await send('alpha.admin', 'POST', '/multipartner/v1/delegatedAdminRelationships:bulk', {
    key: 'first',
    items: [{ action: 'create', displayName: 'In bulk', duration: 'P30D', roles: [role.globalReader] }],
  });
  while ((await send('alpha.admin', 'GET', `/multipartner/v1/bulks/${bulk.id}`)).status !== 'completed')
    await new Promise((resolve) => setTimeout(resolve, 20));
  const reseller = await send('dist1.admin', 'POST', '/v1/sandboxIndirectReseller', {
    mpnId: '6363277',
    tenant: {
      domainPrefix: 'TipIRIntTest',
      displayName: 'TipIRIntTest',
      adminUserName: 'admin',
      adminFirstName: 'Tip',
      adminLastName: 'Test',
      country: 'US',
    },
    legalBusinessProfile: { companyName: 'TipIRIntTest' },
  });
  const policy = await send('alpha.sales', 'POST', `${customer}/policies`, {
    name: 'Laptops',
    category: 'o_o_b_e',
    policySettings: ['skip_eula'],
  });
  await send('alpha.ga', 'POST', '/v1/SelfServePolicy', {
    selfServeEntity: { selfServeEntityType: 'customer', tenantID: woodgrove },
    grantor: { grantorType: 'billToPartner', tenantID: server.tenant('alpha').id },
    permissions: [{ resource: 'AzureSavingsPlan', action: 'Purchase' }],
  });
  const help = await send('alpha.helpdesk', 'POST', '/v1/servicerequests/en-US', {
    title: 'Help',
    description: 'Nothing goes',
    severity: 'minimal',
    supportTopicId: '32444671',
    organization: { id: woodgrove },
  });
  // Alpha, a reseller of Distribution Two as well, offers older licences to it.
  await send(null, 'PATCH', '/sandbox/v1/tenants/alpha', { partner: { alsoReseller: true } });
  const together = await send('dist2.admin', 'POST', '/multipartner/v1/partnerships/invitations', {});
  await send('alpha.admin', 'POST', '/multipartner/v1/partnerships/acceptances', { url: together.url });
  await given.seller(server, 'dist2', 'woodgrove', { dap: false });
  const older = await given.order(server, 'alpha', 'woodgrove', { offerId: items.legacyMailboxes, quantity: 1 });
  const transfer = await send('alpha.admin', 'POST', `${customer}/transfers`, {
    sourcePartnerTenantId: server.tenant('alpha').id,
    targetPartnerTenantId: server.tenant('dist2').id,
    lineItems: [{ subscriptionId: older.lineItems[0].subscriptionId }],
  });
  const announced = await send('alpha.user', 'GET', '/multipartner/v1/announcements');
  // What has become due is done, and nothing more becomes due meanwhile.
  await server.clock.change({ frozen: true });
  const log = await send('alpha.admin', 'GET', '/v1/auditrecords');
  const bills = await send('alpha.billing', 'GET', '/v1/invoices');

  const things: Readonly<Record<string, string>> = {
    customerId: woodgrove,
    litware: server.tenant('litware').id,
    wingtip: server.tenant('wingtip').id,
    gamma: server.tenant('gamma').id,
    alpha: server.tenant('alpha').id,
    policyId: policy.id,
    promotionId: '39NFJQT1MP01:0001:39NFJQT1MP0A',
    olderSubscriptionId: olderId,
    migratedSubscriptionId: migratedId,
    plannedSubscriptionId: plannedId,
    migrationId: migration.id,
    upgradeId,
    scheduleId: schedule.id,
    invoiceId: bills.items[0].id,
    receiptId: bills.items[0].taxReceipts[0].id,
    serviceRequestId: help.id,
    application: server.tenant('alpha').applications[0]?.clientId ?? '',
    dist2: server.tenant('dist2').id,
    transferId: transfer.id,
    rho: server.tenant('rho').id,
    userId: server.person('woodgrove.user').id,
    strangerUserId: server.person('litware.user').id,
    alphaUserId: server.person('alpha.sales').id,
    roleId: role.helpdeskAdministrator,
    readerRoleId: role.globalReader,
    agreementTemplateId: '117a77b0-9360-443b-8795-c6dedc750cf9',
    auditRecordId: log.items[0].id,
    domain: 'woodgrove.onmicrosoft.com',
    productId: 'CFQ7TTC0LH18',
    skuId: '0001',
    availabilityId: 'CFQ7TTC0K971',
    offerId: items.legacyMailboxes,
    businessBasic: items.businessBasic,
    orderId: order.id,
    subscriptionId: order.lineItems[0].subscriptionId,
    cartId: cart.id,
    planId,
    azureSubscriptionId: azure.id,
    roleAssignmentId: azure.roleAssignments[0].id,
    relationship: relationship.id,
    assignmentId: assignment.id,
    group,
    betaGroup: by.group('beta.tier1'),
    templateId: template.id,
    bulkId: bulk.id,
    resellerId: reseller.accountId,
    announcementId: announced.items[0].id,
    invitation: (await send('gamma.admin', 'POST', '/multipartner/v1/invitations', {})).url,
    partnershipInvitation: (await send('dist2.admin', 'POST', '/multipartner/v1/partnerships/invitations', {})).url,
  };
  const nothing = (name: string, value: string) => {
    if (guid.test(value)) return crypto.randomUUID();
    // The half that names the partner says by which door one enters.
    if (name === 'relationship') return `${crypto.randomUUID()}-${value.slice(37)}`;
    return value.startsWith('http') ? `${server.url}/nowhere` : 'nowhere';
  };
  const nowhere = Object.fromEntries(Object.entries(things).map(([name, value]) => [name, nothing(name, value)]));
  return {
    fill: filling(things),
    nowhere: (kept) =>
      filling({ ...nowhere, ...Object.fromEntries(kept.map((name) => [name, things[name] as string])) }),
  };
}

function filling(things: Readonly<Record<string, string>>): Fill {
  return (value) => {
    if (value === undefined) return value;
    const text = JSON.stringify(value).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const thing = things[name];
      if (thing === undefined) throw new Error(`The situation has no "${name}".`);
      return thing;
    });
    return JSON.parse(text) as typeof value;
  };
}
