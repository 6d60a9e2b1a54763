import { Type } from 'typebox';
import { listMargins, type MarginView } from '../../../operations/catalogue/margins.ts';
import { type Route, route } from '../house/route.ts';
import { blank } from '../resources/order.ts';
import { instant, money, text } from '../schemas/property.ts';

const Margins = Type.Object({
  pageSize: Type.Integer({ description: 'How many are here' }),
  totalSize: Type.Integer({ description: 'How many there are' }),
  results: Type.Array(
    Type.Object({
      id: Type.String({ description: 'Margin' }),
      type: text('Kind of margin'),
      productId: text('Product'),
      publisherName: text('Publisher'),
      productTitle: text('Name of the product'),
      skuTitle: text('Name of the SKU'),
      skuId: text('SKU'),
      productType: text('Kind of product'),
      marginPercentage: money('What is left to the partner, of a hundred'),
      startDate: instant('First instant'),
      endDate: instant('Last instant'),
      status: text('How it stands'),
      statusDate: instant('Since when'),
    }),
  ),
});

export const marginRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/margins',
    serves: ['get-margins'],
    credentials: 'either',
    answer: Margins,
    summary: 'What publishers leave to the partner',
    handle: async ({ context }) => {
      const { list } = await listMargins(context, { country: null, needsCountry: false });
      return { pageSize: list.length, totalSize: list.length, results: list.map(renderMargin) };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/margins/download',
    serves: ['download-margins'],
    credentials: 'either',
    query: Type.Object({ country: Type.Optional(Type.String()) }),
    summary: 'The same as comma-separated values, for a country',
    handle: async ({ context, query, reply }) => {
      const country = blank(query.country);
      const { list, partnerId } = await listMargins(context, { country, needsCountry: true });
      reply.type('text/csv; charset=utf-8');
      return list.map((one) => csvLine(one, (country ?? '').toUpperCase(), partnerId)).join('');
    },
  }),
];

const renderMargin = (one: MarginView) => ({
  id: one.id,
  type: 'Percentage',
  productId: one.productId,
  publisherName: one.publisherName,
  productTitle: one.productTitle,
  skuTitle: one.skuTitle,
  skuId: one.skuId,
  productType: one.productType,
  marginPercentage: one.percentage,
  startDate: one.startsAt.toISOString(),
  endDate: one.endsAt.toISOString(),
  status: one.status,
  statusDate: one.since.toISOString(),
});

/** The columns of the documented file, which has no head; those of prices stay empty where a percentage is given. */
function csvLine(one: MarginView, country: string, partnerId: string): string {
  const columns = [
    one.id,
    country,
    'Percentage',
    one.publisherName,
    one.productId,
    one.productTitle,
    one.skuId,
    one.skuTitle,
    one.productType,
    partnerId,
    '',
    one.percentage.toFixed(1),
    ...Array.from({ length: 8 }, () => ''),
    culture(one.startsAt),
    culture(one.endsAt),
    one.status,
    culture(one.since),
  ];
  return `${columns.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\r\n`;
}

const culture = (at: Date) =>
  at
    .toLocaleString('en-US', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
    })
    .replace(', ', ' ')
    .replaceAll(' ', ' ');
