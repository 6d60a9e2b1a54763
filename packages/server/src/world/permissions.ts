const partnerCenter = 'https://api.partnercenter.microsoft.com';
const graph = 'https://graph.microsoft.com';
const legacyGraph = 'https://graph.windows.net';
const graphPermissions = [
  'DelegatedAdminRelationship.Read.All',
  'DelegatedAdminRelationship.ReadWrite.All',
  'CrossTenantInformation.ReadBasic.All',
  'Directory.Read.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'RoleManagement.Read.Directory',
  'User.ReadBasic.All',
];

const on = (resource: string, names: readonly string[]) => names.map((name) => `${resource}/${name}`);

/** Every app role that an application of a tenant can have, as Resource/Permission. */
export const allApplicationPermissions: readonly string[] = [
  ...on(partnerCenter, ['Partner.Operate']),
  ...on(graph, graphPermissions),
  ...on(legacyGraph, ['Directory.Read.All']),
];

/** The app role that only the operator's application has. */
export const operatorPermission = 'multipartner/Realm.Operate';

/** Every scope that people can grant to an application, as Resource/Permission. */
export const allDelegatedPermissions: readonly string[] = [
  ...on(partnerCenter, ['user_impersonation']),
  ...on(graph, [...graphPermissions, 'User.Read', 'Directory.AccessAsUser.All']),
  ...on(legacyGraph, ['user_impersonation', 'User.Read', 'Directory.Read.All', 'Directory.AccessAsUser.All']),
  ...on('multipartner', ['user_impersonation']),
  ...on('https://management.core.windows.net', ['user_impersonation']),
  ...on('https://management.azure.com', ['user_impersonation']),
];
