import { findUserId, firstApplicationOf } from '../../store/world/find.ts';
import { deny, type Sandbox, tenantIdOf } from './sandbox.ts';

export interface TokenSubject {
  readonly tenantId: string;
  readonly userId?: string;
  /** The person's own tenant, when it is another than the one the token is for. */
  readonly homeTenantId?: string;
  /** The application named, or the home tenant's own; null when it has none. */
  readonly applicationId: string | null;
}

/**
 * Whom a token is to speak for. A person is looked for in the tenant first; one of another tenant is named by user name,
 * or by a key that begins with his tenant's. Refusals: tenant-not-found, user-not-found.
 */
export async function tokenSubject(
  sandbox: Sandbox,
  wanted: { readonly tenant: string; readonly user?: string; readonly application?: string },
): Promise<TokenSubject> {
  const tenantId = await tenantIdOf(sandbox, wanted.tenant);
  const person = wanted.user === undefined ? undefined : await findPerson(sandbox, tenantId, wanted.user);
  const home = person?.tenantId ?? tenantId;
  return {
    tenantId,
    ...(person === undefined ? {} : { userId: person.id }),
    ...(home === tenantId ? {} : { homeTenantId: home }),
    applicationId: wanted.application ?? (await firstApplicationOf(sandbox.realm.database, home)),
  };
}

async function findPerson(sandbox: Sandbox, tenantId: string, name: string): Promise<{ id: string; tenantId: string }> {
  const { database } = sandbox.realm;
  const id = await findUserId(database, tenantId, name);
  if (id !== null) return { id, tenantId };
  const homeName = name.includes('@')
    ? name.slice(name.indexOf('@') + 1)
    : name.slice(0, Math.max(name.indexOf('.'), 0));
  if (homeName !== '') {
    const home = await tenantIdOf(sandbox, homeName, 'user').catch(() => null);
    const visitor = home === null ? null : await findUserId(database, home, name);
    if (home !== null && visitor !== null) return { id: visitor, tenantId: home };
  }
  throw deny('user-not-found', { field: 'user', id: name });
}
