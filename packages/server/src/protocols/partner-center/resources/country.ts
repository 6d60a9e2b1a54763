import { addressDemands } from '@multipartner/domain/market/company.ts';
import type { Country } from '@multipartner/domain/market/countries.ts';
import { marketOf } from '@multipartner/domain/market/markets.ts';
import { needsRegistrationNumber } from '@multipartner/domain/market/registration.ts';
import { statesOf } from '@multipartner/domain/market/states.ts';
import type { CountryCode } from 'libphonenumber-js';

/** Parts of the world, and the agreement's region there, by market. */
const regions: Readonly<Record<string, readonly [geographic: string, agreement: string]>> = {
  unitedStates: ['NorthAndLatinAmerica', 'AOC'],
  canada: ['NorthAndLatinAmerica', 'AOC'],
  brazil: ['NorthAndLatinAmerica', 'AOC'],
  latinAmerica: ['NorthAndLatinAmerica', 'AOC'],
  africa: ['EuropeMiddleEastAndAfrica', 'EOC'],
  europe: ['EuropeMiddleEastAndAfrica', 'EOC'],
  middleEastCentralEurope: ['EuropeMiddleEastAndAfrica', 'EOC'],
};
const elsewhere = ['AsiaPacific', 'APOC'] as const;

const valueAddedTax = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LI LT LU LV MC MT NL NO PL PT RO SE SI SK'.split(' '),
);

/** Numbers for other taxes whose form is known. */
const taxIds: Readonly<Record<string, readonly [format: string, sample: string]>> = {
  US: ['US######', 'US999965'],
};

/** A number with its prefix for the country's own trunk, and the separators that people write. */
const anyPhone = String.raw`^\+?[\d\s\-\/\.\(\)]{5,20}$`;
const phones: Readonly<Record<string, string>> = {
  US: String.raw`^(1[\-\/\.]?)?(\((\d{3})\)|(\d{3}))[\-\/\.]?(\d{3})[\-\/\.]?(\d{4})$`,
};

/** What forms must know of a country. */
export async function countryInformation({ code, culture }: Country) {
  const demands = addressDemands(code);
  const states = statesOf(code);
  const [geographicRegion, resellerAgreementRegion] = regions[marketOf(code)?.key ?? ''] ?? elsewhere;
  const taxId = taxIds[code];
  // Loaded when somebody asks: no start waits for it.
  const { getCountryCallingCode, isSupportedCountry } = await import('libphonenumber-js');
  return {
    iso2Code: code,
    defaultCulture: culture,
    isStateRequired: demands.state,
    ...(states === null ? {} : { states: { value: [...states] } }),
    supportedLanguages: { value: [culture.split('-')[0] as string] },
    supportedCultures: { value: [culture] },
    isPostalCodeRequired: demands.postalCode,
    ...(demands.postalCodePattern === null ? {} : { postalCodeRegex: demands.postalCodePattern.source }),
    isCityRequired: true,
    isVatIdSupported: valueAddedTax.has(code),
    isTaxIdSupported: taxId !== undefined,
    ...(taxId === undefined ? {} : { taxIdFormat: taxId[0], taxIdSample: taxId[1] }),
    phoneNumberRegex: phones[code] ?? anyPhone,
    isRegistrationNumberSupported: needsRegistrationNumber(code),
    resellerAgreementRegion,
    geographicRegion,
    countryCallingCodes: {
      value: isSupportedCountry(code) ? [getCountryCallingCode(code as CountryCode) as string] : [],
    },
    attributes: { objectType: 'CountryInformation' },
  };
}
