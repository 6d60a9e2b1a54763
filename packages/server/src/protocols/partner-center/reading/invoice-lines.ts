import { type Static, Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import { writeToken } from '../house/collection.ts';
import type { Link } from '../house/link.ts';
import { seekTokens } from './seek.ts';

/** Most lines on a page, and how many there are when the caller leaves it open. */
const most = 2000;

export const providers = ['office', 'azure', 'onetime', 'marketplace', 'all'] as const;
export const lineKinds = ['billinglineitems', 'usagelineitems'] as const;
export type Provider = (typeof providers)[number];
export type LineKind = (typeof lineKinds)[number];

const page = {
  size: Type.Optional(Type.Integer({ minimum: 0, maximum: most, description: `At most ${most}, which 0 asks for` })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })),
  seekOperation: Type.Optional(Type.Enum(['Next', 'First'])),
  hasPartnerEarnedCredit: Type.Optional(Type.Boolean()),
};

/** The query of the lines of one invoice. Clients leave the first letter of a name out, as an old page does. */
export const lineQuery = Type.Object({
  ...page,
  provider: Type.Optional(Type.Enum([...providers])),
  invoicelineitemtype: Type.Optional(Type.Enum([...lineKinds])),
  nvoicelineitemtype: Type.Optional(Type.Enum([...lineKinds])),
  currencycode: Type.Optional(Type.String()),
});

/** The query of lines that no invoice has yet. */
export const unbilledQuery = Type.Object({
  ...page,
  provider: Type.Optional(Type.Enum([...providers])),
  invoicelineitemtype: Type.Optional(Type.Enum([...lineKinds])),
  currencycode: Type.Optional(Type.String()),
  period: Type.Optional(Type.Enum(['current', 'previous'])),
});

/** Links name an invoice with its kind before the number, clients mostly without. */
export const invoiceNumber = (text: string): string => text.replace(/^(Recurring|OneTime)-/i, '');

/** One of the words in any casing. Refusals: value-missing, value-invalid. */
export function word<const W extends readonly string[]>(words: W, field: string, text: string | undefined): W[number] {
  if (text === undefined || text === '') throw refused('value-missing', { field });
  const found = words.find((one) => one === text.replaceAll('_', '').toLowerCase());
  if (found === undefined) throw refused('value-invalid', { field, reason: `is not one of ${words.join(', ')}` });
  return found;
}

const readPlace = seekTokens(
  Type.Object({ size: Type.Integer({ minimum: 1, maximum: most }), offset: Type.Integer({ minimum: 0 }) }),
);

type Page = { readonly size?: number; readonly offset?: number; readonly seekOperation?: string };

/** The page of lines that is asked for, by an offset or by a token, with links to itself and to the next one. */
export function linesPage<T>(
  lines: readonly T[],
  query: Static<ReturnType<typeof Type.Object>> & Page,
  token: string | undefined,
  path: string,
) {
  const place = query.seekOperation === 'First' ? null : readPlace(token);
  if (place === null && query.seekOperation === 'Next')
    throw refused('value-missing', { field: 'MS-ContinuationToken' });
  const size = place?.size ?? (query.size || most);
  const offset = place?.offset ?? query.offset ?? 0;
  const items = lines.slice(offset, offset + size);
  const more = offset + size < lines.length ? writeToken({ size, offset: offset + size }) : null;
  const at = (suffix: string) => `${path}${path.includes('?') ? '&' : '?'}${suffix}`;
  const self: Link = { uri: at(`size=${size}&offset=${offset}`), method: 'GET', headers: [] };
  const next: Link | null =
    more === null
      ? null
      : {
          uri: at(`size=${size}&seekOperation=Next`),
          method: 'GET',
          headers: [{ key: 'MS-ContinuationToken', value: more }],
        };
  return {
    totalCount: lines.length,
    items,
    links: { self, ...(next === null ? {} : { next }) },
    ...(more === null ? {} : { continuationToken: more }),
    attributes: { objectType: 'Collection' },
  };
}
