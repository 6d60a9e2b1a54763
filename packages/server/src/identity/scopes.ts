import type { ApplicationFacts } from '../store/identity/applications.ts';
import { AadError } from './errors.ts';
import { isFirstParty } from './first-party.ts';
import { findResource, permissionsOn, type Resource, resourceFor } from './resources.ts';

/** Marks a grant whose client asked to stay signed in: the library drops `offline_access` itself. */
export const staySignedIn = 'stay_signed_in';

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/** What a request asks for: one resource, scopes of it or everything granted, and the OpenID scopes. */
export interface AskedScopes {
  readonly resource: Resource;
  /** Permissions of the resource by name; undefined stands for `/.default`: everything granted. */
  readonly permissions: readonly string[] | undefined;
  readonly openId: readonly string[];
  /** How the answer spells a scope: as the request did. */
  readonly spell: (permission: string) => string;
  /** The `/.default` as it was spelt, which the answer repeats. */
  readonly default: string | undefined;
}

/**
 * Reads a v2 `scope`: `<resource>/<permission>`, `<resource>/.default` (also with two slashes), permissions without a
 * resource (those are Graph's), OpenID scopes; undefined when only OpenID scopes, or none, are there.
 * @throws AADSTS500011 for an unknown resource, 70011 for scopes of several, 650053 for one the resource does not have.
 */
export function readScopes(
  scope: string | undefined,
): AskedScopes | { readonly openId: readonly string[]; readonly resource: undefined } {
  const openId: string[] = [];
  const permissions: string[] = [];
  let resource: Resource | undefined;
  let all: string | undefined;
  let prefix = '';
  for (const one of new Set((scope ?? '').split(/\s+/).filter((part) => part !== ''))) {
    if (openIdScopes.has(one.toLowerCase())) {
      openId.push(one.toLowerCase());
      continue;
    }
    if (one === staySignedIn) continue;
    const slash = one.lastIndexOf('/');
    const named = slash < 0 ? resourceFor('graph') : findResource(one.slice(0, slash));
    if (named === undefined) throw new AadError(500011, { resource: one.slice(0, slash) });
    if (resource !== undefined && resource.uri !== named.uri) {
      throw new AadError(70011, { scope: scope ?? '', reason: 'it names more than one resource' });
    }
    resource = named;
    if (slash >= 0) prefix = one.slice(0, slash + 1);
    const name = one.slice(slash + 1);
    if (name.toLowerCase() === '.default') {
      all = one;
      continue;
    }
    const permission = named.scopes.find((known) => known.toLowerCase() === name.toLowerCase());
    if (permission === undefined) throw new AadError(650053, { resource: named.uri, scope: name });
    permissions.push(permission);
  }
  if (resource === undefined) return { openId, resource: undefined };
  if (all !== undefined && permissions.length > 0) {
    throw new AadError(70011, {
      scope: scope ?? '',
      reason: "'.default' stands for all scopes and cannot be combined with others",
    });
  }
  return {
    resource,
    permissions: all === undefined ? permissions : undefined,
    openId,
    spell: (permission) => prefix + permission,
    default: all,
  };
}

/** As `readScopes`; OpenID scopes alone are asked of Graph, as a token has to be for something. */
export function readScopesOrGraph(scope: string | undefined): AskedScopes {
  const read = readScopes(scope);
  if (read.resource !== undefined) return read;
  return {
    resource: resourceFor('graph'),
    permissions: [],
    openId: read.openId,
    spell: (permission) => permission,
    default: undefined,
  };
}

/** The scopes of an answer, as the request spelt them. */
export function speltScopes(asked: AskedScopes, scopes: readonly string[]): string {
  return [...scopes.map(asked.spell), ...(asked.default === undefined ? [] : [asked.default])].join(' ');
}

/** Reads a v1 `resource`: everything granted on it. */
export function readResource(name: string, scope: string | undefined): AskedScopes {
  const resource = findResource(name);
  if (resource === undefined) throw new AadError(500011, { resource: name });
  const openId = (scope ?? '').split(/\s+/).filter((one) => openIdScopes.has(one));
  return { resource, permissions: undefined, openId, spell: (permission) => permission, default: undefined };
}

/** The scopes that an application may use of a resource in a person's name; `consented` are those he allowed himself. */
export function grantedScopes(
  application: ApplicationFacts,
  resource: Resource,
  consented: readonly string[] = [],
): string[] {
  if (isFirstParty(application.clientId)) return [...resource.scopes];
  const granted = new Set([
    ...permissionsOn(resource, application.delegatedPermissions, resource.scopes),
    ...consented,
  ]);
  return resource.scopes.filter((scope) => granted.has(scope) || resource.free.includes(scope));
}

/** Scopes that reach beyond the person himself: an administrator's to grant. */
export function onlyAdministratorsConsentTo(scope: string): boolean {
  return /\.All$|AccessAsUser|^RoleManagement\./.test(scope);
}

/** The app roles that an application holds on a resource. */
export function grantedRoles(application: ApplicationFacts, resource: Resource): string[] {
  return permissionsOn(resource, application.applicationPermissions, resource.appRoles);
}

/** Those asked for that nobody granted; for `/.default`, everything the resource has when nothing is granted. */
export function missingScopes(asked: AskedScopes, granted: readonly string[]): string[] {
  if (asked.permissions !== undefined) return asked.permissions.filter((scope) => !granted.includes(scope));
  return granted.length > 0 || asked.resource.scopes.length === 0 ? [] : [...asked.resource.scopes];
}

/** The scopes a token gets. */
export function effectiveScopes(asked: AskedScopes, granted: readonly string[]): string[] {
  return asked.permissions === undefined ? [...granted] : asked.permissions.filter((scope) => granted.includes(scope));
}
