import type { KoaContextWithOIDC } from 'oidc-provider';
import { findTenantAndApplication } from '../../store/identity/applications.ts';
import type { AuthenticationMethod, TokenFacts } from '../claims.ts';
import { AadError } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';
import { personOfToken } from '../library/account.ts';
import { effectiveTenantId, type LibraryContext } from '../library/context.ts';
import { personalRoles } from '../people.ts';
import { clientIdOfResource, type Resource } from '../resources.ts';
import { type AskedScopes, speltScopes } from '../scopes.ts';
import { scopesOfToken } from './granted.ts';

/** How the library, which wants absolute addresses, names a resource. */
export function indicatorOf(resource: Resource): string {
  return URL.canParse(resource.uri) ? resource.uri : `api://${resource.uri}`;
}

/**
 * The facts of a person's access token, whichever grant leads to it, and what the answer says of them.
 * @throws AADSTS65001, 50020, 50057, 700016, 500011.
 */
export async function userToken(
  parts: IdentityParts,
  context: LibraryContext,
  asked: AskedScopes,
  amr: readonly AuthenticationMethod[],
): Promise<TokenFacts> {
  const { user, application } = context;
  if (user === undefined || application === undefined)
    throw new Error('A token is issued before its person and application are known.');
  const person = await personOfToken(parts, context, amr);
  const tenantId = effectiveTenantId(context) as string;
  await refuseUnknownApplicationAsResource(parts, asked.resource, tenantId);
  const scopes = await scopesOfToken(parts, application, asked, user);
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresIn = parts.accessTokenSeconds;
  context.issued = {
    issuedAt,
    expiresIn,
    resource: asked.resource.uri,
    scope: context.dialect.version === 1 ? scopes.join(' ') : speltScopes(asked, scopes),
  };
  return {
    version: context.dialect.version,
    origin: context.dialect.origin,
    tenantId,
    clientId: application.clientId,
    clientProof: context.clientProof,
    resource: asked.resource,
    scopes,
    roles: personalRoles(user, tenantId, asked.resource),
    user: person,
    issuedAt,
    expiresIn,
  };
}

/** @throws AADSTS500011 when the resource is an application that the tenant does not have. */
export async function refuseUnknownApplicationAsResource(
  parts: Pick<IdentityParts, 'database'>,
  resource: Resource,
  tenantId: string,
): Promise<void> {
  const clientId = clientIdOfResource(resource);
  if (clientId === undefined) return;
  const { application } = await findTenantAndApplication(parts.database, { by: 'none' }, clientId);
  if (application?.tenantId !== tenantId) throw new AadError(500011, { resource: resource.uri });
}

/** An id_token by the library, for the person of this request. */
export async function idToken(
  ctx: KoaContextWithOIDC,
  extra: { readonly authTime?: number | undefined; readonly nonce?: string | undefined },
): Promise<string> {
  const { account, provider } = ctx.oidc;
  if (account === undefined) throw new Error('An id_token is issued before its person is known.');
  const token = new provider.IdToken(
    { ...(await account.claims('id_token', 'openid', {}, [])), auth_time: extra.authTime },
    { ctx },
  );
  (token as { scope?: string }).scope = 'openid';
  if (extra.nonce !== undefined) token.set('nonce', extra.nonce);
  return token.issue({ use: 'idtoken' });
}
