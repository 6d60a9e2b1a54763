import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, preview } from '../relationships/acts.ts';
import { items } from '../selling/items.ts';

describe('S15 selling to another transacting tenant', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('is refused at acceptance by the tenant that transacts, and reveals nothing to the partner', async () => {
    const url = await linkOf(server, 'alpha.sales');
    const before = (
      await server.database`select count(*)::int as n from audit_record where tenant_id = ${server.tenant('alpha').id}`
    )[0]?.n;
    expect((await preview(server, 'beta.admin', url)).body).toMatchObject({
      acceptable: false,
      refusal: { code: 'customer-is-partner' },
    });
    expect(await accept(server, 'beta.admin', url)).toMatchObject({
      status: 403,
      body: { code: 'customer-is-partner' },
    });
    expect(await customersOf(server, 'alpha.admin')).toEqual([server.tenant('woodgrove').id]);
    const after = (
      await server.database`select count(*)::int as n from audit_record where tenant_id = ${server.tenant('alpha').id}`
    )[0]?.n;
    expect(after).toBe(before);
  });

  it('is refused to oneself', async () => {
    expect(await accept(server, 'alpha.admin', await linkOf(server, 'alpha.sales'))).toMatchObject({
      status: 403,
      body: { code: 'own-customer' },
    });
  });

  it('works with the corporate tenant of the same company, which then cannot be enrolled', async () => {
    await given.seller(server, 'alpha', 'betacorp');
    await given.order(server, 'alpha', 'betacorp', { offerId: items.businessBasic, quantity: 2, termDuration: 'P1Y' });
    const enrolled = await server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant('betacorp').id}`, {
      partner: { kind: 'direct' },
    });
    expect(enrolled).toMatchObject({ status: 409, body: { code: 'enrolment-blocked' } });
  });

  it.each(['qualified', 'active', 'restricted', 'suspended'])(
    'counts a %s tenant as transacting',
    async (programStatus) => {
      await server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant('dist2').id}`, {
        partner: { programStatus },
      });
      expect(await accept(server, 'dist2.admin', await linkOf(server, 'alpha.sales'))).toMatchObject({
        status: 403,
        body: { code: 'customer-is-partner' },
      });
    },
  );

  it.each(['none', 'rejected'])('does not count a tenant whose status is %s', async (programStatus) => {
    await server.call(null, 'PATCH', `/sandbox/v1/tenants/${server.tenant('dist2').id}`, {
      partner: { programStatus },
    });
    expect((await preview(server, 'dist2.admin', await linkOf(server, 'alpha.sales'))).body.acceptable).toBe(true);
  });
});
