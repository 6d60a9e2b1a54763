import { saveVetting, type Vetting } from '../../store/tenant.ts';
import { inExclusiveAct, readClock } from '../../store/world/clock.ts';
import { recordDecision } from './record.ts';
import { type Sandbox, tenantIdOf } from './sandbox.ts';

export type { Vetting } from '../../store/tenant.ts';

/** What the programme's operator finds when it examines a tenant's account (R207): whether anything can be sold to it. Refusals: tenant-not-found. */
export async function examineAccount(sandbox: Sandbox, name: string, status: Vetting['status']): Promise<void> {
  const tenantId = await tenantIdOf(sandbox, name, 'id');
  await inExclusiveAct(sandbox.realm.database, 'realm.tenant', async (tx) => {
    const { now } = await readClock(tx);
    await saveVetting(tx, tenantId, status, now);
    await recordDecision(tx, {
      tenantId,
      at: now,
      customerId: tenantId,
      resourceType: 'customer',
      operationType: 'update_customer_vetting',
      oldValue: null,
      newValue: { vetting: status },
    });
  });
}
