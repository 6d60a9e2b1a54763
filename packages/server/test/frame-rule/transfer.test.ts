import { differences, type Snapshot, snapshot } from '@multipartner/testkit/frame-rule/snapshot.ts';
import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { inAct, inRealmAct } from 'multipartner/store/act.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from '../transfer/transfers.ts';

const asOf = new Date('2026-06-01T00:00:00Z');

describe('a transfer is the one way by which a subscription changes its partner (R90, R92)', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  beforeEach(async () => {
    server = await startServer();
    t = transfers(server);
    await t.reseller();
    await given.seller(server, 'beta', 'woodgrove');
    await server.call(null, 'PATCH', '/sandbox/v1/settings', { newCommerceTransfers: true });
  });
  afterEach(() => server.stop());

  const woodgrove = () => server.tenant('woodgrove').id;
  const look = (): Promise<Snapshot> => snapshot(server.database, [woodgrove()], asOf, true);
  const own = (partner: string, part = '') => `${woodgrove()}:${server.tenant(partner).id}${part}`;

  it('an offer that is accepted changes what it names, at both partners, and nothing else of anybody', async () => {
    const [given, kept] = [await t.buys('alpha'), await t.buys('alpha')];
    const before = await look();
    const { body: offered } = await t.offers([given]);
    const waiting = await look();
    expect(differences(before, waiting)).toEqual([own('alpha'), own('alpha', ':transfers')].sort());
    const { body } = await t.accepts('dist1.admin', offered.id);
    const taken = body.orders[0].lineItems[0].subscriptionId;
    const after = await look();
    expect(differences(waiting, after)).toEqual(
      [
        own('alpha'),
        own('alpha', `:subscription:${given}`),
        own('alpha', ':transfers'),
        own('dist1'),
        own('dist1', `:subscription:${taken}`),
        own('dist1', ':transfers'),
      ].sort(),
    );
    expect(after.get(own('alpha', `:subscription:${kept}`))).toBe(before.get(own('alpha', `:subscription:${kept}`)));
  });

  it('what was asked for changes nothing until it moves, and then what was chosen and nothing else', async () => {
    const [given, kept] = [
      await t.buys('alpha', items.businessBasic, 2),
      await t.buys('alpha', items.businessBasic, 2),
    ];
    const licences = (await t.subscription('alpha.admin', kept)).body;
    const before = await look();
    const { body: asked } = await t.asks('beta.admin', 'alpha', { transferType: 'NewCommerce' });
    expect(differences(before, await look())).toEqual([own('beta'), own('beta', ':transfers')].sort());
    await t.accepts('alpha.admin', asked.id, [given]);
    const agreed = await look();
    const records = [own('alpha'), own('alpha', ':transfers'), own('beta'), own('beta', ':transfers')];
    expect(differences(before, agreed)).toEqual(records.toSorted());
    await server.advance('PT15M');
    expect(differences(agreed, await look())).toEqual(
      [...records, own('alpha', `:subscription:${given}`), own('beta', `:subscription:${given}`)].sort(),
    );
    expect((await t.subscription('alpha.admin', kept)).body).toEqual(licences);
  });

  it('what is declined or cancelled has changed nothing', async () => {
    const one = await t.buys('alpha');
    const before = await look();
    const records = (partner: string) => [own(partner), own(partner, ':transfers')].sort();
    const first = await t.offers([one]);
    await t.rejects('dist1.admin', first.body.id);
    const second = await t.offers([one]);
    await t.withdraws('alpha.admin', second.body.id);
    expect(differences(before, await look())).toEqual(records('alpha'));
  });

  it('with the construction taken away, the database moves nothing that both partners did not agree to', async () => {
    const one = await t.buys('alpha', items.businessBasic, 2);
    const [alpha, beta] = [server.tenant('alpha').id, server.tenant('beta').id];
    const caller = { tenantId: beta, userId: server.person('beta.admin').id, applicationId: beta };
    const pairs = [alpha, beta].map((partnerId) => ({ customerId: woodgrove(), partnerId }));
    const before = await look();
    const { body: asked } = await t.asks('beta.admin', 'alpha', { transferType: 'NewCommerce' });
    const waiting = await look();
    const attempts = ['subscription.change', 'transfer.accept', 'transfer.create'].map(
      (kind) => () =>
        inAct(
          server.database,
          { kind, pairs },
          caller,
          (tx) => tx`update subscription set partner_id = ${beta} where id = ${one}`,
        ),
    );
    attempts.push(() =>
      inRealmAct(
        server.database,
        'realm.due.transfer',
        '*',
        (tx) => tx`update subscription set partner_id = ${beta} where id = ${one}`,
      ),
    );
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'MP002' });
    expect(differences(waiting, await look())).toEqual([]);
    expect(differences(before, waiting)).toEqual([own('beta'), own('beta', ':transfers')].sort());
    // Agreed to, the same write is another thing; but not that of something else.
    const other = await t.buys('alpha', items.businessBasic, 2);
    await t.accepts('alpha.admin', asked.id, [one]);
    const move = (id: string) =>
      inRealmAct(
        server.database,
        'realm.due.transfer',
        '*',
        (tx) => tx`update subscription set partner_id = ${beta} where id = ${id}`,
      );
    await expect(move(other)).rejects.toMatchObject({ code: 'MP002' });
    await expect(
      inRealmAct(
        server.database,
        'realm.due.transfer',
        '*',
        (tx) => tx`update subscription set quantity = 9 where id = ${one}`,
      ),
    ).rejects.toMatchObject({ code: 'MP002' });
    await move(one);
  });

  it('everything that hangs under a subscription or an Azure subscription can follow it to another partner', async () => {
    const left = await server.database<{ name: string }[]>`
      select c.conrelid::regclass::text as name from pg_constraint c
       where c.contype = 'f' and c.confrelid in ('multipartner.subscription'::regclass, 'multipartner.azure_subscription'::regclass)
         and c.confupdtype <> 'c'
         -- Azure subscriptions go to another plan, and plans stay where they are (R183).
         and c.conrelid <> 'multipartner.azure_subscription'::regclass`;
    expect(left.map(({ name }) => name)).toEqual([]);
  });
});
