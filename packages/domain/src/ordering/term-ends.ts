import type { SubscriptionFacts } from '../subscription/facts.ts';
import { statusAt, termEnd } from '../subscription/status.ts';
import { addDays } from '../time/duration.ts';

/** A last day that a first term may have, and what else ends with it. */
export interface AllowedTermEnd {
  readonly lastDay: Date;
  /** Own subscriptions that end then too; none: it is the last day of a month. */
  readonly with: readonly string[];
}

/**
 * The last days that a first term of a length may have when it begins then (R120): those of months, and those of the
 * seller's own active licence subscriptions, inside the regular term, the earliest first. With a `target` only those of
 * that subscription.
 */
export function allowedTermEnds(
  own: readonly SubscriptionFacts[],
  term: { readonly duration: string; readonly startsAt: Date; readonly target: string | null },
  now: Date,
): AllowedTermEnd[] {
  const { startsAt, target } = term;
  const regular = termEnd(startsAt, term.duration);
  if (regular === null) return [];
  const inside = (over: Date) => over > startsAt && over > now && over <= regular;
  const ends = new Map<number, string[]>();
  for (const facts of own) {
    const over = facts.termEndsAt;
    if (facts.commerce !== 'new_commerce' || facts.isTrial || over === null || !inside(over)) continue;
    if (statusAt(facts, now) !== 'active' || (target !== null && facts.id !== target)) continue;
    ends.set(over.getTime(), [...(ends.get(over.getTime()) ?? []), facts.id]);
  }
  const shared = [...ends].map(([over, ids]) => ({ lastDay: addDays(new Date(over), -1), with: ids }));
  const months = target === null ? monthEnds(startsAt, regular).filter(inside) : [];
  return [...shared, ...months.map((over) => ({ lastDay: addDays(over, -1), with: [] }))].sort(
    (a, b) => a.lastDay.getTime() - b.lastDay.getTime() || a.with.length - b.with.length,
  );
}

/** The first days of months after an instant, up to another: a term over then has a month's last day for its own. */
function monthEnds(from: Date, to: Date): Date[] {
  const ends: Date[] = [];
  for (let month = 1; ; month++) {
    const over = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + month, 1));
    if (over > to) return ends;
    ends.push(over);
  }
}
