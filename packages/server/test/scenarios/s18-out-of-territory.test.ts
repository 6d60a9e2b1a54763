import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf } from '../relationships/acts.ts';
import { items } from '../selling/items.ts';

describe('S18 out of territory', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const newTenant = async (body: { key: string; [name: string]: unknown }) => {
    const made = await server.call(null, 'POST', '/sandbox/v1/tenants', { displayName: body.key, ...body });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return (
      await server.call(null, 'POST', '/sandbox/v1/tokens', {
        tenant: body.key,
        user: `${body.key}.admin`,
        audience: 'multipartner',
      })
    ).body.access_token as string;
  };

  it("the country of the customer's tenant counts, not where its office is", async () => {
    const atHome = await newTenant({
      key: 'berlinoffice',
      country: 'US',
      company: {
        address: {
          country: 'US',
          city: 'Berlin',
          state: 'WA',
          postalCode: '98052',
          addressLine1: 'Unter den Linden 1',
        },
      },
    });
    const url = await linkOf(server, 'gamma.sales');
    for (const customer of ['woodgrove.admin', atHome])
      expect(await accept(server, customer, url)).toMatchObject({ status: 403, body: { code: 'market-mismatch' } });
    expect(await customersOf(server, 'gamma.admin')).toEqual([server.tenant('wingtip').id]);
    const order = await server.call('gamma.admin', 'POST', `/v1/customers/${server.tenant('woodgrove').id}/orders`, {
      lineItems: [{ offerId: items.businessBasic, quantity: 1 }],
    });
    expect(order.status).toBe(403);
  });

  it('Puerto Rico is in another market than the United States, and France in that of Germany', async () => {
    const sanJuan = await newTenant({ key: 'sanjuan', country: 'PR' });
    expect(await accept(server, sanJuan, await linkOf(server, 'beta.sales'))).toMatchObject({
      status: 403,
      body: { code: 'market-mismatch' },
    });
    const paris = await newTenant({ key: 'paris', country: 'FR' });
    expect((await accept(server, paris, await linkOf(server, 'gamma.sales'))).status).toBe(201);
  });

  it('a provider gets no reseller of another region', async () => {
    const rhein = await newTenant({ key: 'rheinreseller', country: 'DE', partner: { kind: 'indirect_reseller' } });
    const { url } = (await server.call('dist1.sales', 'POST', '/multipartner/v1/partnerships/invitations', {})).body;
    const answer = await server.call(rhein, 'POST', '/multipartner/v1/partnerships/acceptances', { url });
    expect(answer).toMatchObject({ status: 403, body: { code: 'region-mismatch' } });
  });
});
