/** A set of countries in which partner and customer must both be (R11–R13), with its currency. */
export interface Market {
  readonly key: string;
  readonly currency: string;
  readonly countries: readonly string[];
}

/**
 * The programme's markets as ISO 3166 alpha-2 codes. Puerto Rico and the US Virgin Islands are not in the US market.
 * Belarus and Russia stand in no published set, but in the list of R208: they are put with their neighbours.
 */
export const markets: readonly Market[] = [
  {
    key: 'africa',
    currency: 'USD',
    countries:
      'AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ GQ ER ET PF GA GM GH GN GW KE LR MG MW ML MU YT NA NC NE NG RE RW ST SN SC SL SO SS SH TZ TG UG ZM'.split(
        ' ',
      ),
  },
  {
    key: 'asiaPacific',
    currency: 'USD',
    countries: 'BD BT BN KH HK ID LA MO MY MV MM NP PH SG LK TH TL VN'.split(' '),
  },
  {
    key: 'australia',
    currency: 'AUD',
    countries: 'AU CX CC CK FJ TF HM KI MH FM NR NU NF PW PG PN SB TK TO TV WF'.split(' '),
  },
  { key: 'brazil', currency: 'BRL', countries: ['BR'] },
  { key: 'canada', currency: 'CAD', countries: ['CA', 'PM'] },
  { key: 'china', currency: 'CNY', countries: ['CN'] },
  { key: 'india', currency: 'INR', countries: ['IN'] },
  { key: 'japan', currency: 'JPY', countries: ['JP'] },
  { key: 'korea', currency: 'KRW', countries: ['KR'] },
  { key: 'taiwan', currency: 'TWD', countries: ['TW'] },
  { key: 'newZealand', currency: 'NZD', countries: ['NZ', 'WS', 'VU'] },
  { key: 'unitedStates', currency: 'USD', countries: ['US', 'AS', 'GU', 'MP', 'UM'] },
  {
    key: 'europe',
    currency: 'EUR',
    countries:
      'AX AD AT BE BV BG HR CY CZ DK EE FO FI FR DE GI GR GL GG HU IS IE IM IT JE LV LI LT LU MT MC NL NO PL PT RO SM SK SI ES SJ SE CH GB VA'.split(
        ' ',
      ),
  },
  {
    key: 'latinAmerica',
    currency: 'USD',
    countries:
      'AI AQ AG AR AW BS BB BZ BM BO BQ VG KY CL CO CR CW DM DO EC SV FK GF GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL KN LC MF VC SX GS SR TT TC UY VE VI'.split(
        ' ',
      ),
  },
  {
    key: 'middleEastCentralEurope',
    currency: 'USD',
    countries:
      'AF AL DZ AM AZ BH BY BA IO EG GE IQ IL JO KZ XK KW KG LB LS LY MR MD MN ME MA MZ MK OM PK PS QA RU SA RS ZA SZ TJ TN TR TM UA AE UZ YE ZW'.split(
        ' ',
      ),
  },
];

/** Countries of the European market that pay in their own currency. */
const localCurrencies: Readonly<Record<string, string>> = {
  DK: 'DKK',
  FO: 'DKK',
  GL: 'DKK',
  GB: 'GBP',
  GG: 'GBP',
  JE: 'GBP',
  IM: 'GBP',
  GI: 'GBP',
  NO: 'NOK',
  SJ: 'NOK',
  BV: 'NOK',
  SE: 'SEK',
  CH: 'CHF',
  LI: 'CHF',
};

const byCountry = new Map(markets.flatMap((market) => market.countries.map((country) => [country, market] as const)));

export function isCountry(code: string): boolean {
  return byCountry.has(code);
}

/** The market of a country; undefined for a code that is in none. */
export function marketOf(country: string): Market | undefined {
  return byCountry.get(country);
}

/** A partner sells in its own market only; the customer's market is that of its tenant's country (R11, R12). */
export function sameMarket(a: string, b: string): boolean {
  const market = byCountry.get(a);
  return market !== undefined && market === byCountry.get(b);
}

/** Provider and reseller work together inside one region (R13): France and Germany, not the US and the UK. */
export const sameRegion = sameMarket;

/** Markets whose older commerce system charges in another currency. */
const olderCurrencies: Readonly<Record<string, string>> = { brazil: 'USD' };

/**
 * The currency in which a customer of this country is charged; the older commerce system differs in Brazil.
 * @throws RangeError for what is no country of the market table.
 */
export function currencyOf(country: string, commerce: 'newer' | 'older' = 'newer'): string {
  const market = byCountry.get(country);
  if (market === undefined) throw new RangeError(`"${country}" is no country of the market table`);
  const older = commerce === 'older' ? olderCurrencies[market.key] : undefined;
  return older ?? localCurrencies[country] ?? market.currency;
}
