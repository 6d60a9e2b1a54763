import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { Type } from 'typebox';
import {
  type CustomerOverview,
  overlookCustomers,
  type PartnerCustomerFilter,
  type PartnerCustomerRow,
} from '../../../operations/customer/overview.ts';
import { type Context, refused } from '../../../operations/operation.ts';
import { isNamePlace, page, pageQuery, readPage } from '../house/page.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

const path = '/multipartner/v1/customers';
const nullableText = Type.Union([Type.String(), Type.Null()]);
const named = Type.Object({ id: Type.String(), displayName: Type.String() });

const filterQuery = {
  search: Type.Optional(Type.String({ description: 'A part of the name or domain, in any case', maxLength: 200 })),
  kind: Type.Optional(
    Type.Enum(['direct', 'throughProvider', 'advisor'], {
      description: 'Sold to directly; by a provider and a reseller together; advised only',
    }),
  ),
  dap: Type.Optional(Type.Enum(['true', 'false'])),
  administration: Type.Optional(
    Type.Enum(['active', 'pending'], { description: 'Has a granular relationship of the own tenant in that state' }),
  ),
  resellerId: Type.Optional(Type.String({ description: 'Of a provider: brought by this reseller' })),
};

interface FilterQuery {
  readonly search?: string;
  readonly kind?: string;
  readonly dap?: string;
  readonly administration?: string;
  readonly resellerId?: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function readFilter(query: FilterQuery): PartnerCustomerFilter {
  const { search, resellerId } = query;
  if (resellerId !== undefined && !guid.test(resellerId))
    throw refused('value-invalid', { field: 'resellerId', reason: 'is not a GUID' });
  return {
    search: search === undefined || search.trim() === '' ? null : search.trim(),
    kind: (query.kind as PartnerCustomerFilter['kind']) ?? null,
    dap: query.dap === undefined ? null : query.dap === 'true',
    administration: (query.administration as PartnerCustomerFilter['administration']) ?? null,
    resellerId: resellerId?.toLowerCase() ?? null,
  };
}

const instant = (text: string | null) => (text === null ? null : new Date(text).toISOString());
const party = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, displayName: name });

const rendered = (row: PartnerCustomerRow) => ({
  id: row.id,
  displayName: row.company_name,
  domain: row.domain,
  country: row.country,
  relationship: {
    type: row.type,
    since: instant(row.since),
    dap: row.dap,
    provider: row.provider === null ? null : party(row.provider),
    resellers: row.resellers.map(party),
  },
  activeSubscriptions: row.subscriptions,
  soonestAdministrationEnd: instant(row.granular_end),
});

const columns = [
  'id',
  'displayName',
  'domain',
  'country',
  'relationship',
  'since',
  'dap',
  'provider',
  'resellers',
  'activeSubscriptions',
  'soonestAdministrationEnd',
] as const;

const line = (row: PartnerCustomerRow) => ({
  id: row.id,
  displayName: row.company_name,
  domain: row.domain,
  country: row.country,
  relationship: row.type,
  since: instant(row.since),
  dap: String(row.dap),
  provider: row.provider?.name ?? '',
  resellers: row.resellers.map((one) => one.name).join('; '),
  activeSubscriptions: row.subscriptions,
  soonestAdministrationEnd: instant(row.granular_end) ?? '',
});

/** How many customers are asked for at once while the file is written. */
const block = 1000;

async function* csv(context: Context, filter: PartnerCustomerFilter, first: CustomerOverview) {
  const write = (rows: readonly PartnerCustomerRow[], header: boolean) =>
    stringify(rows.map(line), { header, columns: [...columns], escape_formulas: true });
  yield write(first.items, true);
  for (let { next } = first; next !== null; ) {
    const further = await overlookCustomers(context, { filter, limit: block, after: next });
    yield write(further.items, false);
    next = further.next;
  }
}

export const customerRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path,
    summary: "A partner's customers by name, with relationship, active subscriptions and the first granular end",
    credentials: 'either',
    query: Type.Object({ ...pageQuery, ...filterQuery }, { additionalProperties: false }),
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          displayName: Type.String(),
          domain: Type.String(),
          country: Type.String(),
          relationship: Type.Object({
            type: Type.Enum(['reseller', 'advisor']),
            since: Type.String(),
            dap: Type.Boolean(),
            provider: Type.Union([named, Type.Null()], { description: 'Of a reseller: through whom it buys' }),
            resellers: Type.Array(named, { description: 'Of a provider: who brought the customer' }),
          }),
          activeSubscriptions: Type.Integer({ description: "The own tenant's, active now" }),
          soonestAdministrationEnd: nullableText,
        }),
      ),
      totalCount: Type.Integer({ description: 'All that the filter lets through, counted up to 10,000' }),
      totalCountCapped: Type.Boolean({ description: 'There are more than totalCount: "10,000+"' }),
      nextLink: Type.Optional(Type.String()),
    }),
    handle: async ({ context, query, origin }) => {
      const { limit: _limit, cursor: _cursor, ...asked } = query;
      const { limit, after } = readPage(query, isNamePlace);
      const { items, next, totalCount, capped } = await overlookCustomers(context, {
        filter: readFilter(asked),
        limit,
        after,
      });
      const { nextLink } = page(items, next, { origin, path, limit, query: asked });
      return { items: items.map(rendered), totalCount, totalCountCapped: capped, nextLink };
    },
  }),
  ownRoute({
    method: 'GET',
    path: `${path}/export`,
    summary: 'The same list as text/csv, whole; X-Total-Count says how many lines there will be',
    credentials: 'either',
    query: Type.Object(filterQuery, { additionalProperties: false }),
    handle: async ({ context, query, reply }) => {
      const filter = readFilter(query);
      // What is to be refused is refused before the first byte.
      const first = await overlookCustomers(context, { filter, limit: block, after: null });
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="customers-${first.asOf.toISOString().slice(0, 10)}.csv"`);
      if (!first.capped) reply.header('x-total-count', String(first.totalCount));
      return Readable.from(csv(context, filter, first));
    },
  }),
];
