import { describeTenant, type WorldTenant } from '../../world/index.ts';
import { deny, type Sandbox, tenantIdOf } from './sandbox.ts';

/** One tenant as the world shows it, by id, key or domain; a generated one too. Refusals: tenant-not-found. */
export async function readTenant(sandbox: Sandbox, name: string): Promise<WorldTenant> {
  const tenant = await describeTenant(sandbox.realm.database, await tenantIdOf(sandbox, name, 'id'));
  if (tenant === null) throw deny('tenant-not-found', { field: 'id', id: name });
  return tenant;
}
