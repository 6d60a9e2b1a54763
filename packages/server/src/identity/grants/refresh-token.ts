import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { consumeArtifact, revokeGrant } from '../../store/identity/artifacts.ts';
import { type AuthenticationMethod, accessTokenClaims } from '../claims.ts';
import { AadError } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';
import { findAccount } from '../library/account.ts';
import { storedIdOf } from '../library/adapter.ts';
import { needContext } from '../library/context.ts';
import { readScopesOrGraph, staySignedIn } from '../scopes.ts';
import { idToken, indicatorOf, userToken } from './user-token.ts';

type RefreshToken = InstanceType<Provider['RefreshToken']>;

/**
 * A refresh token is good once, and is answered with its successor. It may be used for another resource than the one
 * it was made for, as far as the application may use that. Used twice, it was stolen or lost: its whole family ends.
 */
export function registerRefreshToken(provider: Provider, parts: IdentityParts): void {
  provider.registerGrantType(
    'refresh_token',
    async (ctx) => {
      const context = needContext(ctx);
      const { client, params } = ctx.oidc;
      const found = await provider.RefreshToken.find(String(params?.refresh_token ?? ''), { ignoreExpiration: true });
      if (found === undefined || client === undefined) throw new AadError(70000);
      if (found.clientId !== client.clientId) throw new AadError(700005);
      if (found.isExpired) throw new AadError(70008);
      ctx.oidc.entity('RefreshToken', found);
      const account = await findAccount(parts, ctx, found.accountId ?? '');
      if (account === undefined) throw new AadError(50173);
      ctx.oidc.entity('Account', account);

      const asked = context.asked ?? readScopesOrGraph(found.scope);
      const amr = (found.amr ?? ['pwd']) as AuthenticationMethod[];
      const facts = await userToken(parts, context, asked, amr);
      await consume(parts, found);
      const successor = await saveRefreshToken(ctx, {
        scope: found.scope ?? '',
        resource: [found.resource ?? []].flat()[0] ?? indicatorOf(asked.resource),
        amr,
        grantId: found.grantId ?? '',
        authTime: found.authTime,
      });
      const wantsIdToken = context.dialect.version === 1 || context.asksOpenId || found.scopes.has('openid');
      ctx.body = {
        access_token: await parts.keys.sign(accessTokenClaims(facts)),
        refresh_token: successor,
        ...(wantsIdToken ? { id_token: await idToken(ctx, { authTime: found.authTime }) } : {}),
      };
    },
    ['refresh_token'],
  );
}

/** @throws AADSTS70000 and ends the family when the token was used before, but for the leeway that is set. */
async function consume(parts: IdentityParts, token: RefreshToken): Promise<void> {
  const leeway = parts.settings.refreshTokenLeewaySeconds ?? 0;
  const usedAt = token.consumed as unknown as number | undefined;
  const first =
    usedAt === undefined &&
    (await consumeArtifact(parts.database, 'RefreshToken', storedIdOf('RefreshToken', token.jti), new Date()));
  if (first || (leeway > 0 && Date.now() / 1000 - (usedAt ?? Date.now() / 1000) <= leeway)) return;
  await revokeGrant(parts.database, token.grantId ?? '');
  parts.log.warn(
    { clientId: token.clientId, accountId: token.accountId },
    'a refresh token was used twice; its family is revoked',
  );
  throw new AadError(70000, {
    reason: 'the refresh token was used before, and all tokens of its sign-in are revoked now',
  });
}

export interface RefreshTokenFacts {
  readonly scope: string;
  readonly resource: string;
  readonly amr: readonly AuthenticationMethod[];
  readonly grantId: string;
  readonly authTime?: number | undefined;
}

/** Writes a refresh token of this request's person and application, and answers its value. */
export async function saveRefreshToken(ctx: KoaContextWithOIDC, facts: RefreshTokenFacts): Promise<string> {
  const { account, client, provider } = ctx.oidc;
  if (account === undefined || client === undefined)
    throw new Error('A refresh token is issued before its person is known.');
  const token = new provider.RefreshToken({
    ...facts,
    accountId: account.accountId,
    client,
    gty: 'refresh_token',
  } as never);
  return token.save();
}

/** The scope a refresh token keeps: as the client spelt it, with the wish to stay signed in. */
export function keptScope(scope: string): string {
  return [...new Set([...scope.split(' ').filter((one) => one !== '' && one !== 'offline_access'), staySignedIn])].join(
    ' ',
  );
}
