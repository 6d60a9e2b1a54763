import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function lastUse(who: string): Promise<string | null | undefined> {
  const { id, tenantId } = server.person(who);
  const { status, body } = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners');
  expect(status).toBe(200);
  const partner = body.items.find((one: { partnerId: string }) => one.partnerId === tenantId);
  const dap = partner.delegatedAdministration.find((one: { source: string }) => one.source === 'dap');
  return dap.people.find((one: { id: string }) => one.id === id)?.lastUsedDateTime;
}

it('a customer sees of each person of a partner when he last used his rights there', async () => {
  expect(await lastUse('alpha.admin')).toBeNull();
  const users = `/v1/customers/${server.tenant('woodgrove').id}/users`;
  expect((await server.call('alpha.admin', 'GET', users)).status).toBe(200);
  // It is noted behind the answer.
  await vi.waitFor(async () => expect(await lastUse('alpha.admin')).toEqual(expect.any(String)), { timeout: 5000 });
  expect(Date.now() - Date.parse((await lastUse('alpha.admin')) as string)).toBeLessThan(3_600_000);
  expect(await lastUse('alpha.helpdesk')).toBeNull();
});
