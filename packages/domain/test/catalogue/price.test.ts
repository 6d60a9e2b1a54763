import { describe, expect, it } from 'vitest';
import { itemFor, priceIn } from '../../src/catalogue/catalogue.ts';
import { convert, currencySymbols } from '../../src/catalogue/price.ts';

describe('demonstration prices in other currencies', () => {
  it('stay as they are in dollars', () => {
    expect(convert(12.5, 'USD')).toBe(12.5);
    expect(priceIn('PR', 12.5)).toBe(12.5);
  });

  it.each([
    ['EUR', 9.2],
    ['GBP', 7.9],
    ['CHF', 8.8],
    ['JPY', 1500],
    ['KRW', 13500],
  ])('make ten dollars in %s %d', (currency, amount) => {
    expect(convert(10, currency)).toBe(amount);
  });

  it('have two decimals, none in yen and won', () => {
    for (const currency of Object.keys(currencySymbols)) {
      for (const usd of [0.01, 1.99, 7.35, 33.33, 8100]) {
        const amount = convert(usd, currency);
        const decimals = currency === 'JPY' || currency === 'KRW' ? 0 : 2;
        expect(amount, `${usd} ${currency}`).toBe(Number(amount.toFixed(decimals)));
      }
    }
  });

  it('are of the country: francs in Switzerland, yen in Japan', () => {
    expect(itemFor('CFQ7TTC0LH18:0001', 'CH', 'public')).toMatchObject({ currency: 'CHF' });
    const yen = itemFor('CFQ7TTC0LH18:0001', 'JP', 'public');
    expect(yen?.currency).toBe('JPY');
    expect(yen?.terms.every((term) => Number.isInteger(term.price))).toBe(true);
  });

  it('are none for what is charged by usage', () => {
    expect(priceIn('US', null)).toBeNull();
  });
});
