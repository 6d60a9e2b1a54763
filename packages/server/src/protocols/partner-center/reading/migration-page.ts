import { refused } from '../../../operations/operation.ts';
import { readToken, writeToken } from '../house/collection.ts';

interface Place {
  readonly at: string;
  readonly id: string;
}

export const writePlace = (place: Place): string => writeToken(place);

/** Where a page begins; null: at the beginning. Refusal: value-invalid for a token of another list, or of none. */
export function readPlace(token: string | undefined): Place | null {
  if (token === undefined || token === '') return null;
  const place = readToken<Partial<Place>>(token);
  const known =
    typeof place?.at === 'string' &&
    !Number.isNaN(Date.parse(place.at)) &&
    typeof place.id === 'string' &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(place.id);
  if (!known) throw refused('value-invalid', { field: 'MS-ContinuationToken', reason: 'is no token of this list' });
  return place as Place;
}
