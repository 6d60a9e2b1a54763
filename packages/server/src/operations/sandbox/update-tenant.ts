import { inExclusiveAct, readClock } from '../../store/world/clock.ts';
import type { StandingRow } from '../../store/world/partner.ts';
import { type CompleteCompany, companyOf } from '../../world/company.ts';
import { changeStanding, type StandingChange } from '../realm-tenant/standing.ts';
import { type Sandbox, tenantIdOf } from './sandbox.ts';

export type { StandingChange } from '../realm-tenant/standing.ts';

/**
 * What the operator of the programme decides of a tenant, as `changeStanding` has it; what its company data lacks is made
 * up. Refusals: tenant-not-found, and those of `changeStanding`.
 */
export async function updateTenant(sandbox: Sandbox, name: string, change: StandingChange): Promise<void> {
  const tenantId = await tenantIdOf(sandbox, name, 'id');
  await inExclusiveAct(sandbox.realm.database, 'realm.tenant', async (tx) => {
    const { now } = await readClock(tx);
    await changeStanding(tx, tenantId, change, now, completed);
  });
}

const completed = ({ key, displayName, country, defaultDomain, company }: StandingRow) =>
  ({ ...companyOf(key, displayName, country, defaultDomain), ...company }) as CompleteCompany;
