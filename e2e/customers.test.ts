import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../packages/server/test/selling/items.ts';
import { expectAccessible, startBrowser, visit } from './browser.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ seed: 300 }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('a partner’s customers', () => {
  it('are found by a part of the name, with the search in the address', async () => {
    const { page, open, close } = await visit(browser, server, 'alpha.sales');
    await open('/customers');
    await page.getByRole('status').filter({ hasText: 'customers' }).waitFor();
    await expectAccessible(page);
    const rows = page.getByRole('table', { name: 'Customers' }).getByRole('row');
    expect(await rows.count()).toBe(51);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => rows.count()).toBeGreaterThan(51);
    await page.getByLabel('Find by name or domain').fill('oodgr');
    await page.getByText('1 customer', { exact: true }).waitFor();
    expect(page.url()).toBe(`${server.url}/customers?search=oodgr`);
    await page.reload();
    await page.getByText('1 customer', { exact: true }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^customers.*\.csv$/);
    await close();
  });
});

describe('a subscription', () => {
  it('gets more seats, loses its renewal, and is cancelled within its window; another partner’s stays', async () => {
    const woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
    await given.order(server, 'beta', 'woodgrove', { offerId: items.businessBasic, quantity: 4 });
    const alphas = async () =>
      (await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}/subscriptions`)).body.items;
    const before = await alphas();
    const { page, open, close } = await visit(browser, server, 'beta.sales');
    await open(`/customers/${woodgrove}`);
    const table = page.getByRole('table', { name: 'Subscriptions' });
    expect(await table.getByRole('row').count()).toBeLessThanOrEqual(2);
    await table.getByRole('link').first().click();
    await page.getByLabel('Seats').fill('9');
    await page.getByLabel('Seats').blur();
    await page.getByRole('button', { name: 'Save seats' }).click();
    await page.getByText('Saved.').first().waitFor();
    await page.getByLabel('Renew at the end of the term').click();
    await expect.poll(() => page.getByLabel('Renew at the end of the term').isChecked()).toBe(false);
    await expectAccessible(page);
    const own = (await server.call('beta.admin', 'GET', `/v1/customers/${woodgrove}/subscriptions`)).body.items;
    expect(own).toMatchObject([{ quantity: 9, autoRenewEnabled: false, status: 'active' }]);
    await page.getByRole('button', { name: 'Cancel subscription' }).click();
    await page.getByRole('dialog').getByText('It ends at once').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel subscription' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Deleted', { exact: true }).waitFor();
    expect(await alphas()).toEqual(before);
    await close();
  });

  it('is changed by nobody whose role does not allow it, and the page says which would', async () => {
    const woodgrove = server.tenant('woodgrove').id;
    const [{ id }] = (await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}/subscriptions`)).body.items;
    const { page, open, close } = await visit(browser, server, 'alpha.ga');
    await open(`/customers/${woodgrove}/subscriptions/${id}`);
    const cancel = page.getByRole('button', { name: 'Cancel subscription' });
    await cancel.waitFor();
    expect(await cancel.isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Why?' }).first().click();
    await page
      .getByRole('dialog')
      .getByText(/Sales agent/)
      .waitFor();
    await expectAccessible(page);
    await close();
  });
});

describe('the picture of a customer', () => {
  it('shows a partner itself and what it has, and the customer everybody', async () => {
    const woodgrove = server.tenant('woodgrove').id;
    const partner = await visit(browser, server, 'alpha.admin');
    await partner.open(`/customers/${woodgrove}`);
    await partner.page.getByRole('heading', { level: 2, name: 'Who stands how to whom' }).waitFor();
    await partner.page.getByText(/^Alpha Cloud Services to Woodgrove: sells/).waitFor({ state: 'attached' });
    expect(await partner.page.getByText(/Beta Managed IT/).count()).toBe(0);
    await partner.page.getByText('Microsoft 365 Business Premium').last().waitFor();
    await expectAccessible(partner.page);
    await partner.close();
    const customer = await visit(browser, server, 'woodgrove.admin', { phone: true });
    await customer.open('/');
    await customer.page.getByText(/^Beta Managed IT to Woodgrove: sells/).waitFor({ state: 'attached' });
    await customer.page.getByText(/^Alpha Cloud Services to Woodgrove: sells/).waitFor({ state: 'attached' });
    const width = await customer.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    await expectAccessible(customer.page);
    await customer.close();
  });
});
