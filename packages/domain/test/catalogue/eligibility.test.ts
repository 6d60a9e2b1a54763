import { describe, expect, it } from 'vitest';
import {
  findAvailability,
  findOffer,
  findProduct,
  findSku,
  itemFor,
  offers,
  products,
  productsOf,
  segmentsOf,
  soldInCloud,
} from '../../src/catalogue/catalogue.ts';
import { qualifications } from '../../src/tenant/qualification.ts';

const government = products.flatMap((product) =>
  product.skus.filter((sku) => sku.segments.includes('government')).map((sku) => ({ product, sku })),
);

describe('the segments that qualifications open (R206)', () => {
  it.each([
    [[], ['commercial']],
    [['None'], ['commercial']],
    [['Nonprofit'], ['commercial', 'nonprofit']],
    [['Education'], ['commercial', 'education']],
    [['GovernmentCommunityCloud'], ['government']],
    [['StateOwnedEntity'], ['commercial']],
    [
      ['Education', 'StateOwnedEntity'],
      ['commercial', 'education'],
    ],
    [
      ['StateOwnedEntity', 'Education'],
      ['commercial', 'education'],
    ],
    [['StateOwnedEntity', 'GovernmentCommunityCloud'], ['government']],
  ])('of %j are %j', (held, opened) => {
    expect(segmentsOf(held)).toEqual(opened);
  });

  it('are never none, whatever one qualification a tenant has', () => {
    for (const one of qualifications) expect(segmentsOf([one]).length, one).toBeGreaterThan(0);
  });

  it('each hold something to buy', () => {
    for (const segment of ['commercial', 'education', 'government', 'nonprofit']) {
      const found = products.flatMap((product) => product.skus).filter((sku) => sku.segments.includes(segment));
      expect(found.length, segment).toBeGreaterThan(0);
    }
  });
});

describe('the clouds (R178)', () => {
  it('sell everything in the public one, government SKUs too', () => {
    for (const product of products)
      for (const sku of product.skus) expect(soldInCloud(product, sku, 'public'), product.title).toBe(true);
    for (const offer of offers) expect(findOffer(offer.id, 'public')).toBe(offer);
    expect(government.length).toBeGreaterThan(0);
  });

  it('sell commercial new commerce only in US Government', () => {
    for (const product of products) {
      for (const sku of product.skus) {
        const item = itemFor(`${product.productId}:${sku.skuId}`, 'US', 'usgov');
        expect(item !== null, `${product.title} ${sku.skuId}`).toBe(
          product.commerce === 'new_commerce' && sku.segments.includes('commercial'),
        );
      }
    }
    for (const offer of offers) expect(itemFor(offer.id, 'US', 'usgov'), offer.name).toBeNull();
    for (const { product, sku } of government) expect(findSku(product, sku.skuId, 'usgov'), sku.title).toBeUndefined();
  });

  it('sell nothing new in Germany, which is closed', () => {
    for (const product of products) expect(findProduct(product.productId, 'germany'), product.title).toBeUndefined();
    expect(productsOf('OnlineServices', 'germany')).toEqual([]);
  });
});

describe('the views of the product list', () => {
  const ids = (view: string) => productsOf(view, 'public')?.map((product) => product.productId);

  it.each([
    ['Azure', ['DZH318Z0BPS6']],
    ['MicrosoftAzure', ['DZH318Z0BPS6']],
    ['AzureReservations', ['DZH318Z0BQ36']],
    ['AzureReservationsVM', ['DZH318Z0BQ36']],
    ['AzureReservationsSQL', []],
    ['Software', ['DG7GMGF0DWTL', 'DG7GMGF0FLR2', 'DG7GMGF0DVSV']],
    ['SoftwarePerpetual', ['DG7GMGF0DWTL']],
    ['SoftwareSubscriptions', ['DG7GMGF0FLR2', 'DG7GMGF0DVSV']],
    ['SoftwareSUSELinux', []],
    ['SaaS', ['DZH318Z0BXWC']],
    ['MarketplaceSaaS', ['DZH318Z0BXWC']],
    ['MS-AZR-0145P', []],
  ])('%s shows %j', (view, shown) => {
    expect(ids(view)).toEqual(shown);
    expect(ids(view.toLowerCase())).toEqual(shown);
  });

  it('show every licence under OnlineServices, and every product under some view', () => {
    const online = ids('OnlineServices') ?? [];
    expect(online).toEqual(
      products.filter((product) => product.commerce === 'new_commerce').map((product) => product.productId),
    );
    const shown = new Set([
      ...online,
      ...(ids('Azure') ?? []),
      ...(ids('AzureReservations') ?? []),
      ...(ids('Software') ?? []),
      ...(ids('SaaS') ?? []),
    ]);
    expect(shown.size).toBe(products.length);
  });

  it('show products of a segment, and nothing of a segment that does not exist', () => {
    const education = productsOf('OnlineServices', 'public', 'Education') ?? [];
    expect(education.length).toBeGreaterThan(0);
    for (const product of education)
      expect(
        product.skus.some((sku) => sku.segments.includes('education')),
        product.title,
      ).toBe(true);
    expect(productsOf('OnlineServices', 'public', 'military')).toEqual([]);
  });

  it('do not exist under other names', () => {
    for (const view of ['Nonsense', '', 'constructor', 'toString'])
      expect(productsOf(view, 'public'), view).toBeUndefined();
  });
});

describe('ids of what is bought', () => {
  const basic = products[0];
  const availability = basic?.skus[0]?.availabilities[0];

  it('name product and SKU, and an availability or not, in any case of letters', () => {
    const item = itemFor('CFQ7TTC0LH18:0001', 'US', 'public');
    expect(item).toMatchObject({
      productId: 'CFQ7TTC0LH18',
      skuId: '0001',
      availabilityId: availability?.availabilityId,
      commerce: 'new_commerce',
    });
    expect(itemFor(`cfq7ttc0lh18:0001:${availability?.availabilityId.toLowerCase()}`, 'US', 'public')).toEqual(item);
    expect(
      findAvailability(basic?.skus[0] ?? expect.fail('the first product has a SKU'), `${availability?.availabilityId}`),
    ).toBe(availability);
  });

  it.each([
    'CFQ7TTC0LH18',
    'CFQ7TTC0LH18:',
    'CFQ7TTC0LH18:9999',
    'CFQ7TTC0LH18:0001:',
    'CFQ7TTC0LH18:0001:CFQ7TTC0ZZZZ',
    `CFQ7TTC0LH18:0001:${products[0]?.skus[0]?.availabilities[0]?.availabilityId}:more`,
    ':0001',
    '',
    '031C9E47-4802-4248-838E-000000000000',
  ])('are refused as "%s"', (id) => {
    expect(itemFor(id, 'US', 'public')).toBeNull();
  });

  it('buy nothing in a country of no market', () => {
    expect(itemFor('CFQ7TTC0LH18:0001', 'ZZ', 'public')).toBeNull();
    expect(itemFor('MS-AZR-0145P', 'ZZ', 'public')).toBeNull();
  });

  it('of the older system buy for a year, Azure by usage without end', () => {
    const premium = itemFor('031c9e47-4802-4248-838e-778fb1d2cc05', 'DE', 'public');
    expect(premium).toMatchObject({
      commerce: 'legacy',
      currency: 'EUR',
      legacyAzure: false,
      terms: [
        { duration: 'P1Y', billingCycle: 'monthly' },
        { duration: 'P1Y', billingCycle: 'annual' },
      ],
    });
    expect(itemFor('MS-AZR-0145P', 'DE', 'public')).toMatchObject({
      legacyAzure: true,
      terms: [{ duration: null, billingCycle: 'monthly', price: null }],
    });
  });
});
