import type { ApplicationFacts } from '../../store/identity/applications.ts';
import { findConsent } from '../../store/identity/consent.ts';
import type { UserFacts } from '../../store/identity/users.ts';
import { AadError } from '../errors.ts';
import { isFirstParty } from '../first-party.ts';
import type { IdentityParts } from '../identity.ts';
import type { Resource } from '../resources.ts';
import { type AskedScopes, effectiveScopes, grantedScopes, missingScopes } from '../scopes.ts';

/** The scopes an application may use in this person's name: granted by the tenant, or by himself. */
export async function scopesGrantedTo(
  parts: Pick<IdentityParts, 'database'>,
  application: ApplicationFacts,
  resource: Resource,
  user: Pick<UserFacts, 'id' | 'tenantId'>,
): Promise<string[]> {
  if (isFirstParty(application.clientId)) return grantedScopes(application, resource);
  const consented = await findConsent(parts.database, {
    tenantId: user.tenantId,
    userId: user.id,
    clientId: application.clientId,
    resource: resource.uri,
  });
  return grantedScopes(application, resource, consented);
}

/** The scopes a token gets. @throws AADSTS65001 naming what nobody has consented to. */
export async function scopesOfToken(
  parts: Pick<IdentityParts, 'database'>,
  application: ApplicationFacts,
  asked: AskedScopes,
  user: Pick<UserFacts, 'id' | 'tenantId'>,
): Promise<string[]> {
  const granted = await scopesGrantedTo(parts, application, asked.resource, user);
  const missing = missingScopes(asked, granted);
  if (missing.length > 0)
    throw new AadError(65001, { client: application.clientId, scope: `${asked.resource.uri}/${missing.join(' ')}` });
  return effectiveScopes(asked, granted);
}

/**
 * An application works in its own tenant; elsewhere only for a person of its tenant who entered there; first-party ones everywhere.
 * @throws AADSTS700016, or 50194 where the path named no tenant.
 */
export function refuseForeignApplication(
  application: ApplicationFacts,
  tenantId: string,
  user: Pick<UserFacts, 'tenantId'>,
  named: boolean,
): void {
  if (isFirstParty(application.clientId) || application.tenantId === tenantId) return;
  if (user.tenantId !== tenantId && application.tenantId === user.tenantId) return;
  throw named
    ? new AadError(700016, { client: application.clientId, tenant: tenantId })
    : new AadError(50194, { client: application.clientId });
}
