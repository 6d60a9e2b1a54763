import { X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { ApplicationFacts, CredentialFacts } from '../store/identity/applications.ts';
import { AadError } from './errors.ts';

/** @throws AADSTS700027 when the assertion does not prove the application. */
export type CheckAssertion = (application: ApplicationFacts, assertion: string) => Promise<void>;

export interface AssertionRules {
  /** Scheme and host of the request, and the tenant's spellings its assertions may be addressed to. */
  readonly origin: string;
  readonly tenants: readonly string[];
  /** Remembers the assertion's id; false when it was used before. Absent: assertions may be used again. */
  readonly useOnce?: (clientId: string, jti: string, expiresAt: Date) => Promise<boolean>;
}

const longestLifeSeconds = 24 * 3600;
const toleranceSeconds = 60;
const certificates = new Map<string, X509Certificate>();

/** The application an assertion speaks for, before anything of it is verified. */
export function assertionSubject(assertion: string): string {
  try {
    const { sub } = decodeJwt(assertion);
    if (typeof sub === 'string' && sub !== '') return sub;
  } catch {
    throw new AadError(700027, { reason: 'it is no JSON Web Token' });
  }
  throw new AadError(700027, { reason: "it has no 'sub'" });
}

/** A signed assertion (RS256 or PS256) of a registered certificate, addressed to this tenant, for the machine's time. */
export function assertionChecker(rules: AssertionRules): CheckAssertion {
  return async (application, assertion) => {
    const credential = credentialOf(application, assertion);
    if (credential.expiresAt !== null && Date.parse(credential.expiresAt) <= Date.now()) {
      throw new AadError(700027, { reason: 'its certificate has expired here' });
    }
    const payload = await verified(assertion, credential);
    if (payload.iss?.toLowerCase() !== application.clientId || payload.sub?.toLowerCase() !== application.clientId) {
      throw new AadError(700027, { reason: "'iss' and 'sub' must be the id of the application" });
    }
    const audiences = [payload.aud ?? []].flat();
    if (!audiences.some((audience) => isAddressedHere(audience, rules))) {
      throw new AadError(700027, { reason: "'aud' is not the token endpoint of this tenant" });
    }
    const expires = payload.exp ?? 0;
    if (expires > Date.now() / 1000 + longestLifeSeconds)
      throw new AadError(700027, { reason: 'it is good for more than a day' });
    if (rules.useOnce === undefined) return;
    if (payload.jti === undefined) throw new AadError(700027, { reason: "it has no 'jti'" });
    if (!(await rules.useOnce(application.clientId, payload.jti, new Date((expires + toleranceSeconds) * 1000)))) {
      throw new AadError(700027, { reason: 'it was used before' });
    }
  };
}

function certificateOf(credential: CredentialFacts): X509Certificate {
  const pem = credential.certificate ?? '';
  let certificate = certificates.get(pem);
  if (certificate === undefined) {
    certificate = new X509Certificate(pem);
    if (certificates.size >= 1000) certificates.clear();
    certificates.set(pem, certificate);
  }
  return certificate;
}

/** The registered certificate that the header names: by SHA-256 or SHA-1 thumbprint. */
function credentialOf(application: ApplicationFacts, assertion: string): CredentialFacts {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(assertion);
  } catch {
    throw new AadError(700027, { reason: 'it is no JSON Web Token' });
  }
  const sha256 = (header as Record<string, unknown>)['x5t#S256'];
  const names = new Set(
    [sha256, header.x5t, header.kid].filter((name) => typeof name === 'string').map((name) => name.replace(/=+$/, '')),
  );
  if (names.size === 0) throw new AadError(700027, { reason: 'its header names no certificate' });
  for (const credential of application.credentials) {
    if (credential.kind !== 'certificate' || credential.certificate === null) continue;
    const certificate = certificateOf(credential);
    const sha1 = Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex');
    const digest = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex');
    const own = [
      digest.toString('base64url'),
      digest.toString('base64').replace(/=+$/, ''),
      sha1.toString('base64url'),
      sha1.toString('hex').toUpperCase(),
    ];
    if (own.some((name) => names.has(name))) return credential;
  }
  throw new AadError(700027, { reason: 'its certificate is not registered for the application' });
}

async function verified(assertion: string, credential: CredentialFacts) {
  try {
    const { publicKey } = certificateOf(credential);
    const { payload } = await jwtVerify(assertion, publicKey, {
      algorithms: ['RS256', 'PS256'],
      clockTolerance: toleranceSeconds,
      requiredClaims: ['iss', 'sub', 'aud', 'exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new AadError(700027, { reason: 'it has expired' });
    if (error instanceof errors.JWTClaimValidationFailed)
      throw new AadError(700027, { reason: `its '${error.claim}' is missing or not valid now` });
    throw new AadError(700027, { reason: 'its signature does not verify' });
  }
}

function isAddressedHere(audience: string, rules: AssertionRules): boolean {
  const url = URL.parse(audience);
  if (url === null || `${url.protocol}//${url.host}` !== rules.origin) return false;
  const [tenant = '', ...rest] = url.pathname.slice(1).toLowerCase().split('/');
  return rules.tenants.includes(tenant) && ['oauth2/v2.0/token', 'oauth2/token', 'v2.0', ''].includes(rest.join('/'));
}
