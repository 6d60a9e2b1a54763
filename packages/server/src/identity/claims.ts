import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { issuerOf, type Version } from './dialect-request.ts';
import type { Resource } from './resources.ts';

/** How an application proved itself. */
export type ClientProof = 'none' | 'secret' | 'certificate';

/** How a person did: always a password first; then perhaps a code or a passkey. */
export type AuthenticationMethod = 'pwd' | 'mfa' | 'otp' | 'fido';

/** The person a token speaks for, as the tenant of the token sees him. */
export interface TokenUser {
  readonly id: string;
  readonly homeTenantId: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  /** Role template ids he holds in the tenant of the token. */
  readonly wids: readonly string[];
  readonly amr: readonly AuthenticationMethod[];
}

export interface TokenFacts {
  readonly version: Version;
  readonly origin: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientProof: ClientProof;
  readonly resource: Resource;
  /** Scopes of a person's token; none of an application's. */
  readonly scopes: readonly string[];
  /** App roles. */
  readonly roles: readonly string[];
  readonly user?: TokenUser;
  /** Seconds since 1970, machine time. */
  readonly issuedAt: number;
  readonly expiresIn: number;
}

const proofClass: Record<ClientProof, string> = { none: '0', secret: '1', certificate: '2' };

/** The claims of every access token, whoever asks for it and by whichever way it is made. */
export function accessTokenClaims(facts: TokenFacts): JWTPayload {
  const { user } = facts;
  return {
    aud: facts.resource.uri,
    iss: issuerOf(facts.origin, facts.tenantId, facts.version),
    iat: facts.issuedAt,
    nbf: facts.issuedAt,
    exp: facts.issuedAt + facts.expiresIn,
    ...(user === undefined ? {} : { amr: [...user.amr] }),
    // Both names: a client reads the one of the version it knows.
    appid: facts.clientId,
    ...(facts.version === 2
      ? { azp: facts.clientId, azpacr: proofClass[facts.clientProof] }
      : { appidacr: proofClass[facts.clientProof] }),
    idp: issuerOf(facts.origin, user?.homeTenantId ?? facts.tenantId, 1),
    idtyp: user === undefined ? 'app' : 'user',
    ...(user === undefined ? { oid: facts.clientId, sub: facts.clientId } : personalClaims(user, facts.version)),
    ...(user === undefined ? {} : { scp: facts.scopes.join(' '), wids: [...user.wids] }),
    ...(facts.roles.length === 0 ? {} : { roles: [...facts.roles] }),
    tid: facts.tenantId,
    uti: randomBytes(16).toString('base64url'),
    ver: facts.version === 2 ? '2.0' : '1.0',
  };
}

function personalClaims(user: TokenUser, version: Version): JWTPayload {
  return {
    name: user.displayName,
    ...(user.givenName === null ? {} : { given_name: user.givenName }),
    ...(user.surname === null ? {} : { family_name: user.surname }),
    oid: user.id,
    sub: `${user.id}.${user.homeTenantId}`,
    upn: user.userPrincipalName,
    ...(version === 2 ? { preferred_username: user.userPrincipalName } : { unique_name: user.userPrincipalName }),
  };
}

/** What an id_token says of a person, beside `iss`, `aud`, `sub`, `nonce` and times. */
export function idTokenClaims(user: TokenUser, tenantId: string, version: Version): Record<string, unknown> {
  return {
    amr: [...user.amr],
    ...(user.mail === null ? {} : { email: user.mail }),
    ...(user.givenName === null ? {} : { given_name: user.givenName }),
    ...(user.surname === null ? {} : { family_name: user.surname }),
    name: user.displayName,
    oid: user.id,
    preferred_username: user.userPrincipalName,
    ...(version === 1 ? { unique_name: user.userPrincipalName, upn: user.userPrincipalName } : {}),
    tid: tenantId,
    uti: randomBytes(16).toString('base64url'),
    ver: version === 2 ? '2.0' : '1.0',
    wids: [...user.wids],
  };
}

/** The claims an id_token may have; the authorization server drops what is not listed. */
export const idTokenClaimNames = [
  'sub',
  'amr',
  'email',
  'given_name',
  'family_name',
  'name',
  'oid',
  'preferred_username',
  'unique_name',
  'upn',
  'tid',
  'uti',
  'ver',
  'wids',
];
