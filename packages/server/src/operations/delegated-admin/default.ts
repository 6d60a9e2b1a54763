import { randomUUID } from 'node:crypto';
import { approvalTimes } from '@multipartner/domain/delegated-admin/change.ts';
import { defaultName, defaultRoles } from '@multipartner/domain/delegated-admin/default-roles.ts';
import { nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import { longestDays } from '@multipartner/domain/delegated-admin/duration.ts';
import type { PartnerKind } from '@multipartner/domain/tenant/partner.ts';
import {
  insertAdminRelationship,
  readStepMs,
  updateAdminRelationship,
} from '../../store/delegated-admin/relationship.ts';
import { adminRelationshipOf } from '../../store/delegated-admin/row.ts';
import type { Work } from '../operation.ts';
import { recordBoth, recorded } from './tell.ts';

/**
 * The granular relationship that comes with a customer its partner has created (R70): active without an approval, for
 * two years; it gives nobody a right until its roles are assigned to groups.
 */
export async function giveDefaultGranular(
  work: Work,
  partner: { readonly partnerId: string; readonly kind: PartnerKind },
  customer: { readonly id: string; readonly name: string },
): Promise<void> {
  const { tx, now } = work;
  const id = randomUUID();
  const owner = { partnerId: partner.partnerId };
  const stepMs = await readStepMs(tx);
  const draft = await insertAdminRelationship(tx, owner, {
    id,
    displayName: defaultName(customer.name, id.slice(0, 8)),
    durationDays: longestDays,
    roleIds: defaultRoles[partner.kind],
    autoExtend: false,
    customerId: customer.id,
    createdAt: now,
    providerId: null,
    stepMs,
  });
  if (draft === null) throw new Error('The name of a default relationship is taken: its id is not the only one.');
  const one = adminRelationshipOf(draft);
  const times = { ...approvalTimes(one, now, stepMs), lockedAt: now, pendingAt: now };
  const due = nextDue({ ...one, ...times }, new Date(now.getTime() - 1));
  const row = await updateAdminRelationship(tx, owner, id, { ...times, dueAt: due?.at ?? null }, now);
  recordBoth(work, one, {
    resourceType: 'granular_admin_relationship',
    operationType: 'granular_admin_relationship_approved',
    newValue: recorded(adminRelationshipOf(row)),
    customized: { by: 'default' },
  });
}
