import { differences, snapshot } from '@multipartner/testkit/frame-rule/snapshot.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, linkOf, partnersOf, toldTo } from '../relationships/acts.ts';
import { items } from '../selling/items.ts';

describe('S20 a reseller leaves its provider with active customers', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('keeps what was sold, its partner of record and all rights; only new business of the two ends', async () => {
    const idOf = (key: string) => server.tenant(key).id;
    const litware = idOf('litware');
    const path = `/v1/customers/${litware}/subscriptions`;
    await given.relationship(server, 'rho', 'litware', { provider: 'dist1' });
    await given.attestation(server, 'dist1', 'litware');
    const line = { quantity: 2, termDuration: 'P1M', partnerIdOnRecord: '5000111' };
    for (const offerId of [items.businessBasic, items.businessPremium, items.officeE5])
      await given.order(server, 'dist1', 'litware', { offerId, ...line });
    const list = async () => (await server.call('dist1.sales', 'GET', path)).body.items;
    const sold = await list();

    const asOf = (await server.clock.read()).now;
    const before = await snapshot(server.database, [litware], asOf);
    const mails = [await toldTo(server, 'dist1', 'mail'), await toldTo(server, 'rho', 'mail')];
    expect((await server.call('dist1.ga', 'DELETE', `/multipartner/v1/partnerships/${idOf('rho')}`)).status).toBe(204);
    expect(differences(before, await snapshot(server.database, [litware], asOf))).toEqual([
      `partnership:${idOf('dist1')}:${idOf('rho')}`,
    ]);
    expect([await toldTo(server, 'dist1', 'mail'), await toldTo(server, 'rho', 'mail')]).toEqual(mails);
    expect(
      (await server.call('dist1.admin', 'GET', '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf'))
        .body.items,
    ).toEqual([]);
    expect(await list()).toEqual(sold);
    expect((await partnersOf(server, 'litware.admin')).get(idOf('rho'))?.relationships[0]).toMatchObject({
      type: 'reseller',
      dap: true,
    });

    const refused = await server.call('dist1.sales', 'POST', `/v1/customers/${litware}/orders`, {
      partnerOnRecordAttestationAccepted: true,
      lineItems: [{ lineItemNumber: 0, offerId: items.businessBasic, ...line }],
    });
    expect(refused.status).toBe(403);
    expect(
      await server.call(
        'rho.admin',
        'GET',
        `/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=${idOf('dist1')}`,
      ),
    ).toMatchObject({ status: 403, body: { code: 900150 } });
    await server.advance('P32D');
    expect((await list()).map((one: { partnerId?: string; status: string }) => one.status)).toEqual([
      'active',
      'active',
      'active',
    ]);

    await server.call('rho.admin', 'POST', '/multipartner/v1/partnerships/acceptances', {
      url: (await server.call('dist2.sales', 'POST', '/multipartner/v1/partnerships/invitations', {})).body.url,
    });
    expect(
      (await accept(server, 'litware.admin', await linkOf(server, 'rho.admin', { indirectProviderId: idOf('dist2') })))
        .status,
    ).toBe(201);
  });
});
