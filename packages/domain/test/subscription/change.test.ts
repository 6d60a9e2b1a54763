import { describe, expect, it } from 'vitest';
import { changeBillingCycle, keepTerm } from '../../src/subscription/billing.ts';
import {
  cancel,
  cancellableUntil,
  changeQuantity,
  reactivate,
  refundableBatches,
  rename,
  setAutoRenew,
  setNextTerm,
  setPartnerOnRecord,
  suspend,
} from '../../src/subscription/change.ts';
import type { SubscriptionFacts } from '../../src/subscription/facts.ts';
import { statusAt } from '../../src/subscription/status.ts';
import { addDays } from '../../src/time/duration.ts';
import { at, bought, done, subscription } from './given.ts';

const range = { minimum: 1, maximum: 300 };
const before = (instant: Date) => new Date(instant.getTime() - 1);
const later = addDays(bought, 10);
const trial = subscription({ isTrial: true, quantity: 25, unitPrice: 0 });
const legacy = subscription({ commerce: 'legacy', termDuration: 'P1Y' });
const expired = subscription({ autoRenew: false, termStartedAt: at('2025-12-01T00:00:00Z') });
const cancelled = done(cancel(subscription(), bought));

describe('the quantity of a subscription (R114)', () => {
  it('grows at any time, as a batch of its own', () => {
    const more = done(changeQuantity(subscription(), 15, range, later));
    expect(more).toMatchObject({
      quantity: 15,
      version: 2,
      batches: [
        { at: bought, quantity: 10 },
        { at: later, quantity: 5 },
      ],
    });
  });

  it('shrinks by seats that were added less than seven days ago, to the instant', () => {
    const more = done(changeQuantity(subscription(), 15, range, later));
    const last = addDays(later, 7);
    expect(done(changeQuantity(more, 10, range, before(last)))).toMatchObject({
      quantity: 10,
      batches: [{ at: bought, quantity: 10 }],
    });
    expect(changeQuantity(more, 10, range, last)).toMatchObject({
      code: 'reduction-window-passed',
      facts: { days: 7 },
    });
  });

  it('shrinks on the seventh day until its last second, and not on the eighth', () => {
    const facts = subscription({ termStartedAt: at('2026-03-01T00:00:00Z') });
    expect(changeQuantity(facts, 9, range, at('2026-03-07T23:59:59Z'))).toMatchObject({ quantity: 9 });
    expect(changeQuantity(facts, 9, range, at('2026-03-08T00:00:00Z'))).toMatchObject({
      code: 'reduction-window-passed',
    });
  });

  it('does not shrink by more than the seats whose days have not passed', () => {
    const more = done(changeQuantity(subscription(), 15, range, later));
    expect(changeQuantity(more, 9, range, later)).toMatchObject({
      code: 'reduction-not-allowed',
      facts: { refundable: 5 },
    });
    const less = done(changeQuantity(more, 12, range, later));
    expect(refundableBatches(less, later)).toEqual([{ at: later, quantity: 2 }]);
  });

  it('takes back the newest seats first, over several batches', () => {
    const more = done(
      changeQuantity(
        done(changeQuantity(subscription(), 12, range, addDays(bought, 1))),
        15,
        range,
        addDays(bought, 2),
      ),
    );
    expect(done(changeQuantity(more, 11, range, addDays(bought, 3))).batches.map((batch) => batch.quantity)).toEqual([
      10, 1,
    ]);
  });

  it('of the older commerce shrinks at any time', () => {
    expect(done(changeQuantity(legacy, 3, range, addDays(bought, 200))).quantity).toBe(3);
  });

  it('stays within what the product allows', () => {
    for (const quantity of [0, 301])
      expect(changeQuantity(subscription(), quantity, range, bought)).toMatchObject({
        code: 'quantity-out-of-range',
        facts: { minimum: 1, maximum: 300 },
      });
  });

  it.each<[string, SubscriptionFacts, string]>([
    ['a suspended one', done(suspend(subscription(), bought)), 'subscription-suspended'],
    ['a deleted one', cancelled, 'subscription-deleted'],
    ['an expired one', expired, 'subscription-not-active'],
    ['a trial (R136)', trial, 'trial-fixed'],
    ['a reservation', subscription({ commerce: 'reservation', autoRenew: false }), 'update-not-supported'],
    [
      'an Azure plan',
      subscription({ commerce: 'azure_plan', termDuration: null, autoRenew: false }),
      'update-not-supported',
    ],
  ])('of %s stays: %s', (_what, facts, code) => {
    expect(changeQuantity(facts, facts.quantity + 1, range, bought)).toMatchObject({ code });
  });

  it('asked for as it is changes nothing', () => {
    expect(changeQuantity(cancelled, 10, range, later)).toBe(cancelled);
  });
});

describe('a cancellation (R113)', () => {
  it('is possible for seven days from the exact moment of the purchase', () => {
    const last = addDays(bought, 7);
    const facts = subscription();
    expect(cancellableUntil(facts)).toEqual(last);
    expect(done(cancel(facts, before(last)))).toMatchObject({
      cancelledAt: before(last),
      autoRenew: false,
      nextTerm: null,
      version: 2,
    });
    expect(cancel(facts, last)).toMatchObject({ code: 'cancellation-window-passed', facts: { days: 7 } });
  });

  it('ends the service at once and for ever', () => {
    expect(statusAt(cancelled, bought)).toBe('deleted');
    expect(reactivate(cancelled, bought)).toMatchObject({
      code: 'transition-not-allowed',
      facts: { from: 'deleted', to: 'active' },
    });
    expect(cancel(cancelled, later)).toBe(cancelled);
  });

  it('may follow a suspension', () => {
    expect(statusAt(done(cancel(done(suspend(subscription(), bought)), bought)), bought)).toBe('deleted');
  });

  it.each<[string, Partial<SubscriptionFacts>, number | null]>([
    ['perpetual software', { commerce: 'software', termDuration: null, autoRenew: false }, 30],
    ['software for a term', { commerce: 'software', termDuration: 'P1Y' }, 7],
    ['a reservation', { commerce: 'reservation', termDuration: 'P1Y', autoRenew: false }, 7],
    ['the older commerce', { commerce: 'legacy', termDuration: 'P1Y' }, null],
    ['an Azure plan', { commerce: 'azure_plan', termDuration: null, autoRenew: false }, null],
  ])('of %s: %j has %s days', (_what, change, days) => {
    const facts = subscription(change);
    expect(cancellableUntil(facts)).toEqual(days === null ? null : addDays(bought, days));
    if (days === null) expect(cancel(facts, bought)).toMatchObject({ code: 'transition-not-allowed' });
    else
      expect(cancel(facts, addDays(bought, days))).toMatchObject({
        code: 'cancellation-window-passed',
        facts: { days },
      });
  });

  it('does not exist for a trial, which is left to run out (R136)', () => {
    expect(cancellableUntil(trial)).toBeNull();
    expect(refundableBatches(trial, bought)).toEqual([]);
    expect(cancel(trial, bought)).toMatchObject({ code: 'trial-fixed' });
  });

  it('does not exist for one whose term is over', () => {
    expect(cancel(expired, at('2026-01-02T00:00:00Z'))).toMatchObject({
      code: 'transition-not-allowed',
      facts: { from: 'expired', to: 'deleted' },
    });
  });
});

describe('a suspension (R116)', () => {
  it('of new commerce stops its renewal, drops what was scheduled, and keeps that way after a reactivation', () => {
    const scheduled = done(setNextTerm(subscription(), { quantity: 5 }, bought));
    const suspended = done(suspend(scheduled, bought));
    expect(suspended).toMatchObject({ suspendedAt: bought, autoRenew: false, nextTerm: null, version: 3 });
    expect(done(reactivate(suspended, later))).toMatchObject({
      suspendedAt: null,
      autoRenew: false,
      nextTerm: null,
      version: 4,
    });
  });

  it('of the older commerce leaves its renewal', () => {
    expect(done(suspend(legacy, bought))).toMatchObject({ suspendedAt: bought, autoRenew: true });
  });

  it('ends with the term: then nothing is left to reactivate', () => {
    const suspended = done(suspend(subscription(), bought));
    const end = suspended.termEndsAt as Date;
    expect(statusAt(done(reactivate(suspended, before(end))), before(end))).toBe('active');
    expect(reactivate(suspended, end)).toMatchObject({
      code: 'transition-not-allowed',
      facts: { from: 'disabled', to: 'active' },
    });
  });

  it('of an older one that does not renew cannot be undone after its term', () => {
    const suspended = done(suspend(subscription({ commerce: 'legacy', autoRenew: false }), later));
    const end = suspended.termEndsAt as Date;
    expect(statusAt(suspended, end)).toBe('suspended');
    expect(reactivate(suspended, end)).toMatchObject({
      code: 'transition-not-allowed',
      facts: { from: 'suspended', to: 'active' },
    });
    expect(reactivate(subscription({ commerce: 'legacy', autoRenew: false }), end)).toMatchObject({
      code: 'transition-not-allowed',
    });
  });

  it.each<[string, SubscriptionFacts, string]>([
    ['a trial (R136)', trial, 'trial-fixed'],
    ['a reservation', subscription({ commerce: 'reservation', autoRenew: false }), 'update-not-supported'],
    ['software', subscription({ commerce: 'software', termDuration: null, autoRenew: false }), 'update-not-supported'],
    ['an expired one', expired, 'transition-not-allowed'],
  ])('of %s is refused: %s', (_what, facts, code) => {
    expect(suspend(facts, bought)).toMatchObject({ code });
  });

  it('asked for twice is one', () => {
    const suspended = done(suspend(subscription(), bought));
    expect(suspend(suspended, later)).toBe(suspended);
    expect(reactivate(subscription(), bought)).toEqual(subscription());
  });
});

describe('renewal by itself (R119)', () => {
  it('is switched off with what was scheduled, and on again', () => {
    const scheduled = done(setNextTerm(subscription(), { quantity: 5 }, bought));
    const off = done(setAutoRenew(scheduled, false, bought));
    expect(off).toMatchObject({ autoRenew: false, nextTerm: null });
    expect(done(setAutoRenew(off, true, bought))).toMatchObject({ autoRenew: true, nextTerm: null });
  });

  it('of a trial can be switched off', () => {
    expect(done(setAutoRenew(trial, false, bought)).autoRenew).toBe(false);
  });

  it.each<[string, SubscriptionFacts, string]>([
    ['a reservation', subscription({ commerce: 'reservation', autoRenew: false }), 'auto-renew-not-supported'],
    [
      'what is bought for good',
      subscription({ commerce: 'software', termDuration: null, autoRenew: false }),
      'auto-renew-not-supported',
    ],
    ['a suspended one', done(suspend(subscription(), bought)), 'subscription-suspended'],
    ['an expired one', expired, 'subscription-not-active'],
  ])('of %s cannot be switched on: %s', (_what, facts, code) => {
    expect(setAutoRenew(facts, true, bought)).toMatchObject({ code });
  });
});

describe('the next term', () => {
  it('is scheduled and dropped', () => {
    const scheduled = done(setNextTerm(subscription(), { termDuration: 'P1Y' }, bought));
    expect(scheduled).toMatchObject({ nextTerm: { termDuration: 'P1Y' }, version: 2 });
    expect(done(setNextTerm(scheduled, null, bought))).toMatchObject({ nextTerm: null, version: 3 });
    expect(setNextTerm(subscription(), null, bought)).toEqual(subscription());
  });

  it.each<[string, SubscriptionFacts, string]>([
    ['a trial', trial, 'update-not-supported'],
    ['the older commerce', legacy, 'update-not-supported'],
    ['a suspended one', done(suspend(subscription(), bought)), 'subscription-suspended'],
  ])('of %s cannot be scheduled: %s', (_what, facts, code) => {
    expect(setNextTerm(facts, { quantity: 5 }, bought)).toMatchObject({ code });
  });
});

describe('the billing cycle of a running term (R115)', () => {
  const terms = [
    { duration: 'P3Y', billingCycle: 'monthly', price: 41 },
    { duration: 'P3Y', billingCycle: 'annual', price: 40 },
    { duration: 'P3Y', billingCycle: 'triennial', price: 39 },
    { duration: 'P1Y', billingCycle: 'monthly', price: 43 },
    { duration: 'P1Y', billingCycle: 'annual', price: 42 },
  ];
  const threeYears = subscription({ termDuration: 'P3Y' });

  it('of three years goes from monthly to annual and back, at the price of the other cycle', () => {
    const annual = done(changeBillingCycle(threeYears, 'annual', terms, bought));
    expect(annual).toMatchObject({ billingCycle: 'annual', unitPrice: 480, version: 2 });
    expect(done(changeBillingCycle(annual, 'monthly', terms, bought))).toMatchObject({
      billingCycle: 'monthly',
      unitPrice: 41,
    });
  });

  it('never goes to up-front, nor away from it', () => {
    expect(changeBillingCycle(threeYears, 'triennial', terms, bought)).toMatchObject({ code: 'billing-cycle-fixed' });
    expect(
      changeBillingCycle(subscription({ termDuration: 'P3Y', billingCycle: 'triennial' }), 'annual', terms, bought),
    ).toMatchObject({ code: 'billing-cycle-fixed' });
  });

  it('of a shorter term stays, and is free in the older commerce', () => {
    expect(changeBillingCycle(subscription({ termDuration: 'P1Y' }), 'annual', terms, bought)).toMatchObject({
      code: 'billing-cycle-fixed',
    });
    expect(changeBillingCycle(legacy, 'annual', terms, bought)).toMatchObject({
      billingCycle: 'annual',
      unitPrice: 504,
    });
  });

  it('is one that is on offer, of an active subscription', () => {
    expect(changeBillingCycle(threeYears, 'weekly', terms, bought)).toMatchObject({ code: 'billing-cycle-invalid' });
    expect(changeBillingCycle(expired, 'annual', terms, bought)).toMatchObject({ code: 'subscription-not-active' });
  });

  it('belongs to a term that never becomes shorter, and longer only by a transition', () => {
    const year = subscription({ termDuration: 'P1Y' });
    expect(['P1Y', 'P1M', 'P3Y'].map((term) => keepTerm(year, term)?.code)).toEqual([
      undefined,
      'term-shorter',
      'update-not-supported',
    ]);
  });
});

describe('the name and the reseller of record', () => {
  it('a partner names its subscription as it likes, until it is deleted', () => {
    expect(done(rename(subscription(), 'Sales', bought))).toMatchObject({ friendlyName: 'Sales', version: 2 });
    expect(done(rename(expired, 'Sales', bought)).friendlyName).toBe('Sales');
    expect(rename(cancelled, 'Sales', bought)).toMatchObject({ code: 'subscription-deleted' });
  });

  it('the transacting provider names another reseller (R94, R121)', () => {
    expect(done(setPartnerOnRecord(subscription(), '5000222', 'reseller', true, bought))).toMatchObject({
      partnerOnRecord: '5000222',
      version: 2,
    });
    expect(done(setPartnerOnRecord(subscription(), null, 'unknown', true, bought)).partnerOnRecord).toBeNull();
  });

  it.each([
    ['unknown', 'partner-on-record-unknown'],
    ['provider', 'partner-on-record-is-provider'],
    ['other', 'partner-on-record-not-reseller'],
  ] as const)('an id that is %s is refused: %s (R9)', (kind, code) => {
    expect(setPartnerOnRecord(subscription(), '5000222', kind, true, bought)).toMatchObject({ code });
  });

  it('a direct partner names none, a reservation keeps its own (R121, R123), a deleted subscription too', () => {
    const name = (facts: SubscriptionFacts, provider: boolean) =>
      setPartnerOnRecord(facts, '5000222', 'reseller', provider, bought);
    expect(name(subscription(), false)).toMatchObject({ code: 'partner-on-record-fixed' });
    expect(name(subscription({ commerce: 'reservation', autoRenew: false }), true)).toMatchObject({
      code: 'partner-on-record-fixed',
    });
    expect(name(cancelled, true)).toMatchObject({ code: 'subscription-deleted' });
    expect(setPartnerOnRecord(cancelled, '5000111', 'reseller', false, bought)).toBe(cancelled);
  });
});
