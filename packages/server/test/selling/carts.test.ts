import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { items } from './items.ts';

describe('carts', () => {
  let server: TestServer;
  let woodgrove: string;
  let path: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    path = `/v1/customers/${woodgrove}/carts`;
    await given.seller(server, 'dist1', 'woodgrove');
  });
  afterAll(() => server.stop());

  const create = (lineItems: unknown, more: object = {}, who = 'alpha.sales') =>
    server.call(who, 'POST', path, { lineItems, ...more });
  const line = { id: 0, catalogItemId: items.businessBasic, quantity: 5, billingCycle: 'monthly', termDuration: 'P1Y' };

  it('are priced when they are made, and live seven days', async () => {
    const cart = await create([line]);
    expect(cart.status).toBe(201);
    expect(cart.body).toMatchObject({
      status: 'Active',
      lastModifiedUser: server.person('alpha.sales').id,
      lineItems: [
        {
          id: 0,
          catalogItemId: items.businessBasic,
          quantity: 5,
          currencyCode: 'USD',
          billingCycle: 'monthly',
          termDuration: 'P1Y',
          pricing: { listPrice: 7.35, discountedPrice: 7.35, proratedPrice: 7.35, price: 7.35, extendedPrice: 441 },
        },
      ],
      attributes: { objectType: 'Cart' },
      links: { self: { uri: `/customers/${woodgrove}/carts/${cart.body.id}` } },
    });
    expect(Date.parse(cart.body.expirationTimestamp) - Date.parse(cart.body.creationTimestamp)).toBe(7 * 86_400_000);
    const read = await server.call('alpha.sales', 'GET', `${path}/${cart.body.id}`);
    expect(read.body).toEqual(cart.body);
  });

  it('say line by line what could not be bought, and are kept', async () => {
    const cart = await create([
      { id: 0, catalogItemId: 'CFQ7TTC0XXXX:0001', quantity: 1 },
      { id: 1, catalogItemId: items.teamsPhone, quantity: 1 },
      { id: 2, catalogItemId: items.businessBasic, quantity: 999 },
      { id: 3, catalogItemId: items.businessBasic, quantity: 1, currencyCode: 'EUR' },
      { id: 4, catalogItemId: items.businessBasic, quantity: 1, termDuration: 'P5Y' },
      {
        id: 5,
        catalogItemId: items.businessBasic,
        quantity: 1,
        participants: [{ key: 'transaction_reseller', value: '5000111' }],
      },
      { id: 6, catalogItemId: items.businessBasic, quantity: 1 },
    ]);
    expect(cart.status).toBe(201);
    expect(cart.body.lineItems.map((one: { error?: { errorCode: string } }) => one.error?.errorCode)).toEqual([
      'catalog_item_id_is_not_valid',
      'unable_to_process_cart_line_item',
      'max_allowed_seats_per_subscription_exceeded',
      'currency_is_not_supported',
      'billing_plan_not_supported',
      'participants_is_not_supported_for_partner',
      undefined,
    ]);
    expect(cart.body.lineItems[1].error.errorDescription).toMatch(/^400041: /);
    const refused = await server.call('alpha.sales', 'POST', `${path}/${cart.body.id}/checkout`);
    expect([refused.status, refused.body.code]).toEqual([400, 800070]);
    expect((await server.call('alpha.sales', 'GET', `${path}/${cart.body.id}`)).body.status).toBe('Active');
  });

  it('are replaced whole by a PUT, which answers 201', async () => {
    const cart = await create([line]);
    const changed = await server.call('alpha.admin', 'PUT', `${path}/${cart.body.id}/`, {
      Id: cart.body.id,
      ExpirationTimestamp: '0001-01-01T00:00:00',
      LineItems: [
        {
          Id: 4,
          CatalogItemId: items.officeE5,
          FriendlyName: 'Suite',
          Quantity: 2,
          BillingCycle: 'Annual',
          TermDuration: 'P1Y',
        },
      ],
    });
    expect(changed.status).toBe(201);
    expect(changed.body).toMatchObject({
      id: cart.body.id,
      creationTimestamp: cart.body.creationTimestamp,
      lastModifiedUser: server.person('alpha.admin').id,
    });
    expect(changed.body.lineItems).toHaveLength(1);
    expect(changed.body.lineItems[0]).toMatchObject({
      id: 4,
      friendlyName: 'Suite',
      billingCycle: 'annual',
      quantity: 2,
    });
  });

  it('become one order for each billing cycle, with add-ons beside their base', async () => {
    const cart = await create([
      {
        id: 0,
        catalogItemId: items.officeE1,
        quantity: 10,
        billingCycle: 'monthly',
        termDuration: 'P1Y',
        addonItems: [
          { id: 1, catalogItemId: items.teamsPhone, quantity: 2, billingCycle: 'monthly', termDuration: 'P1Y' },
        ],
      },
      {
        id: 2,
        catalogItemId: items.officeE5,
        quantity: 1,
        billingCycle: 'annual',
        termDuration: 'P1Y',
        friendlyName: 'Yearly',
      },
    ]);
    expect(cart.body.lineItems[0].addonItems[0]).toMatchObject({ id: 1, catalogItemId: items.teamsPhone, quantity: 2 });
    expect(cart.body.lineItems[0].addonItems[0].error).toBeUndefined();
    const out = await server.call('alpha.sales', 'POST', `${path}/${cart.body.id}/checkout`);
    expect(out.status).toBe(201);
    const orders = out.body.orders as {
      billingCycle: string;
      lineItems: { lineItemNumber: number; friendlyName: string }[];
    }[];
    expect(orders.map((one) => [one.billingCycle, one.lineItems.map(({ lineItemNumber }) => lineItemNumber)])).toEqual([
      ['monthly', [0, 1]],
      ['annual', [0]],
    ]);
    expect(orders[1]?.lineItems[0]?.friendlyName).toBe('Yearly');
    const after = await server.call('alpha.sales', 'GET', `${path}/${cart.body.id}`);
    expect(after.body.status).toBe('Ordered');
  });

  it('name the reseller of a line as a participant (R122)', async () => {
    const participants = [{ key: 'transaction_reseller', value: '5000111' }];
    const cart = await create([{ ...line, participants }], {}, 'dist1.sales');
    expect(cart.body.lineItems[0].error.errorCode).toBe('attestation_not_accepted');
    const refused = await server.call('dist1.sales', 'POST', `${path}/${cart.body.id}/checkout`);
    expect([refused.status, refused.body.code]).toEqual([400, 900206]);
    await server.call('dist1.sales', 'PUT', `${path}/${cart.body.id}`, {
      partnerOnRecordAttestationAccepted: true,
      lineItems: [{ ...line, participants }],
    });
    const out = await server.call('dist1.sales', 'POST', `${path}/${cart.body.id}/checkout`);
    expect(out.body.orders[0].lineItems[0].partnerIdOnRecord).toBe('5000111');
    const two = await create([{ ...line, participants: [...participants, ...participants] }], {}, 'dist1.sales');
    expect([two.status, two.body.code]).toEqual([400, 800009]);
  });

  it('answer a repeated checkout with the orders they made, and are not changed any more', async () => {
    const cart = await create([line]);
    const first = await server.call('alpha.sales', 'POST', `${path}/${cart.body.id}/checkout`);
    const second = await server.call('alpha.sales', 'POST', `${path}/${cart.body.id}/checkout`);
    expect([second.status, second.body]).toEqual([201, first.body]);
    const changed = await server.call('alpha.sales', 'PUT', `${path}/${cart.body.id}`, { lineItems: [line] });
    expect([changed.status, changed.body.code]).toEqual([400, 800065]);
  });

  it('make their orders once, however many checkouts arrive at the same moment', async () => {
    const cart = await create([line]);
    const count = async () =>
      (await server.database`select count(*)::int as n from customer_order where cart_id = ${cart.body.id}`)[0]?.n;
    const all = await Promise.all(
      Array.from({ length: 6 }, () => server.call('alpha.sales', 'POST', `${path}/${cart.body.id}/checkout`)),
    );
    expect(await count()).toBe(1);
    const made = all.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    expect(new Set(made.map(({ body }) => body.orders[0].id)).size).toBe(1);
    for (const one of all.filter(({ status }) => status !== 201))
      expect([one.status, one.body.code]).toEqual([409, 800064]);
  });

  it('expire after seven days', async () => {
    const open = await create([line]);
    const bought = await create([line]);
    await server.call('alpha.sales', 'POST', `${path}/${bought.body.id}/checkout`);
    await server.advance('P7D');
    const late = await server.call('alpha.sales', 'POST', `${path}/${open.body.id}/checkout`);
    expect([late.status, late.body.code]).toEqual([400, 800009]);
    const put = await server.call('alpha.sales', 'PUT', `${path}/${open.body.id}`, { lineItems: [line] });
    expect([put.status, put.body.code]).toEqual([400, 800009]);
    const again = await server.call('alpha.sales', 'POST', `${path}/${bought.body.id}/checkout`);
    expect([again.status, again.body.code]).toEqual([400, 800065]);
  });

  it('are kept when the role is taken from a user before the checkout', async () => {
    const cart = await create([line]);
    const sales = server.person('alpha.sales').id;
    const [member] = await server.database`delete from security_group_member where member_id = ${sales} returning *`;
    const refused = await server.call('alpha.sales', 'POST', `${path}/${cart.body.id}/checkout`);
    expect([refused.status, refused.body.code]).toEqual([403, 900150]);
    await server.database`insert into security_group_member ${server.database(member as never)}`;
    expect((await server.call('alpha.sales', 'POST', `${path}/${cart.body.id}/checkout`)).status).toBe(201);
  });

  it('refuse what makes no sense at once', async () => {
    for (const [lineItems, code] of [
      [undefined, 2001],
      [[], 2001],
      [[{ quantity: 1 }], 800009],
      [[{ ...line, quantity: 0 }], 800009],
      [[line, line], 800009],
      [[{ ...line, participants: [{ key: 'friend', value: '1' }] }], 3000],
      [
        [
          {
            ...line,
            participants: [
              { key: 'transaction_reseller', value: '1' },
              ...Array(6).fill({ key: 'additional_transaction_reseller', value: '2' }),
            ],
          },
        ],
        3000,
      ],
    ] as const) {
      const answer = await create(lineItems);
      expect([answer.status, answer.body.code], JSON.stringify(lineItems)).toEqual([400, code]);
    }
    expect((await server.call('alpha.sales', 'GET', `${path}/${crypto.randomUUID()}`)).body.code).toBe(800008);
    expect(
      (await server.call('alpha.sales', 'PUT', `${path}/${crypto.randomUUID()}`, { lineItems: [line] })).body.code,
    ).toBe(800008);
    expect((await server.call('alpha.sales', 'POST', `${path}/${crypto.randomUUID()}/checkout`)).body.code).toBe(
      800008,
    );
  });
});
