import { randomUUID } from 'node:crypto';
import { directoryRole } from '@multipartner/domain/access/actor.ts';
import { decideChange, decideDeletion, endToKeep } from '@multipartner/domain/delegated-admin/change.ts';
import { doneUpTo, nextDue } from '@multipartner/domain/delegated-admin/due.ts';
import type { AdminOperation } from '@multipartner/domain/delegated-admin/request.ts';
import type { Terms, WrittenTerms } from '@multipartner/domain/delegated-admin/terms.ts';
import { dropFromAssignments, insertOperation, unassign } from '../../store/delegated-admin/assignment.ts';
import {
  deleteAdminRelationship,
  pairsOfRelationship,
  type RelationshipUpdate,
  relationshipNamed,
  updateAdminRelationship,
} from '../../store/delegated-admin/relationship.ts';
import { adminOperationOf } from '../../store/delegated-admin/row.ts';
import { act, allowed, Refused, type Work } from '../operation.ts';
import { customerName, nameTaken } from './create.ts';
import { type Found, holdRelationship, type RelationshipKey } from './find.ts';
import { recordBoth, recorded } from './tell.ts';
import { type ExpectedVersions, expectVersion, relationshipVersion } from './version.ts';
import { type RelationshipView, relationshipView } from './view.ts';

export interface RelationshipChangeInput extends RelationshipKey {
  readonly written: WrittenTerms;
  readonly expected: ExpectedVersions;
}

export interface ChangedRelationship extends RelationshipView {
  /** The change that is under way; null when everything is done. */
  readonly operation: AdminOperation | null;
}

/**
 * Changes a relationship as its state allows (R62). Refusals: relationship-not-found, stale-version, those of
 * decideChange, tenant-not-found, own-customer, relationship-name-taken.
 */
export const changeAdminRelationship = act<RelationshipChangeInput, ChangedRelationship>({
  permission: 'gdap.request',
  kind: 'gdap.change',
  audited: { resourceType: 'granular_admin_relationship', operationType: 'granular_admin_relationship_updated' },
  pairs: () => [],
  pairsOf: (sql, caller, { id, written }) =>
    pairsOfRelationship(sql, { partnerId: caller.tenantId }, id, written.customerId),
  body: async (work, { written, expected, ...key }) => {
    const found = await holdRelationship(work, key, 'partner');
    expectVersion(expected, relationshipVersion(found.one, work.now));
    const change = allowed(decideChange(found.one, written, work.now));
    if (change.kind === 'none')
      return { relationship: found.one, customerName: found.customerName, now: work.now, operation: null };
    if (change.kind === 'draft') return { ...(await saveDraft(work, found, change.terms)), operation: null };
    return saveActive(work, found, change);
  },
});

async function saveDraft(work: Work, { one }: Found, terms: Terms): Promise<RelationshipView> {
  const { tx, now, actor } = work;
  const owner = { partnerId: actor.tenantId };
  const name = await customerName(work, terms.customerId);
  const holder = await relationshipNamed(tx, owner, terms.displayName);
  if (holder !== null && holder !== one.id) throw nameTaken(holder);
  const { displayName, durationDays, roleIds, autoExtend, customerId } = terms;
  const row = await updateAdminRelationship(
    tx,
    owner,
    one.id,
    { displayName, durationDays, roleIds, extends: autoExtend, customerId },
    now,
  );
  const view = relationshipView(row, name, now);
  recordBoth(
    work,
    { partnerId: one.partnerId, customerId: null },
    { oldValue: recorded(one), newValue: recorded(view.relationship) },
  );
  return view;
}

async function saveActive(
  work: Work,
  { one, customerName: name, dueAt, stepMs }: Found,
  change: { readonly autoExtend: boolean; readonly dropGlobalAdministrator: boolean },
): Promise<ChangedRelationship> {
  const { tx, now } = work;
  const owner = { partnerId: one.partnerId };
  const settledAt = new Date(now.getTime() + 2 * stepMs);
  const update: RelationshipUpdate = {
    ...autoExtension(one, change.autoExtend, dueAt, now),
    ...(change.dropGlobalAdministrator
      ? { droppedRoleId: directoryRole.globalAdministrator, droppedAt: settledAt }
      : {}),
  };
  const row = await updateAdminRelationship(tx, owner, one.id, update, now);
  const view = relationshipView(row, name, now);
  recordBoth(work, one, { oldValue: recorded(one), newValue: recorded(view.relationship) });
  if (!change.dropGlobalAdministrator) return { ...view, operation: null };
  const dropped = directoryRole.globalAdministrator;
  const empty = await dropFromAssignments(tx, owner, one.id, dropped, now, settledAt);
  await unassign(tx, owner, one.id, empty, now, settledAt);
  const operation = await insertOperation(tx, owner, {
    id: randomUUID(),
    relationshipId: one.id,
    customerId: one.customerId,
    type: 'relationshipUpdate',
    target: { assignmentId: null, groupId: null, roleIds: one.roleIds.filter((id) => id !== dropped) },
    createdAt: now,
    runningAt: new Date(now.getTime() + stepMs),
    settledAt,
    failed: failsAt(view.relationship.endAt, change.autoExtend, settledAt),
  });
  return { ...view, operation: adminOperationOf(operation) };
}

/** The members that switching auto-extension writes: what was extended so far stays (R72). */
export function autoExtension(
  one: Found['one'],
  autoExtend: boolean,
  dueAt: Date | null,
  now: Date,
): RelationshipUpdate {
  if (autoExtend === one.autoExtend) return {};
  const endAt = endToKeep(one, now);
  const due = nextDue({ ...one, autoExtend, endAt }, doneUpTo(dueAt, now));
  return { extends: autoExtend, endAt, dueAt: due?.at ?? null };
}

/** A change that the end of the relationship comes before fails then. */
export function failsAt(
  endAt: Date | null,
  autoExtend: boolean,
  settledAt: Date,
): { readonly at: Date; readonly reason: 'relationship-ended' } | null {
  return endAt !== null && !autoExtend && endAt < settledAt ? { at: endAt, reason: 'relationship-ended' } : null;
}

/** Throws a draft away (R62). Refusals: relationship-not-found, stale-version, relationship-not-editable. */
export const deleteDraft = act<RelationshipKey & { readonly expected: ExpectedVersions }, void>({
  permission: 'gdap.request',
  kind: 'gdap.delete',
  audited: { resourceType: 'granular_admin_relationship', operationType: 'granular_admin_relationship_deleted' },
  pairs: () => [],
  pairsOf: (sql, caller, { id }) => pairsOfRelationship(sql, { partnerId: caller.tenantId }, id),
  body: async (work, { expected, ...key }) => {
    const { one } = await holdRelationship(work, key, 'partner');
    expectVersion(expected, relationshipVersion(one, work.now));
    const refusal = decideDeletion(one, work.now);
    if (refusal !== null) throw new Refused(refusal);
    await deleteAdminRelationship(work.tx, { partnerId: one.partnerId }, one.id);
    recordBoth(work, { partnerId: one.partnerId, customerId: null }, { oldValue: recorded(one) });
  },
});
