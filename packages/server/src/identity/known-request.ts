import type { Database } from '../store/database.ts';
import { type ApplicationFacts, findTenantAndApplication, type TenantFacts } from '../store/identity/applications.ts';
import type { DialectRequest } from './dialect-request.ts';
import { AadError } from './errors.ts';
import { firstPartyApplication, isFirstParty } from './first-party.ts';
import { isGuid } from './tenant-name.ts';

/**
 * Finds the tenant and the application of a request, in one statement.
 * @throws AADSTS90002 without the tenant, 700016 when the application is unknown.
 */
export async function findClient(
  database: Database,
  request: DialectRequest,
  clientId: string,
): Promise<{ tenant: TenantFacts | undefined; application: ApplicationFacts }> {
  const firstParty = isFirstParty(clientId);
  const known = await findTenantAndApplication(
    database,
    request.tenantName,
    firstParty || !isGuid(clientId) ? null : clientId,
  );
  if (known.tenant === null && request.tenantName.by !== 'none')
    throw new AadError(90002, { tenant: request.tenantSegment });
  const tenant = known.tenant ?? undefined;
  const application = firstParty ? firstPartyApplication(clientId, tenant?.id ?? '') : known.application;
  if (application === null || application === undefined) {
    throw new AadError(700016, { client: clientId, tenant: tenant?.displayName ?? request.tenantSegment });
  }
  return { tenant, application };
}
