import type { Answer } from '@multipartner/testkit/calls.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transfers } from './transfers.ts';

describe('who may do what to a transfer (section H, R180, R183)', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  let one: string;
  let transferId: string;
  beforeAll(async () => {
    server = await startServer();
    t = transfers(server);
    await t.reseller();
    await given.seller(server, 'beta', 'woodgrove');
    await t.plan('beta');
    one = await t.buys('alpha');
    transferId = (await t.offers([one])).body.id;
  });
  afterAll(() => server.stop());

  const each = (who: string | null): (() => Promise<Answer>)[] => {
    const call = (method: string, path: string, body?: unknown) => () => server.call(who, method, path, body);
    return [
      call('GET', `${t.base}/transfers`),
      call('GET', t.path(transferId)),
      call('GET', `${t.base}/transferseligibility?transferType=directToIndirect`),
      call('POST', `${t.base}/transfers`, {
        sourcePartnerTenantId: server.tenant('alpha').id,
        targetPartnerTenantId: server.tenant('dist1').id,
        lineItems: [{ subscriptionId: one }],
      }),
      call('POST', `${t.path(transferId)}/accept`),
      call('PATCH', t.path(transferId), { id: transferId, status: 'reject' }),
      call('DELETE', t.path(transferId)),
    ];
  };

  it('nobody without signing in, and nobody without a role for it', async () => {
    for (const call of each(null)) expect((await call()).status).toBe(401);
    for (const who of ['alpha.helpdesk', 'alpha.billing', 'alpha.user', 'dist1.helpdesk'])
      for (const call of each(who).filter((_, place) => place !== 3 || who.startsWith('alpha'))) {
        const { status, body } = await call();
        expect([status, body.code], who).toEqual([403, 900150]);
      }
    expect((await server.call('woodgrove.admin', 'GET', `${t.base}/transfers`)).status).toBe(403);
  });

  it('another partner of the customer does not see it, and a stranger has no customer', async () => {
    expect((await t.lists('beta.admin')).body).toEqual([]);
    for (const call of each('beta.admin').filter((_, place) => ![0, 2, 3].includes(place))) {
      const { status, body } = await call();
      expect([status, body.code]).toEqual([404, 900100]);
    }
    for (const call of each('gamma.admin').filter((_, place) => place !== 3)) {
      const { status, body } = await call();
      expect([status, body.code]).toEqual([403, 20002]);
    }
    expect((await t.reads('alpha.admin', transferId)).body.status).toBe('Active');
  });

  it('what hangs under an Azure plan takes an Admin agent on both sides', async () => {
    expect(await t.asks('beta.sales')).toMatchObject({ status: 403, body: { code: 900150 } });
    const asked = await t.asks('beta.admin');
    expect(asked.status).toBe(201);
    const { id } = await t.azure('alpha');
    expect(await t.accepts('alpha.sales', asked.body.id, [id])).toMatchObject({ status: 403, body: { code: 900150 } });
    expect((await t.rejects('alpha.ga', asked.body.id)).status).toBe(403);
    // An application for itself has an Admin agent's column.
    const accepted = await server.call({ application: 'alpha' }, 'POST', `${t.path(asked.body.id)}/accept`, {
      lineItems: [{ subscriptionId: id }],
    });
    expect(accepted.status).toBe(200);
    expect((await t.reads('beta.admin', asked.body.id)).body.lastModifiedUser).toBeUndefined();
  });

  it('paths and bodies that are wrong are refused by name', async () => {
    for (const [answer, names] of [
      [await server.call('alpha.admin', 'GET', `${t.base}/transfers/none`), 'transferId'],
      [await server.call('alpha.admin', 'DELETE', `${t.base}/transfers/none`), 'transferId'],
      [await server.call('dist1.admin', 'PATCH', t.path(transferId), {}), 'status'],
      [await server.call('dist1.admin', 'PATCH', t.path(transferId), { status: 'frozen' }), 'status'],
      [await server.call('dist1.admin', 'PATCH', t.path(transferId), { id: one, status: 'reject' }), 'id'],
      [await t.offers([one], 'alpha.admin', 'dist1', { lineItems: [{}] }), 'lineItems.0.subscriptionId'],
      [await t.offers([one], 'alpha.admin', 'dist1', { targetPartnerTenantId: 'x' }), 'targetPartnerTenantId'],
    ] as const) {
      expect(answer.status).toBe(400);
      expect(answer.body.description).toContain(names);
    }
    expect((await t.reads('alpha.admin', crypto.randomUUID())).body.code).toBe(900100);
  });

  it('the customer sees every transfer of its own tenant, and decides on none', async () => {
    const list = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/transfers');
    expect(list.body.items.map((each: { id: string }) => each.id)).toContain(transferId);
    const got = await server.call('woodgrove.admin', 'GET', `/multipartner/v1/transfers/${transferId}`);
    expect(got).toMatchObject({ status: 200, body: { status: 'pending', kind: 'direct_to_indirect' } });
    expect((await server.call('woodgrove.user', 'GET', '/multipartner/v1/transfers')).status).toBe(403);
    expect((await server.call('litware.admin', 'GET', '/multipartner/v1/transfers')).body.items).toEqual([]);
    expect((await server.call('litware.admin', 'GET', `/multipartner/v1/transfers/${transferId}`)).status).toBe(404);
  });
});
