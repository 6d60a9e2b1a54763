import { newUser } from '../../directory/people.ts';
import { type Bad, type Foreign, type RouteRow, stranger, withoutRights } from './row.ts';

const customer = '/v1/customers/{customerId}';
const user = `${customer}/users/{userId}`;
const members = `${customer}/directoryroles/{roleId}/usermembers`;
const address = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Way', postalCode: '98052' };
const newcomer = {
  companyProfile: { domain: 'newcomer' },
  billingProfile: {
    companyName: 'Newcomer',
    email: 'n@example.com',
    culture: 'en-US',
    language: 'en',
    defaultAddress: { ...address, firstName: 'A', lastName: 'B', phoneNumber: '4255550100' },
  },
};
const attestation = {
  primaryContact: { firstName: 'A', lastName: 'B', email: 'a@example.com' },
  dateAgreed: '2020-01-01T00:00:00Z',
};

/** The same path with a customer that is no GUID. */
const malformed = (path: string): Bad => ({ path: path.replace('{customerId}', 'none'), names: 'customerId' });
const noUser = (path: string): Bad => ({ path: path.replace('{userId}', 'none'), names: 'userId' });

type Rest = Partial<Pick<RouteRow, 'path' | 'body' | 'bad'>>;
const at = (route: string) => route.slice(route.indexOf(' ') + 1);

/** A call inside the customer, which takes a right there (R55): refused by that, not by a role alone. */
const inside = (route: string, who: string, rest: Rest = {}, more: readonly Foreign[] = []): RouteRow => ({
  route,
  allowed: 'alpha.admin',
  refused: [who, 900308],
  foreign: [stranger, withoutRights, ...more],
  bad: malformed(at(route)),
  ...rest,
});

/** A call about the customer as the partner keeps it, refused by role. */
const about = (route: string, allowed: string, who: string, rest: Rest = {}): RouteRow => ({
  route,
  allowed,
  refused: [who, 900150],
  foreign: [stranger],
  bad: malformed(at(route)),
  ...rest,
});

/** A person of another customer is nobody here. */
const elsewhere = (path: string): Foreign => ({
  who: 'alpha.admin',
  status: 404,
  code: 60002,
  path: path.replace('{userId}', '{strangerUserId}'),
});

/** A customer, and what is inside it: people, roles, licences. */
export const customers: readonly RouteRow[] = [
  {
    route: 'GET /v1/customers',
    allowed: 'alpha.useradmin',
    refused: ['alpha.billing', 900150],
    foreign: { none: "the list holds the partner's own customers alone" },
    bad: { path: '/v1/customers?size=many', names: 'size' },
  },
  {
    route: 'POST /v1/customers',
    body: newcomer,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    // A provider sells together with its own resellers only.
    foreign: [{ who: 'dist2.admin', status: 403, code: 900150, body: { ...newcomer, associatedPartnerId: '{rho}' } }],
    bad: { body: { companyProfile: { domain: 5 } }, names: 'companyProfile.domain' },
  },
  about(`GET ${customer}`, 'alpha.helpdesk', 'alpha.billing'),
  about(`PATCH ${customer}`, 'alpha.admin', 'alpha.sales', {
    body: { relationshipToPartner: 'none' },
    bad: { body: { relationshipToPartner: 'advisor' }, names: 'relationshipToPartner' },
  }),
  about(`DELETE ${customer}`, 'alpha.admin', 'alpha.sales'),
  about(`GET ${customer}/relationships`, 'alpha.sales', 'alpha.helpdesk'),
  about(`GET ${customer}/agreements`, 'alpha.ga', 'alpha.helpdesk', {
    bad: { path: `${customer}/agreements?agreementType=Lease`, names: 'agreementType' },
  }),
  about(`POST ${customer}/agreements`, 'alpha.sales', 'alpha.ga', {
    body: attestation,
    bad: { body: { ...attestation, dateAgreed: 'yesterday' }, names: 'dateAgreed' },
  }),
  about(`GET ${customer}/directSignedMicrosoftCustomerAgreementStatus`, 'alpha.sales', 'alpha.helpdesk'),
  about(`GET ${customer}/profiles/billing`, 'alpha.helpdesk', 'alpha.user'),
  about(`PUT ${customer}/profiles/billing`, 'alpha.ga', 'alpha.helpdesk', {
    body: { companyName: 'W', email: 'w@example.com', defaultAddress: address },
    bad: { body: { companyName: 5 }, names: 'companyName' },
  }),
  about(`GET ${customer}/profiles/company`, 'alpha.helpdesk', 'alpha.user'),
  about(`GET ${customer}/qualifications`, 'alpha.helpdesk', 'alpha.user'),
  about(`POST ${customer}/qualifications`, 'alpha.sales', 'alpha.helpdesk', {
    body: { qualification: 'StateOwnedEntity' },
    bad: { body: {}, names: 'qualification' },
  }),
  about(`GET ${customer}/qualification`, 'alpha.helpdesk', 'alpha.user'),
  about(`PUT ${customer}/qualification`, 'alpha.sales', 'alpha.helpdesk', {
    body: '"StateOwnedEntity"',
    bad: { body: '"Royal"', names: 'qualification' },
  }),
  inside(`GET ${customer}/organization`, 'alpha.sales'),
  inside(`GET ${customer}/customDomains`, 'alpha.sales'),
  inside(`POST ${customer}/verifieddomain`, 'alpha.sales', {
    body: {
      verifiedDomainName: 'woodgrove.example',
      domain: { authenticationType: 'managed', name: 'woodgrove.example', status: 'verified' },
    },
    bad: { body: { verifiedDomainName: 'woodgrove.example' }, names: 'domain.authenticationType' },
  }),
  {
    // What roles there are is known to every person of a partner of the customer.
    ...about(`GET ${customer}/directoryroles`, 'alpha.user', 'woodgrove.admin'),
  },
  inside(`GET ${members}`, 'alpha.sales', { bad: { path: members.replace('{roleId}', 'none'), names: 'roleId' } }),
  inside(
    `POST ${members}`,
    'alpha.helpdesk',
    { body: { Id: '{userId}' }, bad: { body: { Id: 'somebody' }, names: 'id' } },
    [{ ...elsewhere(members), body: { Id: '{strangerUserId}' } }],
  ),
  inside(`DELETE ${members}/{userId}`, 'alpha.helpdesk', { bad: noUser(`${members}/{userId}`) }, [
    elsewhere(`${members}/{userId}`),
  ]),
  inside(`GET ${customer}/subscribedskus`, 'alpha.billing', {
    bad: { path: `${customer}/subscribedskus?licenseGroupIds=group9`, names: 'licenseGroupIds' },
  }),
  inside(`GET ${customer}/managedservices`, 'alpha.billing', {
    bad: { path: '/v1/customers/none/managedservices', names: 'customerId' },
  }),
  inside(`GET ${customer}/users`, 'alpha.sales', {
    bad: { path: `${customer}/users?sortDirection=Sideways`, names: 'sortDirection' },
  }),
  inside(`POST ${customer}/users`, 'alpha.helpdesk', {
    body: newUser('nobody'),
    bad: { body: { ...newUser('nobody'), PasswordProfile: null }, names: 'passwordProfile.password' },
  }),
  inside(`GET ${user}`, 'alpha.user', { bad: noUser(user) }, [elsewhere(user)]),
  inside(
    `PATCH ${user}`,
    'alpha.helpdesk',
    { body: { displayName: 'Somebody' }, bad: { body: { displayName: 5 }, names: 'displayName' } },
    [{ ...elsewhere(user), body: { displayName: 'Somebody' } }],
  ),
  inside(`DELETE ${user}`, 'alpha.helpdesk', { bad: noUser(user) }, [elsewhere(user)]),
  inside(
    `PATCH ${user}/resetpassword`,
    'alpha.ga',
    {
      body: { passwordProfile: { password: 'abCD123*' } },
      bad: { body: { passwordProfile: {} }, names: 'passwordProfile.password' },
    },
    [elsewhere(`${user}/resetpassword`)],
  ),
  inside(`GET ${user}/directoryroles`, 'alpha.sales', { bad: noUser(`${user}/directoryroles`) }, [
    elsewhere(`${user}/directoryroles`),
  ]),
  inside(`GET ${user}/licenses`, 'alpha.sales', { bad: noUser(`${user}/licenses`) }, [elsewhere(`${user}/licenses`)]),
  inside(
    `POST ${user}/licenseupdates`,
    'alpha.helpdesk',
    {
      body: { licensesToRemove: ['cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46'] },
      bad: { body: { licensesToRemove: ['all'] }, names: 'licensesToRemove' },
    },
    [elsewhere(`${user}/licenseupdates`)],
  ),
];
