/** An instant as this dialect writes it: UTC with seven digits of the second; null stays null. */
export function instant(at: Date): string;
export function instant(at: Date | null): string | null;
export function instant(at: Date | null): string | null {
  return at === null ? null : at.toISOString().replace('Z', '0000Z');
}

const pattern = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,12}))?)?(Z|[+-]\d{2}:\d{2}))?$/i;

/** Reads an instant, or a day as its first one (UTC); digits beyond the millisecond are cut. Undefined: it is none. */
export function readInstant(text: string): Date | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, day = '', hours = '00', minutes = '00', seconds = '00', fraction = '', zone = 'Z'] = match;
  const date = new Date(
    `${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.toUpperCase()}`,
  );
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return undefined;
  // The platform rolls 31 April over into May; such a day does not exist.
  if (new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) return undefined;
  return date;
}
