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

const relationships = '/v1.0/tenantRelationships/delegatedAdminRelationships';
const userAdministrator = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** Beta asks Woodgrove for granular administration; answers the id that the link has. */
async function request(name: string, roles: readonly string[]): Promise<string> {
  const made = await server.call('beta.admin', 'POST', relationships, {
    displayName: name,
    duration: 'P90D',
    customer: { tenantId: server.tenant('woodgrove').id },
    accessDetails: { unifiedRoles: roles.map((roleDefinitionId) => ({ roleDefinitionId })) },
  });
  expect(made.status).toBe(201);
  const locked = await server.call('beta.admin', 'POST', `${relationships}/${made.body.id}/requests`, {
    action: 'lockForApproval',
  });
  expect(locked.status).toBe(201);
  return made.body.id;
}

describe('a customer decides on granular administration', () => {
  it('sees what it would allow, and what is risky, approves, and finds it among its partners', async () => {
    const id = await request('People and licences', [userAdministrator, globalAdministrator]);
    const { page, open, close } = await visit(browser, server, 'woodgrove.admin');
    await open('/');
    await page.getByRole('link', { name: 'People and licences' }).click();
    await page.getByText('Beta Managed IT asks to administer your tenant.').waitFor();
    await page.getByText(/high privilege: with it/).waitFor();
    await page
      .getByText(/May .*set passwords/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 roles for 90 days.').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const read = async () => (await server.call('beta.admin', 'GET', `${relationships}/${id}`)).body.status;
    await expect.poll(read).toBe('active');
    await page.getByRole('link', { name: 'Your partners' }).click();
    await page.getByRole('heading', { level: 2, name: 'Beta Managed IT' }).waitFor();
    await page.getByRole('link', { name: 'People and licences' }).waitFor();
    await close();
  });

  it('opens the link that the partner sent, in any spelling', async () => {
    const id = await request('By link', [userAdministrator]);
    const { page, open, close } = await visit(browser, server, 'woodgrove.admin', { language: 'de' });
    await open(`/AdminPortal/Home#/partners/invitation/granularAdminRelationships/${id}`);
    await page.getByRole('heading', { level: 1, name: 'By link' }).waitFor();
    await page.getByText('Beta Managed IT möchte Ihren Mandanten verwalten.').waitFor();
    await close();
  });

  it('who may not approve is told why, and whom to ask', async () => {
    const id = await request('Not for everybody', [userAdministrator]);
    const { page, open, close } = await visit(browser, server, 'woodgrove.user');
    await open(`/approvals/${id}`);
    await page.getByText('This was refused.').waitFor();
    await close();
  });

  it('ends every partner’s administration at once, and everything bought stays', async () => {
    const { page, open, close } = await visit(browser, server, 'woodgrove.admin');
    await open('/partners');
    await page.getByRole('button', { name: 'End all administration' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End all administration' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Nothing: it has no right to administer your tenant.').first().waitFor();
    const { body } = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners');
    expect(body.items.flatMap((one: { delegatedAdministration: unknown[] }) => one.delegatedAdministration)).toEqual(
      [],
    );
    const alpha = body.items.find((one: { name: string }) => one.name === 'Alpha Cloud Services');
    expect(alpha.subscriptions).toMatchObject([{ quantity: 50, status: 'active' }]);
    await close();
  });

  it('downloads the report of everybody who may touch its tenant', async () => {
    const { page, open, close } = await visit(browser, server, 'woodgrove.admin');
    await open('/partners');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download report' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^partners-\d{4}-\d\d-\d\d\.csv$/);
    await close();
  });
});
