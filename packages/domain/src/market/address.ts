import { addressDemands, type CompanyAddress } from './company.ts';
import { isCountry } from './markets.ts';
import { statesOf } from './states.ts';

/**
 * What an examination of an address came to. There is no directory of streets: what can be held against the country's own
 * form is, and nothing is claimed of the rest.
 */
export type AddressFinding =
  /** It has the form of its country, and is written as it is written there. */
  | { readonly status: 'verified'; readonly suggested: CompanyAddress }
  /** It has that form when it is written another way. */
  | { readonly status: 'rewritten'; readonly suggested: CompanyAddress }
  /** Something is missing or has not the form of the country. */
  | { readonly status: 'none'; readonly wrong: readonly string[] }
  /** The country is none of a market. */
  | { readonly status: 'notValidated' };

/** Holds an address against the form of addresses of its country. */
export function examineAddress(address: CompanyAddress): AddressFinding {
  const country = tidy(address.country)?.toUpperCase() ?? '';
  if (!isCountry(country)) return { status: 'notValidated' };
  const demands = addressDemands(country);
  const states = statesOf(country);
  const state = tidy(address.state ?? address.region);
  const postalCode = tidy(address.postalCode)?.toUpperCase();
  const wrong: string[] = [];
  if (tidy(address.addressLine1) === undefined) wrong.push('addressLine1');
  if (tidy(address.city) === undefined) wrong.push('city');
  if (demands.state && state === undefined) wrong.push('state');
  const known = state === undefined || states === null ? state : states.find((one) => one === state.toUpperCase());
  if (state !== undefined && known === undefined) wrong.push('state');
  if (demands.postalCode && postalCode === undefined) wrong.push('postalCode');
  if (postalCode !== undefined && demands.postalCodePattern?.test(postalCode) === false) wrong.push('postalCode');
  if (wrong.length > 0) return { status: 'none', wrong };
  const { region: _, ...rest } = address;
  const suggested: CompanyAddress = Object.fromEntries(
    Object.entries({ ...rest, state: known, country, postalCode }).flatMap(([name, value]) => {
      const text = tidy(value);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  const same = Object.entries(address).every(
    ([name, value]) => value === undefined || suggested[name as keyof CompanyAddress] === value,
  );
  return { status: same ? 'verified' : 'rewritten', suggested };
}

/** Without blanks around it, and single ones within; undefined when nothing is left. */
function tidy(text: string | undefined): string | undefined {
  const found = text?.trim().replaceAll(/\s+/g, ' ');
  return found === '' ? undefined : found;
}
