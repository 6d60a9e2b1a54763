import { isGuid } from './tenant-name.ts';

/** Our own APIs, which take tokens. */
export type Audience = 'partner-center' | 'legacy-graph' | 'graph' | 'management' | 'multipartner';

/** What tokens are made for: one of our APIs, or an application of a tenant that is an API itself. */
export interface Resource {
  readonly audience: Audience | 'application';
  /** The `aud` of its tokens, and the part before the slash of a permission: `<uri>/<permission>`. */
  readonly uri: string;
  /** Other spellings that requests use, lower-case and without a slash at the end. */
  readonly aliases: readonly string[];
  /** Every scope a person can grant here. */
  readonly scopes: readonly string[];
  /** Every app role. */
  readonly appRoles: readonly string[];
  /** Scopes nobody has to be asked for. */
  readonly free: readonly string[];
}

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

export const resources: readonly (Resource & { readonly audience: Audience })[] = [
  {
    audience: 'partner-center',
    uri: 'https://api.partnercenter.microsoft.com',
    aliases: ['fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd', 'https://api.partnercenter.com'],
    scopes: ['user_impersonation'],
    appRoles: ['Partner.Operate'],
    free: [],
  },
  {
    audience: 'legacy-graph',
    uri: 'https://graph.windows.net',
    aliases: ['00000002-0000-0000-c000-000000000000'],
    scopes: ['user_impersonation', 'User.Read', 'Directory.Read.All', 'Directory.AccessAsUser.All'],
    appRoles: ['Directory.Read.All'],
    free: ['User.Read'],
  },
  {
    audience: 'graph',
    uri: 'https://graph.microsoft.com',
    aliases: [
      '00000003-0000-0000-c000-000000000000',
      'https://graph.microsoft.us',
      'https://microsoftgraph.chinacloudapi.cn',
    ],
    scopes: [...graphPermissions, 'User.Read', 'Directory.AccessAsUser.All'],
    appRoles: graphPermissions,
    free: ['User.Read'],
  },
  {
    audience: 'multipartner',
    uri: 'multipartner',
    aliases: ['api://multipartner'],
    scopes: ['user_impersonation'],
    appRoles: ['Realm.Operate'],
    free: [],
  },
  {
    audience: 'management',
    uri: 'https://management.core.windows.net/',
    aliases: ['https://management.core.windows.net', '797f4846-ba00-4fd7-ba43-dac1f8f63013'],
    scopes: ['user_impersonation'],
    appRoles: [],
    free: [],
  },
  {
    audience: 'management',
    uri: 'https://management.azure.com',
    aliases: [],
    scopes: ['user_impersonation'],
    appRoles: [],
    free: [],
  },
];

const byName = new Map<string, Resource>();
for (const resource of resources) {
  byName.set(withoutSlashes(resource.uri), resource);
  for (const alias of resource.aliases) byName.set(alias, resource);
}
const byUri = new Map(resources.map((resource) => [resource.uri, resource]));

function withoutSlashes(name: string): string {
  return name.toLowerCase().replace(/\/+$/, '');
}

/**
 * By any of its names, in any case, with or without slashes at the end. An application is `api://<client id>`, or its
 * client id alone; whether it exists is asked when a token is made.
 */
export function findResource(name: string): Resource | undefined {
  const plain = withoutSlashes(name);
  const known = byName.get(plain);
  if (known !== undefined) return known;
  const clientId = plain.replace(/^api:\/\//, '');
  if (!isGuid(clientId)) return undefined;
  const scopes = ['access_as_user', 'user_impersonation'];
  return { audience: 'application', uri: `api://${clientId}`, aliases: [], scopes, appRoles: [], free: scopes };
}

/** The client id behind an application as a resource. */
export function clientIdOfResource(resource: Resource): string | undefined {
  return resource.audience === 'application' ? resource.uri.slice('api://'.length) : undefined;
}

/** One of our own APIs, by the exact `aud` of a token. */
export function resourceOfAudience(uri: string): (Resource & { readonly audience: Audience }) | undefined {
  return byUri.get(uri);
}

export function resourceFor(audience: Audience): Resource {
  return resources.find((resource) => resource.audience === audience) as Resource;
}

/** The part of `<resource>/<permission>` texts that concerns this resource, as permissions it really has. */
export function permissionsOn(resource: Resource, granted: readonly string[], known: readonly string[]): string[] {
  const found: string[] = [];
  for (const text of granted) {
    const slash = text.lastIndexOf('/');
    if (slash < 1 || findResource(text.slice(0, slash))?.uri !== resource.uri) continue;
    const name = text.slice(slash + 1).toLowerCase();
    const permission = known.find((one) => one.toLowerCase() === name);
    if (permission !== undefined && !found.includes(permission)) found.push(permission);
  }
  return found;
}
