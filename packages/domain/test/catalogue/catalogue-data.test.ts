import { describe, expect, it } from 'vitest';
import { itemFor, licenceOf, offerCategories, offers, products, type Sku } from '../../src/catalogue/catalogue.ts';
import { markets } from '../../src/market/markets.ts';
import { monthsOfCycle } from '../../src/ordering/item.ts';
import { parseDuration } from '../../src/time/duration.ts';

const all = products.flatMap((product) =>
  product.skus.map((sku) => ({ product, sku, key: `${product.productId}:${sku.skuId}` })),
);
const keys = new Set(all.map(({ key }) => key));
const termsOf = (sku: Sku) => sku.availabilities.flatMap((availability) => availability.terms);
const segments = ['commercial', 'education', 'government', 'nonprofit'];
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is given away beside something that is paid for, and so costs nothing. */
const free = new Set(['CFQ7TTC0LH0R:0001', 'CFQ7TTC0JXCZ:S001', 'CFQ7TTC0LH33:0001', 'CFQ7TTC0HBSM:0001']);

describe('the products of the catalogue', () => {
  it('have ids that are theirs alone, down to the availability', () => {
    const productIds = products.map((product) => product.productId);
    const availabilityIds = all.flatMap(({ sku }) => sku.availabilities.map((one) => one.availabilityId));
    expect(new Set(productIds).size).toBe(productIds.length);
    expect(keys.size).toBe(all.length);
    expect(new Set(availabilityIds).size).toBe(availabilityIds.length);
    for (const id of [...productIds, ...availabilityIds]) expect(id).toMatch(/^[A-Z0-9]{12}$/);
    for (const { sku } of all) expect(sku.skuId).toMatch(/^[0-9A-Z]{4}$/);
  });

  it('are of every way of selling', () => {
    expect(new Set(products.map((product) => product.commerce))).toEqual(
      new Set(['new_commerce', 'azure_plan', 'reservation', 'software', 'marketplace']),
    );
    expect(
      products
        .filter((product) => product.commerce === 'software')
        .map((product) => product.subType)
        .sort(),
    ).toEqual(['Perpetual', 'Term', 'Term']);
  });

  it('each have a title, a description and a SKU', () => {
    for (const product of products) {
      expect(product.title.trim(), product.productId).not.toBe('');
      expect(product.description.trim(), product.productId).not.toBe('');
      expect(product.skus.length, product.productId).toBeGreaterThan(0);
    }
  });
});

describe('the SKUs of the catalogue', () => {
  it('allow at least one unit, and no fewer at most than at least', () => {
    for (const { sku, key } of all) {
      expect(Number.isInteger(sku.minimumQuantity) && sku.minimumQuantity >= 1, key).toBe(true);
      expect(Number.isInteger(sku.maximumQuantity) && sku.maximumQuantity >= sku.minimumQuantity, key).toBe(true);
    }
  });

  it('are available, in segments of their own, on some term', () => {
    for (const { sku, key } of all) {
      expect(sku.availabilities.length, key).toBeGreaterThan(0);
      for (const availability of sku.availabilities) {
        expect(segments, key).toContain(availability.segment);
        expect(sku.segments, key).toContain(availability.segment);
        expect(availability.terms.length, key).toBeGreaterThan(0);
      }
    }
  });

  it('offer a term and billing cycle once, and never a billing cycle longer than its term (R112)', () => {
    for (const { sku, key } of all) {
      for (const { terms } of sku.availabilities) {
        expect(new Set(terms.map((term) => `${term.duration}/${term.billingCycle}`)).size, key).toBe(terms.length);
        for (const term of terms) {
          if (term.duration === null) continue;
          const months = parseDuration(term.duration)?.months;
          expect(months, `${key} ${term.duration}`).toBeGreaterThan(0);
          expect(monthsOfCycle(term.billingCycle) ?? 0, `${key} ${term.duration}`).toBeLessThanOrEqual(months ?? 0);
        }
      }
    }
  });

  it('cost something, but for trials and what comes free with something else; Azure plans are charged by usage', () => {
    for (const { product, sku, key } of all) {
      for (const { priceUsd } of termsOf(sku)) {
        if (product.commerce === 'azure_plan') expect(priceUsd, key).toBeNull();
        else if (sku.isTrial || free.has(key)) expect(priceUsd, key).toBe(0);
        else expect(priceUsd, key).toBeGreaterThan(0);
      }
    }
  });

  it('cost more by the month than by the year, where both are offered', () => {
    const compared = all.flatMap(({ sku, key }) =>
      sku.availabilities.flatMap(({ terms }) => {
        const month = terms.find((term) => term.duration === 'P1M' && term.billingCycle === 'monthly');
        const year = terms.find((term) => term.duration === 'P1Y' && term.billingCycle === 'annual');
        return month === undefined || year === undefined
          ? []
          : [[key, month.priceUsd ?? 0, year.priceUsd ?? 0] as const];
      }),
    );
    expect(compared.length).toBeGreaterThan(80);
    for (const [key, month, year] of compared) expect(month, key).toBeGreaterThanOrEqual(year);
  });

  it('name base products and upgrades that exist, and never themselves (R126)', () => {
    const withBase = all.filter(({ sku }) => sku.prerequisites.length > 0);
    expect(withBase.length).toBeGreaterThan(0);
    for (const { sku, key } of all) {
      for (const other of [...sku.prerequisites, ...(sku.upgradeTargets ?? [])]) {
        expect(keys, key).toContain(other);
        expect(other).not.toBe(key);
      }
    }
    for (const { sku, key } of withBase) expect(sku.isAddon, key).toBe(true);
  });

  it('are had once where they are trials or special, and then the quantity is small (R127)', () => {
    const limited = all.filter(({ sku }) => sku.limitPerCustomer !== undefined);
    expect(limited.map(({ key }) => key)).toContain('CFQ7TTC0L1MT:0001');
    for (const { sku, key } of limited) {
      expect(sku.limitPerCustomer, key).toBe(1);
      expect(sku.maximumQuantity, key).toBeLessThanOrEqual(25);
    }
    for (const { sku, key } of all) if (sku.isTrial) expect(sku.limitPerCustomer, key).toBe(1);
  });

  it('put at most 300 licences of a Business plan beside each other', () => {
    const plan = all.find(({ key }) => key === 'CFQ7TTC0LH18:0001');
    expect(plan?.sku.maximumQuantity).toBe(300);
  });

  it('assign licences by ids of the licensing system, each with service plans', () => {
    const licences = all.flatMap(({ product, sku, key }) => {
      const licence = licenceOf(product.productId, sku.skuId);
      return licence === undefined ? [] : [{ key, licence }];
    });
    expect(licences.length).toBeGreaterThan(100);
    for (const { key, licence } of licences) {
      expect(licence.skuId, key).toMatch(guid);
      expect(licence.skuPartNumber, key).not.toBe('');
      for (const plan of licence.servicePlans) expect(plan.id, key).toMatch(guid);
      expect(new Set(licence.servicePlans.map((plan) => plan.id)).size, key).toBe(licence.servicePlans.length);
    }
  });

  it('have no licence where Azure, a reservation or software is bought', () => {
    for (const { product, sku, key } of all)
      if (product.commerce !== 'new_commerce') expect(licenceOf(product.productId, sku.skuId), key).toBeUndefined();
  });
});

describe('the offers of the older commerce system', () => {
  it('stand in categories that exist, and no category is empty', () => {
    expect(new Set(offers.map((offer) => offer.categoryId))).toEqual(
      new Set(offerCategories.map((category) => category.id)),
    );
  });

  it('have ids that are theirs alone', () => {
    expect(new Set(offers.map((offer) => offer.id.toUpperCase())).size).toBe(offers.length);
    for (const offer of offers) if (offer.billing === 'license') expect(offer.id).toMatch(guid);
  });

  it('cost something where they are licences, and are charged by usage where they are Azure', () => {
    for (const offer of offers) {
      expect(offer.minimumQuantity).toBeGreaterThanOrEqual(1);
      expect(offer.maximumQuantity).toBeGreaterThanOrEqual(offer.minimumQuantity);
      if (offer.billing === 'usage')
        expect([offer.priceUsd, offer.unitType, offer.licence]).toEqual([null, 'Usage-based', undefined]);
      else {
        expect((offer.priceUsd ?? 0) > 0, offer.name).toBe(offer.isTrial !== true);
        expect(offer.licence?.skuId).toMatch(guid);
      }
    }
  });

  it('have base offers where they are add-ons, and only there (R126)', () => {
    expect(offers.some((offer) => offer.isAddOn)).toBe(true);
    for (const offer of offers) {
      expect(offer.prerequisites.length > 0, offer.name).toBe(offer.isAddOn);
      for (const base of offer.prerequisites) expect(offers.find((one) => one.id === base)?.isAddOn).toBe(false);
    }
  });
});

describe('what the catalogue sells', () => {
  it('is sold in every country of every market', () => {
    for (const market of markets) {
      for (const country of market.countries) {
        expect(itemFor('CFQ7TTC0LH18:0001', country, 'public'), country).not.toBeNull();
        expect(itemFor('MS-AZR-0145P', country, 'public'), country).not.toBeNull();
      }
    }
  });
});
