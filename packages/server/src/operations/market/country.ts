import { type Country, countries } from '@multipartner/domain/market/countries.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { read } from '../operation.ts';

/** A country of a market, by its code of two letters. Refusals: value-invalid. */
export const readCountry = read<{ code: string }, Record<string, never>, Country>({
  permission: 'market.read',
  load: () => ({}),
  answer: (_facts, { code }) =>
    countries.get(code.toUpperCase()) ??
    refuse('value-invalid', { field: 'isocodeId', reason: 'is no country of a market' }),
});
