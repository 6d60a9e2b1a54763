import { differences, snapshot } from '@multipartner/testkit/frame-rule/snapshot.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, partnersOf, preview, toldTo } from '../relationships/acts.ts';

describe('S1 a second partner joins, and nothing moves', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('leaves everything of the first partner, and the customer’s own directory, bit by bit as it was', async () => {
    const [woodgrove, alpha, beta] = ['woodgrove', 'alpha', 'beta'].map((key) => server.tenant(key).id) as [
      string,
      string,
      string,
    ];
    const asOf = (await server.clock.read()).now;
    const at = encodeURIComponent(asOf.toISOString());
    const evidence = async () =>
      (await server.call('woodgrove.admin', 'GET', `/multipartner/v1/evidence?asOf=${at}`)).body;
    const read = async () => ({
      subscriptions: (await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}/subscriptions`)).body,
      customer: (await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}`)).body,
      users: (await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}/users`)).body,
      licences: (await server.call('alpha.admin', 'GET', `/v1/customers/${woodgrove}/subscribedskus`)).body,
      told: await toldTo(server, 'alpha'),
      mails: await toldTo(server, 'alpha', 'mail'),
      audit: await server.database`select count(*) from audit_record where tenant_id = ${alpha}`,
    });
    const [snapBefore, evidenceBefore, before] = [
      await snapshot(server.database, [woodgrove], asOf),
      await evidence(),
      await read(),
    ];

    const url = await linkOf(server, 'beta.sales', { dap: true });
    expect((await preview(server, 'woodgrove.admin', url)).body).toMatchObject({
      unchanged: { partners: 1, subscriptions: 1 },
      acceptable: true,
    });
    expect((await accept(server, 'woodgrove.admin', url)).status).toBe(201);

    expect(await customersOf(server, 'beta.admin')).toEqual([woodgrove]);
    expect(await toldTo(server, 'beta')).toEqual([
      'reseller-relationship-accepted-by-customer',
      'dap-admin-relationship-approved',
    ]);
    expect((await server.call('beta.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions`)).body).toMatchObject({
      totalCount: 0,
      items: [],
    });
    expect(await read()).toEqual(before);
    expect(differences(snapBefore, await snapshot(server.database, [woodgrove], asOf))).toEqual([
      `${woodgrove}:${beta}`,
    ]);
    const evidenceAfter = await evidence();
    const ownerOf = (one: { owners: { partnerId: string }[] }, id: string) =>
      one.owners.find((owner) => owner.partnerId === id);
    expect(ownerOf(evidenceAfter, alpha)).toEqual(ownerOf(evidenceBefore, alpha));
    expect([...(await partnersOf(server, 'woodgrove.admin')).keys()].sort()).toEqual([alpha, beta].sort());
  });
});
