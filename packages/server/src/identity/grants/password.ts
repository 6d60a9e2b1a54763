import { randomUUID } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { type AuthenticationMethod, accessTokenClaims } from '../claims.ts';
import { AadError } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';
import { findAccount } from '../library/account.ts';
import { needContext } from '../library/context.ts';
import { accountIdOf } from '../people.ts';
import { readScopesOrGraph } from '../scopes.ts';
import { checkPassword } from '../sign-in/password.ts';
import { hasSecondFactor } from '../sign-in/second-factor.ts';
import { keptScope, saveRefreshToken } from './refresh-token.ts';
import { idToken, indicatorOf, userToken } from './user-token.ts';

/** User name and password in the request itself: in the sandbox only, and only for persons without a second factor. */
export function registerPassword(provider: Provider, parts: IdentityParts): void {
  provider.registerGrantType(
    'password',
    async (ctx) => {
      if (parts.mode !== 'sandbox') throw new AadError(70003, { grant: 'password' });
      const context = needContext(ctx);
      const { username = '', password = '', scope = '' } = ctx.oidc.params as Record<string, string | undefined>;
      const user = await checkPassword(parts, username, password);
      if (user.forceChangePassword) throw new AadError(50055);
      if (hasSecondFactor(user)) throw new AadError(50076);
      context.user = user;
      const account = await findAccount(parts, ctx, accountIdOf(user));
      if (account === undefined) throw new AadError(50034, { user: username });
      ctx.oidc.entity('Account', account);

      const amr: AuthenticationMethod[] = ['pwd'];
      const asked = context.asked ?? readScopesOrGraph(scope);
      const facts = await userToken(parts, context, asked, amr);
      const v1 = context.dialect.version === 1;
      const authTime = facts.issuedAt;
      ctx.body = {
        access_token: await parts.keys.sign(accessTokenClaims(facts)),
        ...(v1 || asked.openId.includes('offline_access')
          ? {
              refresh_token: await saveRefreshToken(ctx, {
                scope: keptScope(scope),
                resource: indicatorOf(asked.resource),
                amr,
                grantId: randomUUID(),
                authTime,
              }),
            }
          : {}),
        ...(v1 || asked.openId.includes('openid') ? { id_token: await idToken(ctx, { authTime }) } : {}),
      };
    },
    ['username', 'password', 'scope'],
  );
}
