import { readCountry } from '../../../operations/market/country.ts';
import { type Route, route } from '../house/route.ts';
import { countryInformation } from '../resources/country.ts';
import { CountryInformation } from '../schemas/validation.ts';

export const countryValidationRulesRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/countryvalidationrules/{isocodeId}',
    serves: ['get-market-specific-validation-data'],
    credentials: 'either',
    summary: 'What addresses and companies of a country must have',
    answer: CountryInformation,
    handle: async ({ context, params }) => countryInformation(await readCountry(context, { code: params.isocodeId })),
  }),
];
