import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { KeyRing } from './keys.ts';
import { type Audience, resourceOfAudience } from './resources.ts';
import { isGuid } from './tenant-name.ts';

export interface VerifiedToken {
  readonly tenantId: string;
  /** The person; for an application its own id. */
  readonly objectId?: string;
  readonly applicationId: string;
  readonly kind: 'app' | 'user';
  readonly audience: Audience;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly mfa: boolean;
  readonly userPrincipalName?: string;
  /** The tenant the person belongs to: another than `tenantId` when he entered by delegated rights. */
  readonly homeTenantId: string;
  /** Directory roles (role template ids) held in `tenantId` when the token was made. */
  readonly wids: readonly string[];
  readonly expiresAt: Date;
}

export type TokenError =
  | 'malformed'
  | 'unknown-key'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'audience'
  | 'issuer';
export type Verification = VerifiedToken | { readonly error: TokenError };

const cacheSize = 2_000;

/** A token of our own making for whatever audience, with its signature and times verified. */
export interface OwnToken extends Omit<VerifiedToken, 'audience' | 'mfa' | 'objectId'> {
  readonly audience: string;
  readonly objectId: string;
  readonly amr: readonly string[];
}

export async function readOwnToken(keys: KeyRing, token: string): Promise<OwnToken | { readonly error: TokenError }> {
  let payload: JWTPayload;
  try {
    ({ payload } = await jwtVerify(
      token,
      async (header) => {
        const key = header.kid === undefined ? undefined : await keys.publicKey(header.kid);
        if (key === undefined) throw new errors.JWKSNoMatchingKey();
        return key;
      },
      { algorithms: ['RS256'], requiredClaims: ['aud', 'iss', 'exp', 'tid', 'idtyp', 'appid'], clockTolerance: 0 },
    ));
  } catch (error) {
    return { error: reasonOf(error) };
  }
  const tenantId = text(payload.tid);
  const issuer = URL.parse(payload.iss ?? '')?.pathname;
  if (!isGuid(tenantId) || (issuer !== `/${tenantId}/` && issuer !== `/${tenantId}/v2.0`)) return { error: 'issuer' };
  return {
    tenantId,
    objectId: text(payload.oid),
    applicationId: text(payload.appid),
    kind: payload.idtyp === 'app' ? 'app' : 'user',
    audience: text(payload.aud),
    scopes: text(payload.scp)
      .split(' ')
      .filter((scope) => scope !== ''),
    roles: list(payload.roles),
    amr: list(payload.amr),
    ...(payload.upn === undefined ? {} : { userPrincipalName: text(payload.upn) }),
    homeTenantId: URL.parse(text(payload.idp))?.pathname.slice(1, -1) ?? tenantId,
    wids: list(payload.wids),
    expiresAt: new Date((payload.exp as number) * 1000),
  };
}

/**
 * Verifies bearer tokens of our own making. Remembers the last ones verified, by the whole token, and never beyond
 * their expiry: signatures do not change.
 */
export function createVerifier(
  keys: KeyRing,
  acceptLegacyAudience: boolean,
): { verify(token: string): Promise<Verification>; clear(): void } {
  const verified = new Map<string, VerifiedToken>();

  async function check(token: string): Promise<Verification> {
    const read = await readOwnToken(keys, token);
    if ('error' in read) return read;
    const { amr, ...rest } = read;
    const resource = resourceOfAudience(read.audience);
    if (resource === undefined || (resource.audience === 'legacy-graph' && !acceptLegacyAudience))
      return { error: 'audience' };
    return { ...rest, audience: resource.audience, mfa: amr.includes('mfa') };
  }

  return {
    async verify(token) {
      const known = verified.get(token);
      if (known !== undefined) {
        if (known.expiresAt.getTime() > Date.now()) return known;
        verified.delete(token);
        return { error: 'expired' };
      }
      const result = await check(token);
      if ('error' in result) return result;
      if (verified.size >= cacheSize) verified.delete(verified.keys().next().value as string);
      verified.set(token, result);
      return result;
    },
    clear: () => verified.clear(),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function reasonOf(error: unknown): TokenError {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'nbf' ? 'not-yet-valid' : 'malformed';
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown-key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  return 'malformed';
}
