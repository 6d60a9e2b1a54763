import { type Refusal, refuse } from '../refusal.ts';
import { day, parseDuration } from '../time/duration.ts';

/** The longest a granular relationship may last, in days (R61). */
export const longestDays = 730;
/** What one extension adds, in days (R72). */
export const extensionDays = 180;

/**
 * Whole days of a wanted duration, from 1 to 730. Equal forms count as equal (P730D, P730DT0H, PT17520H), and P2Y is
 * read as 730 days; other years, months and parts of days are no fixed number of days. Refusals: value-invalid.
 */
export function readDuration(text: string): number | Refusal {
  if (text === 'P2Y') return longestDays;
  const invalid = (reason: string) => refuse('value-invalid', { field: 'duration', reason });
  const parsed = parseDuration(text);
  if (parsed === null) return invalid('is not an ISO 8601 duration such as P730D');
  if (parsed.months !== 0) return invalid('must be given in days');
  const days = parsed.days + parsed.milliseconds / day;
  if (!Number.isInteger(days)) return invalid('must be whole days');
  if (days < 1 || days > longestDays) return invalid(`must be from P1D to P${longestDays}D`);
  return days;
}

/** Whether it extends itself: no duration means no, 180 days yes, and nothing else exists (R72). Refusals: value-invalid. */
export function readAutoExtend(text: string): boolean | Refusal {
  const parsed = parseDuration(text);
  const days = parsed === null || parsed.months !== 0 ? -1 : parsed.days + parsed.milliseconds / day;
  if (days === 0) return false;
  if (days === extensionDays) return true;
  return refuse('value-invalid', { field: 'autoExtendDuration', reason: 'must be PT0S or P180D' });
}

export const formatDays = (days: number): string => `P${days}D`;
export const formatAutoExtend = (extends_: boolean): string => (extends_ ? `P${extensionDays}D` : 'PT0S');
