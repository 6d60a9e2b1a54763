import { type Margin, type MarginStatus, marginStatusAt, margins } from '@multipartner/domain/catalogue/margin.ts';
import { isCountry } from '@multipartner/domain/market/markets.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { read } from '../operation.ts';

export interface MarginView extends Margin {
  readonly status: MarginStatus;
  readonly since: Date;
}

export interface Margins {
  readonly list: readonly MarginView[];
  readonly partnerId: string;
}

/**
 * The margins that publishers give to the caller, over or not; none outside of the public cloud. A country is asked for
 * where there is one to be written down. Refusals: value-missing, value-invalid.
 */
export const listMargins = read<{ country: string | null; needsCountry: boolean }, object, Margins>({
  permission: 'margin.read',
  load: () => ({}),
  answer: ({ actor, now }, { country, needsCountry }) => {
    if (needsCountry && country === null) return refuse('value-missing', { field: 'country' });
    if (country !== null && !isCountry(country.toUpperCase()))
      return refuse('value-invalid', { field: 'country', reason: 'is no country of a market' });
    const all = actor.cloud === 'public' ? margins : [];
    return { partnerId: actor.tenantId, list: all.map((one) => ({ ...one, ...marginStatusAt(one, now) })) };
  },
});
