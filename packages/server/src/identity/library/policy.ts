import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { ApplicationFacts } from '../../store/identity/applications.ts';
import { findUser, type UserFacts } from '../../store/identity/users.ts';
import { AadError, describe } from '../errors.ts';
import { scopesGrantedTo } from '../grants/granted.ts';
import type { IdentityParts } from '../identity.ts';
import { readAccountId, refusalToEnter } from '../people.ts';
import { missingScopes, readScopes } from '../scopes.ts';
import { findApplication } from './client.ts';
import { effectiveTenantId, needContext } from './context.ts';

const { Check, Prompt } = interactionPolicy;

/** When the browser is sent to one of our pages: to sign in, to choose an account, to consent. */
export function signInPolicy(parts: IdentityParts): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const login = policy.get('login');
  if (login === undefined) throw new Error('The authorization server library has no sign-in prompt any more.');
  for (const check of login.checks) check.description = describe(new AadError(50058));
  login.checks.add(
    new Check('account_fits', describe(new AadError(50058)), 'login_required', async (ctx) => {
      const accountId = ctx.oidc.session?.accountId;
      return accountId !== undefined && !(await accountFits(parts, ctx, accountId));
    }),
  );
  policy.add(new Prompt({ name: 'select_account', requestable: true }));
  policy.add(
    new Prompt(
      { name: 'consent', requestable: true },
      new Check(
        'consent_missing',
        describe(new AadError(65001, { client: 'that asks', scope: 'what it asks for' })),
        'consent_required',
        async (ctx) => (await missingConsent(parts, ctx)).length > 0,
      ),
    ),
  );
  policy.add(new Prompt({ name: 'admin_consent', requestable: true }));
  return policy;
}

/** The person of the sign-in, when he may still sign in, the tenant is open to him, and the application is at home there. */
async function accountFits(parts: IdentityParts, ctx: KoaContextWithOIDC, accountId: string): Promise<boolean> {
  const context = needContext(ctx);
  const { id, tenantId } = readAccountId(accountId);
  const user = await findUser(parts.database, tenantId, id);
  if (user === null || !user.accountEnabled) return false;
  context.user = user;
  const application = await applicationOf(parts, ctx);
  if (application === undefined) return false;
  return (
    (await refusalToEnter(
      parts,
      user,
      application,
      effectiveTenantId(context) as string,
      context.dialect.tenantName.by !== 'none',
    )) === undefined
  );
}

async function missingConsent(parts: IdentityParts, ctx: KoaContextWithOIDC): Promise<string[]> {
  const context = needContext(ctx);
  const application = await applicationOf(parts, ctx);
  if (context.user === undefined || application === undefined) return [];
  return consentMissing(parts, application, context.user, String(ctx.oidc.params?.scope ?? ''));
}

/** The scopes asked for that neither the tenant nor the person has granted the application. */
export async function consentMissing(
  parts: IdentityParts,
  application: ApplicationFacts,
  user: UserFacts,
  scope: string,
): Promise<string[]> {
  const asked = readScopes(scope);
  if (asked.resource === undefined) return [];
  return missingScopes(asked, await scopesGrantedTo(parts, application, asked.resource, user));
}

export async function applicationOf(
  parts: IdentityParts,
  ctx: KoaContextWithOIDC,
): Promise<ApplicationFacts | undefined> {
  const clientId = ctx.oidc.client?.clientId;
  const known = needContext(ctx).application;
  return clientId === undefined || known?.clientId === clientId ? known : findApplication(parts.database, clientId);
}
