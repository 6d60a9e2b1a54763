import { type Static, Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';

/** Most rows on a page, and how many there are when the caller leaves it open. */
const most = 10_000;

/** The query that reports of this kind have in common. */
export const analyticsQuery = Type.Object({
  filter: Type.Optional(Type.String({ description: "Members that are wanted, as customerName eq 'Woodgrove' and …" })),
  top: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
  skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  groupby: Type.Optional(Type.String({ description: 'Not taken' })),
});

type Row = Readonly<Record<string, unknown>>;

/** The rows that a filter of equalities wants. Refusal: value-invalid for another filter. */
function filtered<T extends Row>(
  rows: readonly T[],
  filter: string | undefined,
  members: readonly string[],
): readonly T[] {
  if (filter === undefined || filter.trim() === '') return rows;
  const wanted = filter.split(/\s+and\s+/i).map((part) => {
    const [, name = '', value = ''] = /^\s*(\w+)\s+eq\s+'?([^']*)'?\s*$/i.exec(part) ?? [];
    const member = members.find((one) => one.toLowerCase() === name.toLowerCase());
    if (member === undefined)
      throw refused('value-invalid', { field: 'filter', reason: `knows the members ${members.join(', ')}, with eq` });
    return [member, value.toLowerCase()] as const;
  });
  return rows.filter((row) => wanted.every(([member, value]) => String(row[member]).toLowerCase() === value));
}

/** One page of a report, in its own envelope. `members` can be filtered by. */
export function analyticsPage<T extends Row>(
  rows: readonly T[],
  query: Static<typeof analyticsQuery>,
  path: string,
  members: readonly string[],
) {
  if (query.groupby !== undefined) throw refused('value-invalid', { field: 'groupby', reason: 'is not taken here' });
  const found = filtered(rows, query.filter, members);
  const skip = query.skip ?? 0;
  const top = query.top ?? most;
  const end = skip + top;
  const filter = query.filter === undefined ? '' : `&filter=${encodeURIComponent(query.filter)}`;
  return {
    Value: found.slice(skip, end),
    ...(end < found.length ? { '@nextLink': `${path}?top=${top}&skip=${end}${filter}` } : {}),
    TotalCount: found.length,
  };
}
