import { snapshot } from '@multipartner/testkit/frame-rule/snapshot.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from '../transfer/transfers.ts';

describe('S23 Azure transfer between partners', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  let woodgrove: string;
  let a1: { plan: string; id: string };
  let betaPlan: string;
  beforeAll(async () => {
    server = await startServer();
    t = transfers(server);
    woodgrove = server.tenant('woodgrove').id;
    a1 = await t.azure('alpha', 'A1');
    await given.seller(server, 'beta', 'woodgrove');
    betaPlan = await t.plan('beta');
  });
  afterAll(() => server.stop());

  const under = (plan: string) => `/multipartner/v1/customers/${woodgrove}/azurePlans/${plan}/azureSubscriptions`;
  const roles = async (who: string, plan: string) =>
    (await server.call(who, 'GET', `${under(plan)}/${a1.id}/roleAssignments`)).body.items;
  const digests = async () => {
    const { body } = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence?asOf=2026-06-01T00:00:00Z');
    return new Map(body.owners.map((one: { partnerId: string; digest: string }) => [one.partnerId, one.digest]));
  };

  it('a request that nobody answers for thirty days expires, and a new one is needed', async () => {
    const before = await digests();
    const { status, body } = await t.asks();
    expect([status, body.status, body.lineItems]).toEqual([201, 'Pending', []]);
    expect((await digests()).get(server.tenant('alpha').id)).toBe(before.get(server.tenant('alpha').id));
    const mails = await t.outbox('alpha', 'mail');
    expect(mails.filter((mail) => mail.about.transferId === body.id).map(({ to }) => to)).toEqual([
      server.person('alpha.admin').userPrincipalName,
    ]);
    await server.advance('P29D');
    expect((await t.reads('alpha.admin', body.id)).body.status).toBe('Pending');
    await server.advance('P1D');
    expect((await t.reads('alpha.admin', body.id)).body.status).toBe('Expired');
    for (const side of ['alpha', 'beta'])
      expect((await t.outbox(side, 'event')).filter((event) => event.subject === 'transfer-expired')).toMatchObject([
        { about: { transferId: body.id } },
      ]);
    const late = await t.accepts('alpha.admin', body.id, [a1.id]);
    expect([late.status, late.body.code]).toEqual([400, 900102]);
    expect(await t.withdraws('beta.admin', body.id)).toMatchObject({ status: 400, body: { code: 900102 } });
    expect((await server.call('alpha.admin', 'GET', under(a1.plan))).body.items).toMatchObject([{ id: a1.id }]);
  });

  it('who asked may cancel while it waits', async () => {
    const { body } = await t.asks();
    expect((await t.asks()).body.code).toBe(900101);
    expect((await t.withdraws('alpha.admin', body.id)).status).toBe(403);
    expect((await t.withdraws('beta.admin', body.id)).status).toBe(204);
    expect((await t.reads('alpha.admin', body.id)).body.status).toBe('Canceled');
  });

  it('licences are not selectable in it, and it is in progress once it was accepted: locked, and not to be cancelled', async () => {
    const { body } = await t.asks();
    const licences = (await server.call('alpha.admin', 'GET', `${t.base}/subscriptions`)).body.items.find(
      (one: { offerId: string }) => one.offerId.startsWith(items.businessPremium.slice(0, 17)),
    );
    expect(await t.accepts('alpha.admin', body.id, [a1.id, licences.id])).toMatchObject({
      status: 400,
      body: { code: 800078 },
    });
    const eligible = (await t.eligible('alpha.admin', 'azureplan')).body;
    expect(eligible.find((one: { id: string }) => one.id === licences.id).isEligible).toBe(false);
    expect(eligible.find((one: { id: string }) => one.id === a1.id).isEligible).toBe(true);

    const accepted = await t.accepts('alpha.admin', body.id, [a1.id]);
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
    expect((await t.reads('beta.admin', body.id)).body).toMatchObject({
      status: 'InProgress',
      lineItems: [{ subscriptionId: a1.id, friendlyName: 'A1' }],
    });
    expect(await t.withdraws('beta.admin', body.id)).toMatchObject({ status: 409, body: { code: 900104 } });
    const cancelled = await server.call(
      'alpha.admin',
      'POST',
      `${t.base}/subscriptions/${a1.plan}/azureEntitlements/${a1.id}/cancel`,
      { cancellationReason: 'compromise' },
    );
    expect([cancelled.status, cancelled.body.code]).toEqual([409, 900104]);
    for (const tenant of ['alpha', 'beta', 'woodgrove'])
      expect(
        (await t.outbox(tenant, 'mail')).filter(
          (mail) => mail.about.transferId === body.id && mail.subject.includes('accepted'),
        ),
        tenant,
      ).not.toEqual([]);
  });

  it('then billing and support are with the other partner, and rights are where they were', async () => {
    const now = new Date();
    const before = await snapshot(server.database, [woodgrove], now);
    const partners = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners');
    expect(await roles('woodgrove.admin', a1.plan)).toMatchObject([
      { principal: `${server.tenant('alpha').id}/AdminAgents`, role: 'Owner' },
    ]);
    await server.advance('PT15M');
    const [done] = (await t.lists('beta.admin')).body;
    expect(done).toMatchObject({ status: 'Completed', lineItems: [{ subscriptionId: a1.id, status: 'Complete' }] });

    expect((await server.call('beta.admin', 'GET', under(betaPlan))).body.items).toMatchObject([
      { id: a1.id, planId: betaPlan, friendlyName: 'A1' },
    ]);
    expect((await server.call('alpha.admin', 'GET', under(a1.plan))).body.items).toEqual([]);
    const kept = await roles('woodgrove.admin', betaPlan);
    expect(kept).toMatchObject([{ principal: `${server.tenant('alpha').id}/AdminAgents`, role: 'Owner' }]);
    const after = await snapshot(server.database, [woodgrove], now);
    expect(after.get(`${woodgrove}:directory`)).toBe(before.get(`${woodgrove}:directory`));
    const same = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/partners');
    const relations = (answer: typeof same) =>
      answer.body.items.map((one: { partnerId: string; relationships: unknown }) => [one.partnerId, one.relationships]);
    expect(relations(same)).toEqual(relations(partners));
    // The customer takes the old partner's role away when it likes.
    const gone = await server.call(
      'woodgrove.admin',
      'DELETE',
      `${under(betaPlan)}/${a1.id}/roleAssignments/${kept[0].id}`,
    );
    expect(gone.status).toBe(204);
    expect(await roles('woodgrove.admin', betaPlan)).toEqual([]);
  });

  it('the evidence explains it, to both partners and the customer, and nobody else is concerned', async () => {
    const documents = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/evidence/protected');
    for (const owner of documents.body.owners) {
      const concerned = ['alpha', 'beta'].some((key) => server.tenant(key).id === owner.partnerId);
      const moved = owner.document.transfers.filter((one: { settled_at: string | null }) => one.settled_at !== null);
      expect(moved.length, owner.partnerId).toBe(concerned ? 1 : 0);
      if (concerned) expect(moved[0].items).toMatchObject([{ id: a1.id, movedTo: a1.id }]);
    }
    const seen = await server.call('woodgrove.admin', 'GET', '/multipartner/v1/transfers');
    expect(seen.body.items[0]).toMatchObject({
      status: 'completed',
      source: { name: 'Alpha Cloud Services' },
      target: { name: 'Beta Managed IT' },
      items: [{ id: a1.id, movedTo: a1.id }],
    });
  });
});
