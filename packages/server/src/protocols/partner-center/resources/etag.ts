import { refused } from '../../../operations/operation.ts';

/** The etag of orders and subscriptions: base64 of their id and version. */
export function etagOf(id: string, version: number): string {
  return Buffer.from(JSON.stringify({ id, version })).toString('base64');
}

/**
 * The version that a caller means to change: from If-Match (quoted or not), else from the body's attributes; null when it
 * names none, or any. Refusals: stale-version for an etag that is none of this object.
 */
export function versionOf(
  id: string,
  ifMatch: string | undefined,
  attributes: { readonly etag?: string } | undefined,
): number | null {
  const given = (ifMatch ?? attributes?.etag ?? '')
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1');
  if (given === '' || given === '*') return null;
  try {
    const read = JSON.parse(Buffer.from(given, 'base64').toString('utf8')) as { id?: unknown; version?: unknown };
    if (String(read.id).toLowerCase() === id.toLowerCase() && typeof read.version === 'number') return read.version;
  } catch {
    // Whatever it is, it is no version of this object.
  }
  throw refused('stale-version');
}
