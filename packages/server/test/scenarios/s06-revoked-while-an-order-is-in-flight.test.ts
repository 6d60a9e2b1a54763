import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { digestOf } from 'multipartner/operations/evidence/digest.ts';
import { readProtectedRows } from 'multipartner/store/evidence.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people, role } from '../delegated-admin/people.ts';
import { logOf, toldTo } from '../relationships/acts.ts';
import { items } from '../selling/items.ts';

describe("S6 The customer revokes one partner's granular rights while its order is in flight", () => {
  let server: TestServer;
  let by: ReturnType<typeof people>;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    by = people(server);
    path = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove', { dap: false });
  });
  afterAll(() => server.stop());

  /** Granular rights of Beta's tier-1 group, with an admin agent in it. */
  async function granted(): Promise<string> {
    const { id } = await by.active('beta', 'woodgrove');
    await by.assign('beta', id, 'beta.tier1', role.globalReader);
    const { tenantId, id: admin } = server.person('beta.admin');
    await server.database`
      insert into security_group_member (tenant_id, group_id, member_id, member_kind)
      values (${tenantId}, ${by.group('beta.tier1')}, ${admin}, 'user') on conflict do nothing`;
    return id;
  }
  const order = () =>
    server.call('beta.sales', 'POST', `${path}/orders`, { lineItems: [{ offerId: items.businessBasic, quantity: 1 }] });
  const revoke = (id: string) =>
    server.call('woodgrove.admin', 'POST', `/multipartner/v1/delegatedAdminRelationships/${id}/termination`, {});
  const reads = async (person: string) => (await server.call(person, 'GET', `${path}/users`)).status;
  const alphasPart = async () => {
    const { owners } = await readProtectedRows(server.database, server.tenant('woodgrove').id);
    return digestOf(owners.filter((one) => one.partner_id === server.tenant('alpha').id));
  };
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** The order is there, the rights are gone, the relationship and what others have are as before. */
  async function settled(subscriptionId: string): Promise<void> {
    expect((await server.call('beta.sales', 'GET', `${path}/subscriptions/${subscriptionId}`)).body.status).toBe(
      'active',
    );
    expect(await reads('beta.user')).toBe(403);
    expect((await server.call('beta.admin', 'GET', '/v1/customers')).body.totalCount).toBe(1);
  }

  it('completes the order, and the rights end with the act', async () => {
    const id = await granted();
    const before = await alphasPart();
    expect(await reads('beta.user')).toBe(200);
    const company = async () => (await server.call('beta.admin', 'GET', `${path}/profiles/company`)).body;
    expect(await company()).toHaveProperty('address');
    const mails = async () => [
      (await toldTo(server, 'beta', 'mail')).length,
      (await toldTo(server, 'woodgrove', 'mail')).length,
    ];
    const [toBeta = 0, toWoodgrove = 0] = await mails();

    // The order waits behind a lock on its relationship, which the end of granular rights does not need.
    const holding = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const held = server.database.begin(async (tx) => {
      await tx`select from reseller_relationship where partner_id = ${server.tenant('beta').id} and customer_id = ${server.tenant('woodgrove').id} for update`;
      holding.resolve();
      await go.promise;
    });
    await holding.promise;
    let done = false;
    const ordering = order().finally(() => {
      done = true;
    });
    await pause(100);
    expect(await revoke(id)).toMatchObject({ status: 200, body: { status: 'terminated' } });
    expect(done).toBe(false);
    expect(await reads('beta.user')).toBe(403);
    go.resolve();
    await held;
    const ordered = await ordering;
    expect(ordered.status, JSON.stringify(ordered.body)).toBe(201);

    const subscriptionId = ordered.body.lineItems[0].subscriptionId;
    await settled(subscriptionId);
    expect(await company()).not.toHaveProperty('address');
    expect(
      (await server.call('beta.admin', 'GET', `${path}/subscriptions/${subscriptionId}/provisioningstatus`)).status,
    ).toBe(403);
    expect(await alphasPart()).toBe(before);
    const [betaNow = 0, woodgroveNow = 0] = await mails();
    expect([betaNow > toBeta, woodgroveNow > toWoodgrove]).toEqual([true, true]);
    const log = (await logOf(server, 'beta.admin')).map(({ operationType }) => operationType);
    expect(log).toContain('granular_admin_relationship_termination_requested');
    // The newest first: the order was written behind the end of the rights.
    const orderLine = log.findIndex((one) => /order/.test(one));
    expect(orderLine).toBeGreaterThanOrEqual(0);
    expect(orderLine).toBeLessThan(log.indexOf('granular_admin_relationship_termination_requested'));
  });

  it('whichever of the two is a little earlier', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await granted();
      const late = round >> 1;
      const [revoked, ordered] = await Promise.all(
        round % 2 === 0 ? [revoke(id), pause(late).then(order)] : [pause(late).then(() => revoke(id)), order()],
      );
      expect([revoked.status, ordered.status], JSON.stringify(ordered.body)).toEqual([200, 201]);
      await settled(ordered.body.lineItems[0].subscriptionId);
    }
  });
});
