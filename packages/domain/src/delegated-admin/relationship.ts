import { addDays, day } from '../time/duration.ts';
import { extensionDays } from './duration.ts';
import type { adminRelationshipLifecycle } from './lifecycle.ts';

/**
 * A granular admin relationship as facts. What takes a while is not done by a worker but is a time in the future: so
 * nothing hangs, nothing is lost with a crash, and the state at any instant is exact.
 */
export interface AdminRelationship {
  readonly id: string;
  readonly partnerId: string;
  /** Null until somebody who was not named has approved. */
  readonly customerId: string | null;
  readonly displayName: string;
  readonly roleIds: readonly string[];
  readonly durationDays: number;
  readonly autoExtend: boolean;
  readonly createdAt: Date;
  /** The last act on it; what time alone brought about is not an act. */
  readonly modifiedAt: Date;
  /** When the partner asked to lock it, and when it then awaits approval. */
  readonly lockedAt: Date | null;
  readonly pendingAt: Date | null;
  /** A provider prepared it for this reseller, which has to consent (R79). */
  readonly provider: { readonly id: string; readonly consentedAt: Date | null } | null;
  readonly approvedAt: Date | null;
  readonly activatingAt: Date | null;
  readonly activatedAt: Date | null;
  /** As it was at the last act; extensions since then are counted from here (R72). */
  readonly endAt: Date | null;
  /** Between the end and `expired`. */
  readonly stepMs: number;
  /** Rights end with the wish to terminate; the state follows in two steps. */
  readonly terminationRequestedAt: Date | null;
  readonly terminatingAt: Date | null;
  readonly terminatedAt: Date | null;
  readonly terminatedBy: TerminatedBy | null;
  /** A role taken out while active, and from when the relationship shows it no more (R62). */
  readonly dropped: { readonly roleId: string; readonly at: Date } | null;
  readonly version: number;
}

export type TerminatedBy = 'partner' | 'customer' | 'operator' | 'reseller-relationship-ended' | 'reseller-rejected';
export type AdminRelationshipStatus = Exclude<keyof typeof adminRelationshipLifecycle.states, 'gone'>;

/** How long an unanswered request lives, in days (R65). */
export const requestDays = 90;
/** How long an ended relationship stays visible, in days (R75). */
export const keptDays = 365;

/** Its state at an instant; `gone` when it has lapsed or is due for clean-up, and so is visible to nobody any more. */
export function statusAt(one: AdminRelationship, now: Date): AdminRelationshipStatus | 'gone' {
  if (one.terminationRequestedAt !== null && one.terminationRequestedAt <= now) return termination(one, now);
  if (one.activatedAt !== null && one.activatedAt <= now) {
    const end = endOf(one, now) as Date;
    if (now < end) return 'active';
    const expired = new Date(end.getTime() + one.stepMs);
    if (now < expired) return 'expiring';
    return now < addDays(expired, keptDays) ? 'expired' : 'gone';
  }
  if (one.approvedAt !== null && one.approvedAt <= now)
    return one.activatingAt !== null && one.activatingAt <= now ? 'activating' : 'approved';
  if (one.lockedAt !== null && addDays(one.lockedAt, requestDays) <= now) return 'gone';
  return one.pendingAt !== null && one.pendingAt <= now ? 'approvalPending' : 'created';
}

function termination(one: AdminRelationship, now: Date): AdminRelationshipStatus | 'gone' {
  if (now < (one.terminatingAt as Date)) return 'terminationRequested';
  if (now < (one.terminatedAt as Date)) return 'terminating';
  return now < addDays(one.terminatedAt as Date, keptDays) ? 'terminated' : 'gone';
}

/** Whether the rights of its assignments are in force: from activation to the end, to the instant (R71, R74). */
export function inForce(one: AdminRelationship, now: Date): boolean {
  return statusAt(one, now) === 'active';
}

/**
 * When it ends or ended: activation + duration (R63), 180 days later for each extension until now (R72), the moment it
 * was terminated. Null before activation.
 */
export function endOf(one: AdminRelationship, now: Date): Date | null {
  if (one.activatedAt === null || one.endAt === null || one.activatedAt > now) return null;
  if (one.terminatedAt !== null && one.terminatedAt <= now) return one.terminatedAt;
  return addDays(one.endAt, extensionDays * extensions(one, now));
}

/** How often it extended itself since the last act. */
export function extensions(one: AdminRelationship, now: Date): number {
  if (!one.autoExtend || one.endAt === null) return 0;
  // One that was terminated extends itself no more.
  const at = one.terminationRequestedAt !== null && one.terminationRequestedAt < now ? one.terminationRequestedAt : now;
  if (at < one.endAt) return 0;
  return Math.floor((at.getTime() - one.endAt.getTime()) / (extensionDays * day)) + 1;
}

/** The roles it shows. */
export function rolesAt(one: AdminRelationship, now: Date): readonly string[] {
  const { dropped } = one;
  if (dropped === null || now < dropped.at) return one.roleIds;
  return one.roleIds.filter((id) => id !== dropped.roleId);
}

/** The roles that may still be assigned: one that is being taken out may not. */
export function assignableRoles(one: AdminRelationship): readonly string[] {
  return one.dropped === null ? one.roleIds : one.roleIds.filter((id) => id !== one.dropped?.roleId);
}

/** When it last became different, by an act or by the passing of time. */
export function lastModified(one: AdminRelationship, now: Date): Date {
  const moments = [one.modifiedAt, one.pendingAt, one.activatingAt, one.activatedAt, one.dropped?.at ?? null];
  if (one.endAt !== null && one.terminationRequestedAt === null) {
    const extended = extensions(one, now);
    if (extended > 0) moments.push(addDays(one.endAt, extensionDays * (extended - 1)));
    if (!one.autoExtend) moments.push(one.endAt, new Date(one.endAt.getTime() + one.stepMs));
  }
  moments.push(one.terminatingAt, one.terminatedAt);
  return new Date(Math.max(...moments.filter((at): at is Date => at !== null && at <= now).map(Number)));
}
