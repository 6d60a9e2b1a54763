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

describe('a person of Alpha', () => {
  it('signs in with name and password, stays signed in over a reload, and signs out', async () => {
    const { page, open, close } = await visit(browser, server);
    const admin = server.person('alpha.admin');
    await open('/customers');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('User name').fill(admin.userPrincipalName);
    await page.getByLabel('Password').fill(admin.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Customers' }).waitFor();
    expect(page.url()).toBe(`${server.url}/customers`);
    await page.getByRole('cell', { name: 'Woodgrove', exact: true }).waitFor();

    await page.reload();
    await page.getByRole('cell', { name: 'Woodgrove', exact: true }).waitFor();
    expect(page.url()).toBe(`${server.url}/customers`);

    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toMatch(/eyJ|refresh|token/i);

    await page.getByRole('button', { name: /^Account of / }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: /Sign out|Yes/ }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await close();
  });

  it('is chosen with one click in a sandbox, and another after that', async () => {
    const { page, open, close } = await visit(browser, server);
    await open('/');
    await expectAccessible(page);
    await page
      .getByRole('group', { name: 'Alpha Cloud Services' })
      .getByRole('button', { name: 'admin', exact: true })
      .click();
    await page.getByRole('heading', { level: 1, name: /Hello/ }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Be somebody else' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Find a tenant').fill('woodgrove');
    await dialog.getByRole('button', { name: 'admin', exact: true }).click();
    await page.getByRole('link', { name: 'Your partners' }).click();
    await page.getByRole('heading', { name: 'Alpha Cloud Services' }).waitFor();
    await close();
  });
});
