import { inExclusiveAct, readClock } from '../../store/world/clock.ts';
import { decideVetting, type Vetting } from '../realm-tenant/examine.ts';
import { type Sandbox, tenantIdOf } from './sandbox.ts';

export type { Vetting } from '../realm-tenant/examine.ts';

/** What the programme's operator finds when it examines a tenant's account (R207). Refusals: tenant-not-found. */
export async function examineAccount(sandbox: Sandbox, name: string, status: Vetting['status']): Promise<void> {
  const tenantId = await tenantIdOf(sandbox, name, 'id');
  await inExclusiveAct(sandbox.realm.database, 'realm.tenant', async (tx) => {
    const { now } = await readClock(tx);
    await decideVetting(tx, tenantId, status, now);
  });
}
