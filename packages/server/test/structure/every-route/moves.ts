import { type Bad, type RouteRow, secondSeller, stranger } from './row.ts';

const customer = '/v1/customers/{customerId}';
const subscription = `${customer}/subscriptions/{subscriptionId}`;
const nowhere = `${customer}/subscriptions/none`;
const noSubscription = (suffix: string): Bad => ({ path: `${nowhere}/${suffix}`, names: 'subscriptionId' });

/** What one of the caller's own subscriptions becomes, and what belongs to it. */
export const moves: readonly RouteRow[] = [
  {
    route: `GET ${subscription}/conversions`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noSubscription('conversions'),
  },
  {
    route: `POST ${subscription}/conversions`,
    body: { targetOfferId: '{offerId}' },
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: { body: { targetOfferId: '{offerId}', quantity: 'many' }, names: 'quantity' },
  },
  {
    route: `GET ${subscription}/addons`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noSubscription('addons'),
  },
  {
    route: 'GET /v1/offers/{offerId}/addons',
    path: '/v1/offers/{offerId}/addons?country=US',
    allowed: 'alpha.sales',
    refused: ['alpha.useradmin', 900150],
    foreign: { none: 'the catalogue is the same for every partner' },
    bad: { path: '/v1/offers/{offerId}/addons?country=XX', names: 'country' },
  },
  ...['transitions', 'transitionEligibilities'].map(
    (name): RouteRow => ({
      route: `GET ${subscription}/${name}`,
      allowed: 'alpha.admin',
      refused: ['alpha.sales', 900150],
      foreign: [stranger, secondSeller(20003)],
      bad: noSubscription(name),
    }),
  ),
  {
    route: `POST ${subscription}/transitions`,
    body: { toCatalogItemId: 'CFQ7TTC0LDPB:0001', quantity: 1, transitionType: 'transition_only' },
    allowed: 'alpha.admin',
    refused: ['alpha.sales', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: { body: { toCatalogItemId: 'CFQ7TTC0LDPB:0001', quantity: 1 }, names: 'transitionType' },
  },
  {
    route: `GET ${subscription}/upgrades`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noSubscription('upgrades'),
  },
  {
    route: `POST ${subscription}/upgrades`,
    body: { targetOffer: { id: '{offerId}' } },
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: { body: { targetOffer: { id: '{offerId}' }, upgradeType: 3 }, names: 'upgradeType' },
  },
  {
    route: `POST ${subscription}/registrations`,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noSubscription('registrations'),
  },
  {
    route: `GET ${subscription}/registrationstatus`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noSubscription('registrationstatus'),
  },
  {
    route: `POST ${subscription}/activate`,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noSubscription('activate'),
  },
  {
    route: `GET ${customer}/subscriptions/overage`,
    allowed: 'alpha.admin',
    refused: ['alpha.sales', 900150],
    foreign: [stranger],
    bad: { path: '/v1/customers/none/subscriptions/overage', names: 'customerId' },
  },
  {
    route: `PUT ${customer}/subscriptions/overage`,
    body: { azureEntitlementId: '{azureSubscriptionId}', overageEnabled: false },
    allowed: 'alpha.admin',
    refused: ['alpha.sales', 900150],
    foreign: [stranger, { who: 'beta.admin', status: 403, code: 800114 }],
    bad: { body: { azureEntitlementId: 'none', overageEnabled: false }, names: 'azureEntitlementId' },
  },
  ...['', '/lineitems/{lineItemNumber}'].map(
    (line): RouteRow => ({
      route: `GET ${customer}/orders/{orderId}${line}/activationlinks`,
      path: `${customer}/orders/{orderId}${line.replace('{lineItemNumber}', '0')}/activationlinks`,
      allowed: 'alpha.helpdesk',
      refused: ['alpha.billing', 900150],
      foreign: [stranger, secondSeller(20000)],
      bad:
        line === ''
          ? { path: '/v1/customers/none/orders/{orderId}/activationlinks', names: 'customerId' }
          : { path: `${customer}/orders/{orderId}/lineitems/first/activationlinks`, names: 'lineItemNumber' },
    }),
  ),
];
