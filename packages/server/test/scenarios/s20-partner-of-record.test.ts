import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S20 Reseller leaves its provider with active customers: what becomes of the partner of record', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    path = `/v1/customers/${server.tenant('woodgrove').id}/subscriptions`;
    await given.relationship(server, 'rho', 'woodgrove', { provider: 'dist1' });
    await given.attestation(server, 'dist1', 'woodgrove');
    const made = await server.call(null, 'POST', '/sandbox/v1/tenants', {
      key: 'sigma',
      displayName: 'Sigma',
      country: 'US',
      partner: { kind: 'indirect_reseller', mpnId: '5000222' },
    });
    expect(made.status).toBe(201);
  });
  afterAll(() => server.stop());

  const named = (partnerIdOnRecord: string) =>
    server.call('dist1.sales', 'POST', path.replace('subscriptions', 'orders'), {
      partnerOnRecordAttestationAccepted: true,
      lineItems: [{ offerId: items.businessBasic, quantity: 1, partnerIdOnRecord }],
    });
  const list = async () => (await server.call('dist1.sales', 'GET', path)).body.items;

  it('keeps it, the support contact and the dates of what was sold; new orders cannot name it', async () => {
    for (let n = 0; n < 3; n += 1) expect((await named('5000111')).status).toBe(201);
    const [first] = await list();
    const contact = { supportTenantId: server.tenant('rho').id, supportMpnId: '5000111' };
    expect((await server.call('dist1.admin', 'PUT', `${path}/${first.id}/supportcontact`, contact)).status).toBe(200);
    const before = await list();
    const ended = await server.call(
      'dist1.admin',
      'DELETE',
      `/multipartner/v1/partnerships/${server.tenant('rho').id}`,
    );
    expect(ended.status).toBe(204);
    expect(await list()).toEqual(before);
    expect(before.map((one: { partnerId: string }) => one.partnerId)).toEqual(['5000111', '5000111', '5000111']);
    expect((await server.call('dist1.admin', 'GET', `${path}/${first.id}/supportcontact`)).body).toMatchObject(contact);
    const refused = await named('5000111');
    expect([refused.status, refused.body.code]).toEqual([403, 900150]);
  });

  it('goes on renewing for it', async () => {
    await server.advance('P40D');
    expect((await list()).map((one: { status: string; partnerId: string }) => [one.status, one.partnerId])).toEqual(
      Array(3).fill(['active', '5000111']),
    );
  });

  it('changes on the one subscription on which the provider sets another', async () => {
    const [first, ...others] = await list();
    const changed = await server.call('dist1.sales', 'PATCH', `${path}/${first.id}`, {
      ...first,
      partnerId: '5000222',
    });
    expect([changed.status, changed.body.partnerId]).toEqual([200, '5000222']);
    const [, ...after] = await list();
    expect(after).toEqual(others);
    const [record] =
      await server.database`select old_value->>'partner_on_record' as old, new_value->>'partner_on_record' as new from audit_record
                                            where operation_type = 'update_subscription' and new_value->>'id' = ${first.id} order by seq desc limit 1`;
    expect(record).toEqual({ old: '5000111', new: '5000222' });
  });
});
