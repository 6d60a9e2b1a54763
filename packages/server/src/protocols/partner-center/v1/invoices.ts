import { Type } from 'typebox';
import { nothingOf } from '../../../operations/analytics/nothing.ts';
import {
  type BilledLine,
  getInvoice,
  listInvoices,
  listUnbilledLines,
  summariseInvoices,
} from '../../../operations/billing/invoices.ts';
import { type Context, refused } from '../../../operations/operation.ts';
import { collection, indexPage } from '../house/collection.ts';
import { type Route, route } from '../house/route.ts';
import {
  invoiceNumber,
  type LineKind,
  lineKinds,
  lineQuery,
  linesPage,
  type Provider,
  providers,
  unbilledQuery,
  word,
} from '../reading/invoice-lines.ts';
import { estimateLinks, renderInvoice, renderLine, renderSummary } from '../resources/invoice.ts';
import {
  EstimateLinks,
  Invoice,
  InvoiceLineItems,
  InvoiceSummaries,
  InvoiceSummary,
  Invoices,
} from '../schemas/invoice.ts';

/** Older commerce is the provider Office, newer one OneTime; what is measured is billed by nobody here. */
function linesOf(lines: readonly BilledLine[], provider: Provider, kind: LineKind): readonly BilledLine[] {
  if (kind === 'usagelineitems') return [];
  return lines.filter(({ subscription }) => {
    const older = subscription.commerce === 'legacy';
    return provider === 'all' || (provider === 'office' && older) || (provider === 'onetime' && !older);
  });
}

function readCurrency(text: string | undefined): string {
  if (text === undefined || text === '') throw refused('value-missing', { field: 'currencycode' });
  if (!/^[a-z]{3}$/i.test(text))
    throw refused('value-invalid', { field: 'currencycode', reason: 'is not a code of three letters (ISO 4217)' });
  return text.toUpperCase();
}

type LineQuery = Parameters<typeof linesPage>[1];

async function invoiceLines(
  context: Context,
  asked: { id: string; provider: string | undefined; kind: string | undefined; at: string },
  query: LineQuery,
  token: string | undefined,
) {
  const provider = word(providers, 'provider', asked.provider);
  const kind = word(lineKinds, 'invoicelineitemtype', asked.kind);
  const { invoice, biller } = await getInvoice(context, { id: invoiceNumber(asked.id) });
  const page = linesPage(linesOf(invoice.lines, provider, kind), query, token, asked.at);
  return { ...page, items: page.items.map((line) => renderLine(line, biller, invoice.id)) };
}

function byPath(
  context: Context,
  invoiceId: string,
  [provider, kind]: readonly [string, string],
  query: LineQuery,
  headers: Readonly<Record<string, string | undefined>>,
) {
  const asked = { id: invoiceId, provider, kind, at: `/invoices/${invoiceId}/lineitems/${provider}/${kind}` };
  return invoiceLines(context, asked, query, headers['ms-continuationtoken']);
}

const summary = 'The same, as links of an invoice have it';

/** A fixed word of a path goes before a parameter: so each of the documented ways has its route. */
const linesByPath: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}/lineitems/onetime/billinglineitems',
    serves: ['get-invoiceline-items--2'],
    credentials: 'either',
    query: lineQuery,
    answer: InvoiceLineItems,
    summary,
    handle: ({ context, params, query, headers }) =>
      byPath(context, params.invoiceId, ['OneTime', 'BillingLineItems'], query, headers),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}/lineitems/OneTime/{invoiceLineItemType}',
    serves: ['get-invoiceline-items--4'],
    credentials: 'either',
    query: lineQuery,
    answer: InvoiceLineItems,
    summary,
    handle: ({ context, params, query, headers }) =>
      byPath(context, params.invoiceId, ['OneTime', params.invoiceLineItemType], query, headers),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}/lineitems/{billingProvider}/{invoiceLineItemType}',
    serves: ['get-invoiceline-items--3'],
    credentials: 'either',
    query: lineQuery,
    answer: InvoiceLineItems,
    summary,
    handle: ({ context, params, query, headers }) =>
      byPath(context, params.invoiceId, [params.billingProvider, params.invoiceLineItemType], query, headers),
  }),
];

/** Links are of no realm's facts: who may have them is all that is asked. */
const mayReadInvoices = nothingOf('invoice.read');

export const invoiceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/invoices',
    serves: ['get-a-collection-of-invoices'],
    credentials: 'either',
    query: Type.Object({
      size: Type.Optional(Type.Integer({ minimum: 0, maximum: 500, description: 'At most 500; 0 asks for 200' })),
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    }),
    answer: Invoices,
    summary: 'Invoices of the partner, the latest first',
    handle: async ({ context, query }) => {
      const page = { size: query.size || 200, offset: query.offset ?? 0 };
      const all = await listInvoices(context, {});
      const shown = all.slice(page.offset, page.offset + page.size);
      return indexPage(shown.map(renderInvoice), all.length, '/invoices', page);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/summaries',
    serves: ['get-invoice-summaries'],
    credentials: 'user',
    answer: InvoiceSummaries,
    summary: 'What is owed, by currency',
    handle: async ({ context }) =>
      collection((await summariseInvoices(context, {})).map(renderSummary), undefined, '/invoices/summaries'),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/summary',
    serves: ['get-the-reseller-s-current-account-balance'],
    credentials: 'either',
    answer: InvoiceSummary,
    summary: 'What is owed in the currency in which most is',
    handle: async ({ context }) => {
      const [largest] = await summariseInvoices(context, {});
      if (largest === undefined) throw refused('not-found', { kind: 'invoice' });
      return renderSummary(largest);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/estimates/links',
    serves: ['get-invoice-estimate-links'],
    credentials: 'either',
    query: Type.Object({ currencycode: Type.Optional(Type.String({ description: 'ISO 4217 code' })) }),
    answer: EstimateLinks,
    summary: 'Where the charges are that no invoice has yet',
    handle: async ({ context, query }) => {
      const currency = readCurrency(query.currencycode);
      await mayReadInvoices(context, { customerId: null, subscriptionId: null });
      return collection(estimateLinks(currency));
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/unbilled/lineitems',
    serves: ['get-invoice-unbilled-recon-lineitems', 'get-invoice-unbilled-consumption-lineitems'],
    partly: { 'get-invoice-unbilled-consumption-lineitems': 'nothing is measured, so that the list is empty' },
    credentials: 'either',
    query: unbilledQuery,
    answer: InvoiceLineItems,
    summary: 'Charges that no invoice has yet',
    handle: async ({ context, query, headers }) => {
      const provider = word(providers, 'provider', query.provider);
      const kind = word(lineKinds, 'invoicelineitemtype', query.invoicelineitemtype);
      const period = word(['current', 'previous'] as const, 'period', query.period);
      const currency = readCurrency(query.currencycode);
      const { lines, biller } = await listUnbilledLines(context, { period, currency });
      const at = `/invoices/unbilled/lineitems?provider=${provider}&invoicelineitemtype=${kind}&currencycode=${currency}&period=${period}`;
      const page = linesPage(linesOf(lines, provider, kind), query, headers['ms-continuationtoken'], at);
      return { ...page, items: page.items.map((line) => renderLine(line, biller, '')) };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}',
    serves: ['get-invoice-by-id'],
    credentials: 'user',
    answer: Invoice,
    summary: 'One invoice',
    handle: async ({ context, params }) =>
      renderInvoice((await getInvoice(context, { id: invoiceNumber(params.invoiceId) })).invoice),
  }),
  route({
    method: 'GET',
    path: '/v1/invoices/{invoiceId}/lineitems',
    serves: ['get-invoiceline-items', 'get-invoice-billed-consumption-lineitems'],
    partly: { 'get-invoice-billed-consumption-lineitems': 'nothing is measured, so that the list is empty' },
    credentials: 'either',
    query: lineQuery,
    answer: InvoiceLineItems,
    summary: 'Charges of an invoice',
    handle: ({ context, params, query, headers }) => {
      const kind = query.invoicelineitemtype ?? query.nvoicelineitemtype;
      const at = `/invoices/${params.invoiceId}/lineitems?provider=${query.provider}&invoicelineitemtype=${kind}`;
      const asked = { id: params.invoiceId, provider: query.provider, kind, at };
      return invoiceLines(context, asked, query, headers['ms-continuationtoken']);
    },
  }),
  ...linesByPath,
];
