import { ofPartners, type RouteRow, stranger } from './row.ts';

const customer = '/v1/customers/{customerId}';
const good = { addressLine1: '1 Main Street', city: 'Redmond', state: 'WA', postalCode: '98052', country: 'US' };

/** What is known before anything is bought: of addresses, names, accounts and codes. */
export const validations: readonly RouteRow[] = [
  {
    route: 'GET /v1/countryvalidationrules/{isocodeId}',
    path: '/v1/countryvalidationrules/US',
    allowed: 'alpha.user',
    refused: ofPartners,
    foreign: { none: 'countries belong to nobody' },
    bad: { path: '/v1/countryvalidationrules/QQ', names: 'isocodeId' },
  },
  {
    route: 'POST /v1/validations/address',
    body: good,
    allowed: 'alpha.user',
    refused: ofPartners,
    foreign: { none: 'addresses belong to nobody' },
    bad: { body: { ...good, country: '' }, names: 'country' },
  },
  {
    route: 'GET /v1/validations/checkdomainavailability/{domainPrefix}',
    path: '/v1/validations/checkdomainavailability/woodgrove',
    allowed: 'alpha.user',
    refused: ofPartners,
    foreign: { none: 'whether a name is taken is all that is told' },
    bad: { path: '/v1/validations/checkdomainavailability/a_b', names: 'domainPrefix' },
  },
  {
    route: 'GET /v1/customers/all/validations',
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: { none: "it is about the caller's own codes alone" },
    bad: { none: 'it takes no input' },
  },
  {
    route: `GET ${customer}/validations`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger],
    bad: { path: '/v1/customers/none/validations', names: 'customerId' },
  },
  {
    route: `GET ${customer}/validationStatus`,
    path: `${customer}/validationStatus?type=account`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger],
    bad: { path: `${customer}/validationStatus?type=address`, names: 'type' },
  },
  {
    route: `GET ${customer}/entitlements`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger],
    bad: { path: `${customer}/entitlements?entitlementType=cars`, names: 'entitlementType' },
  },
];
