import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, startBrowser, visit } from './browser.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('in a sandbox', () => {
  it('the clock jumps, and the page shows what that brought', async () => {
    const { page, open, close } = await visit(browser, server, 'woodgrove.admin');
    await open('/partners');
    const seats = page.getByRole('table', { name: 'Subscriptions from Alpha Cloud Services' });
    const before = await seats.getByRole('row').nth(1).innerText();
    await page.getByRole('button', { name: '+1 year' }).click();
    await page
      .getByText(/The clock moved; \d+ things became due\./)
      .first()
      .waitFor();
    await expect.poll(() => seats.getByRole('row').nth(1).innerText()).not.toBe(before);
    await close();
  });

  it('requests are seen as they happen, and a refused one explains itself', async () => {
    const woodgrove = server.tenant('woodgrove').id;
    const { page, open, close } = await visit(browser, server, 'alpha.admin');
    await open('/sandbox/requests');
    await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor();
    await server.call('alpha.user', 'POST', `/v1/customers/${woodgrove}/users`, {
      userPrincipalName: 'new@woodgrove.onmicrosoft.com',
      displayName: 'New',
      firstName: 'New',
      lastName: 'One',
      usageLocation: 'US',
      passwordProfile: { password: 'abCD123*', forceChangePassword: true },
    });
    const line = page.getByRole('row').filter({ hasText: `POST /v1/customers/${woodgrove}/users` });
    await line.getByText('403').waitFor();
    await page.getByLabel('Live').click();
    await expectAccessible(page);
    await line.getByRole('button', { name: 'Why?' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It is not allowed:').waitFor();
    await dialog
      .getByText(/AdminAgents/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await close();
  });
});
