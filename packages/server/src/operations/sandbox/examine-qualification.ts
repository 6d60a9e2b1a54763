import { inExclusiveAct, readClock } from '../../store/world/clock.ts';
import { decideExamination, type Examination } from '../realm-tenant/examine.ts';
import { type Sandbox, tenantIdOf } from './sandbox.ts';

/** What the programme's operator finds when he examines a tenant's qualification (R205). Refusals: tenant-not-found, value-invalid. */
export async function examineQualification(sandbox: Sandbox, name: string, examination: Examination): Promise<void> {
  const tenantId = await tenantIdOf(sandbox, name, 'id');
  await inExclusiveAct(sandbox.realm.database, 'realm.tenant', async (tx) => {
    const { now } = await readClock(tx);
    await decideExamination(tx, tenantId, examination, now);
  });
}
