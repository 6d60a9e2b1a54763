import { snapshot } from '@multipartner/testkit/frame-rule/snapshot.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';

describe('S2 Azure beside Office', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
  });
  afterAll(() => server.stop());

  const under = (plan: string) => `/multipartner/v1/customers/${woodgrove}/azurePlans/${plan}/azureSubscriptions`;
  const provision = async (partner: string, friendlyName: string) => {
    const order = await given.order(server, partner, 'woodgrove', { offerId: items.azurePlan, quantity: 1 });
    const plan = order.lineItems[0].subscriptionId as string;
    const made = await server.call(`${partner}.sales`, 'POST', under(plan), { friendlyName });
    expect(made.status).toBe(201);
    return { plan, id: made.body.id as string };
  };

  it('gives each partner a plan and an Azure subscription of its own, and neither sees the other', async () => {
    const first = await provision('alpha', 'A1');
    const now = new Date();
    const before = await snapshot(server.database, [woodgrove], now);
    await given.seller(server, 'beta', 'woodgrove');
    const second = await provision('beta', 'A2');
    const after = await snapshot(server.database, [woodgrove], now);
    const alpha = `${woodgrove}:${server.tenant('alpha').id}`;
    expect(after.get(alpha)).toBe(before.get(alpha));
    expect(after.get(`${woodgrove}:directory`)).toBe(before.get(`${woodgrove}:directory`));

    const plans =
      await server.database`select partner_id, id from subscription where customer_id = ${woodgrove} and commerce = 'azure_plan' order by created_at`;
    expect(plans.map(({ id }) => id)).toEqual([first.plan, second.plan]);
    const roles = (await server.call('beta.admin', 'GET', `${under(second.plan)}/${second.id}/roleAssignments`)).body
      .items;
    expect(roles).toMatchObject([{ principal: `${server.tenant('beta').id}/AdminAgents`, role: 'Owner' }]);
    expect((await server.call('beta.admin', 'GET', under(first.plan))).body.items).toEqual([]);
    expect((await server.call('beta.admin', 'GET', `${under(first.plan)}/${first.id}/roleAssignments`)).status).toBe(
      404,
    );
    const kept = (await server.call('woodgrove.admin', 'GET', `${under(first.plan)}/${first.id}/roleAssignments`)).body
      .items;
    expect(kept).toMatchObject([{ principal: `${server.tenant('alpha').id}/AdminAgents`, role: 'Owner' }]);
  });
});
