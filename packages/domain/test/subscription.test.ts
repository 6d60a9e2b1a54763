import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cancel,
  changeQuantity,
  reactivate,
  refundableBatches,
  setAutoRenew,
  setPartnerOnRecord,
  suspend,
} from '../src/subscription/change.ts';
import { dueWork, nextDue } from '../src/subscription/due.ts';
import type { Commerce, SubscriptionFacts } from '../src/subscription/facts.ts';
import { blocksRemoval, statusAt, termEnd } from '../src/subscription/status.ts';
import { addDays } from '../src/time/duration.ts';

const bought = new Date('2026-01-31T12:00:00Z');
const range = { minimum: 1, maximum: 300 };

function subscription(change: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
  const commerce: Commerce = change.commerce ?? 'new_commerce';
  const termDuration = change.termDuration === undefined ? 'P1Y' : change.termDuration;
  return {
    partnerId: 'p',
    customerId: 'c',
    id: 's',
    orderId: 'o',
    lineNumber: 0,
    productId: 'P',
    skuId: 'S',
    availabilityId: 'A',
    offerName: 'n',
    friendlyName: 'n',
    commerce,
    isTrial: false,
    quantity: 10,
    batches: [{ at: bought, quantity: 10 }],
    parentId: null,
    createdAt: bought,
    startedAt: bought,
    termDuration,
    termStartedAt: bought,
    termEndsAt: termEnd(bought, termDuration),
    transitionedAt: null,
    billingCycle: 'monthly',
    autoRenew: true,
    nextTerm: null,
    suspendedAt: null,
    cancelledAt: null,
    currency: 'USD',
    unitPrice: 5,
    promotionId: null,
    partnerOnRecord: null,
    additionalPartners: [],
    supportContactId: null,
    agreementId: null,
    version: 1,
    ...change,
  };
}

const at = (text: string) => new Date(text);

describe('the status of a subscription is derived from facts and time (R116)', () => {
  it('ends after the last day of the term, which is inclusive', () => {
    const facts = subscription({ autoRenew: false });
    expect(facts.termEndsAt?.toISOString()).toBe('2027-01-31T00:00:00.000Z');
    expect(statusAt(facts, at('2027-01-30T23:59:59.999Z'))).toBe('active');
    expect(statusAt(facts, at('2027-01-31T00:00:00Z'))).toBe('expired');
  });

  it('is expired 30 days, disabled 90 days, then deleted', () => {
    const facts = subscription({ autoRenew: false });
    const end = facts.termEndsAt as Date;
    expect(statusAt(facts, addDays(end, 29))).toBe('expired');
    expect(statusAt(facts, addDays(end, 30))).toBe('disabled');
    expect(statusAt(facts, addDays(end, 119))).toBe('disabled');
    expect(statusAt(facts, addDays(end, 120))).toBe('deleted');
  });

  it('stays active over its end when it renews itself (R119)', () => {
    expect(statusAt(subscription(), at('2027-02-15T00:00:00Z'))).toBe('active');
  });

  it('legacy: suspended is not billed, and is deleted after 90 days', () => {
    const facts = subscription({ commerce: 'legacy', suspendedAt: bought });
    expect(statusAt(facts, addDays(bought, 89))).toBe('suspended');
    expect(statusAt(facts, addDays(bought, 90))).toBe('deleted');
  });

  it('blocks the removal of the relationship while it bills or can be reactivated (R46)', () => {
    const now = addDays(bought, 1);
    expect(blocksRemoval(subscription(), now)).toBe(true);
    expect(blocksRemoval(subscription({ suspendedAt: bought, autoRenew: false }), now)).toBe(true);
    expect(blocksRemoval(subscription({ commerce: 'legacy', suspendedAt: bought }), now)).toBe(false);
    expect(blocksRemoval(subscription({ autoRenew: false }), at('2027-02-01T00:00:00Z'))).toBe(false);
    expect(blocksRemoval(subscription({ cancelledAt: bought }), now)).toBe(false);
  });
});

describe('windows are exact to the moment (R113, R114)', () => {
  it('cancels until seven days after purchase, not a millisecond longer', () => {
    expect(cancel(subscription(), at('2026-02-07T11:59:59.999Z'))).toMatchObject({ autoRenew: false });
    expect(cancel(subscription(), at('2026-02-07T12:00:00Z'))).toMatchObject({
      code: 'cancellation-window-passed',
      facts: { days: 7 },
    });
  });

  it('perpetual software has thirty days, a software term seven', () => {
    const perpetual = subscription({ commerce: 'software', termDuration: null, autoRenew: false });
    expect(cancel(perpetual, addDays(bought, 29))).not.toHaveProperty('refused');
    expect(cancel(perpetual, addDays(bought, 30))).toMatchObject({ facts: { days: 30 } });
    expect(cancel(subscription({ commerce: 'software' }), addDays(bought, 8))).toMatchObject({ facts: { days: 7 } });
  });

  it('takes seats back by the batch they came in', () => {
    const more = changeQuantity(subscription(), 15, range, addDays(bought, 10)) as SubscriptionFacts;
    expect(refundableBatches(more, addDays(bought, 12)).map((batch) => batch.quantity)).toEqual([5]);
    expect(changeQuantity(more, 10, range, addDays(bought, 12))).toMatchObject({ quantity: 10 });
    expect(changeQuantity(more, 9, range, addDays(bought, 12))).toMatchObject({ code: 'reduction-not-allowed' });
    expect(changeQuantity(more, 14, range, addDays(bought, 17))).toMatchObject({ code: 'reduction-window-passed' });
  });

  it('a renewal opens a new window', () => {
    const [event] = dueWork(
      subscription({ termDuration: 'P1M', termEndsAt: termEnd(bought, 'P1M') }),
      bought,
      at('2026-03-01T00:00:00Z'),
    );
    expect(event?.event).toBe('renewed');
    expect(cancel(event?.facts as SubscriptionFacts, at('2026-03-06T23:59:59Z'))).not.toHaveProperty('refused');
  });
});

describe('changes', () => {
  const now = addDays(bought, 2);
  it('suspending switches auto-renew off, and reactivating leaves it off (R116)', () => {
    const suspended = suspend(subscription(), now) as SubscriptionFacts;
    expect(suspended).toMatchObject({ autoRenew: false, suspendedAt: now });
    expect(changeQuantity(suspended, 12, range, now)).toMatchObject({ code: 'subscription-suspended' });
    expect(reactivate(suspended, addDays(now, 1))).toMatchObject({ autoRenew: false, suspendedAt: null });
  });

  it('only a provider names the reseller of record, and only an indirect reseller (R9, R121)', () => {
    expect(setPartnerOnRecord(subscription(), '5', 'reseller', false, now)).toMatchObject({
      code: 'partner-on-record-fixed',
    });
    expect(setPartnerOnRecord(subscription(), '5', 'provider', true, now)).toMatchObject({
      code: 'partner-on-record-is-provider',
    });
    expect(setPartnerOnRecord(subscription(), '5', 'other', true, now)).toMatchObject({
      code: 'partner-on-record-not-reseller',
    });
    expect(setPartnerOnRecord(subscription(), '5', 'reseller', true, now)).toMatchObject({
      partnerOnRecord: '5',
      version: 2,
    });
  });

  it('a trial stays as it is (R136), a reservation does not renew', () => {
    expect(changeQuantity(subscription({ isTrial: true }), 20, range, now)).toMatchObject({ code: 'trial-fixed' });
    expect(setAutoRenew(subscription({ commerce: 'reservation', autoRenew: false }), true, now)).toMatchObject({
      code: 'auto-renew-not-supported',
    });
  });

  it('changing nothing is no new version', () => {
    expect(changeQuantity(subscription(), 10, range, now)).toMatchObject({ version: 1 });
  });
});

describe('due work', () => {
  const facts = fc.record({
    commerce: fc.constantFrom<Commerce>('new_commerce', 'legacy', 'reservation', 'software', 'azure_plan'),
    termDuration: fc.constantFrom('P1M', 'P1Y', 'P3Y', null),
    autoRenew: fc.boolean(),
    suspendedAfter: fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }),
    cancelledAfter: fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }),
  });
  const build = (one: {
    commerce: Commerce;
    termDuration: string | null;
    autoRenew: boolean;
    suspendedAfter: number | null;
    cancelledAfter: number | null;
  }) =>
    subscription({
      commerce: one.commerce,
      termDuration: one.termDuration,
      termEndsAt: termEnd(bought, one.termDuration),
      autoRenew: one.autoRenew,
      suspendedAt: one.suspendedAfter === null ? null : addDays(bought, one.suspendedAfter),
      cancelledAt: one.cancelledAfter === null ? null : addDays(bought, one.cancelledAfter),
    });

  it('agrees with the derived status at every moment, and comes in order', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 1500 }), (one, days) => {
        const start = build(one);
        const now = addDays(bought, days);
        const events = dueWork(start, bought, now);
        const times = events.map((event) => event.at.getTime());
        expect(times).toEqual([...times].sort((a, b) => a - b));
        const last = events.at(-1);
        if (last !== undefined && last.event !== 'renewed')
          expect(statusAt(last.facts, now)).toBe(
            statusAt(last.facts, last.at) === last.event ? statusAt(last.facts, now) : last.event,
          );
        for (const event of events)
          if (event.event !== 'renewed') expect(statusAt(event.facts, event.at)).toBe(event.event);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('yields every event exactly once, in one jump or in many', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 }), (one, steps) => {
        const start = build(one);
        const end = addDays(
          bought,
          steps.reduce((sum, step) => sum + step, 0),
        );
        const whole = dueWork(start, bought, end).map((event) => `${event.event} ${event.at.toISOString()}`);
        const pieces: string[] = [];
        let current = start;
        let done = bought;
        let now = bought;
        for (const step of steps) {
          now = addDays(now, step);
          for (const event of dueWork(current, done, now)) {
            pieces.push(`${event.event} ${event.at.toISOString()}`);
            current = event.facts;
            done = event.at;
          }
        }
        expect(pieces).toEqual(whole);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it('is over when a subscription is cancelled', () => {
    expect(nextDue(subscription({ cancelledAt: bought }), bought)).toBeNull();
  });
});
