import type { Order } from '../../../../operations/list-query.ts';
import { refused } from '../../../../operations/operation.ts';
import type { Odata, OptionName, PageSize } from '../route.ts';
import { parseFilter } from './filter.ts';
import { readPlace } from './place.ts';
import { findPath, type Shape } from './shape.ts';

/** What a route takes of the query. */
export interface OptionRules {
  readonly options: readonly OptionName[];
  readonly shape: Shape;
  /** Paths that `$select` may name. */
  readonly selectable: readonly string[];
  readonly expandable: readonly string[];
  readonly page: PageSize;
}

/** Pages of granular administration: the largest is also the one that nobody asked for. */
export const usualPage: PageSize = { usual: 300, largest: 300 };

/** Options that are one with or without the dollar sign; whatever else begins with the sign is one as well. */
const known = ['filter', 'select', 'orderby', 'top', 'count', 'skiptoken', 'expand', 'search', 'skip'];

/**
 * Reads the query options: names in any casing, with or without the dollar sign. Refusals: value-invalid naming the
 * option that the route does not take, that is given twice, or whose value cannot be. Other parameters are custom ones
 * in OData's sense and only carried along.
 */
export function readOptions(query: string, rules: OptionRules): Odata {
  const given = new Map<string, string>();
  const asked: [string, string][] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const plain = name.replace(/^\$/, '').toLowerCase();
    if (!name.startsWith('$') && !known.includes(plain)) {
      asked.push([name, value]);
      continue;
    }
    const field = `$${plain}`;
    const taken = rules.options.map((one) => `$${one}`);
    if (!taken.includes(field))
      throw invalid(
        field,
        `is not taken here; ${taken.length === 0 ? 'no query option is' : `these are: ${taken.join(', ')}`}`,
      );
    if (given.has(plain)) throw invalid(field, 'is given twice');
    if (value.trim() === '') throw invalid(field, 'is empty');
    given.set(plain, encodedTwice(value) ? decodeURIComponent(value) : value);
    if (plain !== 'skiptoken') asked.push([field, given.get(plain) as string]);
  }
  const read = <T>(name: OptionName, reader: (text: string) => T, absent: T): T => {
    const text = given.get(name);
    return text === undefined ? absent : reader(text);
  };
  const list = {
    where: read('filter', (text) => parseFilter(text, rules.shape), null),
    orderBy: read('orderby', (text) => readOrder(text, rules.shape), []),
  };
  return {
    ...list,
    select: read('select', (text) => readSelect(text, rules.selectable), null),
    expand: read('expand', (text) => readExpand(text, rules.expandable), []),
    limit: read('top', (text) => readTop(text, rules.page), rules.page.usual),
    count: read('count', readTruth, false),
    after: read('skiptoken', (text) => readPlace(text, list, rules.shape), null),
    asked,
  };
}

function invalid(field: string, reason: string, facts: Record<string, string | string[]> = {}) {
  return refused('value-invalid', { field, reason, ...facts });
}

/** Some clients encode an expression that is encoded again below them. Outside of quotes no expression has a %. */
function encodedTwice(text: string): boolean {
  if (!/%[0-9a-f]{2}/i.test(text.replaceAll(/'(?:[^']|'')*'/g, ''))) return false;
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function readTop(text: string, { largest }: PageSize): number {
  const top = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (top < 1 || top > largest) throw invalid('$top', `is not a number from 1 to ${largest}`);
  return top;
}

function readTruth(text: string): boolean {
  if (!/^(true|false)$/i.test(text)) throw invalid('$count', 'is neither true nor false');
  return text.toLowerCase() === 'true';
}

function readOrder(text: string, shape: Shape): Order[] {
  const orderable = Object.keys(shape).filter((name) => shape[name]?.order === true);
  const orders = text.split(',').map((part): Order => {
    const [path = '', direction = 'asc', ...more] = part.trim().split(/\s+/);
    const field = findPath(shape, path);
    if (field === undefined || shape[field]?.order !== true)
      throw invalid('$orderby', `names "${path}"; what can be ordered by: ${orderable.join(', ')}`, { orderable });
    if (!/^(asc|desc)$/i.test(direction) || more.length > 0)
      throw invalid('$orderby', `has "${[direction, ...more].join(' ')}" behind "${field}" in place of asc or desc`);
    return { field, descending: direction.toLowerCase() === 'desc' };
  });
  const twice = orders.find((one, at) => orders.findIndex((other) => other.field === one.field) !== at);
  if (twice !== undefined) throw invalid('$orderby', `names "${twice.field}" twice`);
  return orders;
}

/** Clients ask for the etag by name; annotations are always there. */
function readSelect(text: string, selectable: readonly string[]): readonly string[] | null {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('*')) return null;
  return names.flatMap((name) => {
    if (/^@odata\.\w+$/i.test(name)) return [];
    const path = selectable.find((one) => one.toLowerCase() === name.toLowerCase());
    if (path === undefined) throw invalid('$select', `names "${name}"; what can be selected: ${selectable.join(', ')}`);
    return [path];
  });
}

function readExpand(text: string, expandable: readonly string[]): string[] {
  return text.split(',').map((part) => {
    const name = expandable.find((one) => one.toLowerCase() === part.trim().toLowerCase());
    if (name !== undefined) return name;
    const all =
      expandable.length === 0 ? 'nothing can be expanded here' : `what can be expanded: ${expandable.join(', ')}`;
    throw invalid('$expand', `names "${part.trim()}"; ${all}`);
  });
}
