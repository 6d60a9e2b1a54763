import { addDays, addDuration, addMonths, dayCounted, parseDuration, startOfDay } from '../time/duration.ts';
import type { SubscriptionFacts, SubscriptionStatus } from './facts.ts';

/** Days after a term that was not renewed: users still work, then administrators only, then it is gone (R116). */
export const graceDays = { expired: 30, disabled: 90, legacySuspended: 90 } as const;

type StatusFacts = Pick<SubscriptionFacts, 'commerce' | 'termEndsAt' | 'autoRenew' | 'suspendedAt' | 'cancelledAt'>;

/**
 * The instant at which a term that began then is over: midnight (UTC) after its last day, which is inclusive. `firstDay`
 * is when the first term began: a month without its day ends on its own last day, and the next one comes back to it (R112).
 */
export function termEnd(termStartedAt: Date, termDuration: string | null, firstDay = termStartedAt): Date | null {
  if (termDuration === null) return null;
  const duration = parseDuration(termDuration);
  if (duration === null || duration.months === 0 || duration.days > 0 || duration.milliseconds > 0)
    return startOfDay(addDuration(termStartedAt, duration ?? termDuration));
  return startOfDay(addMonths(termStartedAt, duration.months, dayCounted(firstDay, termStartedAt)));
}

/** The status at an instant, derived from facts (R116). A term that renews itself stays active over its end (R119). */
export function statusAt(facts: StatusFacts, now: Date): SubscriptionStatus {
  let status: SubscriptionStatus = facts.suspendedAt !== null && facts.suspendedAt <= now ? 'suspended' : 'active';
  for (const step of steps(facts)) if (step.at <= now) status = step.to;
  return status;
}

/** A change of status that time alone brings. */
export interface Step {
  readonly at: Date;
  readonly to: SubscriptionStatus;
}

/** Every change of status to come or past, in order, as long as nobody changes the facts. */
export function steps(facts: StatusFacts): Step[] {
  if (facts.cancelledAt !== null) return [{ at: facts.cancelledAt, to: 'deleted' }];
  if (facts.commerce === 'azure_plan') return [];
  if (facts.commerce === 'legacy') return legacySteps(facts);
  if (facts.termEndsAt === null || renews(facts)) return [];
  const end = facts.termEndsAt;
  const grace = addDays(end, graceDays.expired);
  const gone = addDays(grace, graceDays.disabled);
  return [
    { at: end, to: facts.suspendedAt === null ? 'expired' : 'disabled' },
    ...(facts.suspendedAt === null ? [{ at: grace, to: 'disabled' as const }] : []),
    { at: gone, to: 'deleted' },
  ];
}

function legacySteps(facts: StatusFacts): Step[] {
  const ended = facts.termEndsAt === null || facts.autoRenew ? null : facts.termEndsAt;
  const suspended = facts.suspendedAt ?? ended;
  if (suspended === null) return [];
  const list: Step[] = facts.suspendedAt === null ? [{ at: suspended, to: 'suspended' }] : [];
  return [...list, { at: addDays(suspended, graceDays.legacySuspended), to: 'deleted' }];
}

/** Whether the end of the term begins another one. */
export function renews(
  facts: Pick<SubscriptionFacts, 'autoRenew' | 'suspendedAt' | 'cancelledAt' | 'termEndsAt'>,
): boolean {
  return facts.autoRenew && facts.suspendedAt === null && facts.cancelledAt === null && facts.termEndsAt !== null;
}

/** It bills, and so blocks the removal of its relationship (R46). What bills nothing while it is suspended does not. */
export function blocksRemoval(facts: StatusFacts, now: Date): boolean {
  const status = statusAt(facts, now);
  return (
    status === 'active' || (status === 'suspended' && facts.commerce !== 'legacy' && facts.commerce !== 'azure_plan')
  );
}
