import { fixedId } from './ids.ts';

/** An address with every member filled. */
export interface Address {
  country: string;
  city: string;
  state: string;
  addressLine1: string;
  addressLine2?: string;
  postalCode: string;
  firstName: string;
  lastName: string;
  phoneNumber: string;
}

/** Company data that may be sold to (R37); stricter than the domain's, whose members may be missing. */
export interface CompleteCompany {
  companyName: string;
  email: string;
  phoneNumber: string;
  culture: string;
  language: string;
  address: Address;
  organizationRegistrationNumber?: string;
}

/** City, state, postal code, street, telephone, culture. */
type Place = readonly [string, string, string, string, string, string];

const places: Readonly<Record<string, readonly Place[]>> = {
  US: [
    ['Redmond', 'WA', '98052', 'Lakeview Drive', '4255550100', 'en-US'],
    ['Buffalo', 'NY', '14203', 'Harbor Street', '7165550100', 'en-US'],
    ['Austin', 'TX', '78701', 'Congress Avenue', '5125550100', 'en-US'],
    ['Denver', 'CO', '80202', 'Larimer Street', '3035550100', 'en-US'],
  ],
  DE: [
    ['Berlin', 'BE', '10117', 'Lindenallee', '+493023125000', 'de-DE'],
    ['Munich', 'BY', '80331', 'Isarstrasse', '+498999998000', 'de-DE'],
  ],
  CA: [['Ottawa', 'ON', 'K1P 5M7', 'Elgin Street', '6135550100', 'en-CA']],
  GB: [['London', '', 'EC1A 1BB', 'High Street', '+442079460100', 'en-GB']],
  FR: [['Paris', '', '75001', 'rue des Lilas', '+33199000100', 'fr-FR']],
  NL: [['Amsterdam', '', '1012 AB', 'Havenstraat', '+31201234567', 'nl-NL']],
  IT: [['Rome', '', '00184', 'via dei Tigli', '+390612345678', 'it-IT']],
  ES: [['Madrid', '', '28013', 'calle Mayor', '+34911234567', 'es-ES']],
  CH: [['Berne', '', '3003', 'Marktgasse', '+41311234567', 'de-CH']],
  AT: [['Vienna', '', '1010', 'Lindengasse', '+4312345678', 'de-AT']],
  AU: [['Sydney', 'NSW', '2000', 'Harbour Street', '+61255501234', 'en-AU']],
  JP: [['Tokyo', '', '100-0001', 'Chiyoda', '+81312345678', 'ja-JP']],
  BR: [['Sao Paulo', 'SP', '01310-100', 'Avenida Central', '+551132123456', 'pt-BR']],
  IN: [['New Delhi', 'DL', '110001', 'Station Road', '+911123456789', 'en-IN']],
};
const elsewhere: Place = ['Central City', '', '10000', 'Main Street', '2025550100', 'en-US'];

/** Registration numbers where a company must have one (R208): so many digits, or in a form of its own. */
const registrationDigits: Readonly<Record<string, number>> = {
  AM: 8,
  AZ: 10,
  BY: 9,
  BR: 14,
  HU: 11,
  KZ: 12,
  KG: 14,
  MD: 13,
  PL: 10,
  RU: 10,
  SA: 10,
  TJ: 9,
  TR: 10,
  UA: 8,
  UZ: 9,
  IQ: 10,
  MM: 10,
  SS: 10,
  TH: 10,
  AE: 10,
  VE: 10,
  VN: 10,
  ZA: 10,
};

function registrationNumberOf(key: string, country: string): string | undefined {
  const digits = registrationDigits[country];
  if (country === 'IN') return 'AABCM1234K';
  return digits === undefined ? undefined : `${choice(`registration/${key}`, 900_000) + 100_000}`.padEnd(digits, '0');
}

/** A number below the limit that follows from a name, the same on every machine. */
function choice(name: string, limit: number): number {
  return Number.parseInt(fixedId(name).slice(0, 8), 16) % limit;
}

function pick<T>(name: string, choices: readonly T[]): T {
  return choices[choice(name, choices.length)] as T;
}

/** Complete and valid company data of a fictional company (R37), the same for the same key. */
export function companyOf(key: string, displayName: string, country: string, domain: string): CompleteCompany {
  const [city, state, postalCode, street, phoneNumber, culture] = pick(
    `company/${key}`,
    places[country] ?? [elsewhere],
  );
  const { givenName, surname } = personOf(`${key}/contact`);
  const registrationNumber = registrationNumberOf(key, country);
  return {
    companyName: displayName,
    email: `contact@${domain}`,
    phoneNumber,
    culture,
    language: culture.slice(0, 2),
    address: {
      country,
      city,
      state,
      addressLine1: `${pick(`number/${key}`, [12, 48, 150, 300, 720])} ${street}`,
      addressLine2: '',
      postalCode,
      firstName: givenName,
      lastName: surname,
      phoneNumber,
    },
    ...(registrationNumber === undefined ? {} : { organizationRegistrationNumber: registrationNumber }),
  };
}

const givenNames = 'Ana Ben Carla David Elena Farid Grace Hugo Ines Jonas Kira Liam Mara Nils Olga Pavel'.split(' ');
const surnames =
  'Abbott Becker Castro Dahl Egan Farrow Gupta Haas Ito Jansen Kovacs Lind Moreau Novak Okafor Pires'.split(' ');

/** A fictional person's name, the same for the same key. */
export function personOf(key: string): { givenName: string; surname: string } {
  return { givenName: pick(`given/${key}`, givenNames), surname: pick(`surname/${key}`, surnames) };
}
