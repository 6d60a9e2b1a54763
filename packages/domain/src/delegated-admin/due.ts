import { addDays } from '../time/duration.ts';
import { extensionDays } from './duration.ts';
import { type AdminRelationship, keptDays, requestDays } from './relationship.ts';

/** What must be done or told at a time; what a time merely decides (a state) needs nothing. */
export type DueEvent =
  /** Nobody answered for 90 days: it goes (R65, R75). */
  | 'lapse'
  | 'activated'
  | 'reminder'
  /** The day itself: the last reminder, and then the extension or the expiry (R71, R72). */
  | 'extended'
  | 'expired'
  | 'terminated'
  /** A year after its end it goes (R75). */
  | 'cleanUp';

/** Days before the end at which both sides are reminded (R71); the reminder of the day itself comes with the end. */
export const reminderDays = [30, 7, 1] as const;

export interface Due {
  readonly event: DueEvent;
  readonly at: Date;
  /** Of a reminder: days until the end. */
  readonly days?: number;
}

/** The first thing due after `done`; null when nothing is. Its end is the one on record: each extension is done in turn. */
export function nextDue(one: AdminRelationship, done: Date): Due | null {
  return timeline(one).find((due) => due.at > done) ?? null;
}

/** Everything that is still to come for it as it is, in order. */
function timeline(one: AdminRelationship): Due[] {
  if (one.terminatedAt !== null) {
    return [
      // What was ended before, or in the moment in which, it would have become active never was.
      ...activation(one).filter((due) => due.at < (one.terminationRequestedAt as Date)),
      { event: 'terminated', at: one.terminatedAt },
      { event: 'cleanUp', at: addDays(one.terminatedAt, keptDays) },
    ];
  }
  if (one.activatedAt !== null && one.endAt !== null) {
    const { activatedAt, endAt } = one;
    const reminders = reminderDays
      .map((days): Due => ({ event: 'reminder', at: addDays(endAt, -days), days }))
      .filter((due) => due.at > activatedAt);
    if (one.autoExtend) return [...activation(one), ...reminders, { event: 'extended', at: endAt }];
    const gone = addDays(new Date(endAt.getTime() + one.stepMs), keptDays);
    return [...activation(one), ...reminders, { event: 'expired', at: endAt }, { event: 'cleanUp', at: gone }];
  }
  return one.lockedAt === null ? [] : [{ event: 'lapse', at: addDays(one.lockedAt, requestDays) }];
}

function activation(one: AdminRelationship): Due[] {
  return one.activatedAt === null ? [] : [{ event: 'activated', at: one.activatedAt }];
}

/** The end after an extension. */
export function extendedEnd(endAt: Date): Date {
  return addDays(endAt, extensionDays);
}

/**
 * Up to when everything was done for it: what is due now and not yet done stays due. `before`: what was due next when it
 * was read.
 */
export function doneUpTo(before: Date | null, now: Date): Date {
  return before !== null && before <= now ? new Date(before.getTime() - 1) : now;
}
