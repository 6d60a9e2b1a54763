/** The APIs that tokens are made for. */
export type Audience = 'partner-center' | 'legacy-graph' | 'graph' | 'management' | 'multipartner';

export interface Resource {
  readonly audience: Audience;
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
];

export const resources: readonly Resource[] = [
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
    scopes: [
      ...graphPermissions,
      'User.Read',
      'User.ReadBasic.All',
      'Directory.Read.All',
      'Directory.AccessAsUser.All',
    ],
    appRoles: [...graphPermissions, 'Directory.Read.All'],
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

/** By any of its names, in any case, with or without slashes at the end. */
export function findResource(name: string): Resource | undefined {
  return byName.get(withoutSlashes(name));
}

/** By the exact `aud` of a token. */
export function resourceOfAudience(uri: string): Resource | undefined {
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
    if (slash < 1 || findResource(text.slice(0, slash)) !== resource) continue;
    const name = text.slice(slash + 1).toLowerCase();
    const permission = known.find((one) => one.toLowerCase() === name);
    if (permission !== undefined && !found.includes(permission)) found.push(permission);
  }
  return found;
}
