import type { FastifyReply, FastifyRequest } from 'fastify';
import { useAssertionOnce } from '../store/identity/applications.ts';
import type { ClientProof } from './claims.ts';
import { assertionChecker } from './client-assertion.ts';
import { authenticateClient, readClient } from './client-authentication.ts';
import { applicationResource, applicationToken, issueAccessToken } from './client-credentials.ts';
import { type DialectRequest, type KnownRequest, mountPathOf } from './dialect-request.ts';
import { AadError } from './errors.ts';
import { type Form, need, readForm } from './form.ts';
import { refuseUnknownApplicationAsResource } from './grants/user-token.ts';
import type { IdentityParts } from './identity.ts';
import { findClient } from './known-request.ts';
import { grantTypes, internalSecret } from './library/client.ts';
import type { LibraryContext } from './library/context.ts';
import { serveByLibrary } from './library/serve.ts';
import { type AskedScopes, readResource, readScopes, readScopesOrGraph } from './scopes.ts';
import { noStore, tokenBody } from './token-answer.ts';

export interface AuthenticatedRequest extends KnownRequest {
  readonly clientProof: ClientProof;
}

const served: Readonly<Record<string, string>> = {
  authorization_code: grantTypes.authorizationCode,
  refresh_token: grantTypes.refreshToken,
  device_code: grantTypes.deviceCode,
  [grantTypes.deviceCode]: grantTypes.deviceCode,
  password: grantTypes.password,
  [grantTypes.onBehalfOf]: grantTypes.onBehalfOf,
};

/** Serves a token request of either dialect. Refusals are thrown. */
export async function serveToken(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = readForm(request.body);
  const named = need(form, 'grant_type');
  if (named === 'client_credentials') return serveApplication(parts, dialect, form, request, reply);
  const grantType = served[named.toLowerCase()];
  if (grantType === undefined || (grantType === grantTypes.password && parts.mode !== 'sandbox'))
    throw new AadError(70003, { grant: named });
  const fields = fieldsOf(grantType, form);
  const known = await authenticated(parts, dialect, form, request.headers.authorization, true);
  const asked = askedScopes(dialect, grantType, form);
  const scope = scopeOf(dialect, form);
  const context: LibraryContext = {
    dialect,
    mountPath: mountPathOf(dialect),
    tenant: known.tenant,
    application: known.application,
    clientProof: known.clientProof,
    asked,
    speltResource: form.get('resource'),
    asksOpenId: (form.get('scope') ?? '').split(' ').includes('openid'),
    wantsClientInfo: form.get('client_info') === '1',
  };
  const library = new URLSearchParams({
    ...fields,
    scope,
    grant_type: grantType,
    client_id: known.application.clientId,
    client_secret: internalSecret,
  });
  return serveByLibrary(parts.library(), context, { method: 'POST', url: '/token', form: library }, request, reply);
}

/** An application's own token: one look-up, one signature, nothing written. */
async function serveApplication(
  parts: IdentityParts,
  dialect: DialectRequest,
  form: Form,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const known = await authenticated(parts, dialect, form, request.headers.authorization, false);
  if (known.tenant === undefined) throw new AadError(50194, { client: known.application.clientId });
  if (known.application.tenantId !== known.tenant.id) {
    throw new AadError(700016, { client: known.application.clientId, tenant: known.tenant.displayName });
  }
  const { resource, spelt } = applicationResource(dialect, form);
  await refuseUnknownApplicationAsResource(parts, resource, known.tenant.id);
  const facts = applicationToken(dialect, known.application, known.clientProof, resource, parts.accessTokenSeconds);
  const tokens = await issueAccessToken(facts, (claims) => parts.keys.sign(claims), spelt);
  return noStore(reply).type('application/json; charset=utf-8').send(tokenBody(dialect.version, tokens));
}

/** The scope a refresh token will keep; a resource of version 1 is everything granted on it. */
function scopeOf(dialect: DialectRequest, form: Form): string {
  const resource = dialect.version === 1 ? form.get('resource') : undefined;
  return [resource === undefined ? '' : `${resource}/.default`, ...(form.get('scope') ?? '').split(/\s+/)]
    .filter((one) => one !== '')
    .join(' ');
}

/** The fields a grant stands on, under their one name. @throws AADSTS900144 naming the one that is missing. */
function fieldsOf(grantType: string, form: Form): Record<string, string> {
  switch (grantType) {
    case grantTypes.authorizationCode: {
      const verifier = form.get('code_verifier');
      return {
        code: need(form, 'code'),
        redirect_uri: need(form, 'redirect_uri'),
        ...(verifier === undefined ? {} : { code_verifier: verifier }),
      };
    }
    case grantTypes.refreshToken:
      return { refresh_token: need(form, 'refresh_token') };
    case grantTypes.deviceCode:
      return { device_code: form.get('device_code') ?? form.get('code') ?? need(form, 'device_code') };
    case grantTypes.password:
      return { username: need(form, 'username'), password: need(form, 'password') };
    default:
      return { assertion: need(form, 'assertion'), requested_token_use: need(form, 'requested_token_use') };
  }
}

/** What the token is asked for; undefined where a code or token says it itself. */
function askedScopes(dialect: DialectRequest, grantType: string, form: Form): AskedScopes | undefined {
  const standsAlone = grantType === grantTypes.password || grantType === grantTypes.onBehalfOf;
  if (dialect.version === 1) {
    const resource = standsAlone ? need(form, 'resource') : form.get('resource');
    return resource === undefined || resource === '' ? undefined : readResource(resource, form.get('scope'));
  }
  const scope = standsAlone ? need(form, 'scope') : form.get('scope');
  const read = readScopes(scope);
  if (read.resource !== undefined) return read;
  return standsAlone ? readScopesOrGraph(scope) : undefined;
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
