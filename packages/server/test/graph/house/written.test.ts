import fc from 'fast-check';
import { Refused } from 'multipartner/operations/operation.ts';
import { readIfMatch, weakEtag } from 'multipartner/protocols/graph/house/etag.ts';
import { instant, readInstant } from 'multipartner/protocols/graph/house/time.ts';
import { describe, expect, it } from 'vitest';

describe('etags', () => {
  it('are weak, of base64, and look like those of the documentation', () => {
    expect(weakEtag('1800e683-0000-0200-0000-61549af00000')).toBe(
      'W/"JyIxODAwZTY4My0wMDAwLTAyMDAtMDAwMC02MTU0OWFmMDAwMDAiJw=="',
    );
  });

  it('come back as the versions they were made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (versions) => {
        expect(readIfMatch(versions.map(weakEtag).join(', '))).toEqual(versions);
      }),
    );
  });

  it('may be any, strong, or foreign', () => {
    expect(readIfMatch(' * ')).toBeNull();
    expect(readIfMatch(weakEtag('7').slice(2))).toEqual(['7']);
    expect(readIfMatch(`"foreign", ${weakEtag('7')}`)).toEqual(['7']);
    expect(readIfMatch('W/"foreign"')).toEqual([]);
    expect(() => readIfMatch('7')).toThrow(Refused);
    expect(() => readIfMatch('')).toThrow(Refused);
  });
});

describe('instants', () => {
  it('are written in UTC with seven digits', () => {
    expect(instant(new Date('2022-02-10T11:24:42.314Z'))).toBe('2022-02-10T11:24:42.3140000Z');
    expect(instant(null)).toBeNull();
  });

  it('come back to the millisecond', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (one) => {
        expect(readInstant(instant(one))).toEqual(one);
      }),
    );
  });

  it.each([
    ['2022-02-10T11:24:42.3148266Z', '2022-02-10T11:24:42.314Z'],
    ['2022-02-10t11:24:42z', '2022-02-10T11:24:42.000Z'],
    ['2022-02-10T11:24+01:00', '2022-02-10T10:24:00.000Z'],
    ['2022-02-10', '2022-02-10T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(readInstant(text)?.toISOString()).toBe(expected);
  });

  it.each(['2022-02-30', '2022-13-01', '2022-02-10T25:00:00Z', '2022-02-10T11:24:42', '0000-01-01', '10/02/2022', ''])(
    '"%s" is none',
    (text) => {
      expect(readInstant(text)).toBeUndefined();
    },
  );
});
