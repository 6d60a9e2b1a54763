import { type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from '../subscription/facts.ts';
import { termEnd } from '../subscription/status.ts';
import { addDays, startOfDay } from '../time/duration.ts';

/**
 * Lets a first term end earlier, together with another one (R120): on the last day given, which must be that of one of
 * the seller's own active licence subscriptions here (`ownEnds`: the instants at which those are over) or the last of a
 * month, inside the regular term. Refusals: term-end-not-aligned.
 */
export function alignTerm(
  facts: SubscriptionFacts,
  lastDay: Date,
  ownEnds: readonly Date[],
  now: Date,
): SubscriptionFacts | Refusal {
  const over = addDays(startOfDay(lastDay), 1);
  const regular = termEnd(facts.termStartedAt, facts.termDuration);
  const refusal = refuse('term-end-not-aligned', { line: facts.lineNumber });
  if (facts.commerce !== 'new_commerce' || facts.isTrial || regular === null) return refusal;
  if (over <= now || over > regular) return refusal;
  const aligned = over.getUTCDate() === 1 || ownEnds.some((end) => end.getTime() === over.getTime());
  return aligned ? { ...facts, termEndsAt: over } : refusal;
}
