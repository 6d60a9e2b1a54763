import type { ServicePrincipalRow } from '../../../../operations/directory/applications.ts';
import type { ContractRow } from '../../../../operations/directory/contracts.ts';
import type { DirectoryObjectRow, GroupRow } from '../../../../operations/directory/groups.ts';
import type { DirectoryUserRow } from '../../../../operations/directory/people.ts';
import type { DirectoryRoleRow } from '../../../../operations/directory/roles.ts';
import { second } from './answer.ts';

export function groupBody(row: GroupRow) {
  return {
    id: row.id,
    deletedDateTime: null,
    classification: null,
    createdDateTime: second(row.created_at),
    description: row.description,
    displayName: row.display_name,
    groupTypes: [],
    isAssignableToRole: null,
    mail: null,
    mailEnabled: false,
    mailNickname: row.mail_nickname,
    membershipRule: null,
    onPremisesSyncEnabled: null,
    proxyAddresses: [],
    securityEnabled: true,
    visibility: null,
  };
}

/** What is shown of a person when nothing is selected. */
export const usualOfUser = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];

export function userBody(row: DirectoryUserRow) {
  return {
    businessPhones: row.phone === null ? [] : [row.phone],
    displayName: row.display_name,
    givenName: row.given_name,
    jobTitle: null,
    mail: row.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: row.surname,
    userPrincipalName: row.user_principal_name,
    id: row.id,
    accountEnabled: row.account_enabled,
    assignedLicenses: row.licences.map((one) => ({ skuId: one.sku_id, disabledPlans: one.excluded_plans })),
    createdDateTime: second(row.created_at),
    onPremisesImmutableId: row.immutable_id,
    onPremisesSyncEnabled: null,
    usageLocation: row.usage_location,
    userType: 'Member',
  };
}

/** A built-in role of the tenant; here its id is that of its template. */
export function directoryRoleBody(row: DirectoryRoleRow) {
  return {
    id: row.id,
    deletedDateTime: null,
    description: null,
    displayName: row.name,
    roleTemplateId: row.id,
  };
}

/** `@multipartner.gdapPermitted` says whether a granular relationship may carry the role, which the original does not tell. */
export function roleDefinitionBody(row: DirectoryRoleRow) {
  return {
    id: row.id,
    description: null,
    displayName: row.name,
    isBuiltIn: true,
    isEnabled: true,
    isPrivileged: row.privileged,
    resourceScopes: ['/'],
    templateId: row.id,
    version: '1',
    rolePermissions: [],
    '@multipartner.gdapPermitted': row.gdap,
  };
}

export function servicePrincipalBody(row: ServicePrincipalRow) {
  return {
    id: row.id,
    deletedDateTime: null,
    accountEnabled: true,
    appDisplayName: row.display_name,
    appId: row.id,
    appOwnerOrganizationId: row.owner,
    createdDateTime: row.created_at === null ? null : second(row.created_at),
    displayName: row.display_name,
    servicePrincipalNames: [row.id],
    servicePrincipalType: 'Application',
  };
}

export function contractBody(row: ContractRow) {
  return {
    id: row.id,
    deletedDateTime: null,
    contractType: row.type === 'reseller' ? 'ResellerPartner' : 'BreadthPartner',
    customerId: row.customer_id,
    defaultDomainName: row.domain,
    displayName: row.name,
  };
}

/** An object among others of whatever type says of which it is. */
export function directoryObjectBody(object: DirectoryObjectRow) {
  switch (object.kind) {
    case 'user':
      return { '@odata.type': '#microsoft.graph.user', ...userBody(object.row) };
    case 'group':
      return { '@odata.type': '#microsoft.graph.group', ...groupBody(object.row) };
    case 'application':
      return { '@odata.type': '#microsoft.graph.servicePrincipal', ...servicePrincipalBody(object.row) };
    case 'role':
      return { '@odata.type': '#microsoft.graph.directoryRole', ...directoryRoleBody(object.row) };
  }
}

/** What of a person is shown among other objects when nothing is selected; of other objects everything is. */
export const usualOfObject = (object: DirectoryObjectRow, body: object) =>
  object.kind === 'user' ? usualOfUser : Object.keys(body);
