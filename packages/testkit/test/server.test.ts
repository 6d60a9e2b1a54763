import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('a server for tests', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('has the demo world, its people and their tokens', async () => {
    expect(server.tenant('alpha').partner?.mpnId).toBe('5000001');
    expect(server.person('beta.sales').userPrincipalName).toBe('sales@beta.onmicrosoft.com');
    const token = await server.token('beta.sales', { mfa: true });
    expect(await server.identity.verify(token)).toMatchObject({
      tenantId: server.tenant('beta').id,
      objectId: server.person('beta.sales').id,
      kind: 'user',
      mfa: true,
    });
  });

  it('takes tokens of applications that act for themselves', async () => {
    const verified = await server.identity.verify(await server.token({ application: 'alpha' }));
    expect(verified).toMatchObject({ tenantId: server.tenant('alpha').id, kind: 'app' });
  });

  it('refuses nobody, and knows the person of a call', async () => {
    expect((await server.call(null, 'GET', '/v1/customers')).status).toBe(401);
    expect((await server.call('alpha.admin', 'GET', '/v1/customers')).status).not.toBe(401);
  });

  it('advances the clock of the realm only', async () => {
    const before = await server.clock.read();
    await server.advance('P90D');
    const after = await server.clock.read();
    expect(after.now.getTime() - before.now.getTime()).toBeGreaterThanOrEqual(90 * 86_400_000);
  });

  it('begins its clock where it is told', async () => {
    const other = await startServer({ startAt: new Date('2030-01-31T10:00:00Z') });
    try {
      expect(other.world.clock).toMatch(/^2030-01-31T10:00:0/);
      expect(other.world.tenants.map((tenant) => tenant.id)).toEqual(server.world.tenants.map((tenant) => tenant.id));
    } finally {
      await other.stop();
    }
  });
});
