import { type Examination, examine } from '@multipartner/domain/tenant/qualification.ts';
import type { Transaction } from '../../store/database.ts';
import { lockTenantQualifications, saveQualifications } from '../../store/qualification.ts';
import { saveVetting, type Vetting } from '../../store/tenant.ts';
import { recordDecision } from './decision.ts';
import { deny } from './refusal.ts';

export type { Examination } from '@multipartner/domain/tenant/qualification.ts';
export type { Vetting } from '../../store/tenant.ts';

/** What the programme's operator finds when it examines a tenant's account (R207): whether anything can be sold to it. */
export async function decideVetting(
  tx: Transaction,
  tenantId: string,
  status: Vetting['status'],
  now: Date,
): Promise<void> {
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
}

/**
 * What the programme's operator finds when he examines a tenant's qualification (R205): from then on its segment of the
 * catalogue is open to the tenant, or closed. Refusals: value-invalid.
 */
export async function decideExamination(
  tx: Transaction,
  tenantId: string,
  examination: Examination,
  now: Date,
): Promise<void> {
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
}
