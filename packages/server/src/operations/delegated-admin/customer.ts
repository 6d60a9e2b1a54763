import { approvalTimes, decideAutoExtend } from '@multipartner/domain/delegated-admin/change.ts';
import { doneUpTo, nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import { readAutoExtend } from '@multipartner/domain/delegated-admin/duration.ts';
import type { AdminRelationship } from '@multipartner/domain/delegated-admin/relationship.ts';
import { decideApproval, decideTermination } from '@multipartner/domain/delegated-admin/request.ts';
import type { Caller } from '../../store/actor.ts';
import { readAdminPartner, updateAdminRelationship } from '../../store/delegated-admin/relationship.ts';
import { adminRelationshipOf } from '../../store/delegated-admin/row.ts';
import { act, allowed, Refused, refused, type Work } from '../operation.ts';
import { endGranular } from './end.ts';
import { type Found, holdRelationship, type RelationshipKey, relationshipIdText } from './find.ts';
import { mailBoth, recordBoth, recorded, tellPartner } from './tell.ts';
import { autoExtension } from './update.ts';
import { type RelationshipView, relationshipView } from './view.ts';

/** The pairs of a customer's act on a relationship: with it, and with nobody as long as it is not bound. */
const pairs = ({ tenantId }: Caller, { partnerId }: RelationshipKey) => [
  { customerId: tenantId, partnerId },
  { customerId: 'any', partnerId },
];

const audited = (operationType: string) => ({ resourceType: 'granular_admin_relationship', operationType });

/**
 * The customer approves everything that a relationship asks for (R64–R66); once more changes nothing. Refusals: those of
 * decideApproval.
 */
export const approveAdminRelationship = act<RelationshipKey, RelationshipView>({
  permission: 'customer.gdap.approve',
  kind: 'gdap.approve',
  audited: audited('granular_admin_relationship_approved'),
  pairs,
  body: async (work, key) => {
    const { tx, now, actor } = work;
    const { one, dueAt, stepMs } = await holdRelationship(work, key, 'customer');
    const partner = await readAdminPartner(tx, key.partnerId);
    if (partner === null) throw unknown(key);
    const facts = { customerId: actor.tenantId, customerCloud: actor.cloud, partner };
    const decision = allowed(decideApproval(one, facts, now));
    if (decision === 'again') {
      work.audit({ customerId: actor.tenantId, customized: { approvedBefore: true, relationshipId: one.id } });
      return { relationship: one, customerName: actor.tenantName, now };
    }
    const times = approvalTimes(one, now, stepMs);
    const approved: AdminRelationship = { ...one, ...times, customerId: actor.tenantId };
    // Without a step it is active at once, and that is due now.
    const due = nextDue(approved, doneUpTo(dueAt, new Date(now.getTime() - 1)));
    const row = await updateAdminRelationship(
      tx,
      { partnerId: one.partnerId },
      one.id,
      { ...times, customerId: actor.tenantId, dueAt: due?.at ?? null },
      now,
    );
    const after = adminRelationshipOf(row);
    recordBoth(work, after, { oldValue: recorded(one), newValue: recorded(after) });
    tellPartner(work, after, 'granular-admin-relationship-approved');
    await mailBoth(work, after, {
      name: `Delegated administration "${one.displayName}" has been approved`,
      body: `${actor.tenantName} has approved the granular admin relationship "${one.displayName}" of ${partner.name}. It gives rights only to groups that ${partner.name} assigns its roles to.`,
    });
    return relationshipView(row, actor.tenantName, now);
  },
});

/** The customer takes a partner's granular rights away (R74); once more changes nothing. Refusals: relationship-not-found, action-not-possible. */
export const terminateAdminRelationship = act<RelationshipKey, RelationshipView>({
  permission: 'customer.administration.remove',
  kind: 'gdap.terminate',
  audited: audited('granular_admin_relationship_termination_requested'),
  pairs,
  body: async (work, key) => {
    const found = await mine(work, key);
    const view = (relationship: AdminRelationship) => ({
      relationship,
      customerName: work.actor.tenantName,
      now: work.now,
    });
    if (found.one.terminationRequestedAt !== null) {
      work.audit({ customerId: work.actor.tenantId, customized: { terminatedBefore: true, relationshipId: key.id } });
      return view(found.one);
    }
    const refusal = decideTermination(found.one, work.now);
    if (refusal !== null) throw new Refused(refusal);
    return view(await endGranular(work, found, 'customer'));
  },
});

/** The customer says whether a relationship extends itself (R72). Refusals: relationship-not-found, value-invalid, those of decideAutoExtend. */
export const switchAutoExtend = act<RelationshipKey & { readonly autoExtend: string }, RelationshipView>({
  permission: 'customer.gdap.approve',
  kind: 'gdap.change',
  audited: audited('granular_admin_relationship_updated'),
  pairs,
  body: async (work, { autoExtend, ...key }) => {
    const { tx, now, actor } = work;
    const { one, dueAt } = await mine(work, key);
    const wanted = allowed(readAutoExtend(autoExtend));
    if (!allowed(decideAutoExtend(one, wanted, now))) return { relationship: one, customerName: actor.tenantName, now };
    const update = autoExtension(one, wanted, dueAt, now);
    const row = await updateAdminRelationship(tx, { partnerId: one.partnerId }, one.id, update, now);
    const view = relationshipView(row, actor.tenantName, now);
    recordBoth(work, one, { oldValue: recorded(one), newValue: recorded(view.relationship) });
    return view;
  },
});

const unknown = (key: RelationshipKey) => refused('relationship-not-found', { id: relationshipIdText(key) });

/** A relationship that is bound to the caller's tenant. */
async function mine(work: Work, key: RelationshipKey): Promise<Found> {
  const found = await holdRelationship(work, key, 'customer');
  if (found.one.customerId !== work.actor.tenantId || found.one.approvedAt === null) throw unknown(key);
  return found;
}
