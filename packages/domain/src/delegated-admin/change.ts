import { directoryRole } from '../access/actor.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { addDays } from '../time/duration.ts';
import { readAutoExtend } from './duration.ts';
import { type AdminRelationship, assignableRoles, endOf, rolesAt, statusAt } from './relationship.ts';
import { readTerms, type Terms, type WrittenTerms } from './terms.ts';

/** What a change of a relationship comes to. */
export type RelationshipChange =
  /** Nothing: everything written is as it was. */
  | { readonly kind: 'none' }
  /** A draft gets new terms. */
  | { readonly kind: 'draft'; readonly terms: Terms }
  /** An active one: whether it extends itself from here on, and the Global administrator taken out, which takes a while. */
  | { readonly kind: 'active'; readonly autoExtend: boolean; readonly dropGlobalAdministrator: boolean };

/**
 * Decides a change by the partner (R62): everything while it is a draft; auto-extension and the removal of the Global
 * administrator while it is active; members that are written as they are do no harm. Refusals: relationship-not-editable
 * with the state and the fields, those of readTerms, operation-in-progress.
 */
export function decideChange(one: AdminRelationship, written: WrittenTerms, now: Date): RelationshipChange | Refusal {
  const status = statusAt(one, now);
  if (status === 'created' && one.lockedAt === null) {
    const before = termsOf(one, now);
    const terms = readTerms(written, before);
    if (isRefusal(terms)) return terms;
    return sameTerms(terms, before) ? { kind: 'none' } : { kind: 'draft', terms };
  }
  const frozen = (fields: readonly string[]) =>
    refuse('relationship-not-editable', {
      status: one.lockedAt !== null && status === 'created' ? 'locking' : status,
      fields,
    });
  const terms = readTerms({ ...written, autoExtend: null, roleIds: null }, { ...termsOf(one, now), autoExtend: false });
  if (isRefusal(terms)) return terms;
  const fields = changedFields(terms, { ...termsOf(one, now), autoExtend: false });
  if (fields.length > 0) return frozen(fields);
  const autoExtend = written.autoExtend === null ? one.autoExtend : readAutoExtend(written.autoExtend);
  if (isRefusal(autoExtend)) return autoExtend;
  const roles = decideRoles(one, written.roleIds, now);
  if (isRefusal(roles)) return status === 'active' ? roles : frozen(['roles']);
  const dropGlobalAdministrator = roles === 'drop';
  if (autoExtend === one.autoExtend && !dropGlobalAdministrator) return { kind: 'none' };
  if (status !== 'active') return frozen(dropGlobalAdministrator ? ['roles'] : ['autoExtendDuration']);
  const keepsGlobal = assignableRoles(one).includes(directoryRole.globalAdministrator) && !dropGlobalAdministrator;
  if (autoExtend && keepsGlobal) return refuse('auto-extend-with-global-administrator');
  return { kind: 'active', autoExtend, dropGlobalAdministrator };
}

/** Of an active relationship only the Global administrator can be taken out; any other list must be the one it has. */
function decideRoles(one: AdminRelationship, given: readonly string[] | null, now: Date): 'same' | 'drop' | Refusal {
  if (given === null) return 'same';
  const wanted = new Set(given.map((id) => id.toLowerCase()));
  const shown = rolesAt(one, now);
  const left = shown.filter((id) => !wanted.has(id));
  const added = [...wanted].filter((id) => !shown.includes(id));
  if (added.length === 0 && left.length === 0) return 'same';
  const onlyGlobal = added.length === 0 && left.length === 1 && left[0] === directoryRole.globalAdministrator;
  if (onlyGlobal && one.dropped !== null) return refuse('operation-in-progress');
  if (onlyGlobal && wanted.size > 0) return 'drop';
  return refuse('relationship-not-editable', { status: statusAt(one, now), fields: ['roles'] });
}

/** Whether the customer may switch auto-extension (R72); null when it is as it was. Refusals: relationship-not-active, auto-extend-with-global-administrator. */
export function decideAutoExtend(one: AdminRelationship, autoExtend: boolean, now: Date): boolean | Refusal {
  const status = statusAt(one, now);
  if (status !== 'active') return refuse('relationship-not-active', { status });
  if (autoExtend && assignableRoles(one).includes(directoryRole.globalAdministrator))
    return refuse('auto-extend-with-global-administrator');
  return autoExtend !== one.autoExtend;
}

/** A draft can be thrown away; nothing else. Refusals: relationship-not-editable. */
export function decideDeletion(one: AdminRelationship, now: Date): Refusal | null {
  const status = statusAt(one, now);
  if (status === 'created' && one.lockedAt === null) return null;
  return refuse('relationship-not-editable', { status: status === 'created' ? 'locking' : status });
}

export function termsOf(one: AdminRelationship, now: Date): Terms {
  const { displayName, durationDays, autoExtend, customerId } = one;
  return { displayName, durationDays, autoExtend, customerId, roleIds: rolesAt(one, now) };
}

const fieldNames = {
  displayName: 'displayName',
  durationDays: 'duration',
  roleIds: 'roles',
  autoExtend: 'autoExtendDuration',
  customerId: 'customerId',
} as const satisfies Record<keyof Terms, string>;

function changedFields(after: Terms, before: Terms): string[] {
  return (Object.keys(fieldNames) as (keyof Terms)[])
    .filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
    .map((name) => fieldNames[name]);
}

const sameTerms = (after: Terms, before: Terms) => changedFields(after, before).length === 0;

/** The times of an approval at `now`, with steps of so many milliseconds (R63). */
export function approvalTimes(one: AdminRelationship, now: Date, stepMs: number) {
  const activatingAt = new Date(now.getTime() + stepMs);
  const activatedAt = new Date(now.getTime() + 2 * stepMs);
  return { approvedAt: now, activatingAt, activatedAt, endAt: addDays(activatedAt, one.durationDays), stepMs };
}

/** The end that a change of auto-extension counts from: what was extended so far stays (R72). */
export function endToKeep(one: AdminRelationship, now: Date): Date | null {
  return endOf(one, now) ?? one.endAt;
}
