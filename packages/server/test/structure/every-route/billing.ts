import { emptyOperations } from 'multipartner/protocols/partner-center/v1/empty.ts';
import { type RouteRow, secondSeller, stranger } from './row.ts';

const customer = '/v1/customers/{customerId}';
const own = { none: "it is about the caller's own tenant alone" };
const invoices = '/v1/invoices';
const invoiceRow = (path: string, bad: RouteRow['bad'], at?: string): RouteRow => ({
  route: `GET ${path}`,
  ...(at === undefined ? {} : { path: at }),
  allowed: 'alpha.billing',
  refused: ['alpha.sales', 900150],
  foreign: path.includes('{') ? [{ who: 'gamma.billing', status: 404, code: 1000 }] : own,
  bad,
});
const unbilled = `${invoices}/unbilled/lineitems?provider=onetime&invoicelineitemtype=billinglineitems&currencycode=usd`;
const lines = `${invoices}/{invoiceId}/lineitems`;
const looked: RouteRow['bad'] = { none: 'a number that is none is looked for like any other' };
const noInput: RouteRow['bad'] = { none: 'it takes no input' };

/** What the partner is billed. */
export const billing: readonly RouteRow[] = [
  invoiceRow(invoices, { path: `${invoices}?size=many`, names: 'size' }),
  invoiceRow(`${invoices}/summaries`, noInput),
  invoiceRow(`${invoices}/summary`, noInput),
  invoiceRow(
    `${invoices}/estimates/links`,
    { path: `${invoices}/estimates/links?currencycode=dollars`, names: 'currencycode' },
    `${invoices}/estimates/links?currencycode=usd`,
  ),
  invoiceRow(`${invoices}/unbilled/lineitems`, { path: unbilled, names: 'period' }, `${unbilled}&period=current`),
  invoiceRow(`${invoices}/{invoiceId}`, looked),
  invoiceRow(
    lines,
    { path: `${lines}?provider=onetime`, names: 'invoicelineitemtype' },
    `${lines}?provider=onetime&invoicelineitemtype=billinglineitems`,
  ),
  invoiceRow(`${lines}/onetime/billinglineitems`, {
    path: `${lines}/onetime/billinglineitems?size=many`,
    names: 'size',
  }),
  invoiceRow(
    `${lines}/OneTime/{invoiceLineItemType}`,
    { path: `${lines}/OneTime/words`, names: 'invoicelineitemtype' },
    `${lines}/OneTime/UsageLineItems`,
  ),
  invoiceRow(
    `${lines}/{billingProvider}/{invoiceLineItemType}`,
    { path: `${lines}/Office/words`, names: 'invoicelineitemtype' },
    `${lines}/Office/BillingLineItems`,
  ),
  invoiceRow(`${invoices}/{invoiceId}/documents/statement`, looked),
  invoiceRow(
    `${invoices}/{invoiceId}/receipts/{receiptId}/documents/statement`,
    looked,
    `${invoices}/{invoiceId}/receipts/{receiptId}/documents/statement`,
  ),
  {
    route: `GET ${customer}/usagebudget`,
    allowed: 'alpha.billing',
    refused: ['alpha.sales', 900150],
    foreign: [stranger],
    bad: { path: '/v1/customers/none/usagebudget', names: 'customerId' },
  },
  {
    route: `PATCH ${customer}/usagebudget`,
    body: { amount: 100 },
    allowed: 'alpha.ga',
    refused: ['alpha.billing', 900150],
    foreign: [stranger],
    bad: { body: { amount: -1 }, names: 'amount' },
  },
  {
    route: `GET ${customer}/usagesummary`,
    allowed: 'alpha.billing',
    refused: ['alpha.sales', 900150],
    foreign: [stranger],
    bad: { path: '/v1/customers/none/usagesummary', names: 'customerId' },
  },
  {
    route: `GET ${customer}/subscriptions/{subscriptionId}/usagesummary`,
    allowed: 'alpha.billing',
    refused: ['alpha.sales', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: { path: `${customer}/subscriptions/none/usagesummary`, names: 'subscriptionId' },
  },
  invoiceRow('/v1/usagesummary', noInput),
  ...['', '/lineitems'].map(
    (suffix): RouteRow => ({
      route: `GET ${customer}/servicecosts/{billingPeriod}${suffix}`,
      path: `${customer}/servicecosts/mostrecent${suffix}`,
      allowed: 'alpha.billing',
      refused: ['alpha.sales', 900150],
      foreign: [stranger],
      bad: { path: `${customer}/servicecosts/yesterday${suffix}`, names: 'billingPeriod' },
    }),
  ),
];

/** Reports, and what there is none of. */
export const reports: readonly RouteRow[] = [
  ...['subscriptions', 'indirectresellers'].map(
    (name): RouteRow => ({
      route: `GET /partner/v1/analytics/${name}`,
      allowed: 'alpha.sales',
      refused: ['alpha.billing', 900150],
      foreign: own,
      bad: { path: `/partner/v1/analytics/${name}?filter=nonsense`, names: 'filter' },
    }),
  ),
  ...['/v1', '/partner/v1'].flatMap((base) =>
    ['deployment', 'usage'].map(
      (kind): RouteRow => ({
        route: `GET ${base}/analytics/commercial/${kind}/license`,
        allowed: 'alpha.sales',
        refused: ['alpha.billing', 900150],
        foreign: own,
        bad: { path: `${base}/analytics/commercial/${kind}/license?top=all`, names: 'top' },
      }),
    ),
  ),
  ...['deployment', 'usage'].flatMap((kind): RouteRow[] => [
    {
      route: `GET /v1/analytics/licenses/${kind}`,
      allowed: 'alpha.sales',
      refused: ['alpha.billing', 900150],
      foreign: own,
      bad: noInput,
    },
    {
      route: `GET ${customer}/analytics/licenses/${kind}`,
      allowed: 'alpha.sales',
      refused: ['alpha.billing', 900150],
      foreign: [stranger],
      bad: { path: `/v1/customers/none/analytics/licenses/${kind}`, names: 'customerId' },
    },
  ]),
  ...emptyOperations.map(({ path, may }): RouteRow => {
    const everybody = may === 'serviceHealth.read';
    const refused =
      may === 'invoice.read' ? 'alpha.sales' : may === 'securityReport.read' ? 'alpha.sales' : 'alpha.billing';
    const at = path.replace('{devicebatchId}', 'first');
    return {
      route: `GET ${path}`,
      path: at,
      allowed: 'alpha.ga',
      refused: everybody ? ['woodgrove.admin', 900150] : [refused, 900150],
      foreign: path.includes('{subscriptionId}')
        ? [stranger, secondSeller(20003)]
        : path.includes('{customerId}')
          ? [stranger]
          : own,
      bad: path.includes('{customerId}') ? { path: at.replace('{customerId}', 'none'), names: 'customerId' } : noInput,
    };
  }),
];
