import type { RouteRow } from './row.ts';

const base = '/multipartner/v1';
const relationships = `${base}/delegatedAdminRelationships`;
const own = { none: "it is about the caller's own tenant alone" };
const byRole = (who: string) => [who, 'role-not-sufficient'] as const;
const limit = (path: string) => ({ path: `${path}?limit=0`, names: 'limit' });
/** To another customer there is no such relationship. */
const elsewhere = [{ who: 'litware.admin', status: 404, code: 'relationship-not-found' }] as const;
const link = { none: 'a link is for whoever is given it' };

/** The customer's side of the own protocol. */
export const ownCustomer: readonly RouteRow[] = [
  {
    route: `GET ${relationships}`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: limit(relationships),
  },
  {
    route: `GET ${relationships}/{relationship}`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: elsewhere,
    bad: { path: `${relationships}/none`, names: 'relationshipId' },
  },
  {
    route: `POST ${relationships}/{relationship}/approval`,
    body: {},
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: elsewhere,
    bad: { body: { roles: [] }, names: 'roles' },
  },
  {
    route: `POST ${relationships}/{relationship}/termination`,
    body: {},
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: elsewhere,
    bad: { body: { at: 'once' }, names: 'at' },
  },
  {
    route: `PATCH ${relationships}/{relationship}`,
    body: { autoExtendDuration: 'P180D' },
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: elsewhere,
    bad: { body: { autoExtendDuration: 'P1D' }, names: 'autoExtendDuration' },
  },
  {
    route: `POST ${base}/invitations/preview`,
    body: { url: '{invitation}' },
    allowed: 'litware.billing',
    refused: byRole('litware.helpdesk'),
    foreign: link,
    bad: { body: {}, names: 'url' },
  },
  {
    route: `POST ${base}/invitations/acceptances`,
    body: { url: '{invitation}' },
    allowed: 'litware.admin',
    refused: byRole('litware.billing'),
    foreign: link,
    bad: { body: { url: 5 }, names: 'url' },
  },
  {
    route: `GET ${base}/me`,
    allowed: 'woodgrove.user',
    refused: { none: 'everybody may know who he is' },
    foreign: own,
    bad: { none: 'it takes no input' },
  },
  {
    route: `GET ${base}/organization`,
    allowed: 'woodgrove.user',
    refused: { none: 'everybody may read the company data of his own tenant' },
    foreign: own,
    bad: { none: 'it takes no input' },
  },
  {
    route: `PATCH ${base}/organization`,
    body: { displayName: 'Woodgrove Bank' },
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: { body: { address: { planet: 'Earth' } }, names: 'address.planet' },
  },
  {
    route: `POST ${base}/agreements/customerAgreement/acceptances`,
    body: {},
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: { body: { templateId: 5 }, names: 'templateId' },
  },
  {
    route: `GET ${base}/attention`,
    allowed: 'woodgrove.user',
    refused: { none: 'everybody may ask, and is told what his roles let him see' },
    foreign: own,
    bad: { none: 'it takes no input' },
  },
  {
    route: `GET ${base}/auditRecords`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: limit(`${base}/auditRecords`),
  },
  {
    route: `GET ${base}/auditRecords/export`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: { path: `${base}/auditRecords/export?from=yesterday`, names: 'from' },
  },
  {
    route: `GET ${base}/partners`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: { path: `${base}/partners?cursor=none`, names: 'cursor' },
  },
  {
    route: `GET ${base}/partners/report`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: { none: 'it takes no input' },
  },
  {
    route: `GET ${base}/partners/unusedRights`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: { path: `${base}/partners/unusedRights?days=few`, names: 'days' },
  },
  {
    route: `POST ${base}/partners/delegatedAdministration:end`,
    body: {},
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: own,
    bad: { body: { all: true }, names: 'all' },
  },
  {
    route: `DELETE ${base}/partners/{partnerId}`,
    path: `${base}/partners/{gamma}`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: [{ who: 'woodgrove.admin', status: 404, code: 'relationship-not-found' }],
    bad: { path: `${base}/partners/none`, names: 'partnerId' },
  },
  {
    route: `DELETE ${base}/partners/{partnerId}/delegatedAdministration`,
    path: `${base}/partners/{gamma}/delegatedAdministration`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: [{ who: 'woodgrove.admin', status: 404, code: 'relationship-not-found' }],
    bad: { path: `${base}/partners/none/delegatedAdministration`, names: 'partnerId' },
  },
  {
    route: `GET ${base}/evidence`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: [
      { who: 'gamma.admin', status: 403, code: 'no-relationship', path: `${base}/evidence?customerId={customerId}` },
    ],
    bad: { path: `${base}/evidence?asOf=yesterday`, names: 'asOf' },
  },
  {
    route: `GET ${base}/evidence/protected`,
    path: `${base}/evidence/protected?customerId={customerId}`,
    allowed: 'alpha.ga',
    refused: byRole('alpha.sales'),
    foreign: [{ who: 'gamma.admin', status: 403, code: 'no-relationship' }],
    bad: { path: `${base}/evidence/protected?customerId=------------------------------------`, names: 'customerId' },
  },
];
