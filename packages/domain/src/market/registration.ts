import { type Refusal, refuse } from '../refusal.ts';

/** Countries that demand a company registration number and a telephone number of a customer (R208), with its form where it is known. */
const registrationForms: Readonly<Record<string, { readonly pattern: RegExp; readonly format: string }>> = {
  AM: { pattern: /^\d{8}$/, format: '8 digits' },
  AZ: { pattern: /^\d{10}$/, format: '10 digits' },
  BY: { pattern: /^\d{9}$/, format: '9 digits' },
  BR: { pattern: /^\d{14}$|^\d{2}\.\d{3}\.\d{3}\/\d{4}-\d{2}$/, format: '14 digits (CNPJ)' },
  HU: { pattern: /^\d{8}-?\d-?\d{2}$/, format: '11 digits' },
  IN: { pattern: /^[A-Z]{5}\d{4}[A-Z]$/i, format: '10 characters (PAN)' },
  KZ: { pattern: /^\d{12}$/, format: '12 digits' },
  KG: { pattern: /^\d{14}$/, format: '14 digits' },
  MD: { pattern: /^\d{13}$/, format: '13 digits' },
  PL: { pattern: /^\d{10}$/, format: '10 digits (NIP)' },
  RU: { pattern: /^\d{10}(\d{2})?$/, format: '10 or 12 digits (INN)' },
  SA: { pattern: /^\d{10}$/, format: '10 digits' },
  TJ: { pattern: /^\d{9}$/, format: '9 digits' },
  TR: { pattern: /^\d{10}$/, format: '10 digits' },
  UA: { pattern: /^\d{8}(\d{2,4})?$/, format: '8 to 12 digits' },
  UZ: { pattern: /^\d{9}$/, format: '9 digits' },
};
const otherCountries = ['IQ', 'MM', 'SS', 'TH', 'AE', 'VE', 'VN', 'ZA'];
const anyForm = { pattern: /^[A-Z0-9][A-Z0-9 ./-]{2,49}$/i, format: '3 to 50 letters and digits' };

export function needsRegistrationNumber(country: string): boolean {
  return Object.hasOwn(registrationForms, country) || otherCountries.includes(country);
}

/** Refusals: registration-number-missing, -invalid, -unsupported, phone-missing (R208). */
export function checkRegistration(
  country: string,
  registrationNumber: string | undefined,
  phoneNumber: string | undefined,
): Refusal | null {
  const given = registrationNumber !== undefined && registrationNumber.trim() !== '';
  if (!needsRegistrationNumber(country)) return given ? refuse('registration-number-unsupported', { country }) : null;
  if (!given) return refuse('registration-number-missing', { country });
  const { pattern, format } = registrationForms[country] ?? anyForm;
  if (!pattern.test(registrationNumber.trim())) return refuse('registration-number-invalid', { format });
  if (phoneNumber === undefined || phoneNumber.trim() === '') return refuse('phone-missing', { country });
  return null;
}
