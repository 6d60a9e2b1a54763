import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf } from '../relationships/acts.ts';

describe('S16 a reseller wants to be a customer of its own provider', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('cannot with the tenant that transacts, whoever the provider is, and can with another', async () => {
    for (const provider of ['dist1', 'dist2']) {
      expect(await accept(server, 'rho.admin', await linkOf(server, `${provider}.sales`))).toMatchObject({
        status: 403,
        body: { code: 'customer-is-partner' },
      });
      expect(await customersOf(server, `${provider}.admin`)).toEqual([]);
    }
    const other = await server.call(null, 'POST', '/sandbox/v1/tenants', {
      key: 'rhocorp',
      displayName: 'Rho Corporate',
      country: 'US',
    });
    const token = (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant: 'rhocorp',
        user: 'rhocorp.admin',
        audience: 'multipartner',
      })
    ).body.access_token;
    expect((await accept(server, token, await linkOf(server, 'dist1.sales'))).status).toBe(201);
    expect(await customersOf(server, 'dist1.admin')).toEqual([other.body.id]);
  });
});
