import { describe, expect, it } from 'vitest';
import { alignTerm } from '../../src/ordering/alignment.ts';
import { cartExpiry, decideCheckout, mayChangeCart } from '../../src/ordering/cart.ts';
import {
  decideLine,
  decideOrder,
  orderGroupOf,
  type PricedLine,
  subscriptionOf,
  subscriptionsPerTenant,
} from '../../src/ordering/order.ts';
import { at, done } from '../subscription/given.ts';
import { facts, holding, items, line, order, provider, reseller } from './given.ts';

const now = at('2026-01-15T10:00:00Z');
const buy = (
  lines: Parameters<typeof order>[0],
  change: Parameters<typeof facts>[0] = {},
  request: Parameters<typeof order>[1] = {},
) => decideOrder(facts(change), order(lines, request));
const bought = (...args: Parameters<typeof buy>): readonly PricedLine[] => done(buy(...args));
const made = (priced: PricedLine) =>
  subscriptionOf(priced, 'alpha', 'woodgrove', { id: 's', orderId: 'o', agreementId: 'a' }, now);
const only = (lines: readonly PricedLine[]): PricedLine => lines[0] ?? expect.fail('one line was bought');

describe('an order', () => {
  it('is of at least one line, each with a number of its own, all or none (R104)', () => {
    expect(buy([])).toMatchObject({ code: 'value-missing' });
    expect(bought([line(items.basic), line(items.officeE5)])).toHaveLength(2);
    expect(buy([line(items.basic), line(items.basic, { quantity: 0 })])).toMatchObject({
      code: 'quantity-out-of-range',
      facts: { line: 1 },
    });
    const twice = { ...order([]), lines: [line(items.basic), line(items.basic)] };
    expect(decideOrder(facts(), twice)).toMatchObject({ code: 'line-invalid' });
  });

  it('is of nobody who may not sell here at all', () => {
    expect(buy([line(items.basic, { quantity: 0 })], { related: false })).toMatchObject({ code: 'no-relationship' });
  });

  it('leaves a tenant at most three hundred subscriptions (R129)', () => {
    const lines = [line(items.basic), line(items.officeE5)];
    expect(bought(lines, { holdings: holding({ total: subscriptionsPerTenant - 2 }) })).toHaveLength(2);
    expect(buy(lines, { holdings: holding({ total: subscriptionsPerTenant - 1 }) })).toMatchObject({
      code: 'limit-per-tenant',
      facts: { limit: 300 },
    });
  });
});

describe('a line of an order', () => {
  it.each<[string, ReturnType<typeof line>, string]>([
    ['of what is not sold there', line('CFQ7TTC0ZZZZ:0001'), 'offer-not-in-country'],
    ['of no seats', line(items.basic, { quantity: 0 }), 'quantity-out-of-range'],
    ['of half a seat', line(items.basic, { quantity: 1.5 }), 'quantity-out-of-range'],
    ['of more seats than allowed', line(items.basic, { quantity: 301 }), 'quantity-out-of-range'],
    ['of fewer seats than a trial has (R136)', line(items.trial, { quantity: 24 }), 'quantity-out-of-range'],
    ['for a term that is not on offer (R112)', line(items.basic, { termDuration: 'P3Y' }), 'term-invalid'],
    [
      'billed once a year for a month (R112)',
      line(items.basic, { termDuration: 'P1M', billingCycle: 'annual' }),
      'billing-cycle-longer-than-term',
    ],
    [
      'billed up front for three years, for one',
      line(items.basic, { termDuration: 'P1Y', billingCycle: 'triennial' }),
      'billing-cycle-longer-than-term',
    ],
    ['billed as nothing is', line(items.basic, { billingCycle: 'weekly' }), 'billing-cycle-invalid'],
  ])('%s is refused', (_what, one, code) => {
    expect(buy([one])).toMatchObject({ code });
  });

  it('is for a customer whose qualification opens it (R206)', () => {
    const product = line('CFQ7TTC0LHPK:000W');
    expect(product.item?.segments).toEqual(['education']);
    expect(buy([product])).toMatchObject({ code: 'qualification-missing' });
    expect(bought([product], { segments: ['commercial', 'education'] })).toHaveLength(1);
    expect(buy([line(items.basic)], { segments: ['government'] })).toMatchObject({ code: 'qualification-missing' });
  });

  it("is charged in the currency of the customer's market", () => {
    expect(buy([line(items.basic)], {}, { currency: 'EUR' })).toMatchObject({
      code: 'currency-invalid',
      facts: { expected: 'USD' },
    });
    expect(only(bought([line(items.basic, {}, 'DE')], {}, { currency: 'EUR' })).item.currency).toBe('EUR');
    expect(only(bought([line(items.mailboxes, {}, 'BR')])).item.currency).toBe('USD');
    expect(only(bought([line(items.basic, {}, 'BR')])).item.currency).toBe('BRL');
  });

  it('takes the first term on offer, and the billing cycle of the order, when it names none', () => {
    expect(only(bought([line(items.basic)])).term).toMatchObject({ duration: 'P1M', billingCycle: 'monthly' });
    expect(
      only(bought([line(items.basic, { termDuration: 'P1Y' })], {}, { billingCycle: 'annual' })).term,
    ).toMatchObject({ duration: 'P1Y', billingCycle: 'annual' });
  });
});

describe('the price of a line', () => {
  it.each([
    [items.basic, { termDuration: 'P1M', quantity: 10 }, 8.4, 84],
    [items.basic, { termDuration: 'P1Y', billingCycle: 'monthly', quantity: 10 }, 7.35, 882],
    [items.basic, { termDuration: 'P1Y', billingCycle: 'annual', quantity: 10 }, 84, 840],
    [items.officeE5, { termDuration: 'P3Y', billingCycle: 'triennial', quantity: 2 }, 1476, 2952],
    [items.officeE5, { termDuration: 'P3Y', billingCycle: 'annual', quantity: 2 }, 492, 2952],
    [items.trial, { quantity: 25 }, 0, 0],
    [items.perpetual, { quantity: 2 }, 1300, 2600],
    [items.azurePlan, {}, null, null],
  ])('of %s, %j, is %s a cycle and %s in all', (id, change, listPrice, extendedPrice) => {
    expect(only(bought([line(id, change)])).pricing).toEqual({ listPrice, extendedPrice });
  });
});

describe('what others sold counts (R96)', () => {
  it('an add-on needs one of its bases in the tenant, or earlier in the order (R126)', () => {
    expect(buy([line(items.phone)])).toMatchObject({
      code: 'prerequisite-missing',
      facts: { prerequisites: [items.phoneBase] },
    });
    expect(bought([line(items.phone)], { holdings: holding({ counts: { [items.phoneBase]: 1 } }) })).toHaveLength(1);
    expect(bought([line(items.phoneBase), line(items.phone)])).toHaveLength(2);
  });

  it('an older add-on hangs under a base of the same partner', () => {
    const own = {
      base: { productId: items.mailboxes, skuId: '' },
      other: { productId: 'CFQ7TTC0LH18', skuId: '0001' },
    };
    const under = (parentSubscriptionId: string) =>
      buy([line(items.archive, { parentSubscriptionId })], { holdings: holding({ own }) });
    expect(under('BASE')).toHaveLength(1);
    expect([under('other'), under('missing')]).toMatchObject([
      { code: 'parent-subscription-invalid' },
      { code: 'parent-subscription-invalid' },
    ]);
    expect(
      buy([line(items.mailboxes, { parentSubscriptionId: 'base' })], { holdings: holding({ own }) }),
    ).toMatchObject({ code: 'parent-subscription-invalid' });
  });

  it('what may be had once is had once, whoever sold it, and once in an order (R127, S4)', () => {
    expect(bought([line(items.once)])).toHaveLength(1);
    const held = { holdings: holding({ counts: { 'CFQ7TTC0L1MT:0001': 1 } }) };
    expect(buy([line(items.once)], held)).toMatchObject({ code: 'limit-per-customer', facts: { limit: 1 } });
    expect(buy([line(items.once), line(items.once)])).toMatchObject({ code: 'limit-per-customer' });
  });

  it('what is unlimited may be had again and again (R106)', () => {
    expect(
      bought([line(items.basic), line(items.basic)], { holdings: holding({ counts: { 'CFQ7TTC0LH18:0001': 9 } }) }),
    ).toHaveLength(2);
  });
});

describe('Azure', () => {
  const named = [reseller('5000111'), reseller('5000222')];
  const plan = (partnerOnRecord: string | null = null) => line(items.azurePlan, { partnerOnRecord });

  it('has one plan for each partner of record (R107)', () => {
    expect(bought([plan()])).toHaveLength(1);
    expect(buy([plan()], { holdings: holding({ azurePlanPartners: [''] }) })).toMatchObject({
      code: 'azure-plan-exists',
    });
    const one = { seller: provider, named, holdings: holding({ azurePlanPartners: ['5000111'] }) };
    expect(buy([plan('5000111')], one)).toMatchObject({ code: 'azure-plan-exists' });
    expect(bought([plan('5000222')], one)).toHaveLength(1);
  });

  it('has them in one order, too', () => {
    const both = { seller: provider, named };
    expect(bought([plan('5000111'), plan('5000222'), plan()], both)).toHaveLength(3);
    expect(buy([plan('5000111'), plan('5000111')], both)).toMatchObject({ code: 'azure-plan-exists' });
    expect(buy([plan(), plan()])).toMatchObject({ code: 'azure-plan-exists' });
  });

  it('has no plan beside one that was counted without its partner of record', () => {
    const one = plan('5000222');
    const decided = decideLine(facts({ seller: provider, named }), order([one]), one, { 'DZH318Z0BPS6:0001': 1 });
    expect(decided).toMatchObject({ code: 'azure-plan-exists' });
  });

  it('sells reservations beside a plan, and no older Azure (R109)', () => {
    const beside = { holdings: holding({ azurePlanPartners: [''] }) };
    expect(buy([line(items.reservation)])).toMatchObject({ code: 'azure-plan-required' });
    expect(bought([line(items.reservation)], beside)).toHaveLength(1);
    expect(bought([line(items.legacyAzure)])).toHaveLength(1);
    expect(buy([line(items.legacyAzure)], beside)).toMatchObject({ code: 'legacy-azure-after-plan' });
  });
});

describe('the reseller of a line (R9, R121, R122, R148)', () => {
  const through = (
    change: Parameters<typeof line>[1],
    named: readonly ReturnType<typeof reseller>[],
    request = {},
    one: string = items.basic,
  ) => buy([line(one, { partnerOnRecord: '5000111', ...change })], { seller: provider, named }, request);

  it('is one that works with the provider', () => {
    expect(through({}, [reseller('5000111')])).toHaveLength(1);
  });

  it.each([
    ['nobody', [], 'partner-on-record-unknown'],
    ['an unknown id', [reseller('5000111', { kind: 'unknown' })], 'partner-on-record-unknown'],
    ['a provider', [reseller('5000111', { kind: 'provider' })], 'partner-on-record-is-provider'],
    ['a direct partner', [reseller('5000111', { kind: 'other' })], 'partner-on-record-not-reseller'],
    [
      'a reseller without the partner agreement (R15)',
      [reseller('5000111', { mpaAccepted: false })],
      'reseller-mpa-not-accepted',
    ],
    ['a suspended reseller', [reseller('5000111', { programStatus: 'suspended' })], 'reseller-status-not-active'],
    ['a reseller of other providers', [reseller('5000111', { partnered: false })], 'partnership-required'],
  ] as const)('is not %s', (_what, named, code) => {
    expect(through({}, named)).toMatchObject({ code });
  });

  it('is named by providers only', () => {
    expect(buy([line(items.basic, { partnerOnRecord: '5000111' })], { named: [reseller('5000111')] })).toMatchObject({
      code: 'partner-on-record-not-reseller',
    });
  });

  it('needs the attestation, except for the older commerce, and only when it is named', () => {
    const none = { attestationAccepted: false };
    expect(through({}, [reseller('5000111')], none)).toMatchObject({ code: 'attestation-required' });
    expect(through({}, [reseller('5000111')], none, items.mailboxes)).toHaveLength(1);
    expect(buy([line(items.basic)], { seller: provider }, none)).toHaveLength(1);
  });

  it('may have up to five more beside it, and none without it', () => {
    const ids = ['1', '2', '3', '4', '5', '6'];
    const named = ['5000111', ...ids].map((id) => reseller(id));
    expect(through({ additionalPartners: ids.slice(0, 5) }, named)).toHaveLength(1);
    expect(through({ additionalPartners: ids }, named)).toMatchObject({ code: 'too-many', facts: { maximum: 5 } });
    expect(through({ additionalPartners: ['7'] }, named)).toMatchObject({ code: 'partner-on-record-unknown' });
    expect(through({ partnerOnRecord: null, additionalPartners: ['1'] }, named)).toMatchObject({
      code: 'value-missing',
    });
  });
});

describe('the subscription that a line makes', () => {
  it('begins now, as one batch of seats, and inherits nothing (R95)', () => {
    const facts = made(only(bought([line(items.basic, { quantity: 10, friendlyName: 'Sales' })])));
    expect(facts).toMatchObject({
      quantity: 10,
      batches: [{ at: now, quantity: 10 }],
      friendlyName: 'Sales',
      offerName: 'Microsoft 365 Business Basic',
      termStartedAt: now,
      termEndsAt: at('2026-02-15T00:00:00Z'),
      transitionedAt: null,
      autoRenew: true,
      partnerOnRecord: null,
      supportContactId: null,
      promotionId: null,
      unitPrice: 8.4,
      version: 1,
    });
  });

  it.each([
    [items.basic, true],
    [items.trial, true],
    [items.mailboxes, true],
    [items.legacyAzure, false],
    [items.azurePlan, false],
    [items.perpetual, false],
  ])('of %s renews itself: %s (R119, R136)', (id, renews) => {
    const quantity = id === items.trial ? 25 : 1;
    expect(made(only(bought([line(id, { quantity })]))).autoRenew).toBe(renews);
  });

  it('stands in an order with those of its kind and billing cycle', () => {
    const groups = bought([
      line(items.basic),
      line(items.officeE5),
      line(items.basic, { termDuration: 'P1Y', billingCycle: 'annual' }),
      line(items.mailboxes),
      line(items.legacyAzure),
    ]).map(orderGroupOf);
    expect(new Set(groups).size).toBe(4);
    expect(groups[0]).toBe(groups[1]);
  });
});

describe('a first term that ends together with another (R120)', () => {
  const year = made(only(bought([line(items.basic, { termDuration: 'P1Y' })])));
  const own = [at('2026-07-08T00:00:00Z')];

  it.each([
    ['with an own subscription', '2026-07-07T00:00:00Z', '2026-07-08T00:00:00.000Z'],
    ['with a month', '2026-06-30T15:00:00Z', '2026-07-01T00:00:00.000Z'],
  ])('ends %s, after the day that is given', (_what, lastDay, end) => {
    expect(done(alignTerm(year, at(lastDay), own, now)).termEndsAt?.toISOString()).toBe(end);
  });

  it.each([
    ['on any other day', '2026-07-08T00:00:00Z'],
    ['in the past', '2025-12-31T00:00:00Z'],
    ['after its regular end', '2027-01-31T00:00:00Z'],
  ])('does not end %s', (_what, lastDay) => {
    expect(alignTerm(year, at(lastDay), own, now)).toMatchObject({ code: 'term-end-not-aligned' });
  });

  it('is one of new commerce, and no trial', () => {
    for (const change of [{ commerce: 'legacy' as const }, { isTrial: true }, { termDuration: null }]) {
      expect(alignTerm({ ...year, ...change }, at('2026-06-30T00:00:00Z'), own, now)).toMatchObject({
        code: 'term-end-not-aligned',
      });
    }
  });
});

describe('a cart', () => {
  const expiresAt = cartExpiry(now);
  const open = { id: 'cart', expiresAt, submittedAt: null };
  const submitted = { ...open, submittedAt: now };
  const last = new Date(expiresAt.getTime() - 1);

  it('is open for seven days, to the instant', () => {
    expect(expiresAt).toEqual(at('2026-01-22T10:00:00Z'));
    expect([decideCheckout(open, last), mayChangeCart(open, last)]).toEqual(['buy', null]);
    expect([decideCheckout(open, expiresAt), mayChangeCart(open, expiresAt)]).toMatchObject([
      { code: 'cart-expired' },
      { code: 'cart-expired' },
    ]);
  });

  it('is checked out once; asked again in its days it tells what it bought (R104)', () => {
    expect(decideCheckout(submitted, last)).toBe('repeat');
    expect(decideCheckout(submitted, expiresAt)).toMatchObject({ code: 'cart-submitted' });
    expect(mayChangeCart(submitted, last)).toMatchObject({ code: 'cart-submitted' });
  });
});
