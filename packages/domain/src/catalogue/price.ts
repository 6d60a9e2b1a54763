/** A fixed demonstration table: units of a currency for one US dollar. Not a rate of any market. */
const perDollar: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 0.92,
  GBP: 0.79,
  DKK: 6.86,
  NOK: 10.6,
  SEK: 10.4,
  CHF: 0.88,
  AUD: 1.52,
  NZD: 1.66,
  CAD: 1.37,
  BRL: 5.4,
  CNY: 7.2,
  INR: 83,
  JPY: 150,
  KRW: 1350,
  TWD: 32,
};

const wholeUnits = new Set(['JPY', 'KRW']);

/** Currency symbols as price fields print them. */
export const currencySymbols: Readonly<Record<string, string>> = {
  USD: '$',
  EUR: '€',
  GBP: '£',
  DKK: 'kr',
  NOK: 'kr',
  SEK: 'kr',
  CHF: 'CHF',
  AUD: '$',
  NZD: '$',
  CAD: '$',
  BRL: 'R$',
  CNY: '¥',
  INR: '₹',
  JPY: '¥',
  KRW: '₩',
  TWD: 'NT$',
};

/** A demonstration price in another currency, rounded to its smallest usual unit. Throws for a currency that is not in the table. */
export function convert(usd: number, currency: string): number {
  const rate = perDollar[currency];
  if (rate === undefined) throw new RangeError(`"${currency}" is not in the table of currencies`);
  const amount = usd * rate;
  return wholeUnits.has(currency) ? Math.round(amount) : Math.round(amount * 100) / 100;
}
