import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('Azure entitlements', () => {
  let server: TestServer;
  let woodgrove: string;
  let plan: string;
  let base: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    plan = (await given.order(server, 'alpha', 'woodgrove', { offerId: items.azurePlan, quantity: 1 })).lineItems[0]
      .subscriptionId;
    base = `/v1/customers/${woodgrove}/subscriptions/${plan}/azureEntitlements`;
  });
  afterAll(() => server.stop());

  const own = () => `/multipartner/v1/customers/${woodgrove}/azurePlans/${plan}/azureSubscriptions`;
  const make = async (friendlyName: string) =>
    (await server.call('alpha.sales', 'POST', own(), { friendlyName })).body as {
      id: string;
      roleAssignments: { id: string }[];
    };
  const cancel = (id: string, who = 'alpha.admin', cancellationReason: unknown = 'compromise') =>
    server.call(who, 'POST', `${base}/${id}/cancel`, { cancellationReason });

  it('are the Azure subscriptions under the plan, whatever the casing of the path', async () => {
    const made = await make('Shop');
    const one = {
      id: made.id,
      friendlyName: 'Shop',
      status: 'active',
      subscriptionId: plan,
      links: {
        self: {
          uri: `/customers/${woodgrove}/subscriptions/${plan}/azureEntitlements/${made.id}`,
          method: 'GET',
          headers: [],
        },
      },
      attributes: { objectType: 'AzureEntitlement' },
    };
    expect((await server.call({ application: 'alpha' }, 'GET', base.toLowerCase())).body).toMatchObject({
      totalCount: 1,
      items: [one],
    });
    expect((await server.call('alpha.helpdesk', 'GET', `${base}/${made.id}`)).body).toEqual(one);
    const nowhere = await server.call('alpha.sales', 'GET', `${base}/${crypto.randomUUID()}`);
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 800111]);
  });

  it('hang under no licences', async () => {
    const licences = (await given.order(server, 'alpha', 'woodgrove', { offerId: items.businessBasic, quantity: 1 }))
      .lineItems[0].subscriptionId;
    const at = `/v1/customers/${woodgrove}/subscriptions/${licences}/azureEntitlements`;
    expect((await server.call('alpha.sales', 'GET', at)).body).toMatchObject({ totalCount: 0, items: [] });
    const { id } = await make('Elsewhere');
    expect((await server.call('alpha.sales', 'GET', `${at}/${id}`)).body.code).toBe(800111);
  });

  it('are cancelled by who is both Global administrator and Admin agent, for a known reason', async () => {
    const { id } = await make('Taken over');
    // An Admin agent who is no Global administrator.
    const agents = server.tenant('alpha').groups.find((one) => one.key === 'alpha.AdminAgents')?.id;
    const added = await server.call('alpha.ga', 'POST', `/v1.0/groups/${agents}/members/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${server.person('alpha.helpdesk').id}`,
    });
    expect(added.status).toBe(204);
    for (const who of ['alpha.ga', 'alpha.sales', 'alpha.helpdesk']) {
      const refused = await cancel(id, who);
      expect([refused.status, refused.body.code], who).toEqual([403, 900150]);
    }
    const odd = await cancel(id, 'alpha.admin', 'boredom');
    expect([odd.status, odd.body.code]).toEqual([400, 900307]);
    const none = await server.call('alpha.admin', 'POST', `${base}/${id}/cancel`, {});
    expect([none.status, none.body.code]).toEqual([400, 2001]);
    expect((await server.call('alpha.admin', 'GET', `${base}/${id}`)).body.status).toBe('active');

    const cancelled = await cancel(id);
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'inactive']);
    expect((await cancel(id)).body).toEqual(cancelled.body);
    expect((await server.call('alpha.admin', 'GET', `${base}/${id}`)).body).toEqual(cancelled.body);
    const log = await server.call('alpha.admin', 'GET', '/v1/auditrecords');
    const of = log.body.items.filter((one: { customizedData: { value: string }[] }) =>
      one.customizedData.some(({ value }) => value === 'cancel_azure_subscription'),
    );
    expect(of.map((one: { operationStatus: string }) => one.operationStatus).toSorted()).toEqual([
      'failed',
      'failed',
      'failed',
      'failed',
      'succeeded',
      'succeeded',
    ]);
  });

  it('run again while the partner has its role, and not otherwise', async () => {
    const made = await make('Back');
    const reactivate = () => server.call('alpha.admin', 'POST', `${base}/${made.id}/reactivate`);
    const running = await reactivate();
    expect([running.status, running.body.code]).toEqual([400, 900337]);
    await cancel(made.id);
    const again = await reactivate();
    expect([again.status, again.body.status]).toEqual([202, 'active']);

    const role = `${own()}/${made.id}/roleAssignments/${made.roleAssignments[0]?.id}`;
    expect((await server.call('woodgrove.admin', 'DELETE', role)).status).toBe(204);
    // Cancelling asks for no role on it (R110).
    expect((await cancel(made.id)).body.status).toBe('inactive');
    const refused = await reactivate();
    expect([refused.status, refused.body.code]).toEqual([403, 900335]);
  });

  it('let the plan be suspended when all are cancelled, and stay cancelled under it', async () => {
    const list = await server.call('alpha.admin', 'GET', base);
    for (const { id } of list.body.items) expect((await cancel(id)).status).toBe(200);
    const at = `/v1/customers/${woodgrove}/subscriptions/${plan}`;
    const read = await server.call('alpha.sales', 'GET', at);
    const suspended = await server.call('alpha.sales', 'PATCH', at, { ...read.body, status: 'suspended' });
    expect(suspended.body.status).toBe('suspended');
    const refused = await server.call('alpha.admin', 'POST', `${base}/${list.body.items[0].id}/reactivate`);
    expect([refused.status, refused.body.code]).toEqual([400, 900337]);
  });
});
