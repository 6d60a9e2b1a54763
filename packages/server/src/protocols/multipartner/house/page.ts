import { Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import { unstorablePlace } from '../../../operations/storable.ts';

/** What every list takes: how many at most, and where the page before ended. */
export const pageQuery = {
  limit: Type.Optional(Type.String({ description: 'How many items at most, from 1 to 200; 50 when absent' })),
  cursor: Type.Optional(Type.String({ description: 'Where the page before ended; from its nextLink' })),
};

export interface Page<P> {
  readonly limit: number;
  readonly after: P | null;
}

const most = 200;

/** Reads the page asked for. A cursor that `isPlace` does not know is refused by name. */
export function readPage<P>(
  query: { limit?: string; cursor?: string },
  isPlace: (value: unknown) => value is P,
): Page<P> {
  const limit = query.limit === undefined ? 50 : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw refused('value-invalid', { field: 'limit', reason: `is not a number from 1 to ${most}` });
  }
  if (query.cursor === undefined) return { limit, after: null };
  const after = decode(query.cursor);
  if (unstorablePlace(after) !== null || !isPlace(after))
    throw refused('value-invalid', { field: 'cursor', reason: 'is none of this list' });
  return { limit, after };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A place in a list by name: the name as it is ordered, and the id. */
export function isNamePlace(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && guid.test(String(value[1]));
}

/** An instant of the years that a database knows. */
const isInstant = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value));

/** A place in a list by time: the instant as it was written, and the id. */
export function isTimePlace(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && isInstant(value[0]) && guid.test(String(value[1]));
}

/** A place in a log: the instant and the running number. */
export function isLogPlace(value: unknown): value is readonly [string, number] {
  return Array.isArray(value) && value.length === 2 && isInstant(value[0]) && Number.isSafeInteger(value[1]);
}

/** The list's envelope; `nextLink` is whole, on the host that the caller used, and absent on the last page. */
export function page<T>(
  items: readonly T[],
  next: unknown,
  at: {
    readonly origin: string;
    readonly path: string;
    readonly limit: number;
    /** What else the list was asked for. */
    readonly query?: Readonly<Record<string, string | undefined>>;
  },
): { items: readonly T[]; nextLink?: string } {
  if (next === null) return { items };
  const query = new URLSearchParams({ limit: String(at.limit) });
  for (const [name, value] of Object.entries(at.query ?? {})) if (value !== undefined) query.set(name, value);
  query.set('cursor', Buffer.from(JSON.stringify(next)).toString('base64url'));
  return { items, nextLink: `${at.origin}${at.path}?${query}` };
}
