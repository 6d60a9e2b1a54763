import { AadError } from './errors.ts';

/** The fields of a form post, by lower-case name. */
export type Form = ReadonlyMap<string, string>;

/** @throws AADSTS9002313 when a field that may be there once is there twice. */
export function readForm(body: unknown): Form {
  const fields = new Map<string, string>();
  if (typeof body !== 'string') return fields;
  for (const [name, value] of new URLSearchParams(body)) {
    const key = name.toLowerCase();
    if (fields.has(key) && fields.get(key) !== value)
      throw new AadError(9002313, { reason: `the field '${name}' is there more than once` });
    fields.set(key, value);
  }
  return fields;
}

/** @throws AADSTS900144 naming the field that is missing or empty. */
export function need(form: Form, field: string): string {
  const value = form.get(field);
  if (value === undefined || value === '') throw new AadError(900144, { field });
  return value;
}
