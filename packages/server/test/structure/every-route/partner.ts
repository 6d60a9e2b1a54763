import { ofPartners, type RouteRow, takesNothing } from './row.ts';

const address = { country: 'US', city: 'Redmond', state: 'WA', addressLine1: '1 Way', postalCode: '98052' };
const company = { companyName: 'Alpha', address, defaultAddress: address, email: 'a@alpha.example' };
const own = { none: "it is about the caller's own tenant alone" };
const everybodys = { none: 'it is the same for every partner' };

const profile = (name: string): RouteRow => ({
  route: `GET /v1/profiles/${name}`,
  // Everybody of a partner may read it, and nobody else.
  allowed: 'alpha.user',
  refused: ofPartners,
  foreign: own,
  bad: takesNothing,
});

const writtenProfile = (name: string, refused: string, body: object = company): RouteRow => ({
  route: `PUT /v1/profiles/${name}`,
  body,
  allowed: 'alpha.admin',
  refused: [refused, 900150],
  foreign: own,
  bad: {
    body: 'email' in body && !('address' in body) ? { ...body, email: 5 } : { ...body, companyName: 5 },
    names: 'email' in body && !('address' in body) ? 'email' : 'companyName',
  },
});

/** The partner's own: profiles, agreements, log, resellers. */
export const partners: readonly RouteRow[] = [
  profile('organization'),
  {
    ...profile('legalbusiness'),
    bad: { path: '/v1/profiles/legalbusiness?vettingVersion=First', names: 'vettingVersion' },
  },
  profile('billing'),
  profile('support'),
  { ...profile('mpn'), bad: { path: '/v1/profiles/mpn?mpnId=abc', names: 'mpnId' } },
  writtenProfile('organization', 'alpha.useradmin'),
  writtenProfile('legalbusiness', 'alpha.billing'),
  writtenProfile('billing', 'alpha.sales'),
  writtenProfile('support', 'alpha.helpdesk', { email: 'a@alpha.example', telephone: '1', website: 'w' }),
  writtenProfile('supportprofile', 'alpha.helpdesk', { email: 'a@alpha.example', telephone: '1', website: 'w' }),
  {
    route: 'GET /v1/agreements',
    allowed: 'alpha.sales',
    refused: ['alpha.billing', 900150],
    foreign: everybodys,
    bad: { path: '/v1/agreements?agreementType=Lease', names: 'agreementType' },
  },
  {
    route: 'GET /v1/agreementtemplates/{agreementTemplateId}/document',
    allowed: 'alpha.sales',
    refused: ['alpha.billing', 900150],
    foreign: everybodys,
    bad: { path: '/v1/agreementtemplates/{agreementTemplateId}/document?country=Utopia', names: 'country' },
  },
  {
    route: 'GET /v1/compliance/{programName}/agreementstatus',
    path: '/v1/compliance/csp/agreementstatus?tenantId={rho}',
    allowed: 'dist1.sales',
    refused: ['dist1.billing', 900150],
    foreign: { none: 'a provider asks about any reseller, before there is a partnership (R17)' },
    bad: { path: '/v1/compliance/csp/agreementstatus?mpnId=abc', names: 'mpnId' },
  },
  {
    route: 'GET /v1/auditrecords',
    allowed: 'alpha.ga',
    refused: ['alpha.sales', 900150],
    foreign: own,
    bad: { path: '/v1/auditrecords?startDate=yesterday', names: 'startDate' },
  },
  {
    route: 'GET /auditactivity/v1/auditrecords/{auditRecordId}',
    allowed: 'alpha.ga',
    refused: ['alpha.sales', 900150],
    foreign: [{ who: 'beta.admin', status: 404, code: 1000 }],
    bad: { none: 'an id that is none is looked for like any other' },
  },
  {
    route: 'HEAD /v1/domains/{domain}',
    allowed: 'alpha.user',
    refused: ofPartners,
    foreign: { none: 'whether a domain is taken is all that is told' },
    bad: { none: 'an answer to HEAD has no words' },
  },
  {
    route: 'GET /v1/customers/relationshiprequests',
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [
      {
        who: 'rho.admin',
        status: 403,
        code: 900150,
        path: '/v1/customers/relationshiprequests?indirectCloudSolutionProviderId={dist2}',
      },
    ],
    bad: {
      path: '/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=none',
      names: 'indirectCloudSolutionProviderId',
    },
  },
  {
    route: 'GET /v1/relationships',
    path: '/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf',
    allowed: 'dist1.sales',
    refused: ['dist1.helpdesk', 900150],
    foreign: own,
    bad: { path: '/v1/relationships', names: 'relationship_type' },
  },
  {
    route: 'POST /v1/sandboxIndirectReseller',
    body: {
      mpnId: '6363299',
      tenant: {
        domainPrefix: 'SecondTest',
        displayName: 'Second',
        adminUserName: 'admin',
        adminFirstName: 'A',
        adminLastName: 'B',
        country: 'US',
      },
      legalBusinessProfile: { companyName: 'Second' },
    },
    allowed: 'dist1.admin',
    refused: ['dist1.helpdesk', 900150],
    foreign: own,
    bad: { body: { mpnId: '6363299' }, names: 'tenant.country' },
  },
  {
    route: 'DELETE /v1/sandboxIndirectReseller/{resellerId}',
    allowed: 'dist1.admin',
    refused: ['dist1.helpdesk', 900150],
    foreign: [{ who: 'dist2.admin', status: 403, code: 6003 }],
    bad: { path: '/v1/sandboxIndirectReseller/none', names: 'resellerId' },
  },
];
