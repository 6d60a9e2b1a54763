import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import { findUser } from '../../store/identity/users.ts';
import { type AuthenticationMethod, idTokenClaims, type TokenUser } from '../claims.ts';
import { refuseForeignApplication } from '../grants/granted.ts';
import type { IdentityParts } from '../identity.ts';
import { readAccountId, tokenUser } from '../people.ts';
import { effectiveTenantId, type LibraryContext, needContext } from './context.ts';

/** The library's view of a person; undefined when he is gone. */
export async function findAccount(
  parts: IdentityParts,
  ctx: KoaContextWithOIDC,
  accountId: string,
): Promise<Account | undefined> {
  const context = needContext(ctx);
  const { id, tenantId } = readAccountId(accountId);
  if (context.user?.id !== id || context.user.tenantId !== tenantId) {
    const user = await findUser(parts.database, tenantId, id);
    if (user === null) return undefined;
    context.user = user;
  }
  return {
    accountId,
    async claims() {
      const person = await personOfToken(parts, context, amrOf(ctx));
      return {
        sub: accountId,
        ...idTokenClaims(person, effectiveTenantId(context) as string, context.dialect.version),
      };
    },
  };
}

/** The person as the tenant of this request's tokens sees him. @throws AADSTS50057, 50020, 700016, 50194. */
export async function personOfToken(
  parts: IdentityParts,
  context: LibraryContext,
  amr: readonly AuthenticationMethod[],
): Promise<TokenUser> {
  const { user, application } = context;
  const tenantId = effectiveTenantId(context);
  if (user === undefined || tenantId === undefined) throw new Error('A token is issued before its person is known.');
  if (application !== undefined)
    refuseForeignApplication(application, tenantId, user, context.dialect.tenantName.by !== 'none');
  return tokenUser(user, tenantId, amr, parts.mayEnterTenant);
}

/** How the person signed in: of the code or token that is redeemed, else of the session. */
export function amrOf(ctx: KoaContextWithOIDC): AuthenticationMethod[] {
  const { AuthorizationCode, DeviceCode, RefreshToken } = ctx.oidc.entities;
  const amr = (AuthorizationCode ?? DeviceCode ?? RefreshToken)?.amr ?? ctx.oidc.session?.amr;
  return (amr ?? ['pwd']) as AuthenticationMethod[];
}
