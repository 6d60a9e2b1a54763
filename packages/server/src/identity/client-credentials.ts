import type { ApplicationFacts } from '../store/identity/applications.ts';
import { accessTokenClaims, type ClientProof, type TokenFacts } from './claims.ts';
import type { DialectRequest } from './dialect-request.ts';
import { AadError } from './errors.ts';
import { type Form, need } from './form.ts';
import { findResource, type Resource } from './resources.ts';
import { grantedRoles, readResource, readScopes } from './scopes.ts';
import type { IssuedTokens } from './token-answer.ts';

/** The resource an application asks a token of its own for: `resource` in version 1, `<resource>/.default` in version 2. */
export function applicationResource(request: DialectRequest, form: Form): { resource: Resource; spelt: string } {
  if (request.version === 1) {
    const spelt = need(form, 'resource');
    return { resource: readResource(spelt, undefined).resource, spelt };
  }
  const scope = need(form, 'scope');
  const asked = readScopes(scope);
  if (asked.resource === undefined || asked.permissions !== undefined) {
    throw new AadError(70011, { scope, reason: "an application asks for '<resource>/.default'" });
  }
  const spelt = asked.default?.slice(0, -'/.default'.length) ?? '';
  return { resource: findResource(spelt) ?? asked.resource, spelt };
}

/** The facts of an application's own token. */
export function applicationToken(
  request: Pick<DialectRequest, 'version' | 'origin'>,
  application: ApplicationFacts,
  clientProof: ClientProof,
  resource: Resource,
  expiresIn: number,
): TokenFacts {
  return {
    version: request.version,
    origin: request.origin,
    tenantId: application.tenantId,
    clientId: application.clientId,
    clientProof,
    resource,
    scopes: [],
    roles: grantedRoles(application, resource),
    issuedAt: Math.floor(Date.now() / 1000),
    expiresIn,
  };
}

/** Signs a token, and what a token answer says of it. */
export async function issueAccessToken(
  facts: TokenFacts,
  sign: (claims: ReturnType<typeof accessTokenClaims>) => Promise<string>,
  spelt: string,
): Promise<IssuedTokens> {
  return {
    accessToken: await sign(accessTokenClaims(facts)),
    expiresIn: facts.expiresIn,
    notBefore: facts.issuedAt,
    resource: spelt,
  };
}
