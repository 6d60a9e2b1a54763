import type { Database } from '../store/database.ts';
import { findTenantAndApplication } from '../store/identity/applications.ts';
import { findUser } from '../store/identity/users.ts';
import { type AuthenticationMethod, accessTokenClaims, type TokenFacts } from './claims.ts';
import { applicationToken } from './client-credentials.ts';
import type { Version } from './dialect-request.ts';
import { AadError } from './errors.ts';
import { firstPartyApplication, isFirstParty } from './first-party.ts';
import { refuseForeignApplication } from './grants/granted.ts';
import type { KeyRing } from './keys.ts';
import type { IdentityOptions } from './options.ts';
import { personalRoles, tokenUser } from './people.ts';
import { type Audience, findResource, type Resource, resources } from './resources.ts';
import { grantedScopes } from './scopes.ts';

export interface MintRequest {
  /** The tenant the token is for. */
  readonly tenantId: string;
  /** A person; absent: the application for itself. */
  readonly userId?: string;
  /** The person's own tenant, where it is another one. */
  readonly homeTenantId?: string;
  readonly applicationId: string;
  /** An audience by our name or by any of its URIs. */
  readonly audience: Audience | (string & {});
  /** Default: all that are granted. */
  readonly scopes?: readonly string[];
  readonly mfa?: boolean;
  /** Seconds. */
  readonly expiresIn?: number;
  /** Issuer's origin; the settings' by default. */
  readonly origin?: string;
  readonly version?: Version;
}

/**
 * Makes a token without a sign-in, by the same claims and keys as the token endpoint's; for the sandbox and tests.
 * @throws the AADSTS refusals of the token endpoint: unknown tenant, application, person, resource, scope not granted.
 */
export async function mintToken(
  request: MintRequest,
  parts: {
    database: Database;
    keys: KeyRing;
    origin: string;
    expiresIn: number;
    mayEnterTenant: IdentityOptions['mayEnterTenant'];
  },
): Promise<string> {
  const clientId = request.applicationId.toLowerCase();
  const known = await findTenantAndApplication(
    parts.database,
    { by: 'id', id: request.tenantId },
    isFirstParty(clientId) ? null : clientId,
  );
  if (known.tenant === null) throw new AadError(90002, { tenant: request.tenantId });
  const application = isFirstParty(clientId) ? firstPartyApplication(clientId, known.tenant.id) : known.application;
  if (application === null || application === undefined)
    throw new AadError(700016, { client: clientId, tenant: known.tenant.displayName });
  const resource = readAudience(request.audience);
  const dialect = { version: request.version ?? 2, origin: request.origin ?? parts.origin };
  const expiresIn = request.expiresIn ?? parts.expiresIn;
  const applicationFacts = applicationToken(dialect, application, 'secret', resource, expiresIn);

  if (request.userId === undefined) {
    if (application.tenantId !== request.tenantId)
      throw new AadError(700016, { client: clientId, tenant: known.tenant.displayName });
    return parts.keys.sign(accessTokenClaims(applicationFacts));
  }
  const user = await findUser(parts.database, request.homeTenantId ?? request.tenantId, request.userId);
  if (user === null) throw new AadError(50034, { user: request.userId });
  refuseForeignApplication(application, request.tenantId, user, true);
  const amr: AuthenticationMethod[] = request.mfa === true ? ['pwd', 'mfa'] : ['pwd'];
  const granted = grantedScopes(application, resource);
  const missing = (request.scopes ?? []).find((scope) => !granted.includes(scope));
  if (missing !== undefined) throw new AadError(65001, { client: clientId, scope: missing });
  const facts: TokenFacts = {
    ...applicationFacts,
    tenantId: request.tenantId,
    clientProof: application.publicClient ? 'none' : 'secret',
    user: await tokenUser(user, request.tenantId, amr, parts.mayEnterTenant),
    scopes: request.scopes ?? granted,
    roles: personalRoles(user, request.tenantId, resource),
  };
  return parts.keys.sign(accessTokenClaims(facts));
}

function readAudience(audience: string): Resource {
  const resource = resources.find((one) => one.audience === audience) ?? findResource(audience);
  if (resource === undefined) throw new AadError(500011, { resource: audience });
  return resource;
}
