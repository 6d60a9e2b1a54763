import { fixedId } from './ids.ts';

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

export interface Company {
  companyName: string;
  email: string;
  culture: string;
  language: string;
  address: Address;
  organizationRegistrationNumber?: string;
}

interface Place {
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly street: string;
  readonly phone: string;
  readonly culture: string;
}

const places: Readonly<Record<string, readonly Place[]>> = {
  US: [
    {
      city: 'Redmond',
      state: 'WA',
      postalCode: '98052',
      street: 'Lakeview Drive',
      phone: '4255550100',
      culture: 'en-US',
    },
    {
      city: 'Buffalo',
      state: 'NY',
      postalCode: '14203',
      street: 'Harbor Street',
      phone: '7165550100',
      culture: 'en-US',
    },
    {
      city: 'Austin',
      state: 'TX',
      postalCode: '78701',
      street: 'Congress Avenue',
      phone: '5125550100',
      culture: 'en-US',
    },
    {
      city: 'Denver',
      state: 'CO',
      postalCode: '80202',
      street: 'Larimer Street',
      phone: '3035550100',
      culture: 'en-US',
    },
  ],
  DE: [
    {
      city: 'Berlin',
      state: 'BE',
      postalCode: '10117',
      street: 'Lindenallee',
      phone: '+493023125000',
      culture: 'de-DE',
    },
    {
      city: 'Munich',
      state: 'BY',
      postalCode: '80331',
      street: 'Isarstrasse',
      phone: '+498999998000',
      culture: 'de-DE',
    },
  ],
};

/** A hash of the name picks one of the choices, the same on every machine. */
function pick<T>(name: string, choices: readonly T[]): T {
  return choices[Number.parseInt(fixedId(name).slice(0, 8), 16) % choices.length] as T;
}

/** Complete and valid company data of a fictional company (R37), the same for the same key. */
export function companyOf(key: string, displayName: string, country: string, domain: string): Company {
  const place = pick(`company/${key}`, places[country] ?? [elsewhere]);
  const person = personOf(`${key}/contact`);
  const company: Company = {
    companyName: displayName,
    email: `contact@${domain}`,
    culture: place.culture,
    language: place.culture.slice(0, 2),
    address: {
      country,
      city: place.city,
      state: place.state,
      addressLine1: `${pick(`number/${key}`, [12, 48, 150, 300, 720])} ${place.street}`,
      addressLine2: '',
      postalCode: place.postalCode,
      firstName: person.givenName,
      lastName: person.surname,
      phoneNumber: place.phone,
    },
  };
  return company;
}

const elsewhere: Place = {
  city: 'Central City',
  state: '',
  postalCode: '10000',
  street: 'Main Street',
  phone: '2025550100',
  culture: 'en-US',
};

const givenNames = [
  'Ana',
  'Ben',
  'Carla',
  'David',
  'Elena',
  'Farid',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Liam',
  'Mara',
  'Nils',
  'Olga',
  'Pavel',
];
const surnames = [
  'Abbott',
  'Becker',
  'Castro',
  'Dahl',
  'Egan',
  'Farrow',
  'Gupta',
  'Haas',
  'Ito',
  'Jansen',
  'Kovacs',
  'Lind',
  'Moreau',
  'Novak',
  'Okafor',
  'Pires',
];

/** A fictional person's name, the same for the same key. */
export function personOf(key: string): { givenName: string; surname: string } {
  return { givenName: pick(`given/${key}`, givenNames), surname: pick(`surname/${key}`, surnames) };
}
