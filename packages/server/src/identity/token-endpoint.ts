import type { FastifyReply, FastifyRequest } from 'fastify';
import { useAssertionOnce } from '../store/identity/applications.ts';
import type { ClientProof } from './claims.ts';
import { assertionChecker } from './client-assertion.ts';
import { authenticateClient, readClient } from './client-authentication.ts';
import { applicationResource, applicationToken, issueAccessToken } from './client-credentials.ts';
import type { DialectRequest, KnownRequest } from './dialect-request.ts';
import { AadError } from './errors.ts';
import { type Form, need, readForm } from './form.ts';
import type { IdentityParts } from './identity.ts';
import { findClient } from './known-request.ts';
import { noStore, tokenBody } from './token-answer.ts';

export interface AuthenticatedRequest extends KnownRequest {
  readonly clientProof: ClientProof;
}

/** Serves a token request of either dialect. Refusals are thrown. */
export async function serveToken(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(request.body);
  const grantType = need(form, 'grant_type');
  if (grantType !== 'client_credentials') throw new AadError(70003, { grant: grantType });
  const known = await authenticated(parts, dialect, form, request.headers.authorization, false);
  if (known.tenant === undefined) throw new AadError(50194, { client: known.application.clientId });
  if (known.application.tenantId !== known.tenant.id) {
    throw new AadError(700016, { client: known.application.clientId, tenant: known.tenant.displayName });
  }
  const { resource, spelt } = applicationResource(dialect, form);
  const facts = applicationToken(dialect, known.application, known.clientProof, resource, parts.accessTokenSeconds);
  const tokens = await issueAccessToken(facts, (claims) => parts.keys.sign(claims), spelt);
  return noStore(reply).type('application/json; charset=utf-8').send(tokenBody(dialect.version, tokens));
}

/** Finds the tenant and the application, and has the application prove itself. */
export async function authenticated(
  parts: IdentityParts,
  dialect: DialectRequest,
  form: Form,
  authorization: string | undefined,
  mayBePublic: boolean,
): Promise<AuthenticatedRequest> {
  const presented = readClient(form, authorization);
  const { tenant, application } = await findClient(parts.database, dialect, presented.clientId);
  const checkAssertion = assertionChecker({
    origin: dialect.origin,
    tenants: [dialect.tenantSegment.toLowerCase(), ...(tenant === undefined ? [] : [tenant.id])],
    ...(parts.settings.singleUseAssertions === true
      ? {
          useOnce: (clientId: string, jti: string, expiresAt: Date) =>
            useAssertionOnce(parts.database, clientId, jti, expiresAt),
        }
      : {}),
  });
  const clientProof = await authenticateClient(application, presented, checkAssertion, mayBePublic);
  return { ...dialect, tenant, application, clientProof };
}
