import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { accept, linkOf, partnersOf, preview, toldTo } from '../relationships/acts.ts';

describe('S11 the same customer, or the same person, is invited twice', () => {
  let server: TestServer;
  beforeEach(async () => {
    if (server === undefined) server = await startServer();
    else await server.call(null, 'POST', '/sandbox/v1/reset', {});
  });
  afterAll(() => server.stop());

  const beta = () => server.tenant('beta').id;
  const shown = async () => (await partnersOf(server, 'woodgrove.admin')).get(beta());

  it('a: another Global administrator accepts the same link again, and nothing changes', async () => {
    const second = await server.call('alpha.admin', 'POST', `/v1/customers/${server.tenant('woodgrove').id}/users`, {
      usageLocation: 'US',
      userPrincipalName: 'second@woodgrove.onmicrosoft.com',
      firstName: 'Second',
      lastName: 'Admin',
      displayName: 'Second Admin',
      passwordProfile: { password: 'Correct-Horse-7', forceChangePassword: false },
    });
    await server.database`
      insert into directory_role_member (tenant_id, role_id, user_id)
      values (${server.tenant('woodgrove').id}, '62e90394-69f5-4237-9190-012177145e10', ${second.body.id})`;
    const token = (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant: 'woodgrove',
        user: 'second@woodgrove.onmicrosoft.com',
        audience: 'multipartner',
      })
    ).body.access_token;

    const url = await linkOf(server, 'beta.sales', { dap: false });
    const first = await accept(server, 'woodgrove.admin', url);
    expect(first.status).toBe(201);
    const [before, told] = [await shown(), await toldTo(server, 'beta')];
    await server.advance('P1D');
    const again = await accept(server, token, url);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(await shown()).toEqual(before);
    expect(await toldTo(server, 'beta')).toEqual(told);
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).body.totalCount).toBe(1);
  });

  it('b: a link with DAP adds the DAP only; one without takes none away', async () => {
    await accept(server, 'woodgrove.admin', await linkOf(server, 'beta.sales', { dap: false }));
    const before = await shown();
    const told = (await toldTo(server, 'beta')).length;
    await server.advance('P1D');
    const withDap = await linkOf(server, 'beta.sales', { dap: true });
    expect((await preview(server, 'woodgrove.admin', withDap)).body.acceptable).toBe(true);
    expect((await accept(server, 'woodgrove.admin', withDap)).status).toBe(201);
    expect((await shown())?.relationships).toEqual([{ ...before?.relationships[0], dap: true }]);
    expect((await toldTo(server, 'beta')).slice(told)).toEqual(['dap-admin-relationship-approved']);
    expect((await accept(server, 'woodgrove.admin', await linkOf(server, 'beta.sales', { dap: false }))).status).toBe(
      200,
    );
    expect((await shown())?.relationships[0]?.dap).toBe(true);
  });

  it('c: the same outside person gets the mail again, and is one pending invitation', async () => {
    const invite = (emails: string[]) => server.call('beta.ga', 'POST', '/multipartner/v1/userInvitations', { emails });
    expect((await invite(['ana@example.com'])).body.items).toMatchObject([
      { email: 'ana@example.com', status: 'pending', timesSent: 1 },
    ]);
    await server.advance('PT1H');
    const { body } = await invite(['ANA@example.com']);
    expect(body.items).toMatchObject([{ email: 'ana@example.com', status: 'pending', timesSent: 2 }]);
    expect(Date.parse(body.items[0].sentAt)).toBeGreaterThan(Date.parse(body.items[0].invitedAt));
    expect((await toldTo(server, 'beta', 'mail')).length).toBe(2);
    expect(await server.database`select count(*)::int as n from user_invitation`).toMatchObject([{ n: 1 }]);
    expect(
      await server.database`select count(*)::int as n from tenant_user where tenant_id = ${beta()} and mail ilike 'ana@example.com'`,
    ).toMatchObject([{ n: 0 }]);
  });
});
