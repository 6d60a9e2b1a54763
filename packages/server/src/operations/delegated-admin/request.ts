import { randomUUID } from 'node:crypto';
import { doneUpTo, nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import type { AdminRelationship } from '@multipartner/domain/delegated-admin/relationship.ts';
import {
  decideRequest,
  mayRequestAdministration,
  type RequestAction,
} from '@multipartner/domain/delegated-admin/request.ts';
import { insertRequest } from '../../store/delegated-admin/assignment.ts';
import {
  pairsOfRelationship,
  type RelationshipUpdate,
  updateAdminRelationship,
} from '../../store/delegated-admin/relationship.ts';
import { adminRequestOf } from '../../store/delegated-admin/row.ts';
import { act, Refused } from '../operation.ts';
import { endGranular } from './end.ts';
import { type Found, holdRelationship, type RelationshipKey } from './find.ts';
import { recordBoth, recorded } from './tell.ts';
import type { RequestView } from './view.ts';

export interface RequestInput extends RelationshipKey {
  readonly action: RequestAction;
}

/**
 * The partner asks for an action on its relationship (R62, R74, R79). Refusals: relationship-not-found,
 * action-not-possible, and for a lock capability-not-in-cloud and program-status-not-active.
 */
export const requestAction = act<RequestInput, RequestView>({
  permission: 'gdap.request',
  kind: 'gdap.request',
  audited: { resourceType: 'granular_admin_relationship', operationType: 'granular_admin_relationship_updated' },
  pairs: () => [],
  pairsOf: (sql, caller, { id }) => pairsOfRelationship(sql, { partnerId: caller.tenantId }, id),
  body: async (work, { action, ...key }) => {
    const { tx, now, actor } = work;
    const found = await holdRelationship(work, key, 'partner');
    const { one, stepMs } = found;
    const refusal =
      decideRequest(one, action, now) ?? (action === 'lockForApproval' ? mayRequestAdministration(actor) : null);
    if (refusal !== null) throw new Refused(refusal);
    if (action === 'terminate') {
      await endGranular(work, found, 'partner');
    } else {
      const update = updateFor(action, found, now);
      await updateAdminRelationship(tx, { partnerId: one.partnerId }, one.id, update, now);
      recordBoth(
        work,
        { partnerId: one.partnerId, customerId: null },
        { newValue: recorded(one), customized: { action } },
      );
    }
    const request = await insertRequest(
      tx,
      { partnerId: one.partnerId },
      {
        id: randomUUID(),
        relationshipId: one.id,
        customerId: one.customerId,
        action,
        createdAt: now,
        pendingAt: new Date(now.getTime() + Math.floor(stepMs / 2)),
        settledAt: new Date(now.getTime() + stepMs),
      },
    );
    return { request: adminRequestOf(request), now };
  },
});

function updateFor(
  action: Exclude<RequestAction, 'terminate'>,
  { one, dueAt, stepMs }: Found,
  now: Date,
): RelationshipUpdate {
  if (action === 'approve') return { consentedAt: now };
  const later = new Date(now.getTime() + stepMs);
  const written: RelationshipUpdate =
    action === 'lockForApproval'
      ? { lockedAt: now, pendingAt: later, stepMs }
      : {
          consentedAt: now,
          terminationRequestedAt: now,
          terminatingAt: now,
          terminatedAt: now,
          terminatedBy: 'reseller-rejected',
        };
  const after = { ...one, ...written } as AdminRelationship;
  return { ...written, dueAt: nextDue(after, doneUpTo(dueAt, now))?.at ?? null };
}
