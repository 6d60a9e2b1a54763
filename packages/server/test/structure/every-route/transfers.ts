import { type Foreign, type RouteRow, secondSeller, stranger } from './row.ts';

const customer = '/v1/customers/{customerId}';
const transfers = `${customer}/transfers`;
const one = `${transfers}/{transferId}`;
const noTransfer = { path: `${transfers}/none`, names: 'transferId' };
/** To another partner of the customer, who is on neither side, there is no such transfer. */
const foreign: readonly Foreign[] = [stranger, secondSeller(900100)];

/** Transfers of subscriptions between partners; the customer's side of them. */
export const transferring: readonly RouteRow[] = [
  {
    route: `POST ${transfers}`,
    body: {
      sourcePartnerTenantId: '{alpha}',
      targetPartnerTenantId: '{dist2}',
      lineItems: [{ subscriptionId: '{subscriptionId}' }],
    },
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [
      {
        ...stranger,
        body: {
          sourcePartnerTenantId: '{gamma}',
          targetPartnerTenantId: '{dist2}',
          lineItems: [{ subscriptionId: '{subscriptionId}' }],
        },
      },
    ],
    bad: {
      body: { sourcePartnerTenantId: '{alpha}', targetPartnerTenantId: '{dist2}', lineItems: [{}] },
      names: 'lineItems.0.subscriptionId',
    },
  },
  {
    route: `GET ${transfers}`,
    allowed: 'dist2.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger],
    bad: { path: '/v1/customers/none/transfers', names: 'customerId' },
  },
  { route: `GET ${one}`, allowed: 'alpha.ga', refused: ['alpha.billing', 900150], foreign, bad: noTransfer },
  {
    route: `POST ${one}/accept`,
    body: {},
    allowed: 'dist2.sales',
    refused: ['dist2.helpdesk', 900150],
    foreign,
    bad: { body: { lineItems: [{}] }, names: 'lineItems.0.subscriptionId' },
  },
  {
    route: `PATCH ${one}`,
    body: { status: 'reject' },
    allowed: 'dist2.sales',
    refused: ['dist2.helpdesk', 900150],
    foreign,
    bad: { body: { status: 'frozen' }, names: 'status' },
  },
  { route: `DELETE ${one}`, allowed: 'alpha.sales', refused: ['alpha.helpdesk', 900150], foreign, bad: noTransfer },
  {
    route: `GET ${customer}/transferseligibility`,
    path: `${customer}/transferseligibility?transferType=directToIndirect`,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger],
    bad: { path: `${customer}/transferseligibility?transferType=gift`, names: 'transferType' },
  },
  {
    route: 'GET /multipartner/v1/transfers',
    allowed: 'woodgrove.admin',
    refused: ['woodgrove.billing', 'role-not-sufficient'],
    foreign: { none: "it is about the caller's own tenant alone" },
    bad: { none: 'it takes no input' },
  },
  {
    route: 'GET /multipartner/v1/transfers/{transferId}',
    allowed: 'woodgrove.admin',
    refused: ['woodgrove.billing', 'role-not-sufficient'],
    foreign: [{ who: 'litware.admin', status: 404, code: 'transfer-not-found' }],
    bad: { path: '/multipartner/v1/transfers/none', names: 'transferId' },
  },
];
