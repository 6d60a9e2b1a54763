import { refused } from '../../../operations/operation.ts';

/** The GUID in lower case. Refusal: value-invalid with the field's name. */
export function readGuid(field: string, value: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    throw refused('value-invalid', { field, reason: 'is not a GUID' });
  return value.toLowerCase();
}
