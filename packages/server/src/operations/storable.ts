import { refused } from './operation.ts';

/** The database holds every text but those with the character NUL or half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The place of the first text inside a value, names of members included, that cannot be stored; null when all can. */
export function unstorablePlace(value: unknown): string | null {
  // No recursion: what was sent may be nested deeper than the stack is.
  const open: { readonly place: string; readonly value: unknown }[] = [{ place: '', value }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { place, value: one } = next;
    if (typeof one === 'string' && !isStorable(one)) return place;
    if (typeof one !== 'object' || one === null) continue;
    for (const [name, member] of Object.entries(one)) {
      if (!isStorable(name)) return place;
      open.push({ place: place === '' ? name : `${place}.${name}`, value: member });
    }
  }
  return null;
}

/** Refusal: value-invalid for a text that cannot be stored, by its place; `whole` names the value itself. */
export function refuseUnstorable(value: unknown, whole: string): void {
  const place = unstorablePlace(value);
  if (place !== null)
    throw refused('value-invalid', { field: place || whole, reason: 'has a character that no text can have' });
}
