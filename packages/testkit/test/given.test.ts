import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('givens', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());
  const partnersOf = async (customer: string) =>
    (await server.call(`${customer}.admin`, 'GET', '/multipartner/v1/partners')).body.items.map(
      (one: { partnerId: string }) => one.partnerId,
    );

  it('give a customer a second partner', async () => {
    await given.relationship(server, 'beta', 'woodgrove', { dap: false });
    expect((await partnersOf('woodgrove')).sort()).toEqual(
      [server.tenant('alpha').id, server.tenant('beta').id].sort(),
    );
  });

  it('give a customer a reseller together with its provider', async () => {
    await given.relationship(server, 'rho', 'litware', { provider: 'dist1' });
    expect((await partnersOf('litware')).sort()).toEqual([server.tenant('rho').id, server.tenant('dist1').id].sort());
  });

  it('give a customer a seller with its own attestation, and an order', async () => {
    await given.seller(server, 'beta', 'betacorp');
    const order = await given.order(server, 'beta', 'betacorp', {
      offerId: 'CFQ7TTC0LH18:0001',
      quantity: 3,
      termDuration: 'P1Y',
    });
    expect(order.lineItems[0]).toMatchObject({ quantity: 3 });
  });

  it('say what the product answered when it refuses', async () => {
    await expect(given.relationship(server, 'gamma', 'litware')).rejects.toThrow(/acceptance: 403 .*market-mismatch/);
  });
});
