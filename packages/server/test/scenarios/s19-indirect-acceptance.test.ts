import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { accept, customersOf, linkOf, partnersOf, preview, toldTo } from '../relationships/acts.ts';
import { items } from '../selling/items.ts';

describe('S19 an indirect acceptance makes two partners', () => {
  let server: TestServer;
  beforeEach(async () => {
    if (server === undefined) server = await startServer();
    else await server.call(null, 'POST', '/sandbox/v1/reset', {});
  });
  afterAll(() => server.stop());

  const idOf = (key: string) => server.tenant(key).id;
  const subscriptionsOf = async (who: string) =>
    (await server.call(who, 'GET', `/v1/customers/${idOf('litware')}/subscriptions`)).body;

  it('at once; the provider sells, the reseller does not, and a second provider sees nothing of the first', async () => {
    const url = await linkOf(server, 'rho.admin', { indirectProviderId: idOf('dist1') });
    expect(
      (await preview(server, 'litware.admin', url)).body.partners.map((one: { kind: string }) => one.kind),
    ).toEqual(['indirect_reseller', 'indirect_provider']);
    const accepted = await accept(server, 'litware.admin', url);
    expect(accepted.status).toBe(201);
    expect(accepted.body.relationships.map((one: { partnerId: string }) => one.partnerId)).toEqual([
      idOf('rho'),
      idOf('dist1'),
    ]);
    for (const key of ['rho', 'dist1']) {
      expect(await customersOf(server, `${key}.admin`)).toEqual([idOf('litware')]);
      expect(await toldTo(server, key)).toEqual([
        'reseller-relationship-accepted-by-customer',
        'dap-admin-relationship-approved',
      ]);
    }
    await given.attestation(server, 'dist1', 'litware');
    const order = await given.order(server, 'dist1', 'litware', {
      offerId: items.businessBasic,
      quantity: 3,
      termDuration: 'P1Y',
      partnerIdOnRecord: '5000111',
    });
    const refused = await server.call('rho.admin', 'POST', `/v1/customers/${idOf('litware')}/orders`, {
      lineItems: [{ offerId: items.businessBasic, quantity: 1 }],
    });
    expect(refused).toMatchObject({ status: 403, body: { code: 900150 } });

    await server.call('rho.admin', 'POST', '/multipartner/v1/partnerships/acceptances', {
      url: (await server.call('dist2.sales', 'POST', '/multipartner/v1/partnerships/invitations', {})).body.url,
    });
    const rho = (await partnersOf(server, 'litware.admin')).get(idOf('rho'));
    const second = await accept(
      server,
      'litware.admin',
      await linkOf(server, 'rho.admin', { indirectProviderId: idOf('dist2') }),
    );
    expect(second.status).toBe(201);
    const partners = await partnersOf(server, 'litware.admin');
    expect([...partners.keys()].sort()).toEqual([idOf('rho'), idOf('dist1'), idOf('dist2')].sort());
    expect(partners.get(idOf('rho'))).toEqual(rho);
    expect((await subscriptionsOf('dist1.admin')).items.map((one: { orderId: string }) => one.orderId)).toEqual([
      order.id,
    ]);
    expect((await subscriptionsOf('dist2.admin')).items).toEqual([]);
    const foreign = (await subscriptionsOf('dist1.admin')).items[0].id;
    expect(
      await server.call('dist2.admin', 'GET', `/v1/customers/${idOf('litware')}/subscriptions/${foreign}`),
    ).toMatchObject({ status: 404, body: { code: 20003 } });
    for (const key of ['dist1', 'dist2']) {
      const listed = await server.call(`${key}.admin`, 'GET', `/v1/customers/${idOf('litware')}/relationships`);
      expect(listed.body.items.map((one: { id: string }) => one.id)).toEqual([idOf('rho')]);
    }
  });

  it('or none: when one side fails, the other is undone', async () => {
    const url = await linkOf(server, 'rho.admin', { indirectProviderId: idOf('dist1') });
    const rows = () => server.database`
      select (select count(*) from reseller_relationship) as relationships, (select count(*) from dap_grant) as grants,
             (select count(*) from indirect_customer) as customers, (select sum(customer_count) from partner) as counted,
             (select count(*) from outbox_item) as told`;
    const before = await rows();
    // The provider's row, the last to be written, cannot be.
    await server.database`alter table indirect_customer add constraint broken check (reseller_id is null) not valid`;
    const broken = await accept(server, 'litware.admin', url);
    expect(broken).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    expect(await rows()).toEqual(before);
    await server.database`alter table indirect_customer drop constraint broken`;
    expect((await accept(server, 'litware.admin', url)).status).toBe(201);
  });

  it('or none: when either partner may not, or they do not work together', async () => {
    const url = await linkOf(server, 'rho.admin', { indirectProviderId: idOf('dist1') });
    for (const key of ['rho', 'dist1']) {
      await server.call(null, 'PATCH', `/sandbox/v1/tenants/${idOf(key)}`, { partner: { programStatus: 'suspended' } });
      expect(await accept(server, 'litware.admin', url)).toMatchObject({
        status: 403,
        body: { code: 'partner-cannot-accept' },
      });
      await server.call(null, 'PATCH', `/sandbox/v1/tenants/${idOf(key)}`, { partner: { programStatus: 'active' } });
    }
    expect(await accept(server, 'litware.admin', url.replace(idOf('dist1'), idOf('dist2')))).toMatchObject({
      status: 403,
      body: { code: 'partnership-required' },
    });
    expect(await accept(server, 'litware.admin', url.replace(idOf('dist1'), idOf('beta')))).toMatchObject({
      status: 400,
      body: { code: 'invitation-invalid' },
    });
    expect((await partnersOf(server, 'litware.admin')).size).toBe(0);
  });

  it('once, when it is accepted many times at the same moment', async () => {
    const url = await linkOf(server, 'rho.admin', { indirectProviderId: idOf('dist1') });
    const answers = await Promise.all(Array.from({ length: 6 }, () => accept(server, 'litware.admin', url)));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    for (const key of ['rho', 'dist1'])
      expect((await server.call(`${key}.admin`, 'GET', '/v1/customers')).body.totalCount).toBe(1);
  });
});
