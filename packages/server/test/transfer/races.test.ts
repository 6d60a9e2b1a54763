import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from './transfers.ts';

describe('races of transfers are decided in the database', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  beforeAll(async () => {
    server = await startServer();
    t = transfers(server);
    await t.reseller();
    await given.seller(server, 'beta', 'woodgrove');
    await server.call(null, 'PATCH', '/sandbox/v1/settings', { newCommerceTransfers: true });
  });
  afterAll(() => server.stop());
  const rounds = Array.from({ length: 6 }, (_, round) => round);

  it('of two acceptances one is done, and the provider has what was offered once', async () => {
    for (const round of rounds) {
      const one = await t.buys('alpha');
      const { body: offered } = await t.offers([one]);
      const both = await Promise.all(['dist1.admin', 'dist1.sales'].map((who) => t.accepts(who, offered.id)));
      expect(both.map(({ status }) => status).sort(), `round ${round}`).toEqual([200, 400]);
      expect(both.find(({ status }) => status === 400)?.body.code).toBe(900102);
    }
    const [{ n }] = await server.database<[{ n: number }]>`
      select count(*)::int as n from subscription where partner_id = ${server.tenant('dist1').id}`;
    expect(n).toBe(rounds.length);
  });

  it('an acceptance and a withdrawal: one wins, and the other is told', async () => {
    for (const round of rounds) {
      const one = await t.buys('alpha');
      const { body: offered } = await t.offers([one]);
      const [accepted, withdrawn] = await Promise.all([
        t.accepts('dist1.admin', offered.id),
        t.withdraws('alpha.admin', offered.id),
      ]);
      expect([accepted.status, withdrawn.status].sort(), `round ${round}`).toEqual(
        accepted.status === 200 ? [200, 400] : [204, 400],
      );
      const status = (await t.subscription('alpha.admin', one)).body.status;
      expect(status).toBe(accepted.status === 200 ? 'suspended' : 'active');
    }
  });

  it('an acceptance and a cancellation of what is given: never both', async () => {
    for (const round of rounds) {
      const one = await t.buys('alpha', items.businessBasic, 1);
      const { body: asked } = await t.asks('beta.admin', 'alpha', { transferType: 'NewCommerce' });
      const [accepted, cancelled] = await Promise.all([
        t.accepts('alpha.admin', asked.id, [one]),
        server.call('alpha.admin', 'PATCH', `${t.base}/subscriptions/${one}`, { status: 'deleted' }),
      ]);
      const told = [accepted.status, cancelled.status];
      expect(
        [
          [200, 409],
          [400, 200],
        ],
        `round ${round}`,
      ).toContainEqual(told);
      if (accepted.status === 400) await t.withdraws('beta.admin', asked.id);
      await server.advance('PT15M');
      expect((await t.subscription('beta.admin', one)).status).toBe(accepted.status === 200 ? 200 : 404);
    }
  });

  it('two offers of one subscription: one is made', async () => {
    const one = await t.buys('alpha');
    const both = await Promise.all([t.offers([one]), t.offers([one], 'alpha.sales')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('a request sent again is done once', async () => {
    const one = await t.buys('alpha');
    const { body: offered } = await t.offers([one]);
    const send = () =>
      server.call('dist1.admin', 'POST', `${t.path(offered.id)}/accept`, undefined, {
        'MS-RequestId': '00000000-0000-4000-8000-00000000a001',
      });
    const [first, second] = [await send(), await send()];
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
  });
});
