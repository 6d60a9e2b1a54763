import type { EventEmitter } from 'node:events';
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { accessTokenClaims, idTokenClaimNames } from '../claims.ts';
import { issuerOf } from '../dialect-request.ts';
import { isFirstParty } from '../first-party.ts';
import { registerOnBehalfOf } from '../grants/on-behalf-of.ts';
import { registerPassword } from '../grants/password.ts';
import { registerRefreshToken } from '../grants/refresh-token.ts';
import { userToken } from '../grants/user-token.ts';
import type { IdentityParts } from '../identity.ts';
import { findResource } from '../resources.ts';
import { readScopesOrGraph, staySignedIn } from '../scopes.ts';
import { devicePages } from '../sign-in/device-pages.ts';
import { logoutPages, renderLibraryError } from '../sign-in/library-pages.ts';
import { amrOf, findAccount } from './account.ts';
import { artifactAdapter } from './adapter.ts';
import { finishAuthorization } from './authorization-answer.ts';
import { clientAdapter, redirectUriAllowed, redirectUrisMember, responseTypes } from './client.ts';
import { contextOf, effectiveTenantId, needContext } from './context.ts';
import { signInPolicy } from './policy.ts';
import { finishToken } from './token-answer.ts';

const noIssuer = 'https://issuer.invalid';
const seconds = { minute: 60, hour: 3600, day: 86_400 };

/** The authorization server library, set up with the keys of this moment. Rotation makes another one. */
export function createProvider(parts: IdentityParts): Provider {
  const provider = new Provider(noIssuer, configurationOf(parts));
  // One provider serves all tenants and both versions: its issuer is that of the request.
  Object.defineProperty(provider, 'issuer', { get: issuerOfRequest });
  provider.proxy = true;
  (provider as EventEmitter).on('error', (error: unknown) =>
    parts.log.error({ err: error }, 'the authorization server failed'),
  );
  Object.assign(provider.Client.prototype, {
    redirectUriAllowed(this: Record<string, unknown>, asked: string) {
      const ownOrigin = isFirstParty(String(this.clientId)) ? contextOf(Provider.ctx)?.dialect.origin : undefined;
      return redirectUriAllowed(asked, (this[redirectUrisMember] as string[] | undefined) ?? [], ownOrigin);
    },
    postLogoutRedirectUriAllowed(this: { redirectUriAllowed(asked: string): boolean }, asked: string) {
      return this.redirectUriAllowed(asked);
    },
  });
  registerRefreshToken(provider, parts);
  registerPassword(provider, parts);
  registerOnBehalfOf(provider, parts);
  const note = (ctx: KoaContextWithOIDC, error: unknown) => {
    const context = contextOf(ctx);
    if (context !== undefined) context.failure ??= error;
  };
  for (const event of [
    'grant.error',
    'authorization.error',
    'device_authorization.error',
    'server_error',
    'code_verification.error',
    'device_resume.error',
    'end_session.error',
  ] as const) {
    provider.on(event as 'server_error', note);
  }
  provider.on('authorization.success', (ctx) => {
    const context = contextOf(ctx);
    if (context !== undefined) context.redirects = true;
  });
  provider.use(async (ctx, next) => {
    const context = needContext(ctx as KoaContextWithOIDC);
    ctx.mountPath = context.mountPath;
    await next();
    if (ctx.path === '/token' || ctx.path === '/devicecode') finishToken(parts, ctx as KoaContextWithOIDC, context);
    else finishAuthorization(parts, ctx as KoaContextWithOIDC, context);
  });
  return provider;
}

function issuerOfRequest(): string {
  const context = contextOf(Provider.ctx);
  if (context === undefined) return noIssuer;
  const { origin, tenantSegment, version } = context.dialect;
  return issuerOf(origin, effectiveTenantId(context) ?? tenantSegment, version);
}

function configurationOf(parts: IdentityParts): Configuration {
  const keys = parts.keys.privateJwks();
  const [current] = keys;
  return {
    adapter: (kind) => (kind === 'Client' ? clientAdapter(parts.database) : artifactAdapter(parts.database, kind)),
    jwks: { keys: keys as never },
    cookies: {
      keys: [...parts.keys.cookieKeys],
      names: { session: 'multipartner_session', interaction: 'multipartner_sign_in', resume: 'multipartner_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true, path: '/' },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    claims: { openid: idTokenClaimNames },
    conformIdTokenClaims: false,
    clientAuthMethods: ['client_secret_post'],
    clientBasedCORS: () => false,
    clockTolerance: 0,
    allowOmittingSingleRegisteredRedirectUri: false,
    extraClientMetadata: { properties: [redirectUrisMember] },
    extraParams: ['answer_mode', 'client_info'],
    expiresWithSession: () => false,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: false },
      clientCredentials: { enabled: false },
      rpInitiatedLogout: { enabled: true, ...logoutPages },
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****', ...devicePages },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo(ctx, indicator) {
          if (findResource(indicator) === undefined) throw new errors.InvalidTarget();
          const { AuthorizationCode, DeviceCode } = ctx.oidc.entities;
          const scope = (AuthorizationCode ?? DeviceCode)?.scope ?? String(ctx.oidc.params?.scope ?? '');
          return { scope, audience: indicator, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
        },
      },
    },
    findAccount: (ctx, accountId) => findAccount(parts, ctx, accountId),
    formats: {
      customizers: {
        async jwt(ctx, _token, made) {
          const context = needContext(ctx);
          const { AuthorizationCode, DeviceCode } = ctx.oidc.entities;
          const asked = context.asked ?? readScopesOrGraph((AuthorizationCode ?? DeviceCode)?.scope);
          const facts = await userToken(parts, context, asked, amrOf(ctx));
          for (const name of Object.keys(made.payload)) delete made.payload[name];
          Object.assign(made.payload, accessTokenClaims(facts));
          made.header = { typ: 'JWT', x5t: current?.kid };
        },
      },
    },
    interactions: {
      policy: signInPolicy(parts),
      url: (ctx, interaction) => `${needContext(ctx).mountPath}/signin/${interaction.uid}`,
    },
    issueRefreshToken: (_ctx, _client, code) => code.scopes.has(staySignedIn),
    loadExistingGrant: (ctx) => makeGrant(ctx, ctx.oidc.account?.accountId ?? ''),
    pkce: { required: () => false },
    renderError: renderLibraryError,
    responseTypes: [...responseTypes],
    routes: {
      authorization: '/authorize',
      token: '/token',
      device_authorization: '/devicecode',
      code_verification: '/deviceauth',
      end_session: '/logout',
      jwks: '/jwks',
    },
    scopes: ['openid', 'offline_access', 'profile', 'email', staySignedIn],
    ttl: {
      AccessToken: parts.accessTokenSeconds,
      IdToken: parts.accessTokenSeconds,
      AuthorizationCode: 10 * seconds.minute,
      DeviceCode: 15 * seconds.minute,
      RefreshToken: 90 * seconds.day,
      // Needed until the code is redeemed; refresh tokens stand by themselves.
      Grant: seconds.hour,
      Interaction: seconds.hour,
      Session: seconds.day,
    },
  };
}

/** Consent was asked for on the way here; the library keeps its own note of it, one per sign-in. */
async function makeGrant(ctx: KoaContextWithOIDC, accountId: string) {
  const { client, params, provider } = ctx.oidc;
  if (client === undefined) return undefined;
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  const scope = String(params?.scope ?? '');
  grant.addOIDCScope(`openid offline_access profile email ${staySignedIn}`);
  for (const resource of [params?.resource ?? []].flat()) grant.addResourceScope(String(resource), scope);
  await grant.save();
  return grant;
}
