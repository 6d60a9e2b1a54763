import { describe, expect, it } from 'vitest';
import type { SubscriptionFacts } from '../../src/subscription/facts.ts';
import { blocksRemoval, statusAt, steps, termEnd } from '../../src/subscription/status.ts';
import { addDays } from '../../src/time/duration.ts';
import { at, bought, subscription } from './given.ts';

/** What becomes of it, with the instants to the millisecond at which it does. */
function life(facts: SubscriptionFacts): string[] {
  const course: string[] = [];
  for (const { at: instant, to } of steps(facts)) {
    expect(statusAt(facts, instant)).toBe(to);
    expect(statusAt(facts, new Date(instant.getTime() - 1))).not.toBe(to);
    course.push(`${to} ${instant.toISOString()}`);
  }
  return course;
}

describe('the end of a term', () => {
  it.each([
    ['2026-01-15T10:00:00Z', 'P1M', '2026-02-15T00:00:00.000Z'],
    ['2026-01-31T23:59:59Z', 'P1M', '2026-02-28T00:00:00.000Z'],
    ['2028-02-29T00:00:00Z', 'P1Y', '2029-02-28T00:00:00.000Z'],
    ['2026-01-15T10:00:00Z', 'P3Y', '2029-01-15T00:00:00.000Z'],
  ])('from %s for %s is the midnight after its last day: %s', (from, duration, end) => {
    expect(termEnd(at(from), duration)?.toISOString()).toBe(end);
  });

  it('never comes for what is bought for good', () => {
    expect(termEnd(bought, null)).toBeNull();
  });
});

describe('the status of a subscription is derived from facts and time (R116)', () => {
  it('active over the end of its term while it renews itself (R119)', () => {
    const facts = subscription();
    expect(life(facts)).toEqual([]);
    expect(statusAt(facts, at('2026-02-15T00:00:01Z'))).toBe('active');
    expect(statusAt(facts, at('2030-01-01T00:00:00Z'))).toBe('active');
  });

  it('expired for thirty days, disabled for ninety, then deleted, when it does not renew', () => {
    expect(life(subscription({ autoRenew: false }))).toEqual([
      'expired 2026-02-15T00:00:00.000Z',
      'disabled 2026-03-17T00:00:00.000Z',
      'deleted 2026-06-15T00:00:00.000Z',
    ]);
  });

  it('suspended until the end of its term, then disabled for a hundred and twenty days', () => {
    const suspended = subscription({ autoRenew: false, suspendedAt: at('2026-01-20T00:00:00Z') });
    expect(statusAt(suspended, at('2026-01-19T23:59:59.999Z'))).toBe('active');
    expect(statusAt(suspended, at('2026-01-20T00:00:00Z'))).toBe('suspended');
    expect(life(suspended)).toEqual(['disabled 2026-02-15T00:00:00.000Z', 'deleted 2026-06-15T00:00:00.000Z']);
  });

  it('deleted from the instant of its cancellation on', () => {
    expect(life(subscription({ autoRenew: false, cancelledAt: at('2026-01-16T00:00:00Z') }))).toEqual([
      'deleted 2026-01-16T00:00:00.000Z',
    ]);
  });

  it('of the older commerce: suspended, then deleted after ninety days', () => {
    const suspendedAt = at('2026-03-01T12:00:00Z');
    const legacy = subscription({ commerce: 'legacy', termDuration: 'P1Y', suspendedAt });
    expect(statusAt(legacy, suspendedAt)).toBe('suspended');
    expect(life(legacy)).toEqual(['deleted 2026-05-30T12:00:00.000Z']);
    expect(life(subscription({ commerce: 'legacy', termDuration: 'P1Y', autoRenew: false }))).toEqual([
      'suspended 2027-01-15T00:00:00.000Z',
      'deleted 2027-04-15T00:00:00.000Z',
    ]);
  });

  it('of older Azure by usage: as long as nobody suspends it', () => {
    expect(life(subscription({ commerce: 'legacy', termDuration: null, autoRenew: false }))).toEqual([]);
  });

  it('of an Azure plan: active or suspended, without an end', () => {
    const plan = subscription({ commerce: 'azure_plan', termDuration: null, autoRenew: false });
    expect(life(plan)).toEqual([]);
    expect(statusAt({ ...plan, suspendedAt: bought }, addDays(bought, 4000))).toBe('suspended');
  });

  it('of software: for good when it is perpetual, for its term otherwise', () => {
    expect(life(subscription({ commerce: 'software', termDuration: null, autoRenew: false }))).toEqual([]);
    expect(life(subscription({ commerce: 'software', termDuration: 'P1Y', autoRenew: false }))[0]).toBe(
      'expired 2027-01-15T00:00:00.000Z',
    );
  });

  it('of a reservation: over with its term', () => {
    expect(life(subscription({ commerce: 'reservation', termDuration: 'P3Y', autoRenew: false }))[0]).toBe(
      'expired 2029-01-15T00:00:00.000Z',
    );
  });
});

describe('what blocks the removal of its relationship (R46, S8)', () => {
  const now = at('2026-02-01T00:00:00Z');
  const suspendedAt = at('2026-01-20T00:00:00Z');
  it.each<[string, boolean, Partial<SubscriptionFacts>]>([
    ['an active one', true, {}],
    ['a suspended one of new commerce, which still bills', true, { autoRenew: false, suspendedAt }],
    ['an active older one', true, { commerce: 'legacy', termDuration: 'P1Y' }],
    ['a suspended older one', false, { commerce: 'legacy', termDuration: 'P1Y', suspendedAt }],
    ['an active Azure plan', true, { commerce: 'azure_plan', termDuration: null, autoRenew: false }],
    [
      'a suspended Azure plan, which bills nothing and never ends',
      false,
      { commerce: 'azure_plan', termDuration: null, autoRenew: false, suspendedAt },
    ],
    ['a reservation', true, { commerce: 'reservation', termDuration: 'P1Y', autoRenew: false }],
    ['software bought for good', true, { commerce: 'software', termDuration: null, autoRenew: false }],
    ['a cancelled one', false, { autoRenew: false, cancelledAt: at('2026-01-16T00:00:00Z') }],
    ['an expired one', false, { autoRenew: false, termStartedAt: at('2025-12-15T00:00:00Z') }],
    ['a disabled one', false, { autoRenew: false, termStartedAt: at('2025-11-15T00:00:00Z') }],
  ])('%s: %s', (_what, blocks, change) => {
    expect(blocksRemoval(subscription(change), now)).toBe(blocks);
  });
});
