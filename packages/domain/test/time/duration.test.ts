import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addDuration,
  addMonths,
  endOfDay,
  formatDuration,
  monthsOf,
  parseDuration,
  startOfDay,
} from '../../src/time/duration.ts';

const at = (text: string) => new Date(text);
const instant = fc.date({ min: at('2000-01-01T00:00:00Z'), max: at('2090-12-31T23:59:59Z'), noInvalidDate: true });
const daysInMonth = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

describe('a duration in ISO 8601', () => {
  it.each([
    ['P1M', { months: 1, days: 0, milliseconds: 0 }],
    ['P3Y', { months: 36, days: 0, milliseconds: 0 }],
    ['P1Y2M', { months: 14, days: 0, milliseconds: 0 }],
    ['P2W', { months: 0, days: 14, milliseconds: 0 }],
    ['P1DT2H3M4.5S', { months: 0, days: 1, milliseconds: 7_384_500 }],
    ['PT0S', { months: 0, days: 0, milliseconds: 0 }],
  ])('%s is read', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });

  it.each(['', 'P', 'PT', 'P1MT', '1M', 'p1m', 'P-1M', 'P1.5M', 'P1H', 'PT1D', ' P1M', 'P1M '])(
    '"%s" is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
      expect(() => addDuration(at('2026-01-01T00:00:00Z'), text)).toThrow(RangeError);
    },
  );

  it('is read back as it was written', () => {
    const duration = fc.record({ months: fc.nat(600), days: fc.nat(5000), milliseconds: fc.nat(400_000_000) });
    fc.assert(
      fc.property(duration, (one) => {
        expect(parseDuration(formatDuration(one))).toEqual(one);
      }),
    );
  });

  it('is written with its largest units', () => {
    expect(
      ['P12M', 'P730D', 'P14M', 'PT3600S', 'P1W', 'P0D', 'P1DT90S'].map((text) =>
        formatDuration(parseDuration(text) ?? { months: -1, days: 0, milliseconds: 0 }),
      ),
    ).toEqual(['P1Y', 'P730D', 'P1Y2M', 'PT1H', 'P7D', 'P0D', 'P1DT1M30S']);
  });

  it('counts the months of a term', () => {
    expect(['P1M', 'P1Y', 'P3Y', 'P30D', ''].map(monthsOf)).toEqual([1, 12, 36, 0, 0]);
  });
});

describe('a date of the calendar, in UTC', () => {
  it.each([
    ['2026-01-31T10:20:30.400Z', 1, '2026-02-28T10:20:30.400Z'],
    ['2028-01-31T00:00:00.000Z', 1, '2028-02-29T00:00:00.000Z'],
    ['2028-02-29T00:00:00.000Z', 12, '2029-02-28T00:00:00.000Z'],
    ['2025-12-31T23:59:59.000Z', 2, '2026-02-28T23:59:59.000Z'],
    ['2026-03-31T00:00:00.000Z', -1, '2026-02-28T00:00:00.000Z'],
    ['2026-01-15T00:00:00.000Z', -13, '2024-12-15T00:00:00.000Z'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(at(from), months).toISOString()).toBe(to);
  });

  it('stays on its day in another month, or on the last day of a shorter one', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -500, max: 500 }), (from, months) => {
        const to = addMonths(from, months);
        expect(to.getUTCFullYear() * 12 + to.getUTCMonth()).toBe(
          from.getUTCFullYear() * 12 + from.getUTCMonth() + months,
        );
        expect(to.getUTCDate()).toBe(Math.min(from.getUTCDate(), daysInMonth(to)));
        expect(to.getTime() - startOfDay(to).getTime()).toBe(from.getTime() - startOfDay(from).getTime());
      }),
    );
  });

  it('is later by a longer duration', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom('P1M', 'P1Y', 'P3Y', 'P30D', 'PT1S'), (from, duration) => {
        expect(addDuration(from, duration).getTime()).toBeGreaterThan(from.getTime());
      }),
    );
  });

  it('changes its months before its days and hours', () => {
    expect(addDuration(at('2026-01-31T22:00:00Z'), 'P1M1DT3H').toISOString()).toBe('2026-03-02T01:00:00.000Z');
    expect(addDays(at('2026-03-28T12:00:00Z'), 7).toISOString()).toBe('2026-04-04T12:00:00.000Z');
  });

  it('begins at midnight and ends with its last second', () => {
    fc.assert(
      fc.property(instant, (one) => {
        expect(startOfDay(one).getTime()).toBeLessThanOrEqual(one.getTime());
        expect(startOfDay(one).toISOString()).toBe(`${one.toISOString().slice(0, 10)}T00:00:00.000Z`);
        expect(endOfDay(one).toISOString()).toBe(`${one.toISOString().slice(0, 10)}T23:59:59.000Z`);
      }),
    );
  });

  it('is never changed in place', () => {
    const from = at('2026-01-31T00:00:00Z');
    addDuration(from, 'P1M');
    endOfDay(from);
    expect(from.toISOString()).toBe('2026-01-31T00:00:00.000Z');
  });
});
