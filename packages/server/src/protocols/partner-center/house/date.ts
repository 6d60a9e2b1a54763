import { refused } from '../../../operations/operation.ts';

/**
 * Reads a date of a query liberally: ISO 8601 with up to seven digits of a second, with or without zone (UTC then), and
 * the culture form MM/dd/yyyy [h]h:mm:ss [AM|PM] of older clients. Refusal: value-invalid naming the field.
 */
export function readDate(field: string, text: string | undefined): Date | null {
  if (text === undefined || text.trim() === '' || text.toLowerCase() === 'null') return null;
  const date = readCulture(text.trim()) ?? readIso(text.trim());
  const year = date?.getUTCFullYear() ?? Number.NaN;
  // The years that four digits can say, and that a database knows.
  if (date === null || !(year >= 1 && year <= 9999))
    throw refused('value-invalid', { field, reason: 'is not a date such as 2026-11-22 or 11/22/2026 00:00:00' });
  return date;
}

function readIso(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,7}))?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
    text,
  );
  if (match === null) return null;
  const [, day, time, fraction, zone] = match;
  if (time === undefined) return new Date(`${day}T00:00:00Z`);
  return new Date(
    `${day}T${time.length === 5 ? `${time}:00` : time}.${(fraction ?? '0').padEnd(3, '0').slice(0, 3)}${zone ?? 'Z'}`,
  );
}

function readCulture(text: string): Date | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ +](\d{1,2}):(\d{2})(?::(\d{2}))?(?:[ +](AM|PM))?)?$/i.exec(text);
  if (match === null) return null;
  const [month, day, year, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const half = match[7]?.toUpperCase();
  const hours = half === undefined ? hour : (hour % 12) + (half === 'PM' ? 12 : 0);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hours > 23 || minute > 59 || second > 59) return null;
  return new Date(Date.UTC(year, month - 1, day, hours, minute, second));
}
