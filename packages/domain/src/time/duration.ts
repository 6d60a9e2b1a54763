/** An ISO 8601 duration of calendar parts and clock parts, as terms and licences use it: P1M, P1Y, P30D, P1DT2H. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly milliseconds: number;
}

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Reads an ISO 8601 duration; null when the text is none. */
export function parseDuration(text: string): Duration | null {
  const match = pattern.exec(text);
  if (match === null || text === 'P' || text.endsWith('T')) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    milliseconds: Math.round((hours * 3600 + minutes * 60 + seconds) * 1000),
  };
}

/** Writes a duration in ISO 8601, with years, days and hours as large as they fit; P0D for none. */
export function formatDuration({ months, days, milliseconds }: Duration): string {
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor((milliseconds % 3_600_000) / 60_000);
  const date = part(Math.floor(months / 12), 'Y') + part(months % 12, 'M') + part(days, 'D');
  const time = part(hours, 'H') + part(minutes, 'M') + part((milliseconds % 60_000) / 1000, 'S');
  if (date + time === '') return 'P0D';
  return `P${date}${time === '' ? '' : `T${time}`}`;
}

const part = (amount: number, unit: string) => (amount === 0 ? '' : `${amount}${unit}`);

export const day = 86_400_000;

/** The instant a duration later, in UTC; a month's end stays a month's end (31 January + P1M = 28 or 29 February). */
export function addDuration(instant: Date, duration: Duration | string): Date {
  const parsed = typeof duration === 'string' ? parseDuration(duration) : duration;
  if (parsed === null) throw new RangeError(`"${String(duration)}" is no ISO 8601 duration`);
  const moved = addMonths(instant, parsed.months);
  return new Date(moved.getTime() + parsed.days * day + parsed.milliseconds);
}

/** The same hour some months later, on `dayOfMonth` or, where the month has no such day, on its last one. */
export function addMonths(instant: Date, months: number, dayOfMonth = instant.getUTCDate()): Date {
  const first = new Date(instant);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  first.setUTCDate(Math.min(dayOfMonth, daysOfMonth(first)));
  return first;
}

/** How many days the month (UTC) of an instant has. */
export function daysOfMonth(instant: Date): number {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + 1, 0)).getUTCDate();
}

/**
 * The day of the month on which periods that began on `firstDay` go on from `start`: a period that began on the 31st and
 * goes on from the 28th of February is one of the 31st. A start that does not follow from the first day is a first day itself.
 */
export function dayCounted(firstDay: Date, start: Date): number {
  const day = firstDay.getUTCDate();
  return Math.min(day, daysOfMonth(start)) === start.getUTCDate() ? day : start.getUTCDate();
}

export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * day);
}

/** Midnight (UTC) at which the day of an instant began. */
export function startOfDay(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate()));
}

/** The last second of the day (UTC) of an instant. */
export function endOfDay(instant: Date): Date {
  return new Date(startOfDay(instant).getTime() + day - 1000);
}

/** Months of a term: P1M 1, P1Y 12, P3Y 36. */
export function monthsOf(duration: string): number {
  return parseDuration(duration)?.months ?? 0;
}
