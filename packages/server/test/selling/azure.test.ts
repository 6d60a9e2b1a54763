import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('Azure subscriptions under a plan', () => {
  let server: TestServer;
  let woodgrove: string;
  let plan: string;
  let base: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    plan = (await given.order(server, 'alpha', 'woodgrove', { offerId: items.azurePlan, quantity: 1 })).lineItems[0]
      .subscriptionId;
    base = `/multipartner/v1/customers/${woodgrove}/azurePlans/${plan}/azureSubscriptions`;
  });
  afterAll(() => server.stop());

  const make = (friendlyName = 'Shop') => server.call('alpha.sales', 'POST', base, { friendlyName });

  it('belong to the partner that provisions them, whose AdminAgents own them', async () => {
    const made = await make();
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      planId: plan,
      friendlyName: 'Shop',
      roleAssignments: [{ principal: `${server.tenant('alpha').id}/AdminAgents`, role: 'Owner' }],
    });
    const list = await server.call('alpha.helpdesk', 'GET', base);
    expect(list.body.items).toEqual([made.body]);
    expect((await server.call('alpha.sales', 'GET', `${base}/${made.body.id}`)).body).toEqual(made.body);
    const roles = await server.call('alpha.sales', 'GET', `${base}/${made.body.id}/roleAssignments`);
    expect(roles.body.items).toEqual(made.body.roleAssignments);
  });

  it('lose a role by the customer only', async () => {
    const { body } = await make('Warehouse');
    const one = `${base}/${body.id}`;
    const role = `${one}/roleAssignments/${body.roleAssignments[0].id}`;
    for (const [who, status] of [
      [null, 401],
      ['alpha.admin', 403],
      ['woodgrove.billing', 403],
      ['beta.admin', 403],
    ] as const) {
      expect((await server.call(who, 'DELETE', role)).status, String(who)).toBe(status);
    }
    expect((await server.call('woodgrove.admin', 'GET', `${one}/roleAssignments`)).body.items).toEqual(
      body.roleAssignments,
    );
    expect((await server.call('woodgrove.admin', 'DELETE', role)).status).toBe(204);
    expect((await server.call('alpha.sales', 'GET', `${one}/roleAssignments`)).body.items).toEqual([]);
    expect((await server.call('woodgrove.admin', 'DELETE', role)).status).toBe(404);
    expect((await server.call('alpha.sales', 'GET', one)).status).toBe(200);
  });

  it('keep the plan from being suspended while they run', async () => {
    const read = await server.call('alpha.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions/${plan}`);
    const refused = await server.call('alpha.sales', 'PATCH', `/v1/customers/${woodgrove}/subscriptions/${plan}`, {
      ...read.body,
      status: 'suspended',
    });
    expect([refused.status, refused.body.code]).toEqual([403, 900115]);
  });

  it('are provisioned under an active Azure plan of the partner itself', async () => {
    await given.seller(server, 'beta', 'woodgrove');
    const foreign = await server.call('beta.sales', 'POST', base, { friendlyName: 'Mine' });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'subscription-not-found']);
    expect((await server.call('beta.sales', 'GET', base)).body.items).toEqual([]);
    const licences = (await given.order(server, 'beta', 'woodgrove', { offerId: items.businessBasic, quantity: 1 }))
      .lineItems[0].subscriptionId;
    const under = (id: string) =>
      server.call('beta.sales', 'POST', `/multipartner/v1/customers/${woodgrove}/azurePlans/${id}/azureSubscriptions`, {
        friendlyName: 'Mine',
      });
    expect((await under(licences)).body.code).toBe('azure-plan-required');
    const own = (await given.order(server, 'beta', 'woodgrove', { offerId: items.azurePlan, quantity: 1 })).lineItems[0]
      .subscriptionId;
    const read = await server.call('beta.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions/${own}`);
    expect(
      (
        await server.call('beta.sales', 'PATCH', `/v1/customers/${woodgrove}/subscriptions/${own}`, {
          ...read.body,
          status: 'suspended',
        })
      ).status,
    ).toBe(200);
    expect((await under(own)).body.code).toBe('azure-plan-required');
  });

  it('name what is missing, and refuse strangers', async () => {
    for (const [who, body, status] of [
      ['alpha.sales', {}, 400],
      ['alpha.sales', { friendlyName: '' }, 400],
      ['alpha.sales', { friendlyName: 'X', colour: 'red' }, 400],
      [null, { friendlyName: 'X' }, 401],
      ['alpha.helpdesk', { friendlyName: 'X' }, 403],
      ['rho.admin', { friendlyName: 'X' }, 403],
      ['gamma.sales', { friendlyName: 'X' }, 403],
      ['woodgrove.admin', { friendlyName: 'X' }, 403],
    ] as const) {
      expect((await server.call(who, 'POST', base, body)).status, `${who} ${JSON.stringify(body)}`).toBe(status);
    }
    for (const path of [base, `${base}/${crypto.randomUUID()}`, `${base}/${crypto.randomUUID()}/roleAssignments`]) {
      expect((await server.call(null, 'GET', path)).status).toBe(401);
      expect((await server.call('gamma.sales', 'GET', path)).status).toBe(403);
      expect((await server.call('alpha.user', 'GET', path)).status).toBe(403);
    }
    expect((await server.call('alpha.sales', 'GET', `${base}/${crypto.randomUUID()}`)).status).toBe(404);
    expect((await server.call('woodgrove.admin', 'GET', `${base}/${crypto.randomUUID()}/roleAssignments`)).status).toBe(
      404,
    );
  });

  it('may be one plan for each reseller of a provider (R107), and a plan does not take the place of another', async () => {
    await given.seller(server, 'dist1', 'woodgrove');
    const buy = (more = {}) =>
      given.order(server, 'dist1', 'woodgrove', { offerId: items.azurePlan, quantity: 1, ...more });
    const own = (await buy()).lineItems[0].subscriptionId;
    const forReseller = (await buy({ partnerIdOnRecord: '5000111' })).lineItems[0].subscriptionId;
    expect(forReseller).not.toBe(own);
    const read = await server.call('dist1.sales', 'GET', `/v1/customers/${woodgrove}/subscriptions/${own}`);
    const taken = await server.call('dist1.sales', 'PATCH', `/v1/customers/${woodgrove}/subscriptions/${own}`, {
      ...read.body,
      partnerId: '5000111',
    });
    expect([taken.status, taken.body.code]).toEqual([400, 900116]);
  });
});
