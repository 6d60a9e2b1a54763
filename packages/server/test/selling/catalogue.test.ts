import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Named {
  readonly id: string;
}

describe('the catalogue', () => {
  let server: TestServer;
  let woodgrove: string;
  beforeAll(async () => {
    server = await startServer();
    woodgrove = server.tenant('woodgrove').id;
  });
  afterAll(() => server.stop());

  const get = (path: string, who = 'alpha.sales', headers: Record<string, string> = {}) =>
    server.call(who, 'GET', path, undefined, headers);
  const ids = (items: readonly Named[]) => items.map((one) => one.id);

  it('shows the products of a view, in any casing of its name', async () => {
    const online = await get('/v1/products?country=US&targetView=OnlineServices');
    expect(online.status).toBe(200);
    expect(online.body.totalCount).toBe(online.body.items.length);
    expect(ids(online.body.items)).toContain('CFQ7TTC0LH18');
    const one = online.body.items.find((product: Named) => product.id === 'CFQ7TTC0LH18');
    expect(one).toMatchObject({
      title: 'Microsoft 365 Business Basic',
      productType: { id: 'OnlineServicesNCE', displayName: 'OnlineServicesNCE' },
      isMicrosoftProduct: true,
      publisherName: 'Microsoft Corporation',
      links: {
        skus: { uri: '/products/CFQ7TTC0LH18/skus?country=US', method: 'GET', headers: [] },
        self: { uri: '/products/CFQ7TTC0LH18?country=US' },
      },
    });
    expect(one.attributes).toBeUndefined();
    for (const view of ['azure', 'Azure', 'MicrosoftAzure'])
      expect(ids((await get(`/v1/products?country=us&targetView=${view}`)).body.items)).toEqual(['DZH318Z0BPS6']);
    for (const [view, id] of [
      ['AzureReservationsVM', 'DZH318Z0BQ36'],
      ['SoftwarePerpetual', 'DG7GMGF0DWTL'],
      ['SoftwareSubscriptions', 'DG7GMGF0FLR2'],
      ['MarketplaceSaaS', 'DZH318Z0BXWC'],
    ]) {
      expect(
        ids((await get(`/v1/products?country=US&targetView=${view}&reservationScope=AzurePlan`)).body.items),
      ).toContain(id);
    }
    for (const view of ['MS-AZR-0145P', 'SpecializedOffers', 'SoftwareSUSELinux']) {
      expect((await get(`/v1/products?country=US&targetView=${view}`)).body.items).toEqual([]);
    }
  });

  it('narrows a view to a segment', async () => {
    const government = await get('/v1/products?country=US&targetView=OnlineServices&targetSegment=Government');
    expect(ids(government.body.items)).toContain('CFQ7TTC0Y9D0');
    expect(ids(government.body.items)).not.toContain('CFQ7TTC0LH18');
    const skus = await get('/v1/products/CFQ7TTC0LHSF/skus?country=US&targetSegment=education');
    expect(ids(skus.body.items)).toEqual(['0011']);
  });

  it('goes from a product to its SKUs and to how they can be bought', async () => {
    const product = await get('/v1/products/cfq7ttc0lh18?country=US');
    expect(product.body.id).toBe('CFQ7TTC0LH18');
    const skus = await get(`/v1${product.body.links.skus.uri}`);
    expect(ids(skus.body.items)).toEqual(['0001', '000P', '0002']);
    const sku = await get(`/v1${skus.body.items[0].links.self.uri}`);
    expect(sku.body).toEqual(skus.body.items[0]);
    expect(sku.body).toMatchObject({
      productId: 'CFQ7TTC0LH18',
      minimumQuantity: 1,
      maximumQuantity: 300,
      isTrial: false,
      supportedBillingCycles: ['monthly', 'annual'],
      dynamicAttributes: { isAddon: false, provisioningId: '3b555118-da6a-4418-894f-7df1e2096870' },
    });
    const availabilities = await get(`/v1${sku.body.links.availabilities.uri}&targetView=OnlineServices`);
    expect(availabilities.body.items).toHaveLength(1);
    const availability = await get(`/v1${availabilities.body.items[0].links.self.uri}`);
    expect(availability.body).toMatchObject({
      id: 'CFQ7TTC0K971',
      catalogItemId: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
      defaultCurrency: { code: 'USD', symbol: '$' },
      segment: 'commercial',
      country: 'US',
      isPurchasable: true,
      isRenewable: true,
      product: { id: 'CFQ7TTC0LH18' },
      sku: { id: '0001' },
    });
    expect(
      availability.body.terms.map(
        (term: { duration: string; billingCycle: string }) => `${term.duration} ${term.billingCycle}`,
      ),
    ).toEqual(['P1M Monthly', 'P1Y Monthly', 'P1Y Annual']);
    expect(availability.body.terms[0].cancellationPolicies[0].refundOptions).toEqual([
      { sequenceId: 0, type: 'Full', expiresAfter: 'P7D' },
    ]);
    expect(availability.body.renewalInstructions[0].applicableTermIds).toEqual(
      availability.body.terms.map((term: Named) => term.id),
    );
  });

  it('is priced in the currency of the country', async () => {
    const german = await get('/v1/products/CFQ7TTC0LH18/skus/0001/availabilities?country=DE', 'gamma.sales');
    expect(german.body.items[0]).toMatchObject({ country: 'DE', defaultCurrency: { code: 'EUR', symbol: '€' } });
  });

  it('is the same for a customer: in its country, for what it is qualified to buy', async () => {
    const base = `/v1/customers/${woodgrove}/products`;
    const list = await get(`${base}?targetView=OnlineServices`);
    expect(ids(list.body.items)).toContain('CFQ7TTC0LH18');
    expect(ids(list.body.items)).not.toContain('CFQ7TTC0Y9D0');
    expect((await get(`${base}/CFQ7TTC0LH18`)).body.links.self.uri).toBe('/products/CFQ7TTC0LH18?country=US');
    expect(ids((await get(`${base}/CFQ7TTC0LHSF/skus`)).body.items)).toEqual(['0001']);
    expect((await get(`${base}/CFQ7TTC0LH18/skus/0001`)).body.id).toBe('0001');
    const availabilities = await get(`${base}/CFQ7TTC0LH18/skus/0001/availabilities`);
    expect(ids(availabilities.body.items)).toEqual(['CFQ7TTC0K971']);
    expect((await get(`${base}/CFQ7TTC0LH18/skus/0001/availabilities/CFQ7TTC0K971`)).body.country).toBe('US');
    const faculty = await get(`${base}/CFQ7TTC0LHSF/skus/0011`);
    expect([faculty.status, faculty.body.code]).toEqual([404, 400018]);
    await server.database`update tenant set qualifications = '["Education"]' where id = ${woodgrove}`;
    expect((await get(`${base}/CFQ7TTC0LHSF/skus/0011`)).status).toBe(200);
    await server.database`update tenant set qualifications = '[]' where id = ${woodgrove}`;
  });

  it('says what is not there, by the documented numbers', async () => {
    for (const [path, status, code] of [
      ['/v1/products/NOTHING?country=US', 404, 400013],
      ['/v1/products/NOTHING/skus?country=US', 404, 400013],
      ['/v1/products/CFQ7TTC0LH18/skus/9999?country=US', 404, 400018],
      ['/v1/products/CFQ7TTC0LH18/skus/9999/availabilities?country=US', 404, 400018],
      ['/v1/products/CFQ7TTC0LH18/skus/0001/availabilities/NOTHING?country=US', 404, 400019],
      ['/v1/products?country=US&targetView=Everything', 403, 400036],
      ['/v1/products?country=US&targetView=OnlineServices&targetSegment=rich', 400, 3000],
      ['/v1/products?country=US&targetView=Azure&reservationScope=Moon', 400, 3000],
      [`/v1/customers/${'WOODGROVE'}/products?targetView=OnlineServices&targetSegment=government`, 403, 400030],
      ['/v1/products?targetView=Azure', 400, 2001],
      ['/v1/products?country=US', 400, 2001],
      ['/v1/products?country=ZZ&targetView=Azure', 400, 3000],
      ['/v1/offers', 400, 2001],
      ['/v1/offers/00000000-0000-0000-0000-000000000000?country=US', 400, 800004],
      ['/v1/offercategories', 400, 2001],
    ] as const) {
      const answer = await get(path.replace('WOODGROVE', woodgrove));
      expect([answer.status, answer.body.code], path).toEqual([status, code]);
    }
  });

  it('shows the offers of the older commerce, by pages, and their categories', async () => {
    const all = await get('/v1/offers?country=US', 'alpha.billing', { 'X-Locale': 'de-DE' });
    expect(all.body.totalCount).toBe(7);
    expect(all.body.items[0]).toMatchObject({
      id: '031C9E47-4802-4248-838E-778FB1D2CC05',
      locale: 'de-DE',
      country: 'US',
      category: { id: 'SmallBusiness_Key' },
      attributes: { objectType: 'Offer' },
    });
    expect(all.body.links.next).toBeUndefined();
    const first = await get('/v1/offers?country=US&size=4&offset=0');
    expect([first.body.items.length, first.body.totalCount]).toEqual([4, 7]);
    const next = await get(`/v1${first.body.links.next.uri}`);
    expect(ids([...first.body.items, ...next.body.items])).toEqual(ids(all.body.items));
    expect(next.body.links.previous.uri).toBe('/offers?country=US&size=4&offset=0');
    expect((await get('/v1/offers?country=US&size=0')).body.items).toHaveLength(7);
    const one = await get('/v1/offers/195416c1-3447-423a-b37b-ee59a99a19c4?country=US');
    expect(one.body).toMatchObject({
      name: 'Exchange Online (Plan 1)',
      hasAddOns: true,
      isAddOn: false,
      billing: 'license',
      supportedBillingCycles: ['monthly', 'annual'],
      locale: 'en-US',
    });
    const categories = await get('/v1/offercategories?country=US');
    expect(ids(categories.body.items)).toEqual(['SmallBusiness_Key', 'Enterprise_Key', 'Azure_Key']);
  });

  it('of a national cloud has commercial licences only', async () => {
    const products = await get('/v1/products?country=US&targetView=OnlineServices', 'deltagov.sales');
    expect(products.body.items.length).toBeGreaterThan(50);
    expect((await get('/v1/products?country=US&targetView=Azure', 'deltagov.sales')).body.items).toEqual([]);
    expect((await get('/v1/offers?country=US', 'deltagov.sales')).body.items).toEqual([]);
  });
});
