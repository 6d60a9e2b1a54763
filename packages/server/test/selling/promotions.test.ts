import { given } from '@multipartner/testkit/given.ts';
import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const firstYear = '39NFJQT1MP02:0001:39NFJQT1MP0B';
const largerTeams = '39NFJQT1MP01:0001:39NFJQT1MP0A';
const besideF1 = '39NFJQT1MP03:0001:39NFJQT1MP0C';
const over = '39NFJQT1MP04:0001:39NFJQT1MP0D';
const basic = 'CFQ7TTC0LH18:0001:CFQ7TTC0K971';
const frontline = 'CFQ7TTC0LH05:0001:CFQ7TTC12KMF';
const powerBi = 'CFQ7TTC0LHSF:0001:CFQ7TTC0Q7WT';
const f1 = 'CFQ7TTC0MBMD:0002:CFQ7TTC0ZC8Q';

describe('promotions', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
    await given.seller(server, 'beta', 'woodgrove');
  });
  afterAll(() => server.stop());

  const list = (query: string, who = 'alpha.admin') => server.call(who, 'GET', `/v1/productpromotions${query}`);
  const ask = (items: unknown, who = 'alpha.admin') =>
    server.call(who, 'POST', `/v1/customers/${woodgrove}/promotionEligibilities`, { items });
  const buy = ({ billingCycle, ...line }: { billingCycle: string; [member: string]: unknown }, who = 'alpha.sales') =>
    server.call(who, 'POST', `/v1/customers/${woodgrove}/orders`, {
      billingCycle,
      lineItems: [{ lineItemNumber: 0, ...line }],
    });
  const subscription = async (id: string, who = 'alpha.sales') =>
    (await server.call(who, 'GET', `/v1/customers/${woodgrove}/subscriptions/${id}`)).body;
  const types = (answer: { body: { items: { eligibilities: { errors?: { type: string }[] }[] }[] } }) =>
    answer.body.items.map((item) => item.eligibilities.map((one) => (one.errors ?? []).map(({ type }) => type)));
  const teams = { offerId: frontline, quantity: 20, termDuration: 'P1Y', billingCycle: 'annual' };

  it('are listed as they run for a segment, and read one by one with their conditions', async () => {
    const all = await list('?country=US&segment=commercial');
    expect([all.status, all.body.totalCount]).toEqual([200, 3]);
    expect(all.body.items[0]).toEqual({
      id: largerTeams,
      name: 'Microsoft 365 F3, five per cent for larger teams',
      description: expect.any(String),
      startDate: '2023-01-01T00:00:00.000Z',
      endDate: '9999-01-01T00:00:00Z',
      properties: { isAutoApplicable: false },
      requiredProducts: [
        {
          productId: 'CFQ7TTC0LH05',
          skuId: '0001',
          term: { duration: 'P1Y', billingCycle: 'Annual' },
          pricingPolicies: [{ policyType: 'PercentDiscount', value: '0.05' }],
        },
      ],
      attributes: { objectType: 'ProductPromotion' },
    });
    const one = await list(`/${firstYear}?country=US`);
    expect([one.status, one.body.promotionConstraints]).toEqual([
      200,
      {
        seatConstraints: [{ minSeats: 1, maxSeats: 300, type: 'SubscriptionQuantity' }],
        assetOwnershipLimits: [{ minAssets: 0, maxAssets: 1, type: 'LifetimeRedemptionCount' }],
        eligibilityConstraints: [{ isApplicable: true, type: 'FirstPurchase' }],
        productOwnershipConstraints: [],
      },
    ]);
    expect((await list('?country=US&segment=education')).body.totalCount).toBe(1);
  });

  it('are read by those who may, in a country, for a segment, while they run', async () => {
    expect((await list('?country=US&segment=commercial', 'alpha.sales')).body.code).toBe(900150);
    for (const [query, status, word] of [
      ['?segment=commercial', 400, 'country'],
      ['?country=ZZ&segment=commercial', 400, 'country'],
      ['?country=US', 400, 'segment'],
      ['?country=US&segment=everybody', 400, 'segment'],
      [`/${over}?country=US`, 404, over],
      ['/none?country=US', 404, 'none'],
    ] as const) {
      const answer = await list(query);
      expect([answer.status, answer.body.description], query).toEqual([status, expect.stringContaining(word)]);
    }
    expect((await server.call(null, 'GET', '/v1/productpromotions?country=US&segment=commercial')).status).toBe(401);
  });

  it('can be had when every condition is met, and each that is not is named', async () => {
    const line = { catalogItemId: frontline, quantity: 20, termDuration: 'P1Y', billingCycle: 'Annual' };
    const good = await ask([line]);
    expect([good.status, good.body]).toEqual([
      200,
      {
        totalCount: 1,
        items: [
          {
            id: 0,
            catalogItemId: frontline,
            quantity: 20,
            billingCycle: 'annual',
            termDuration: 'P1Y',
            eligibilities: [{ promotionId: largerTeams, isEligible: true }],
            attributes: { objectType: 'PromotionEligibilities' },
          },
        ],
        attributes: { objectType: 'Collection' },
      },
    ]);
    const bi = { catalogItemId: powerBi, quantity: 1, termDuration: 'P1Y', billingCycle: 'monthly' };
    const bad = await ask([
      { ...line, quantity: 5 },
      { ...line, billingCycle: 'monthly' },
      { ...line, promotionId: over },
      { ...line, promotionId: firstYear },
      { ...line, catalogItemId: 'none:0001' },
      { ...line, catalogItemId: f1 },
      bi,
    ]);
    expect(types(bad)).toEqual([
      [['SeatCount']],
      [['Term']],
      [['InvalidPromotion']],
      [['InvalidPromotion']],
      [['InvalidCatalogItemId']],
      [['NoPromotionsAvailable']],
      [['PrerequisiteProductOwnership']],
    ]);
    expect(bad.body.items[0].eligibilities[0].errors[0]).toMatchObject({
      minimumRequiredSeats: 10,
      maximumRequiredSeats: 100,
      availableSeats: 100,
    });
    // What any partner sold counts, as with every prerequisite (R126).
    await given.order(server, 'beta', 'woodgrove', { offerId: f1, quantity: 1, termDuration: 'P1Y' });
    expect((await ask([{ ...bi, promotionId: besideF1 }])).body.items[0].eligibilities).toEqual([
      { promotionId: besideF1, isEligible: true },
    ]);
  });

  it('are asked about by those who may sell to the customer, item by item', async () => {
    const line = { catalogItemId: frontline, quantity: 20, termDuration: 'P1Y', billingCycle: 'annual' };
    expect((await ask([line], 'alpha.sales')).body.code).toBe(900150);
    expect((await ask([line], 'gamma.admin')).body.code).toBe(20002);
    for (const [change, field] of [
      [{ catalogItemId: '' }, 'items[0].catalogItemId'],
      [{ quantity: 0 }, 'items[0].quantity'],
      [{ quantity: undefined }, 'items[0].quantity'],
      [{ termDuration: undefined }, 'items[0].termDuration'],
      [{ billingCycle: undefined }, 'items[0].billingCycle'],
    ] as const) {
      const answer = await ask([{ ...line, ...change }]);
      expect([answer.status, answer.body.description], field).toEqual([400, expect.stringContaining(`"${field}"`)]);
    }
    expect((await ask([])).body.description).toContain('"items"');
  });

  it('lower the price of a line until its term ends, for the one partner that sold it', async () => {
    const plain = await buy({ ...teams });
    const order = await buy({ ...teams, promotionId: largerTeams });
    expect(order.status).toBe(201);
    const [line] = order.body.lineItems;
    const { listPrice } = plain.body.lineItems[0].pricing;
    expect(line).toMatchObject({ promotionId: largerTeams, pricing: { listPrice } });
    expect(line.pricing.discountedPrice).toBeCloseTo(listPrice * 0.95, 4);
    expect(line.pricing.price).toBe(line.pricing.discountedPrice);
    expect(line.pricing.extendedPrice).toBeCloseTo(listPrice * 0.95 * 20, 4);
    expect(await subscription(line.subscriptionId)).toMatchObject({ promotionId: largerTeams });
    expect((await subscription(line.subscriptionId, 'beta.admin')).code).toBe(20003);
    const [row] =
      await server.database`select unit_price::float8 as price from subscription where id = ${line.subscriptionId}`;
    expect(row?.price).toBeCloseTo(listPrice * 0.95, 4);
  });

  it('are refused to a line that does not meet them, in an order and in a cart', async () => {
    for (const change of [
      { quantity: 5 },
      { billingCycle: 'monthly' },
      { promotionId: over },
      { promotionId: 'none' },
    ]) {
      const answer = await buy({ ...teams, promotionId: largerTeams, ...change });
      expect([answer.status, answer.body.description], JSON.stringify(change)).toEqual([
        400,
        expect.stringContaining('"promotionId"'),
      ]);
    }
    const cart = await server.call('alpha.sales', 'POST', `/v1/customers/${woodgrove}/carts`, {
      lineItems: [
        {
          id: 0,
          catalogItemId: frontline,
          quantity: 5,
          termDuration: 'P1Y',
          billingCycle: 'annual',
          promotionId: largerTeams,
        },
        {
          id: 1,
          catalogItemId: frontline,
          quantity: 50,
          termDuration: 'P1Y',
          billingCycle: 'annual',
          promotionId: largerTeams,
        },
      ],
    });
    expect(cart.status).toBe(201);
    expect(cart.body.lineItems[0].error).toMatchObject({ errorCode: 'invalid_promotion_id' });
    expect(cart.body.lineItems[1].error).toBeUndefined();
    const { listPrice, discountedPrice } = cart.body.lineItems[1].pricing;
    expect(discountedPrice).toBeCloseTo(listPrice * 0.95, 4);
  });

  it('are had a limited number of times, however many ask for the last one at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, turn) =>
        buy({ ...teams, promotionId: largerTeams }, turn % 2 === 0 ? 'alpha.sales' : 'beta.admin'),
      ),
    );
    // One was had before, and three is the most.
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 400, 400]);
    const line = { catalogItemId: frontline, quantity: 20, termDuration: 'P1Y', billingCycle: 'annual' };
    expect(types(await ask([line]))).toEqual([[['RedemptionLimit']]]);
    expect((await buy(teams)).status).toBe(201);
  });

  it('are not given for a product that the customer bought before', async () => {
    const line = { offerId: basic, quantity: 3, termDuration: 'P1Y', billingCycle: 'monthly' };
    expect((await buy(line, 'beta.admin')).status).toBe(201);
    const answer = await ask([{ catalogItemId: basic, quantity: 3, termDuration: 'P1Y', billingCycle: 'monthly' }]);
    expect(types(answer)).toEqual([[['OfferPurchasedPreviously']]]);
    expect((await buy({ ...line, promotionId: firstYear })).status).toBe(400);
  });

  it('end with the term: renewal costs the list price', async () => {
    await server.advance('P1Y2D');
    const rows = await server.database<{ promotion: string | null; price: number }[]>`
      select promotion_id as promotion, unit_price::float8 as price from subscription
       where customer_id = ${woodgrove} and sku_id = '0001' and product_id = 'CFQ7TTC0LH05'`;
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every((row) => row.promotion === null)).toBe(true);
    expect(new Set(rows.map((row) => row.price)).size).toBe(1);
  });
});
