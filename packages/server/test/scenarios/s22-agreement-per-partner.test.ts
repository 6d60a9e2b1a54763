import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S22 Agreement per partner', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    path = `/v1/customers/${server.tenant('woodgrove').id}`;
    for (const partner of ['beta', 'dist1']) await given.relationship(server, partner, 'woodgrove');
  });
  afterAll(() => server.stop());

  const order = (partner: string) =>
    server.call(`${partner}.sales`, 'POST', `${path}/orders`, {
      lineItems: [{ offerId: items.businessBasic, quantity: 1 }],
    });

  it('is not carried over: the second partner needs an attestation of its own to order', async () => {
    expect((await order('alpha')).status).toBe(201);
    const refused = await order('beta');
    expect([refused.status, refused.body.code]).toEqual([403, 13605]);
    const cart = await server.call('beta.sales', 'POST', `${path}/carts`, {
      lineItems: [{ catalogItemId: items.businessBasic, quantity: 1 }],
    });
    expect(cart.status).toBe(201);
    const checkout = await server.call('beta.sales', 'POST', `${path}/carts/${cart.body.id}/checkout`);
    expect([checkout.status, checkout.body.code]).toEqual([403, 13605]);
    await given.attestation(server, 'beta', 'woodgrove');
    expect((await server.call('beta.sales', 'POST', `${path}/carts/${cart.body.id}/checkout`)).status).toBe(201);
    const [row] = await server.database`
      select exists (select from agreement_attestation a where a.id = s.agreement_id and a.partner_id = s.partner_id) as own
        from subscription s where s.partner_id = ${server.tenant('beta').id}`;
    expect(row).toEqual({ own: true });
  });

  it('holds for every partner once the customer signed it itself', async () => {
    expect((await order('dist1')).body.code).toBe(13605);
    const signed = await server.call(
      'woodgrove.admin',
      'POST',
      '/multipartner/v1/agreements/customerAgreement/acceptances',
      {},
    );
    expect(signed.status).toBe(201);
    expect((await order('dist1')).status).toBe(201);
    await given.relationship(server, 'dist2', 'woodgrove');
    expect((await order('dist2')).status).toBe(201);
  });
});
