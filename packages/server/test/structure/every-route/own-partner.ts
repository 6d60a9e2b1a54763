import type { Bad, Foreign, RouteRow } from './row.ts';

const base = '/multipartner/v1';
const assignments = `${base}/delegatedAdminRelationships/{relationship}/accessAssignments`;
const templates = `${base}/delegatedAdminTemplates`;
const plan = `${base}/customers/{customerId}/azurePlans/{planId}/azureSubscriptions`;
const azure = `${base}/customers/{customerId}/azurePlans/{subscriptionId}/azureSubscriptions`;
const own = { none: "it is about the caller's own tenant alone" };
const byRole = (who: string) => [who, 'role-not-sufficient'] as const;
const unknown = (code: string, rest: Partial<Foreign> = {}): Foreign => ({
  who: 'beta.admin',
  status: 404,
  code,
  ...rest,
});
const noRelationship: Foreign = { who: 'gamma.admin', status: 403, code: 'no-relationship' };
const template = { displayName: 'Another', duration: 'P30D', roles: ['{readerRoleId}'] };
const asks = { customerId: '{customerId}', userId: '{alphaUserId}', action: 'customer.users.create' };
const noId = (path: string): Bad => ({ path, names: 'id' });

/** The partner's side of the own protocol. */
export const ownPartner: readonly RouteRow[] = [
  ...['explain', 'check'].map(
    (verb): RouteRow => ({
      route: `POST ${base}/access/${verb}`,
      body: asks,
      allowed: 'alpha.admin',
      refused: byRole('alpha.helpdesk'),
      foreign: [unknown('user-not-found')],
      bad: { body: { ...asks, action: 'customer.sing' }, names: 'action' },
    }),
  ),
  {
    route: `GET ${base}/relationshipMap`,
    path: `${base}/relationshipMap?customerId={customerId}`,
    allowed: 'alpha.helpdesk',
    refused: byRole('alpha.billing'),
    foreign: [{ who: 'gamma.admin', status: 403, code: 'no-relationship' }],
    bad: { path: `${base}/relationshipMap?customerId=somebody`, names: 'customerId' },
  },
  {
    route: `GET ${base}/timeline`,
    path: `${base}/timeline?customerId={customerId}`,
    allowed: 'alpha.helpdesk',
    refused: byRole('alpha.billing'),
    foreign: [{ who: 'gamma.admin', status: 403, code: 'no-relationship' }],
    bad: { path: `${base}/timeline?customerId=somebody`, names: 'customerId' },
  },
  {
    route: `GET ${base}/customers`,
    allowed: 'alpha.helpdesk',
    refused: byRole('alpha.billing'),
    foreign: own,
    bad: { path: `${base}/customers?kind=odd`, names: 'kind' },
  },
  {
    route: `GET ${base}/customers/export`,
    allowed: 'alpha.helpdesk',
    refused: byRole('alpha.billing'),
    foreign: own,
    bad: { path: `${base}/customers/export?resellerId=none`, names: 'resellerId' },
  },
  {
    route: `GET ${assignments}`,
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('relationship-not-found')],
    bad: { path: `${assignments}?limit=0`, names: 'limit' },
  },
  {
    route: `POST ${assignments}`,
    body: { groupId: '{group}', roles: ['{readerRoleId}'] },
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('relationship-not-found')],
    bad: { body: { groupId: 'all', roles: [] }, names: 'groupId' },
  },
  {
    route: `PATCH ${assignments}/{assignmentId}`,
    body: { roles: ['{readerRoleId}'] },
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('relationship-not-found')],
    bad: { body: { roles: 'all' }, names: 'roles' },
  },
  {
    route: `DELETE ${assignments}/{assignmentId}`,
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('relationship-not-found')],
    bad: { path: `${assignments}/none`, names: 'assignmentId' },
  },
  {
    route: `POST ${azure}`,
    path: plan,
    body: { friendlyName: 'Warehouse' },
    allowed: 'alpha.sales',
    refused: byRole('alpha.ga'),
    foreign: [noRelationship, unknown('subscription-not-found')],
    bad: { body: { friendlyName: '' }, names: 'friendlyName' },
  },
  {
    route: `GET ${azure}`,
    path: plan,
    allowed: 'alpha.helpdesk',
    refused: byRole('alpha.billing'),
    foreign: [noRelationship],
    bad: { path: plan.replace('{planId}', 'none'), names: 'subscriptionId' },
  },
  ...['', '/roleAssignments'].map(
    (suffix): RouteRow => ({
      route: `GET ${azure}/{azureSubscriptionId}${suffix}`,
      path: `${plan}/{azureSubscriptionId}${suffix}`,
      allowed: 'alpha.helpdesk',
      refused: byRole('alpha.billing'),
      foreign: [noRelationship, unknown('not-found')],
      bad: { path: `${plan}/none${suffix}`, names: 'azureSubscriptionId' },
    }),
  ),
  {
    route: `DELETE ${azure}/{azureSubscriptionId}/roleAssignments/{id}`,
    path: `${plan}/{azureSubscriptionId}/roleAssignments/{roleAssignmentId}`,
    allowed: 'woodgrove.admin',
    refused: byRole('woodgrove.billing'),
    foreign: [
      { who: 'litware.admin', status: 403, code: 'role-not-sufficient' },
      {
        who: 'litware.admin',
        status: 404,
        code: 'not-found',
        path: `${plan.replace('{customerId}', '{litware}')}/{azureSubscriptionId}/roleAssignments/{roleAssignmentId}`,
      },
    ],
    bad: noId(`${plan}/{azureSubscriptionId}/roleAssignments/none`),
  },
  {
    route: `POST ${base}/delegatedAdminRelationships:bulk`,
    body: { key: 'second', items: [{ action: 'create', displayName: 'Bulk', templateId: '{templateId}' }] },
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('not-found')],
    bad: { body: { key: 'second', items: [{ action: 'sing' }] }, names: 'items.0.action' },
  },
  {
    route: `GET ${base}/bulks/{id}`,
    path: `${base}/bulks/{bulkId}`,
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('not-found')],
    bad: noId(`${base}/bulks/none`),
  },
  {
    route: `GET ${base}/bulks/{id}/rows`,
    path: `${base}/bulks/{bulkId}/rows`,
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('not-found')],
    bad: { path: `${base}/bulks/{bulkId}/rows?status=odd`, names: 'status' },
  },
  {
    route: `GET ${base}/delegatedAdminRoles`,
    allowed: 'woodgrove.user',
    refused: { none: 'everybody who is signed in may read what the built-in roles are' },
    foreign: { none: 'it is the same for everybody' },
    bad: { none: 'it takes no input' },
  },
  {
    route: `GET ${templates}`,
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: own,
    bad: { path: `${templates}?limit=0`, names: 'limit' },
  },
  {
    route: `POST ${templates}`,
    body: template,
    allowed: 'alpha.ga',
    refused: byRole('alpha.useradmin'),
    foreign: [
      {
        who: 'alpha.ga',
        status: 404,
        code: 'group-not-found',
        body: { ...template, assignments: [{ groupId: '{betaGroup}', roles: template.roles }] },
      },
    ],
    bad: { body: { ...template, duration: 'long' }, names: 'duration' },
  },
  {
    route: `GET ${templates}/{id}`,
    path: `${templates}/{templateId}`,
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('not-found')],
    bad: noId(`${templates}/none`),
  },
  {
    route: `PUT ${templates}/{id}`,
    path: `${templates}/{templateId}`,
    body: template,
    allowed: 'alpha.ga',
    refused: byRole('alpha.useradmin'),
    foreign: [unknown('not-found')],
    bad: { body: { ...template, colour: 'red' }, names: 'colour' },
  },
  {
    route: `DELETE ${templates}/{id}`,
    path: `${templates}/{templateId}`,
    allowed: 'alpha.ga',
    refused: byRole('alpha.useradmin'),
    foreign: [unknown('not-found')],
    bad: noId(`${templates}/none`),
  },
  {
    route: `POST ${templates}/{id}/check`,
    path: `${templates}/{templateId}/check`,
    body: { relationshipId: '{relationship}' },
    allowed: 'alpha.useradmin',
    refused: byRole('alpha.sales'),
    foreign: [unknown('not-found')],
    bad: { body: { relationshipId: 'none' }, names: 'relationshipId' },
  },
  {
    route: `POST ${base}/invitations`,
    body: {},
    allowed: 'alpha.sales',
    refused: byRole('alpha.helpdesk'),
    foreign: [{ who: 'rho.admin', status: 403, code: 'partnership-required', body: { indirectProviderId: '{dist2}' } }],
    bad: { body: { indirectProviderId: 'none' }, names: 'indirectProviderId' },
  },
  {
    route: `POST ${base}/userInvitations`,
    body: { emails: ['somebody@example.com'] },
    allowed: 'alpha.ga',
    refused: byRole('alpha.useradmin'),
    foreign: own,
    bad: { body: { emails: [] }, names: 'emails' },
  },
  {
    route: `POST ${base}/partnerships/invitations`,
    body: {},
    allowed: 'dist1.sales',
    refused: byRole('dist1.helpdesk'),
    foreign: own,
    bad: { body: { to: 'rho' }, names: 'to' },
  },
  ...['preview', 'acceptances'].map(
    (verb): RouteRow => ({
      route: `POST ${base}/partnerships/${verb}`,
      body: { url: '{partnershipInvitation}' },
      allowed: 'rho.ga',
      refused: byRole('rho.helpdesk'),
      foreign: { none: 'a link is for whoever is given it' },
      bad: { body: {}, names: 'url' },
    }),
  ),
  {
    route: `GET ${base}/partnerships`,
    allowed: 'dist1.sales',
    refused: byRole('dist1.helpdesk'),
    foreign: own,
    bad: { none: 'it takes no input' },
  },
  {
    route: `DELETE ${base}/partnerships/{partnerId}`,
    path: `${base}/partnerships/{rho}`,
    allowed: 'dist1.sales',
    refused: byRole('dist1.helpdesk'),
    foreign: [{ who: 'dist2.admin', status: 404, code: 'partnership-not-found' }],
    bad: { path: `${base}/partnerships/none`, names: 'partnerId' },
  },
  {
    route: `POST ${base}/resellers/{resellerId}/delegatedAdminRelationships`,
    path: `${base}/resellers/{rho}/delegatedAdminRelationships`,
    body: { displayName: 'Prepared', duration: 'P30D', roles: ['{readerRoleId}'] },
    allowed: 'dist1.admin',
    refused: byRole('dist1.ga'),
    foreign: [{ who: 'dist2.admin', status: 403, code: 'partnership-required' }],
    bad: { body: { displayName: 'Prepared', duration: 'long', roles: ['{readerRoleId}'] }, names: 'duration' },
  },
];
