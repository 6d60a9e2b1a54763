import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availableEvents } from '../../src/lifecycle.ts';
import { isRefusal, type Refusal } from '../../src/refusal.ts';
import {
  cancel,
  cancellableUntil,
  changeQuantity,
  reactivate,
  refundableBatches,
  rename,
  setAutoRenew,
  setNextTerm,
  suspend,
} from '../../src/subscription/change.ts';
import { dueWork, nextDue } from '../../src/subscription/due.ts';
import type { Commerce, SubscriptionFacts } from '../../src/subscription/facts.ts';
import {
  azurePlanLifecycle,
  legacyLifecycle,
  newCommerceLifecycle,
  prepaidLifecycle,
} from '../../src/subscription/lifecycle.ts';
import { statusAt } from '../../src/subscription/status.ts';
import { addDays } from '../../src/time/duration.ts';
import { at, bought, done, subscription } from './given.ts';

describe('what time brings', () => {
  it('renews a term by itself, at its end, and opens a new window of seven days (R113, R119)', () => {
    const [renewal] = dueWork(subscription(), bought, at('2026-02-20T00:00:00Z'));
    expect(renewal).toMatchObject({
      at: at('2026-02-15T00:00:00Z'),
      event: 'renewed',
      facts: {
        termStartedAt: at('2026-02-15T00:00:00Z'),
        termEndsAt: at('2026-03-15T00:00:00Z'),
        quantity: 10,
        version: 2,
        unitPrice: 8.4,
      },
    });
    const facts = renewal?.facts as SubscriptionFacts;
    expect(cancellableUntil(facts)).toEqual(at('2026-02-22T00:00:00Z'));
    expect(refundableBatches(facts, at('2026-02-21T23:59:59Z'))).toEqual([
      { at: at('2026-02-15T00:00:00Z'), quantity: 10 },
    ]);
  });

  it('comes back to the day on which the first term began, in every month that has it (R112)', () => {
    const bought = at('2026-01-31T10:00:00Z');
    const events = dueWork(
      subscription({ startedAt: bought, termStartedAt: bought }),
      bought,
      at('2026-07-01T00:00:00Z'),
    );
    expect(events.map((event) => event.facts.termEndsAt?.toISOString().slice(0, 10))).toEqual([
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
      '2026-07-31',
    ]);
  });

  it('counts from where a term began that does not follow from the first day', () => {
    const moved = subscription({ startedAt: at('2026-01-31T10:00:00Z'), termStartedAt: at('2026-02-15T00:00:00Z') });
    const [renewal] = dueWork(moved, moved.termStartedAt, at('2026-03-20T00:00:00Z'));
    expect(renewal?.facts.termEndsAt).toEqual(at('2026-04-15T00:00:00Z'));
  });

  it('makes of a trial what it was a trial of, at its end and its price, and renews that from then on (R136)', () => {
    const trial = subscription({
      skuId: '0002',
      availabilityId: 'CFQ7TTC0ZSX9',
      offerName: 'Microsoft 365 Business Basic Trial',
      friendlyName: 'Microsoft 365 Business Basic Trial',
      isTrial: true,
      quantity: 25,
      billingCycle: 'none',
      unitPrice: 0,
    });
    const [paid, renewal] = dueWork(trial, bought, at('2026-03-20T00:00:00Z'));
    expect(paid).toMatchObject({
      at: at('2026-02-15T00:00:00Z'),
      event: 'converted',
      facts: {
        id: trial.id,
        skuId: '0001',
        availabilityId: 'CFQ7TTC0K971',
        friendlyName: 'Microsoft 365 Business Basic',
        isTrial: false,
        quantity: 25,
        termDuration: 'P1M',
        billingCycle: 'monthly',
        unitPrice: 8.4,
        termEndsAt: at('2026-03-15T00:00:00Z'),
        version: 2,
      },
    });
    expect(renewal?.event).toBe('renewed');
    const facts = paid?.facts as SubscriptionFacts;
    expect(cancellableUntil(facts)).toEqual(at('2026-02-22T00:00:00Z'));
  });

  it('ends a trial that does not renew, and one that becomes nothing (R136)', () => {
    const trial = subscription({ skuId: '0002', isTrial: true, quantity: 25, unitPrice: 0 });
    const until = at('2026-02-16T00:00:00Z');
    for (const one of [
      { ...trial, autoRenew: false },
      { ...trial, skuId: 'none' },
    ]) {
      const events = dueWork(one, bought, until);
      expect(events.map((event) => [event.event, event.facts.isTrial, event.facts.autoRenew])).toEqual([
        ['expired', true, false],
      ]);
      expect(nextDue(events[0]?.facts as SubscriptionFacts, until)).toEqual(at('2026-03-17T00:00:00Z'));
    }
  });

  it('renews once for each term that has passed', () => {
    const events = dueWork(subscription(), bought, at('2026-05-01T00:00:00Z'));
    expect(
      events.map((event) => `${event.event} ${event.at.toISOString().slice(0, 10)} ${event.facts.version}`),
    ).toEqual(['renewed 2026-02-15 2', 'renewed 2026-03-15 3', 'renewed 2026-04-15 4']);
  });

  it('renews to what was scheduled, at the price of that, once', () => {
    const scheduled = done(
      setNextTerm(subscription(), { termDuration: 'P1Y', billingCycle: 'annual', quantity: 4 }, bought),
    );
    const [first, second] = dueWork(scheduled, bought, at('2027-03-01T00:00:00Z'));
    expect(first?.facts).toMatchObject({
      termDuration: 'P1Y',
      billingCycle: 'annual',
      quantity: 4,
      unitPrice: 84,
      nextTerm: null,
      termEndsAt: at('2027-02-15T00:00:00Z'),
    });
    expect(second?.facts).toMatchObject({
      termDuration: 'P1Y',
      quantity: 4,
      unitPrice: 84,
      termEndsAt: at('2028-02-15T00:00:00Z'),
    });
  });

  it('keeps the price of a product that is no longer on offer', () => {
    const scheduled = subscription({ productId: 'GONE', nextTerm: { termDuration: 'P1Y' } });
    expect(dueWork(scheduled, bought, at('2026-02-15T00:00:00Z'))[0]?.facts).toMatchObject({
      termDuration: 'P1Y',
      unitPrice: 8.4,
    });
  });

  it('ends what does not renew, one status after the other', () => {
    const events = dueWork(subscription({ autoRenew: false }), bought, at('2027-01-01T00:00:00Z'));
    expect(events.map((event) => event.event)).toEqual(['expired', 'disabled', 'deleted']);
    expect(nextDue(events[2]?.facts as SubscriptionFacts, at('2027-01-01T00:00:00Z'))).toBeNull();
  });

  it('is due at the instant itself, and not before', () => {
    const end = at('2026-02-15T00:00:00Z');
    expect(dueWork(subscription(), bought, new Date(end.getTime() - 1))).toEqual([]);
    expect(dueWork(subscription(), bought, end)).toHaveLength(1);
    expect(nextDue(subscription(), bought)).toEqual(end);
  });

  it('brings nothing to an Azure plan, nor to what was cancelled', () => {
    const far = at('2040-01-01T00:00:00Z');
    expect(
      dueWork(subscription({ commerce: 'azure_plan', termDuration: null, autoRenew: false }), bought, far),
    ).toEqual([]);
    expect(dueWork(done(cancel(subscription(), bought)), bought, far)).toEqual([]);
  });
});

// A random life: somebody acts now and then, and time passes in between.

type Act = (facts: SubscriptionFacts, now: Date) => SubscriptionFacts | Refusal;
const acts: Readonly<Record<string, Act>> = {
  nothing: (facts) => facts,
  add: (facts, now) => changeQuantity(facts, facts.quantity + 3, { minimum: 1, maximum: 1000 }, now),
  'take back': (facts, now) => changeQuantity(facts, facts.quantity - 2, { minimum: 1, maximum: 1000 }, now),
  'renewal off': (facts, now) => setAutoRenew(facts, false, now),
  'renewal on': (facts, now) => setAutoRenew(facts, true, now),
  schedule: (facts, now) => setNextTerm(facts, { termDuration: 'P1Y', billingCycle: 'monthly', quantity: 7 }, now),
  suspend,
  reactivate,
  cancel,
  rename: (facts, now) => rename(facts, `${facts.friendlyName}.`, now),
};

const kinds: readonly [Commerce, string | null][] = [
  ['new_commerce', 'P1M'],
  ['new_commerce', 'P1Y'],
  ['new_commerce', 'P3Y'],
  ['legacy', 'P1Y'],
  ['legacy', null],
  ['azure_plan', null],
  ['reservation', 'P1Y'],
  ['software', null],
  ['software', 'P1Y'],
];

const start = fc
  .record({
    kind: fc.constantFrom(...kinds),
    startedAt: fc.date({ min: at('2024-01-01T00:00:00Z'), max: at('2028-12-31T23:59:59Z'), noInvalidDate: true }),
  })
  .map(({ kind: [commerce, termDuration], startedAt }) =>
    subscription({ commerce, termDuration, startedAt, autoRenew: termDuration !== null && commerce !== 'reservation' }),
  );

/** Waits in hours, short and long, so that acts fall inside and outside of windows, terms and days of grace. */
const story = fc.array(
  fc.record({ wait: fc.oneof(fc.nat(200), fc.nat(9000)), act: fc.constantFrom(...Object.keys(acts)) }),
  { maxLength: 12 },
);

const later = (instant: Date, hours: number) => new Date(instant.getTime() + hours * 3_600_000);

/** Everything a subscription was on the way, with what was done up to then. */
function live(
  first: SubscriptionFacts,
  steps: readonly { wait: number; act: string }[],
  visit: (before: SubscriptionFacts, since: Date, now: Date) => void,
) {
  let facts = first;
  let now = first.createdAt;
  for (const { wait, act } of steps) {
    const since = now;
    now = later(now, wait);
    visit(facts, since, now);
    facts = dueWork(facts, since, now).at(-1)?.facts ?? facts;
    const outcome = (acts[act] as Act)(facts, now);
    if (!isRefusal(outcome)) facts = outcome;
  }
  const end = later(now, 60_000);
  visit(facts, now, end);
}

const everyLife = (check: (before: SubscriptionFacts, since: Date, now: Date) => void) =>
  fc.assert(
    fc.property(start, story, (first, steps) => live(first, steps, check)),
    { numRuns: 400 },
  );

const lifecycleOf: Readonly<
  Record<
    Commerce,
    typeof newCommerceLifecycle | typeof legacyLifecycle | typeof azurePlanLifecycle | typeof prepaidLifecycle
  >
> = {
  new_commerce: newCommerceLifecycle,
  legacy: legacyLifecycle,
  azure_plan: azurePlanLifecycle,
  reservation: prepaidLifecycle,
  software: prepaidLifecycle,
  marketplace: prepaidLifecycle,
};

describe('in every life of a subscription', () => {
  it('its status is the same whether what was due has been done or not', () => {
    everyLife((before, since, now) => {
      const after = dueWork(before, since, now).at(-1)?.facts ?? before;
      expect(statusAt(after, now)).toBe(statusAt(before, now));
    });
  });

  it('everything due comes exactly once, in order, however often somebody looks', () => {
    everyLife((before, since, now) => {
      const whole = dueWork(before, since, now);
      const middle = new Date((since.getTime() + now.getTime()) / 2);
      const early = dueWork(before, since, middle);
      const rest = dueWork(early.at(-1)?.facts ?? before, middle, now);
      expect([...early, ...rest]).toEqual(whole);
      expect(whole.map((event) => event.at.getTime())).toEqual(
        whole.map((event) => event.at.getTime()).sort((a, b) => a - b),
      );
      for (const event of whole) expect(event.at <= now).toBe(true);
      expect(dueWork(whole.at(-1)?.facts ?? before, now, now)).toEqual([]);
    });
  });

  it('nothing stays due at the time up to which work was done', () => {
    everyLife((before, since, now) => {
      const due = nextDue(dueWork(before, since, now).at(-1)?.facts ?? before, now);
      expect(due === null || due > now).toBe(true);
    });
  });

  it('each event is a change of status at that instant, or a renewal that leaves it active', () => {
    everyLife((before, since, now) => {
      for (const { at: instant, event, facts } of dueWork(before, since, now)) {
        expect(statusAt(facts, instant)).toBe(event === 'renewed' ? 'active' : event);
        if (event === 'renewed' || event === 'converted') continue;
        expect(statusAt(facts, new Date(instant.getTime() - 1))).not.toBe(event);
      }
    });
  });

  it('its statuses are those of the table of its kind', () => {
    everyLife((before, since, now) => {
      const table = lifecycleOf[before.commerce];
      const states = Object.keys(table.states);
      expect(states).toContain(statusAt(before, since));
      let status = statusAt(before, since);
      for (const { event } of dueWork(before, since, now)) {
        const to = event === 'renewed' || event === 'converted' ? 'active' : event;
        const row = (table.states as Record<string, Partial<Record<string, string>>>)[status] ?? {};
        expect(Object.values(row), `${before.commerce} ${status} → ${to}`).toContain(to);
        status = to;
      }
      if (status === 'deleted') expect(availableEvents(table as typeof newCommerceLifecycle, 'deleted')).toEqual([]);
    });
  });

  it('time counts the version up by one for each event, and changes nothing of what was bought, from whom, or for which reseller (R94)', () => {
    const bargain = ({
      partnerId,
      customerId,
      id,
      orderId,
      productId,
      skuId,
      availabilityId,
      startedAt,
      currency,
      partnerOnRecord,
      agreementId,
      friendlyName,
    }: SubscriptionFacts) => [
      ...[partnerId, customerId, id, orderId, productId, skuId, availabilityId],
      ...[startedAt, currency, partnerOnRecord, agreementId, friendlyName],
    ];
    everyLife((before, since, now) => {
      dueWork(before, since, now).forEach(({ facts }, index) => {
        expect(facts.version).toBe(before.version + index + 1);
        expect(bargain(facts)).toEqual(bargain(before));
      });
    });
  });

  it('its seats in new commerce are the sum of their batches (R114)', () => {
    everyLife((before) => {
      if (before.commerce === 'new_commerce')
        expect(before.batches.reduce((sum, batch) => sum + batch.quantity, 0)).toBe(before.quantity);
    });
  });
});

describe('an older subscription that was suspended over the end of its term', () => {
  it('begins its next term when it is reactivated', () => {
    const facts = subscription({ commerce: 'legacy', termDuration: 'P1Y' });
    const end = facts.termEndsAt as Date;
    const suspended = done(suspend(facts, addDays(end, -10)));
    expect(dueWork(suspended, addDays(end, -10), addDays(end, 10))).toEqual([]);
    const active = done(reactivate(suspended, addDays(end, 10)));
    expect(dueWork(active, addDays(end, 10), addDays(end, 10))).toMatchObject([{ at: end, event: 'renewed' }]);
  });
});
