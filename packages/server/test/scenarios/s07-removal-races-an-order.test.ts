import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S7 Reseller relationship removed while the same partner orders', () => {
  let server: TestServer;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    path = `/v1/customers/${server.tenant('woodgrove').id}`;
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());

  const remove = () =>
    server.call('beta.admin', 'PATCH', path, { relationshipToPartner: 'none', attributes: { objectType: 'Customer' } });
  const cartOf = async () =>
    (
      await server.call('beta.sales', 'POST', `${path}/carts`, {
        lineItems: [{ catalogItemId: items.businessBasic, quantity: 1 }],
      })
    ).body.id;
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** A live subscription of Beta's without a relationship of Beta's. */
  const orphans = async () => {
    const [row] = await server.database`
      select count(*)::int as n from subscription s
       where s.cancelled_at is null and not exists (select from reseller_relationship r where r.partner_id = s.partner_id and r.customer_id = s.customer_id and r.ended_at is null)`;
    return row?.n;
  };

  it('ends as if one had come first: the order blocks the removal, or finds no relationship', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 16; round += 1) {
      const cart = await cartOf();
      const checkout = () => server.call('beta.sales', 'POST', `${path}/carts/${cart}/checkout`);
      const late = (round % 4) * 2;
      const [removed, bought] = await Promise.all([
        round % 2 === 0 ? remove() : pause(late).then(remove),
        round % 2 === 0 ? pause(late).then(checkout) : checkout(),
      ]);
      expect(await orphans()).toBe(0);
      if (bought.status === 201) {
        const id = bought.body.orders[0].lineItems[0].subscriptionId;
        expect([removed.status, removed.body.data]).toEqual([409, [id]]);
        await server.call('beta.sales', 'PATCH', `${path}/subscriptions/${id}`, { status: 'deleted' });
        outcomes.add('order first');
      } else {
        expect([bought.status, bought.body.code]).toEqual([403, 20002]);
        expect(removed.status).toBe(200);
        await given.relationship(server, 'beta', 'woodgrove');
        outcomes.add('removal first');
      }
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });

  it('lets an order wait for a removal that is under way, and then refuses it', async () => {
    const removing = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const beta = server.tenant('beta').id;
    const woodgrove = server.tenant('woodgrove').id;
    const removal = server.database.begin(async (tx) => {
      await tx`select begin_act('relationship.remove', ${[`${woodgrove}:${beta}`]})`;
      await tx`select from reseller_relationship where partner_id = ${beta} and customer_id = ${woodgrove} for update`;
      removing.resolve();
      await go.promise;
      await tx`update reseller_relationship set ended_at = realm_now() where partner_id = ${beta} and customer_id = ${woodgrove}`;
    });
    await removing.promise;
    const order = server.call('beta.sales', 'POST', `${path}/orders`, {
      lineItems: [{ offerId: items.businessBasic, quantity: 1 }],
    });
    await pause(150);
    go.resolve();
    await removal;
    const answer = await order;
    expect([answer.status, answer.body.code]).toEqual([403, 20002]);
    expect(await orphans()).toBe(0);
  });
});
