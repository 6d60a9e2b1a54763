import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const invite = (who: string | { application: string } | null, body: object) =>
  server.call(who, 'POST', '/multipartner/v1/userInvitations', body);

describe('an invitation of outside people', () => {
  it('is sent to each address, once in one call', async () => {
    const { status, body } = await invite('beta.ga', {
      emails: ['Ana@Example.com', 'ana@example.com', 'ben@example.com'],
    });
    expect(status).toBe(201);
    expect(body.items).toMatchObject([
      { email: 'ana@example.com', status: 'pending', timesSent: 1 },
      { email: 'ben@example.com', status: 'pending', timesSent: 1 },
    ]);
    const mails = (await server.call(null, 'GET', '/sandbox/v1/outbox?kind=mail&tenant=beta')).body.items;
    expect(mails.map((one: { to: string }) => one.to)).toEqual(['ana@example.com', 'ben@example.com']);
    expect(mails[0].text).toContain(server.url);
  });

  it('is for at most ten addresses, all of them mail addresses', async () => {
    const emails = Array.from({ length: 11 }, (_, index) => `many${index}@example.com`);
    expect(await invite('beta.ga', { emails })).toMatchObject({
      status: 400,
      body: { code: 'too-many', facts: { maximum: 10 } },
    });
    expect(await invite('beta.ga', { emails: ['good@example.com', 'bad'] })).toMatchObject({
      status: 400,
      body: { code: 'value-invalid', facts: { field: 'emails.1' } },
    });
    expect(await invite('beta.ga', { emails: [] })).toMatchObject({
      status: 400,
      body: { code: 'value-invalid', facts: { field: 'emails' } },
    });
    expect(await invite('beta.ga', {})).toMatchObject({
      status: 400,
      body: { code: 'value-missing', facts: { field: 'emails' } },
    });
    expect(
      (
        await server.database`select count(*)::int as n from user_invitation where email like 'many%' or email = 'good@example.com'`
      )[0]?.n,
    ).toBe(0);
  });

  it("is a partner's Global administrator's alone", async () => {
    const body = { emails: ['x@example.com'] };
    for (const person of ['sales', 'helpdesk', 'useradmin', 'billing', 'user'])
      expect(await invite(`beta.${person}`, body)).toMatchObject({
        status: 403,
        body: { code: 'role-not-sufficient' },
      });
    expect(await invite('woodgrove.admin', body)).toMatchObject({ status: 403, body: { code: 'kind-not-sufficient' } });
    expect(await invite({ application: 'beta' }, body)).toMatchObject({ status: 403, body: { code: 'user-required' } });
    expect((await invite(null, body)).status).toBe(401);
  });
});
