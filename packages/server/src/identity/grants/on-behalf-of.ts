import { randomUUID } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { findUser } from '../../store/identity/users.ts';
import { type AuthenticationMethod, accessTokenClaims } from '../claims.ts';
import { AadError } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';
import { findAccount } from '../library/account.ts';
import { grantTypes } from '../library/client.ts';
import { needContext } from '../library/context.ts';
import { accountIdOf } from '../people.ts';
import { readScopesOrGraph } from '../scopes.ts';
import { readOwnToken } from '../verify.ts';
import { keptScope, saveRefreshToken } from './refresh-token.ts';
import { idToken, indicatorOf, userToken } from './user-token.ts';

/**
 * An application that was called with a person's token asks for one of its own for the next resource. The token it
 * presents must have been made for it (`api://<its client id>`), or have been issued to it.
 */
export function registerOnBehalfOf(provider: Provider, parts: IdentityParts): void {
  provider.registerGrantType(
    grantTypes.onBehalfOf,
    async (ctx) => {
      const context = needContext(ctx);
      const {
        assertion = '',
        requested_token_use: use,
        scope = '',
      } = ctx.oidc.params as Record<string, string | undefined>;
      if (use !== 'on_behalf_of')
        throw new AadError(9002313, { reason: "'requested_token_use' must be 'on_behalf_of'" });
      const { application } = context;
      const presented = await readOwnToken(parts.keys, assertion);
      if ('error' in presented) {
        if (presented.error === 'expired' || presented.error === 'not-yet-valid') throw new AadError(500133);
        throw new AadError(50013, {
          reason:
            presented.error === 'signature' ? 'its signature does not verify' : 'it is no access token of this server',
        });
      }
      if (presented.kind !== 'user')
        throw new AadError(50013, { reason: 'it speaks for an application, not for a person' });
      if (
        presented.audience !== `api://${application?.clientId}` &&
        presented.applicationId !== application?.clientId
      ) {
        throw new AadError(50013, {
          reason: `its audience '${presented.audience}' is not the application that presents it`,
        });
      }
      if (context.tenant !== undefined && presented.tenantId !== context.tenant.id)
        throw new AadError(50013, { reason: 'it was made for another tenant' });
      const user = await findUser(parts.database, presented.homeTenantId, presented.objectId);
      if (user === null) throw new AadError(50034, { user: presented.userPrincipalName ?? presented.objectId });
      context.user = user;
      context.boundTenantId = presented.tenantId;
      const account = await findAccount(parts, ctx, accountIdOf(user));
      if (account === undefined) throw new AadError(50034, { user: user.userPrincipalName });
      ctx.oidc.entity('Account', account);

      const asked = context.asked ?? readScopesOrGraph(scope);
      const amr = [...presented.amr] as AuthenticationMethod[];
      const facts = await userToken(parts, context, asked, amr);
      ctx.body = {
        access_token: await parts.keys.sign(accessTokenClaims(facts)),
        ...(context.dialect.version === 1 || asked.openId.includes('offline_access')
          ? {
              refresh_token: await saveRefreshToken(ctx, {
                scope: keptScope(scope),
                resource: indicatorOf(asked.resource),
                amr,
                grantId: randomUUID(),
              }),
            }
          : {}),
        ...(asked.openId.includes('openid') ? { id_token: await idToken(ctx, {}) } : {}),
      };
    },
    ['assertion', 'requested_token_use', 'scope'],
  );
}
