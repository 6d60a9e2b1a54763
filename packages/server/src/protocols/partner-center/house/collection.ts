import type { Link } from './link.ts';

/** The envelope of every list: items, the full total, links and its kind. */
export interface CollectionBody<T> {
  readonly totalCount: number;
  readonly items: readonly T[];
  readonly links?: { readonly self?: Link; readonly next?: Link; readonly previous?: Link };
  readonly continuationToken?: string;
  readonly attributes: { readonly objectType: string };
}

export function collection<T>(items: readonly T[], totalCount = items.length, self?: string): CollectionBody<T> {
  return {
    totalCount,
    items,
    ...(self === undefined ? {} : { links: { self: { uri: self, method: 'GET', headers: [] } } }),
    attributes: { objectType: 'Collection' },
  };
}

/** Index paging: `size` and a zero-based `offset`; size 0 means the default page. */
export function indexPage<T>(
  items: readonly T[],
  totalCount: number,
  path: string,
  page: { readonly size: number; readonly offset: number },
): CollectionBody<T> {
  const at = (offset: number): Link => ({
    uri: `${path}${path.includes('?') ? '&' : '?'}size=${page.size}&offset=${offset}`,
    method: 'GET',
    headers: [],
  });
  const next = page.offset + items.length < totalCount ? at(page.offset + page.size) : undefined;
  const previous = page.offset > 0 ? at(Math.max(0, page.offset - page.size)) : undefined;
  return {
    totalCount,
    items,
    links: {
      self: at(page.offset),
      ...(next === undefined ? {} : { next }),
      ...(previous === undefined ? {} : { previous }),
    },
    attributes: { objectType: 'Collection' },
  };
}

/**
 * Seek paging: the follow-up repeats the path with seekOperation=Next and the token in a header. The token carries all
 * that the first call asked for, because clients repeat neither size nor filter.
 */
export function seekPage<T>(
  items: readonly T[],
  totalCount: number,
  path: string,
  page: { readonly size: number; readonly next: string | null; readonly self?: string },
): CollectionBody<T> {
  const self: Link = { uri: page.self ?? path, method: 'GET', headers: [] };
  if (page.next === null) return { totalCount, items, links: { self }, attributes: { objectType: 'Collection' } };
  return {
    totalCount,
    items,
    links: {
      self,
      next: {
        uri: `${path}?size=${page.size}&seekOperation=Next`,
        method: 'GET',
        headers: [{ key: 'MS-ContinuationToken', value: page.next }],
      },
    },
    continuationToken: page.next,
    attributes: { objectType: 'Collection' },
  };
}

/** A continuation token is our own JSON, opaque to clients; a broken one is no token (null). */
export function writeToken(state: unknown): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

export function readToken<T>(token: string | undefined): T | null {
  if (token === undefined || token === '') return null;
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as T;
  } catch {
    return null;
  }
}
