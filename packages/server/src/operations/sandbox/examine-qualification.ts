import { type Examination, examine } from '@multipartner/domain/tenant/qualification.ts';
import { lockTenantQualifications, saveQualifications } from '../../store/qualification.ts';
import { inExclusiveAct, readClock } from '../../store/world/clock.ts';
import { recordDecision } from './record.ts';
import { deny, type Sandbox, tenantIdOf } from './sandbox.ts';

/**
 * What the programme's operator finds when he examines a tenant's qualification (R205): from then on its segment of the
 * catalogue is open to the tenant, or closed. Refusals: tenant-not-found, value-invalid.
 */
export async function examineQualification(sandbox: Sandbox, name: string, examination: Examination): Promise<void> {
  const tenantId = await tenantIdOf(sandbox, name, 'id');
  await inExclusiveAct(sandbox.realm.database, 'realm.tenant', async (tx) => {
    const { now } = await readClock(tx);
    const before = await lockTenantQualifications(tx, tenantId);
    const after = examine(before, examination);
    if (after === null)
      throw deny('value-invalid', {
        field: 'qualification.qualification',
        reason: 'is nothing that is examined of this tenant',
      });
    await saveQualifications(tx, tenantId, after);
    await recordDecision(tx, {
      tenantId,
      at: now,
      customerId: tenantId,
      resourceType: 'customer',
      operationType: 'update_customer_qualification',
      oldValue: before,
      newValue: after,
    });
  });
}
