// `npm run screenshots`: every page of the portal as a person sees it, in both themes, into docs/portal/.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { useCluster } from '@multipartner/testkit/cluster.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startTestPostgres } from '@multipartner/testkit/postgres-global-setup.ts';
import { startServer } from '@multipartner/testkit/server.ts';
import { items } from '../packages/server/test/selling/items.ts';
import { startBrowser, visit } from './browser.ts';

const folder = resolve(import.meta.dirname, '../docs/portal');
mkdirSync(folder, { recursive: true });

const postgres = await startTestPostgres();
useCluster(postgres.connection);
const server = await startServer();
const browser = await startBrowser();
try {
  await given.seller(server, 'beta', 'woodgrove', { dap: false });
  await given.order(server, 'beta', 'woodgrove', { offerId: items.businessBasic, quantity: 12 });
  const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';
  const asked = await server.call('beta.admin', 'POST', relationships, {
    displayName: 'People and licences',
    duration: 'P180D',
    customer: { tenantId: server.tenant('woodgrove').id },
    accessDetails: {
      unifiedRoles: [
        { roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1' },
        { roleDefinitionId: '4d6ac14f-3453-41d0-bef9-a3e0c569773a' },
      ],
    },
  });
  await server.call('beta.admin', 'POST', `${relationships}/${asked.body.id}/requests`, { action: 'lockForApproval' });
  const woodgrove = server.tenant('woodgrove').id;
  const [subscription] = (await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}/subscriptions`)).body
    .items;
  const litware = await server.call('beta.admin', 'POST', '/multipartner/v1/invitations', {});
  const pages: readonly [name: string, person: string | undefined, path: string][] = [
    ['welcome', undefined, '/'],
    ['customer-home', 'woodgrove.admin', '/'],
    ['invitation', 'litware.admin', litware.body.url.slice(server.url.length)],
    ['partners', 'woodgrove.admin', '/partners'],
    ['approval', 'woodgrove.admin', `/approvals/${asked.body.id}`],
    ['approvals', 'woodgrove.admin', '/approvals'],
    ['partner-home', 'beta.admin', '/'],
    ['customers', 'alpha.admin', '/customers'],
    ['customer', 'alpha.admin', `/customers/${woodgrove}`],
    ['subscription', 'alpha.sales', `/customers/${woodgrove}/subscriptions/${subscription.id}`],
    ['invitations', 'beta.sales', '/invitations'],
    ['requests', 'alpha.admin', '/sandbox/requests'],
  ];
  for (const [name, person, path] of pages)
    for (const dark of [false, true]) {
      const { page, open } = await visit(browser, server, person, { dark });
      await open(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${name}${dark ? '-dark' : ''}.png`) });
      await page.context().close();
    }
} finally {
  await browser.close();
  await server.stop();
  await postgres.stop();
}
