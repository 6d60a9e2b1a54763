import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { refused } from '../../../operations/operation.ts';
import { unstorablePlace } from '../../../operations/storable.ts';
import { readToken } from '../house/collection.ts';

/** Most items on a page of people or records, and how many there are when the caller leaves it open (`size=0`). */
export const mostOnPage = 500;

/** How many items a page has: what was asked for, within the limit. */
export function pageSize(size: number | undefined): number {
  return size === undefined || size === 0 ? mostOnPage : Math.min(size, mostOnPage);
}

/**
 * A reader of continuation tokens of one list: null without one. Refusal: value-invalid for a token that this list did
 * not write, whoever made it.
 */
export function seekTokens<T extends TSchema>(schema: T): (text: string | undefined) => Static<T> | null {
  const compiled = Compile(schema);
  return (text) => {
    if (text === undefined || text === '') return null;
    const token = readToken<unknown>(text);
    if (!compiled.Check(token) || unstorablePlace(token) !== null)
      throw refused('value-invalid', { field: 'MS-ContinuationToken', reason: 'is no token of this list' });
    return token as Static<T>;
  };
}

/** A path with the members of a query that were given, as a collection's link to itself shows them. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return given.length === 0 ? path : `${path}?${given.join('&')}`;
}
