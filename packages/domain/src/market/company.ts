import { isCountry } from './markets.ts';

/** A tenant's own company data (R37). */
export interface Company {
  readonly companyName: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly organizationRegistrationNumber?: string;
  readonly address?: CompanyAddress;
}

export interface CompanyAddress {
  readonly country?: string;
  readonly region?: string;
  readonly state?: string;
  readonly city?: string;
  readonly addressLine1?: string;
  readonly addressLine2?: string;
  readonly postalCode?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phoneNumber?: string;
}

const postalPatterns: Readonly<Record<string, RegExp>> = {
  US: /^\d{5}(-\d{4})?$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  NL: /^\d{4} ?[A-Z]{2}$/i,
  AU: /^\d{4}$/,
  JP: /^\d{3}-?\d{4}$/,
  BR: /^\d{5}-?\d{3}$/,
  IN: /^\d{6}$/,
  IT: /^\d{5}$/,
  ES: /^\d{5}$/,
  CH: /^\d{4}$/,
  AT: /^\d{4}$/,
};
/** Countries without postal codes. */
const noPostalCode = new Set(
  'AE AG AN AO AW BF BI BJ BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GD GM GQ GY HK KI KM KN KP ML MO MR MS MW NR NU PA QA RW SB SC SL SR SS ST TK TO TV UG VU WS YE ZW'.split(
    ' ',
  ),
);
const needsState = new Set(['US', 'CA']);
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What an address in a country must have, beside a street and a city. */
export interface AddressDemands {
  readonly postalCode: boolean;
  /** Form of its postal codes, where it is checked. */
  readonly postalCodePattern: RegExp | null;
  readonly state: boolean;
}

export function addressDemands(country: string): AddressDemands {
  return {
    postalCode: !noPostalCode.has(country),
    postalCodePattern: postalPatterns[country] ?? null,
    state: needsState.has(country),
  };
}

/** Members of company data that are missing or malformed, by name; empty when it is complete and valid (R37). */
export function missingCompanyData(company: Company): string[] {
  const address = company.address ?? {};
  const country = (address.country ?? '').toUpperCase();
  const missing: string[] = [];
  if (blank(company.companyName)) missing.push('companyName');
  if (company.email !== undefined && !email.test(company.email)) missing.push('email');
  if (!isCountry(country)) missing.push('address.country');
  if (blank(address.addressLine1)) missing.push('address.addressLine1');
  if (blank(address.city)) missing.push('address.city');
  const demands = addressDemands(country);
  if (demands.state && blank(address.state) && blank(address.region)) missing.push('address.state');
  const postal = (address.postalCode ?? '').trim();
  const fits = postal !== '' && (demands.postalCodePattern?.test(postal) ?? true);
  if (demands.postalCode && !fits) missing.push('address.postalCode');
  return missing;
}

const blank = (text: string | undefined) => text === undefined || text.trim() === '';
