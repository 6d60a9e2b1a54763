import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from '../selling/items.ts';
import { transfers } from './transfers.ts';

describe('a direct partner that became a reseller offers its older subscriptions to its provider (R180–R182)', () => {
  let server: TestServer;
  let t: ReturnType<typeof transfers>;
  beforeAll(async () => {
    server = await startServer();
    t = transfers(server);
    await t.reseller();
  });
  afterAll(() => server.stop());
  const id = (key: string) => server.tenant(key).id;

  it('for which it has to be enrolled as one, in the transition only', async () => {
    const link = await server.call('dist2.admin', 'POST', '/multipartner/v1/partnerships/invitations', {});
    const accept = { url: link.body.url };
    const refused = await server.call('beta.admin', 'POST', '/multipartner/v1/partnerships/acceptances', accept);
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-an-indirect-reseller' } });
    const provider = await server.call(null, 'PATCH', '/sandbox/v1/tenants/dist2', { partner: { alsoReseller: true } });
    expect(provider).toMatchObject({ status: 400, body: { code: 'value-invalid' } });
  });

  it('made as documented, and read by both sides', async () => {
    const one = await t.buys('alpha');
    const offered = await t.offers([one.toUpperCase()], 'alpha.sales');
    expect(offered).toMatchObject({
      status: 201,
      body: {
        status: 'Active',
        customerTenantId: id('woodgrove'),
        partnertenantid: id('alpha'),
        sourcePartnerTenantId: id('alpha'),
        targetPartnerTenantId: id('dist1'),
        lastModifiedUser: server.person('alpha.sales').id,
        lineItems: [{ id: 0, subscriptionId: one, offerId: items.legacyMailboxes, quantity: 3, addonItems: [] }],
        links: { self: { uri: `/customers/${id('woodgrove')}/transfers/${offered.body.id}`, method: 'GET' } },
        attributes: { objectType: 'TransferEntity' },
      },
    });
    const read = await t.reads('dist1.admin', offered.body.id);
    expect(read).toMatchObject({
      status: 200,
      body: { status: 'Active', partnertenantid: id('dist1'), sourcePartnerName: 'Alpha Cloud Services' },
    });
    expect((await t.lists('dist1.sales')).body.map((each: { id: string }) => each.id)).toContain(offered.body.id);
    expect((await t.withdraws('alpha.admin', offered.body.id)).status).toBe(204);
    expect((await t.reads('alpha.admin', offered.body.id)).body.status).toBe('Canceled');
  });

  it('told to the provider only, and changing nothing', async () => {
    const one = await t.buys('alpha');
    const before = await server.call('alpha.admin', 'GET', `/multipartner/v1/evidence?customerId=${id('woodgrove')}`);
    const theirs = await server.call('dist1.admin', 'GET', `/multipartner/v1/evidence?customerId=${id('woodgrove')}`);
    const { body } = await t.offers([one]);
    const after = await server.call(
      'dist1.admin',
      'GET',
      `/multipartner/v1/evidence?customerId=${id('woodgrove')}&asOf=${theirs.body.asOf}`,
    );
    expect(after.body.digest).toBe(theirs.body.digest);
    expect(before.status).toBe(200);
    const events = await t.outbox('dist1', 'event');
    expect(events.at(-1)).toMatchObject({ subject: 'transfer-created', about: { transferId: body.id } });
    const mails = await t.outbox('dist1', 'mail');
    expect(mails.some((mail) => mail.about.transferId === body.id)).toBe(true);
    for (const other of ['beta', 'woodgrove', 'dist2'])
      expect(JSON.stringify([await t.outbox(other, 'event'), await t.outbox(other, 'mail')])).not.toContain(body.id);
    await t.withdraws('alpha.admin', body.id);
  });

  it('accepted: the provider has a new one with the quantity of the offer, the old one is suspended for good', async () => {
    const one = await t.buys('alpha', items.legacyMailboxes, 5);
    const { body: offered } = await t.offers([one]);
    const at = `${t.base}/subscriptions/${one}`;
    // A transfer that waits locks nothing, and what it carries stays what was offered.
    expect((await server.call('alpha.admin', 'PATCH', at, { quantity: 9 })).status).toBe(200);
    const accepted = await t.accepts('dist1.sales', offered.id);
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({
      orders: [{ status: 'completed', lineItems: [{ offerId: items.legacyMailboxes, quantity: 5 }] }],
      attributes: { objectType: 'TransferSubmitResult' },
    });
    expect(accepted.body.transferErrors).toBeUndefined();
    const taken = accepted.body.orders[0].lineItems[0].subscriptionId;
    expect(taken).not.toBe(one);
    expect((await t.subscription('dist1.admin', taken)).body).toMatchObject({ status: 'active', quantity: 5 });
    expect((await t.subscription('alpha.admin', one)).body).toMatchObject({ status: 'suspended', quantity: 9 });
    expect((await t.subscription('alpha.admin', taken)).status).toBe(404);
    const again = await server.call('alpha.admin', 'PATCH', at, { status: 'active' });
    expect([again.status, again.body.code]).toEqual([409, 'SUBSCRIPTION_TRANSFERRED']);
    const read = await t.reads('alpha.admin', offered.id);
    expect(read.body).toMatchObject({
      status: 'Complete',
      lineItems: [{ status: 'Complete', orderId: accepted.body.orders[0].id, transferGroupId: '0' }],
    });
    const order = await server.call('dist1.admin', 'GET', `${t.base}/orders/${accepted.body.orders[0].id}`);
    expect(order.status).toBe(200);
  });

  it('with what cannot go left where it is, and the rest moved', async () => {
    const [goes, stays] = [await t.buys('alpha'), await t.buys('alpha')];
    const { body: offered } = await t.offers([goes, stays]);
    await server.call('alpha.admin', 'PATCH', `${t.base}/subscriptions/${stays}`, { status: 'suspended' });
    const accepted = await t.accepts('dist1.admin', offered.id);
    expect(accepted.body).toMatchObject({
      transferErrors: [
        {
          transferGroupId: '1',
          code: 900103,
          lineItems: [{ subscriptionId: stays }],
          attributes: { objectType: 'TransferError' },
        },
      ],
    });
    expect(accepted.body.orders).toHaveLength(1);
    expect((await t.reads('alpha.admin', offered.id)).body.status).toBe('PartiallyComplete');
    // It is its partner's as before.
    const back = await server.call('alpha.admin', 'PATCH', `${t.base}/subscriptions/${stays}`, { status: 'active' });
    expect(back).toMatchObject({ status: 200, body: { status: 'active' } });
  });

  it('rejected by the provider, once and for all', async () => {
    const one = await t.buys('alpha');
    const { body: offered } = await t.offers([one]);
    expect(await t.rejects('dist1.admin', offered.id)).toMatchObject({
      status: 200,
      body: { id: offered.id, status: 'Reject', lineItems: [{ subscriptionId: one }] },
    });
    expect((await t.outbox('alpha', 'event')).at(-1)).toMatchObject({ subject: 'transfer-declined' });
    const late = await t.accepts('dist1.admin', offered.id);
    expect([late.status, late.body.code]).toEqual([400, 900102]);
    expect((await t.offers([one])).status).toBe(201);
  });

  it('each side has its own part of it', async () => {
    const { body: offered } = await t.offers([await t.buys('alpha')]);
    for (const wrong of [
      await t.accepts('alpha.admin', offered.id),
      await t.rejects('alpha.admin', offered.id),
      await t.withdraws('dist1.admin', offered.id),
    ])
      expect([wrong.status, wrong.body.code]).toEqual([403, 900150]);
    expect((await t.reads('alpha.admin', offered.id)).body.status).toBe('Active');
  });

  it('and what is bad about an offer is refused by name', async () => {
    const one = await t.buys('alpha');
    const newer = await t.buys('alpha', items.businessBasic);
    const { body: open } = await t.offers([one]);
    const cases: [
      string,
      Promise<{ status: number; body: { code: unknown; description: string } }>,
      number,
      unknown,
    ][] = [
      ['new commerce', t.offers([newer]), 400, 800078],
      ['in another one', t.offers([one]), 409, 900101],
      ['unknown', t.offers([crypto.randomUUID()]), 400, 800078],
      ['no GUID', t.offers(['nothing']), 400, 3000],
      ['nothing', t.offers([]), 400, 2001],
      ['to somebody else', t.offers([one], 'alpha.admin', 'dist2'), 403, 900137],
      ['to itself', t.offers([one], 'alpha.admin', 'alpha', { transferType: 'directToIndirect' }), 400, 900148],
      ['to no tenant', t.offers([one], 'alpha.admin', 'woodgrove'), 404, 60003],
      ['of another one', t.offers([one], 'dist1.admin', 'dist2', { sourcePartnerTenantId: id('alpha') }), 400, 3000],
      ['of a kind that is none', t.offers([one], 'alpha.admin', 'dist1', { transferType: 'gift' }), 400, 3000],
    ];
    for (const [what, answer, status, code] of cases) {
      const { status: was, body } = await answer;
      expect([was, body.code], what).toEqual([status, code]);
    }
    expect(
      (await t.lists('alpha.admin')).body.filter((each: { status: string }) => each.status === 'Active').length,
    ).toBeGreaterThan(0);
    expect((await t.reads('alpha.admin', open.id)).body.status).toBe('Active');
  });

  it('what is eligible is told with the reason of what is not', async () => {
    const free = await t.buys('alpha');
    const suspended = await t.buys('alpha');
    await server.call('alpha.admin', 'PATCH', `${t.base}/subscriptions/${suspended}`, { status: 'suspended' });
    const offered = await t.buys('alpha');
    const { body: open } = await t.offers([offered]);
    const { status, body } = await t.eligible('alpha.sales');
    expect(status).toBe(200);
    const of = (one: string) => body.find((each: { id: string }) => each.id === one);
    expect(of(free)).toEqual({ id: free, isEligible: true });
    expect(of(suspended)).toMatchObject({ isEligible: false, reason: expect.stringContaining('not active') });
    expect(of(offered)).toMatchObject({ isEligible: false, reason: expect.stringContaining(open.id) });
    const basic = await t.buys('alpha', items.businessBasic);
    expect(
      (await t.eligible('alpha.admin', 'DirectToIndirect')).body.find((each: { id: string }) => each.id === basic)
        .isEligible,
    ).toBe(false);
    expect(await t.eligible('alpha.admin', '')).toMatchObject({ status: 400, body: { code: 2001 } });
    expect(await t.eligible('alpha.admin', 'gift')).toMatchObject({ status: 400, body: { code: 3000 } });
    expect(await t.eligible('alpha.admin', 'newcommerce')).toMatchObject({ status: 403, body: { code: 900137 } });
    expect(await t.eligible('alpha.sales', 'azureplan')).toMatchObject({ status: 403, body: { code: 900150 } });
  });
});
