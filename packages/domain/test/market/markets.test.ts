import { describe, expect, it } from 'vitest';
import { convert, currencySymbols } from '../../src/catalogue/price.ts';
import { countries } from '../../src/market/countries.ts';
import { currencyOf, isCountry, marketOf, markets, sameMarket, sameRegion } from '../../src/market/markets.ts';

const all = markets.flatMap((market) => market.countries);

describe('the markets of the programme (R11–R13)', () => {
  it('name every country once, and no country that has no name', () => {
    expect(new Set(all).size).toBe(all.length);
    expect([...all].sort()).toEqual([...countries.keys()].sort());
  });

  it('are found by any of their countries', () => {
    for (const market of markets) for (const country of market.countries) expect(marketOf(country)).toBe(market);
    expect(new Set(markets.map((market) => market.key)).size).toBe(markets.length);
  });

  it.each([
    ['FR', 'DE', 'europe'],
    ['GB', 'CH', 'europe'],
    ['US', 'GU', 'unitedStates'],
    ['CA', 'PM', 'canada'],
    ['NZ', 'VU', 'newZealand'],
    ['PR', 'VI', 'latinAmerica'],
    ['MX', 'PR', 'latinAmerica'],
    ['AU', 'FJ', 'australia'],
    ['HK', 'SG', 'asiaPacific'],
    ['KE', 'NC', 'africa'],
    ['ZA', 'TR', 'middleEastCentralEurope'],
  ])('put %s and %s into %s', (a, b, key) => {
    expect(marketOf(a)?.key).toBe(key);
    expect(sameMarket(a, b)).toBe(true);
    expect(sameRegion(b, a)).toBe(true);
  });

  it.each([
    ['US', 'GB'],
    ['US', 'PR'],
    ['US', 'VI'],
    ['US', 'CA'],
    ['AU', 'NZ'],
    ['BR', 'AR'],
    ['CN', 'HK'],
    ['JP', 'KR'],
    ['KE', 'ZA'],
    ['IN', 'LK'],
  ])('keep %s and %s apart', (a, b) => {
    expect(sameMarket(a, b)).toBe(false);
    expect(sameRegion(b, a)).toBe(false);
  });

  it('stand alone in Brazil, China, India, Japan, Korea and Taiwan', () => {
    for (const country of ['BR', 'CN', 'IN', 'JP', 'KR', 'TW']) expect(marketOf(country)?.countries).toEqual([country]);
  });

  it('have no country of an unknown or a differently written code', () => {
    for (const code of ['ZZ', '', 'us', 'USA', 'constructor']) {
      expect(isCountry(code), code).toBe(false);
      expect(marketOf(code), code).toBeUndefined();
      expect(sameMarket(code, code), code).toBe(false);
    }
  });
});

describe('the currency of a country', () => {
  it.each([
    ['DE', 'EUR'],
    ['PL', 'EUR'],
    ['GB', 'GBP'],
    ['DK', 'DKK'],
    ['NO', 'NOK'],
    ['SE', 'SEK'],
    ['CH', 'CHF'],
    ['US', 'USD'],
    ['PR', 'USD'],
    ['CA', 'CAD'],
    ['AU', 'AUD'],
    ['NZ', 'NZD'],
    ['JP', 'JPY'],
    ['KR', 'KRW'],
    ['CN', 'CNY'],
    ['IN', 'INR'],
    ['TW', 'TWD'],
    ['ZA', 'USD'],
  ])('of %s is %s', (country, currency) => {
    expect(currencyOf(country)).toBe(currency);
    expect(currencyOf(country, 'older')).toBe(currency);
  });

  it('is the dollar in Brazil for the older commerce system only', () => {
    expect(all.filter((country) => currencyOf(country, 'older') !== currencyOf(country))).toEqual(['BR']);
    expect(currencyOf('BR')).toBe('BRL');
    expect(currencyOf('BR', 'older')).toBe('USD');
  });

  it('has a rate and a symbol, wherever it is', () => {
    for (const country of all) {
      expect(convert(100, currencyOf(country)), country).toBeGreaterThan(0);
      expect(currencySymbols[currencyOf(country)], country).toBeTruthy();
    }
  });

  it('differs from that of the market in few countries, all of them European', () => {
    const local = all.filter((country) => currencyOf(country) !== marketOf(country)?.currency);
    expect(local.every((country) => marketOf(country)?.key === 'europe')).toBe(true);
    expect(new Set(local.map((country) => currencyOf(country)))).toEqual(new Set(['DKK', 'GBP', 'NOK', 'SEK', 'CHF']));
  });
});

describe('countries', () => {
  it('each have a name of their own and a culture', () => {
    expect(new Set([...countries.values()].map((one) => one.name)).size).toBe(countries.size);
    for (const country of countries.values()) expect(country.culture, country.name).toMatch(/^[a-z]{2}-[A-Z]{2}$/);
  });
});
