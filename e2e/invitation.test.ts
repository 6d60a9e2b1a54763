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

const evidence = async () => (await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence')).body;

describe('S1 in the browser: a second partner joins, and nothing of the first moves', () => {
  let link: string;

  it('Beta makes a link, with a mail in German', async () => {
    const { page, open, close } = await visit(browser, server, 'beta.sales');
    await open('/invitations');
    await page.getByLabel('Language of the mail').selectOption('de');
    await page.getByRole('button', { name: 'Make the link' }).click();
    link = await page.getByLabel('Link', { exact: true }).inputValue();
    expect(new URL(link).searchParams.get('partnerId')).toBe(server.tenant('beta').id);
    expect(await page.getByLabel('Mail', { exact: true }).inputValue()).toContain(link);
    await expectAccessible(page);
    await close();
  });

  it('Woodgrove’s admin opens it, signs in, sees what stays, and accepts; Alpha’s part is the same bit by bit', async () => {
    const asOf = (await server.call(null, 'GET', '/sandbox/v1/clock')).body.now;
    const of = async (key: string) =>
      (await evidence()).owners.find(({ partnerId }: { partnerId: string }) => partnerId === server.tenant(key).id);
    const before = await of('alpha');
    const { page, open, close } = await visit(browser, server);
    const admin = server.person('woodgrove.admin');
    await open(link.slice(server.url.length));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('User name').fill(admin.userPrincipalName);
    await page.getByLabel('Password').fill(admin.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'A partner wants to work with you' }).waitFor();
    await page.getByText('Your 1 partner and 1 subscription stay exactly as they are.').waitFor();
    await page.getByText('Beta Managed IT', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Accept Beta Managed IT' }).click();
    await page.getByRole('heading', { level: 1, name: 'Beta Managed IT is your partner now' }).waitFor();
    await page.getByText('Your other partner and everything it sold stay as they were.').waitFor();
    await page.getByRole('link', { name: 'See all your partners' }).click();
    await page.getByRole('heading', { level: 2, name: 'Beta Managed IT' }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Alpha Cloud Services' }).waitFor();
    await expectAccessible(page);
    expect(await of('alpha')).toEqual(before);
    expect(Date.parse(asOf)).not.toBeNaN();
    await close();
  });

  it('who is no Global Administrator is told who may accept', async () => {
    const { page, open, close } = await visit(browser, server, 'woodgrove.billing', { language: 'de' });
    await open(link.slice(server.url.length));
    await page.getByText('Nur ein globaler Administrator Ihres Mandanten kann annehmen').waitFor();
    await page.getByText('Ihre Rollen erlauben das nicht.').waitFor();
    expect(await page.getByRole('button', { name: /annehmen/ }).count()).toBe(0);
    await close();
  });

  it('a partner’s programme tenant is told that it cannot be a customer', async () => {
    const { page, open, close } = await visit(browser, server, 'gamma.admin');
    await open(link.slice(server.url.length));
    await page.getByRole('alert').or(page.getByText('This cannot be accepted now.')).first().waitFor();
    await close();
  });

  it('a customer sees on a phone who may do what, in two columns that fit', async () => {
    const { page, open, close } = await visit(browser, server, 'woodgrove.admin', { phone: true, dark: true });
    await open('/partners');
    await page.getByRole('heading', { level: 2, name: 'Alpha Cloud Services' }).waitFor();
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await close();
  });
});
