import { type Bad, type RouteRow, secondSeller, stranger, withoutRights } from './row.ts';

const customer = '/v1/customers/{customerId}';
const entitlements = `${customer}/subscriptions/{subscriptionId}/azureEntitlements`;
const ofPlan = `${customer}/subscriptions/{planId}/azureEntitlements`;
const noEntitlement = (suffix = ''): Bad => ({ path: `${ofPlan}/none${suffix}`, names: 'entitlementId' });

const policies = `${customer}/policies`;
const policy = { name: 'Laptops', category: 'o_o_b_e', policySettings: ['skip_eula'] };
const selfServe = '/v1/SelfServePolicy';
const selfServePolicy = {
  selfServeEntity: { selfServeEntityType: 'customer', tenantID: '{customerId}' },
  grantor: { grantorType: 'billToPartner', tenantID: '{alpha}' },
  permissions: [{ resource: 'AzureReservedInstances', action: 'Purchase' }],
};
const consents = `${customer}/applicationconsents`;
const consent = {
  applicationId: '{application}',
  applicationGrants: [{ enterpriseApplicationId: '00000003-0000-0000-c000-000000000000', scope: 'User.Read.All' }],
};
const own = { none: "it is about the caller's own tenant alone" };
const requests = '/v1/servicerequests';
const asked = { title: 'Help', description: 'Nothing goes', severity: 'minimal', supportTopicId: '32444671' };
const list = (route: string, refused: RouteRow['refused'], foreign: RouteRow['foreign']): RouteRow => ({
  route,
  allowed: 'alpha.helpdesk',
  refused,
  foreign,
  bad: { path: `${route.split(' ')[1]}?size=many`, names: 'size' },
});

/** What hangs under what was sold, and what is around selling. */
export const services: readonly RouteRow[] = [
  {
    route: `GET ${entitlements}`,
    path: ofPlan,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: { path: `${customer}/subscriptions/none/azureEntitlements`, names: 'subscriptionId' },
  },
  {
    route: `GET ${entitlements}/{entitlementId}`,
    path: `${ofPlan}/{azureSubscriptionId}`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noEntitlement(),
  },
  {
    route: `POST ${entitlements}/{entitlementId}/cancel`,
    path: `${ofPlan}/{azureSubscriptionId}/cancel`,
    body: { cancellationReason: 'compromise' },
    allowed: 'alpha.admin',
    refused: ['alpha.ga', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: { body: { cancellationReason: 'dislike' }, names: 'cancellationReason' },
  },
  {
    route: `POST ${entitlements}/{entitlementId}/reactivate`,
    path: `${ofPlan}/{azureSubscriptionId}/reactivate`,
    allowed: 'alpha.admin',
    refused: ['alpha.ga', 900150],
    foreign: [stranger, secondSeller(20003)],
    bad: noEntitlement('/reactivate'),
  },
  {
    route: `GET ${policies}`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger],
    bad: { path: '/v1/customers/none/policies', names: 'customerId' },
  },
  {
    route: `POST ${policies}`,
    body: policy,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger],
    bad: { body: { ...policy, policySettings: ['paint_it_blue'] }, names: 'policySettings.0' },
  },
  {
    route: `GET ${policies}/{policyId}`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.billing', 900150],
    foreign: [stranger, secondSeller(1000)],
    bad: { path: `${policies}/none`, names: 'policyId' },
  },
  {
    route: `PUT ${policies}/{policyId}`,
    body: policy,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger, secondSeller(1000)],
    bad: { body: { ...policy, name: ' ' }, names: 'name' },
  },
  {
    route: `DELETE ${policies}/{policyId}`,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger, secondSeller(1000)],
    bad: { path: `${policies}/none`, names: 'policyId' },
  },
  {
    route: `GET ${selfServe}`,
    path: `${selfServe}?entity_id={customerId}`,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [stranger],
    bad: { path: selfServe, names: 'entity_id' },
  },
  {
    route: `GET ${selfServe}/{id}`,
    path: `${selfServe}/{alpha}_{customerId}`,
    allowed: 'alpha.sales',
    refused: ['alpha.helpdesk', 900150],
    foreign: [{ who: 'beta.admin', status: 404, code: 600039 }],
    bad: { none: 'an id that is none is not found, by a number of its own' },
  },
  {
    route: `POST ${selfServe}`,
    body: { ...selfServePolicy, selfServeEntity: { selfServeEntityType: 'customer', tenantID: '{litware}' } },
    allowed: 'alpha.ga',
    refused: ['alpha.sales', 900150],
    foreign: [
      {
        ...stranger,
        body: { ...selfServePolicy, grantor: { grantorType: 'billToPartner', tenantID: '{gamma}' } },
      },
    ],
    bad: {
      body: { ...selfServePolicy, permissions: [{ resource: 'Everything', action: 'Purchase' }] },
      names: 'permissions.0.resource',
    },
  },
  ...['', '/{id}'].map(
    (suffix): RouteRow => ({
      route: `PUT ${selfServe}${suffix}`,
      path: `${selfServe}${suffix === '' ? '' : '/{alpha}_{customerId}'}`,
      body: selfServePolicy,
      allowed: 'alpha.ga',
      refused: ['alpha.sales', 900150],
      foreign: [{ who: 'beta.admin', status: 404, code: 600039 }],
      bad: { body: { ...selfServePolicy, permissions: [] }, names: 'permissions' },
    }),
  ),
  {
    route: `DELETE ${selfServe}/{id}`,
    path: `${selfServe}/{alpha}_{customerId}`,
    allowed: 'alpha.ga',
    refused: ['alpha.sales', 900150],
    foreign: [{ who: 'beta.admin', status: 404, code: 600039 }],
    bad: { none: 'an id that is none is not found, by a number of its own' },
  },
  {
    route: `POST ${consents}`,
    body: consent,
    allowed: 'alpha.admin',
    refused: ['alpha.ga', 900150],
    foreign: [stranger, withoutRights],
    bad: { body: { ...consent, applicationId: 'mine' }, names: 'applicationId' },
  },
  {
    route: `DELETE ${consents}/{applicationId}`,
    path: `${consents}/{application}`,
    allowed: 'alpha.admin',
    refused: ['alpha.ga', 900150],
    foreign: [stranger, withoutRights],
    bad: { path: `${consents}/mine`, names: 'applicationId' },
  },
  list(`GET ${requests}`, ['alpha.sales', 900150], own),
  list(`GET ${customer}/servicerequests`, ['alpha.sales', 900150], [stranger, withoutRights]),
  {
    route: `GET ${requests}/supporttopics`,
    allowed: 'alpha.helpdesk',
    refused: ['alpha.sales', 900150],
    foreign: { none: 'it is the same for every partner' },
    bad: { none: 'it takes no input' },
  },
  {
    route: `POST ${requests}/{agentLocale}`,
    path: `${requests}/en-US`,
    body: { ...asked, organization: { id: '{customerId}' } },
    allowed: 'alpha.helpdesk',
    refused: ['alpha.ga', 900150],
    foreign: [stranger, withoutRights],
    bad: { body: { ...asked, supportTopicId: '1' }, names: 'supportTopicId' },
  },
  ...[requests, `${customer}/servicerequests`].flatMap((base): RouteRow[] => [
    {
      route: `GET ${base}/{serviceRequestId}`,
      allowed: 'alpha.helpdesk',
      refused: ['alpha.sales', 900150],
      foreign: base === requests ? [{ who: 'beta.admin', status: 404, code: 1000 }] : [stranger, withoutRights],
      bad: { none: 'an id that is none is looked for like any other' },
    },
    {
      route: `PATCH ${base}/{serviceRequestId}`,
      body: { newNote: { text: 'Still' } },
      allowed: 'alpha.helpdesk',
      refused: ['alpha.sales', 900150],
      foreign: base === requests ? [{ who: 'beta.admin', status: 404, code: 1000 }] : [stranger, withoutRights],
      bad: { body: { newNote: { text: ' ' } }, names: 'newNote.text' },
    },
  ]),
  ...['partnerRequests', 'nonMfaCompliantPartnerPrincipals'].map(
    (name): RouteRow => ({
      route: `GET /v1/${name}`,
      allowed: 'alpha.ga',
      refused: ['alpha.sales', 900150],
      foreign: own,
      bad: { none: 'it takes no input' },
    }),
  ),
  {
    route: 'GET /v1/applicationmfaadoptionstatus',
    allowed: 'alpha.ga',
    refused: ['alpha.sales', 900150],
    foreign: own,
    bad: { path: '/v1/applicationmfaadoptionstatus?startDate=yesterday', names: 'startDate' },
  },
];
