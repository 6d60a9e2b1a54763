import { refused } from '../../../../operations/operation.ts';

const form = /^(?!0000)\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** An ISO 8601 instant. Refusals: value-invalid. */
export function readInstant(field: string, given: string): Date {
  const at = new Date(given);
  if (!form.test(given) || Number.isNaN(at.getTime()))
    throw refused('value-invalid', { field, reason: 'is no instant as ISO 8601 has it' });
  return at;
}
