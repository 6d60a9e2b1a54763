import { day } from '../time/duration.ts';

/** Longest time that may be asked for: what is not used for longer is not used for that long either. */
export const mostUnusedDays = 3650;

/** Whether a right was left unused for so many days: neither used since nor given since. */
export function unusedFor(
  right: { readonly since: Date; readonly lastUsed: Date | null },
  days: number,
  now: Date,
): boolean {
  const limit = now.getTime() - days * day;
  return right.since.getTime() <= limit && (right.lastUsed === null || right.lastUsed.getTime() <= limit);
}

/** The latest of several times; null when there is none. */
export function latestUse(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((at): at is Date => at !== null).map(Number);
  return known.length === 0 ? null : new Date(Math.max(...known));
}
