import type { ApplicationFacts } from '../store/identity/applications.ts';
import type { UserFacts } from '../store/identity/users.ts';
import type { AuthenticationMethod, TokenUser } from './claims.ts';
import { AadError } from './errors.ts';
import { refuseForeignApplication } from './grants/granted.ts';
import type { IdentityOptions } from './options.ts';
import type { Resource } from './resources.ts';

const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

export function isGlobalAdministrator(user: UserFacts): boolean {
  return user.directoryRoleIds.includes(globalAdministrator);
}

/** The directory roles a person holds in the tenant he asks a token of; undefined keeps him out. */
export async function rolesInTenant(
  user: UserFacts,
  tenantId: string,
  mayEnterTenant: IdentityOptions['mayEnterTenant'],
): Promise<readonly string[] | undefined> {
  if (user.tenantId === tenantId) return user.directoryRoleIds;
  const entry = await mayEnterTenant?.(
    { tenantId: user.tenantId, userId: user.id, userPrincipalName: user.userPrincipalName },
    tenantId,
  );
  return entry?.wids;
}

/** @throws AADSTS50057 for a blocked account, 50020 when the tenant is closed to him. */
export async function tokenUser(
  user: UserFacts,
  tenantId: string,
  amr: readonly AuthenticationMethod[],
  mayEnterTenant: IdentityOptions['mayEnterTenant'],
): Promise<TokenUser> {
  if (!user.accountEnabled) throw new AadError(50057);
  const wids = await rolesInTenant(user, tenantId, mayEnterTenant);
  if (wids === undefined) throw new AadError(50020, { user: user.userPrincipalName, tenant: tenantId });
  return {
    id: user.id,
    homeTenantId: user.tenantId,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    givenName: user.givenName,
    surname: user.surname,
    mail: user.mail,
    wids,
    amr,
  };
}

/** Why this person cannot use the application in the tenant; undefined when he can. */
export async function refusalToEnter(
  parts: Pick<IdentityOptions, 'mayEnterTenant'>,
  user: UserFacts,
  application: ApplicationFacts,
  tenantId: string,
  tenantIsNamed: boolean,
): Promise<AadError | undefined> {
  try {
    await tokenUser(user, tenantId, [], parts.mayEnterTenant);
    refuseForeignApplication(application, tenantId, user, tenantIsNamed);
    return undefined;
  } catch (error) {
    if (error instanceof AadError) return error;
    throw error;
  }
}

/** App roles of a person: the realm's own Global Administrators operate it. */
export function personalRoles(user: UserFacts, tenantId: string, resource: Resource): string[] {
  const operates =
    resource.audience === 'multipartner' &&
    user.isRealm &&
    user.tenantId === tenantId &&
    user.directoryRoleIds.includes(globalAdministrator);
  return operates ? ['Realm.Operate'] : [];
}

/** The library's one name for a person: `<object id>.<home tenant id>`, as clients' caches name accounts, too. */
export function accountIdOf(user: Pick<UserFacts, 'id' | 'tenantId'>): string {
  return `${user.id}.${user.tenantId}`;
}

export function readAccountId(accountId: string): { id: string; tenantId: string } {
  const [id = '', tenantId = ''] = accountId.split('.');
  return { id, tenantId };
}
