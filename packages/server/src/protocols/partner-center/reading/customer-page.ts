import type { CustomerFilter, CustomerListInput, CustomerListRow } from '../../../operations/customer/list.ts';
import { refused } from '../../../operations/operation.ts';
import { readToken, writeToken } from '../house/collection.ts';
import { readFilter } from '../house/filter.ts';

export interface CustomerPageQuery {
  readonly size?: number;
  readonly filter?: string;
  readonly seekOperation?: 'Next' | 'Previous' | 'First' | 'Last';
}

export interface AskedPage {
  readonly input: CustomerListInput;
}

type Place = readonly [key: string, id: string];

/** A token carries all that the first call asked for, and the places of the first and the last item it showed. */
interface Token {
  readonly filter: CustomerFilter | null;
  readonly size: number;
  readonly first: Place;
  readonly last: Place;
}

/** Most items on a page, and how many there are when the caller leaves it open (`size=0`). */
const mostOnPage = 500;

/** What page is asked for: by size and filter, or by a token and where to go from it. */
export function readCustomerPage(query: CustomerPageQuery, tokenText: string | undefined): AskedPage {
  if (tokenText === undefined || tokenText === '') {
    if (query.seekOperation === 'Next' || query.seekOperation === 'Previous') {
      throw refused('value-missing', { field: 'MS-ContinuationToken' });
    }
    const backward = query.seekOperation === 'Last';
    return { input: { filter: filterOf(query.filter), size: sizeOf(query.size), after: null, backward } };
  }
  const token = readToken<unknown>(tokenText);
  if (!isToken(token))
    throw refused('value-invalid', { field: 'MS-ContinuationToken', reason: 'is no token of this list' });
  const { filter, size } = token;
  const seek = query.seekOperation ?? 'Next';
  const after = { Next: token.last, Previous: token.first, First: null, Last: null }[seek];
  return { input: { filter, size, after, backward: seek === 'Previous' || seek === 'Last' } };
}

/** The token by which the list goes on from these items. */
export function customerPageToken(asked: AskedPage, items: readonly CustomerListRow[]): string | null {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { filter, size } = asked.input;
  return writeToken({ filter, size, first: [first.key, first.id], last: [last.key, last.id] } satisfies Token);
}

function sizeOf(size: number | undefined): number {
  if (size === undefined || size === 0) return mostOnPage;
  if (size < 0) throw refused('value-invalid', { field: 'size', reason: 'is negative' });
  return Math.min(size, mostOnPage);
}

const startsWith = ['starts_with'] as const;

function filterOf(text: string | undefined): CustomerFilter | null {
  const filter = readFilter(text, {
    CompanyName: startsWith,
    Domain: startsWith,
    IndirectReseller: startsWith,
    IndirectCloudSolutionProvider: startsWith,
  });
  if (filter === null) return null;
  if (filter.field === 'CompanyName') return { by: 'name', prefix: filter.value };
  if (filter.field === 'Domain') return { by: 'domain', prefix: filter.value };
  return { by: filter.field === 'IndirectReseller' ? 'reseller' : 'provider', ...idsBeginningWith(filter.value) };
}

/** The lowest and the highest id with that beginning. */
function idsBeginningWith(text: string): { readonly from: string; readonly to: string } {
  const hex = text.trim().toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]{1,32}$/.test(hex)) {
    throw refused('value-invalid', { field: 'filter.Value', reason: 'is not the beginning of a GUID' });
  }
  const guid = (digits: string) => digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { from: guid(hex.padEnd(32, '0')), to: guid(hex.padEnd(32, 'f')) };
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && guid.test(String(value[1]));

function isToken(value: unknown): value is Token {
  if (typeof value !== 'object' || value === null) return false;
  const { filter, size, first, last } = value as Record<string, unknown>;
  const whole = Number.isInteger(size) && (size as number) >= 1 && (size as number) <= mostOnPage;
  return whole && isPlace(first) && isPlace(last) && isFilter(filter);
}

function isFilter(value: unknown): value is CustomerFilter | null {
  if (value === null) return true;
  if (typeof value !== 'object' || value === undefined) return false;
  const { by, prefix, from, to } = value as Record<string, unknown>;
  if (by === 'name' || by === 'domain') return typeof prefix === 'string';
  return (by === 'reseller' || by === 'provider') && guid.test(String(from)) && guid.test(String(to));
}
