import { doneUpTo, nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import type { AdminRelationship, TerminatedBy } from '@multipartner/domain/delegated-admin/relationship.ts';
import { failOperations, unassign } from '../../store/delegated-admin/assignment.ts';
import {
  lockLivingRelationships,
  readStepMs,
  updateAdminRelationship,
} from '../../store/delegated-admin/relationship.ts';
import { adminRelationshipOf } from '../../store/delegated-admin/row.ts';
import type { Work } from '../operation.ts';
import type { Found } from './find.ts';
import { mailBoth, recordBoth, recorded, tellPartner } from './tell.ts';

/**
 * Ends a granular relationship that is in force, or on its way (R74): rights and assignments end with this act, the
 * state follows in two steps. Selling, and what anybody else has at the customer, is not touched.
 */
export async function endGranular(
  work: Work,
  { one, dueAt, stepMs }: Pick<Found, 'one' | 'dueAt' | 'stepMs'>,
  by: TerminatedBy,
): Promise<AdminRelationship> {
  const { tx, now } = work;
  const owner = { partnerId: one.partnerId };
  const terminatedAt = new Date(now.getTime() + 2 * stepMs);
  const times = {
    terminationRequestedAt: now,
    terminatingAt: new Date(now.getTime() + stepMs),
    terminatedAt,
    terminatedBy: by,
  };
  // Without a step it is terminated at once, and that is due now.
  const done = doneUpTo(dueAt, new Date(now.getTime() - 1));
  const due = nextDue({ ...one, ...times }, done);
  const row = await updateAdminRelationship(tx, owner, one.id, { ...times, dueAt: due?.at ?? null }, now);
  await unassign(tx, owner, one.id, null, now, terminatedAt);
  await failOperations(tx, owner, one.id, null, 'relationship-ended', now);
  const after = adminRelationshipOf(row);
  recordBoth(work, one, {
    resourceType: 'granular_admin_relationship',
    operationType: 'granular_admin_relationship_termination_requested',
    oldValue: recorded(one),
    newValue: recorded(after),
    customized: { endedBy: by },
  });
  tellPartner(work, one, 'granular-admin-relationship-terminated');
  // The end of the reseller relationship is told by nobody but its own event (R47).
  if (by === 'reseller-relationship-ended') return after;
  await mailBoth(work, one, {
    name: `Delegated administration "${one.displayName}" has been ended`,
    body: `The granular admin relationship "${one.displayName}" ends: the groups it was assigned to have lost their roles. Subscriptions and the reseller relationship are not touched by this.`,
  });
  return after;
}

/** Ends all granular relationships of a pair that are in force or on their way, each with its own records (R74). Answers them. */
export async function endAllGranular(
  work: Work,
  pair: { readonly partnerId: string; readonly customerId: string },
  by: TerminatedBy,
): Promise<readonly AdminRelationship[]> {
  const rows = await lockLivingRelationships(work.tx, pair, pair.customerId);
  if (rows.length === 0) return [];
  const stepMs = await readStepMs(work.tx);
  const ended: AdminRelationship[] = [];
  for (const row of rows) {
    const dueAt = row.due_at === null ? null : new Date(row.due_at);
    ended.push(await endGranular(work, { one: adminRelationshipOf(row), dueAt, stepMs }, by));
  }
  return ended;
}
