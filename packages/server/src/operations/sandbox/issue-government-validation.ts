import { saveGovernmentValidation } from '../../store/government-validation.ts';
import { inExclusiveAct, readClock } from '../../store/world/clock.ts';
import { deny, type Sandbox, tenantIdOf } from './sandbox.ts';

/** A code for a government organization that the programme has examined (R205). */
export interface GovernmentValidation {
  readonly validationId: string;
  readonly organizationName: string;
  /** How many tenants it may qualify. */
  readonly maxCreates: number;
}

/** Gives a partner a code, or changes the one of that name. Refusals: tenant-not-found, value-invalid. */
export async function issueGovernmentValidation(
  sandbox: Sandbox,
  name: string,
  one: GovernmentValidation,
): Promise<void> {
  const partnerId = await tenantIdOf(sandbox, name, 'id');
  await inExclusiveAct(sandbox.realm.database, 'realm.tenant', async (tx) => {
    const { now } = await readClock(tx);
    if (!(await saveGovernmentValidation(tx, { partnerId }, one, now)))
      throw deny('value-invalid', { field: 'governmentValidation', reason: 'is for partners only' });
  });
}
