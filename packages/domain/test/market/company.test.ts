import { describe, expect, it } from 'vitest';
import { addressDemands, type Company, type CompanyAddress, missingCompanyData } from '../../src/market/company.ts';
import { markets } from '../../src/market/markets.ts';
import { checkRegistration, needsRegistrationNumber } from '../../src/market/registration.ts';

const woodgrove: Company = {
  companyName: 'Woodgrove',
  email: 'contact@woodgrove.example',
  address: { country: 'US', state: 'WA', city: 'Redmond', addressLine1: '1 Lakeview Drive', postalCode: '98052' },
};
const at = (address: CompanyAddress): Company => ({ ...woodgrove, address: { ...woodgrove.address, ...address } });

describe('company data (R37)', () => {
  it('is complete with a name, a street, a city, a state in the US, a postal code and a country', () => {
    expect(missingCompanyData(woodgrove)).toEqual([]);
  });

  it('names everything that is missing', () => {
    const missing = missingCompanyData({ companyName: ' ', email: 'nobody' });
    expect(missing).toEqual([
      'companyName',
      'email',
      'address.country',
      'address.addressLine1',
      'address.city',
      'address.postalCode',
    ]);
  });

  it.each([
    [{ country: 'ZZ' }, ['address.country']],
    [{ state: '' }, ['address.state']],
    [{ country: 'CA', postalCode: 'K1P 5M7', state: ' ' }, ['address.state']],
    [{ country: 'DE', postalCode: '10117', state: '' }, []],
    [{ postalCode: '9805' }, ['address.postalCode']],
    [{ country: 'GB', postalCode: 'EC1A 1BB' }, []],
    [{ country: 'GB', postalCode: '98052' }, ['address.postalCode']],
    [{ country: 'HK', postalCode: '' }, []],
    [{ country: 'FI', postalCode: '' }, ['address.postalCode']],
    [{ country: 'FI', postalCode: '00100' }, []],
    [{ country: 'us' }, []],
    [{ city: '\t' }, ['address.city']],
  ])('with %j lacks %j', (address, missing) => {
    expect(missingCompanyData(at(address))).toEqual(missing);
  });

  it('takes a state in the region, as some callers send it', () => {
    expect(missingCompanyData(at({ state: '', region: 'WA' }))).toEqual([]);
  });

  it('demands a form of postal codes only where it demands one', () => {
    for (const country of markets.flatMap((market) => market.countries)) {
      const demands = addressDemands(country);
      if (demands.postalCodePattern !== null) expect(demands.postalCode, country).toBe(true);
    }
  });
});

describe('the registration number of a company (R208)', () => {
  const demanding = 'AM AZ BY BR HU IN IQ KZ KG MD MM PL RU SA ZA SS TJ TH TR UA AE UZ VE VN'.split(' ');
  const valid: Readonly<Record<string, string>> = {
    ...{
      AM: '12345678',
      AZ: '1234567890',
      BY: '123456789',
      BR: '12.345.678/0001-95',
      HU: '12345678-1-42',
      IN: 'AABCM1234K',
      KZ: '123456789012',
    },
    ...{
      KG: '12345678901234',
      MD: '1234567890123',
      PL: '1234567890',
      RU: '123456789012',
      SA: '1234567890',
      TJ: '123456789',
      TR: '1234567890',
    },
    ...{
      UA: '12345678',
      UZ: '123456789',
      IQ: 'A-100',
      MM: 'A-100',
      SS: 'A-100',
      TH: 'A-100',
      AE: 'A-100',
      VE: 'A-100',
      VN: 'A-100',
      ZA: '2001/012345/07',
    },
  };

  it('is demanded in twenty-four countries', () => {
    const all = markets.flatMap((market) => market.countries);
    expect(all.filter(needsRegistrationNumber).sort()).toEqual([...demanding].sort());
  });

  it.each(demanding)('is demanded in %s, with a telephone number, in the form used there', (country) => {
    expect(checkRegistration(country, valid[country], '+100')).toBeNull();
    expect(checkRegistration(country, undefined, '+100')).toMatchObject({ code: 'registration-number-missing' });
    expect(checkRegistration(country, ' ', '+100')).toMatchObject({ code: 'registration-number-missing' });
    expect(checkRegistration(country, '#', '+100')).toMatchObject({ code: 'registration-number-invalid' });
    expect(checkRegistration(country, valid[country], '')).toMatchObject({ code: 'phone-missing' });
  });

  it('is refused where it is not used', () => {
    expect(checkRegistration('US', '12345678', '+100')).toMatchObject({ code: 'registration-number-unsupported' });
    expect(checkRegistration('US', undefined, undefined)).toBeNull();
    expect(checkRegistration('US', '', undefined)).toBeNull();
  });
});
