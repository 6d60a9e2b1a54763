import { refused } from '../../../operations/operation.ts';
import { refuseUnstorable } from '../../../operations/storable.ts';

/** A simple filter, as clients send it in `filter=` (URL-encoded JSON, either casing of keys and operators). */
export interface SimpleFilter {
  readonly field: string;
  readonly value: string;
  readonly operator: string;
}

const operators = [
  'equals',
  'not_equals',
  'greater_than',
  'greater_than_or_equals',
  'less_than',
  'less_than_or_equals',
  'substring',
  'and',
  'or',
  'starts_with',
  'not_starts_with',
] as const;
const folded = (text: string) => text.replaceAll('_', '').toLowerCase();

/**
 * Reads a filter of one field. Refusals: value-invalid naming `filter` when it is no JSON, or names a field or operator
 * that the resource has not (`allowed` maps field to its operators).
 */
export function readFilter(
  text: string | undefined,
  allowed: Readonly<Record<string, readonly string[]>>,
): SimpleFilter | null {
  if (text === undefined || text.trim() === '') return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refused('value-invalid', { field: 'filter', reason: 'is not JSON' });
  }
  if (typeof json !== 'object' || json === null)
    throw refused('value-invalid', { field: 'filter', reason: 'is not an object' });
  refuseUnstorable({ filter: json }, 'filter');
  const members = new Map(Object.entries(json).map(([name, value]) => [name.toLowerCase(), value]));
  const field = Object.keys(allowed).find(
    (name) => name.toLowerCase() === String(members.get('field') ?? '').toLowerCase(),
  );
  if (field === undefined)
    throw refused('value-invalid', {
      field: 'filter.Field',
      reason: `is not one of ${Object.keys(allowed).join(', ')}`,
    });
  const asked = folded(String(members.get('operator') ?? ''));
  const operator = operators.find((name) => folded(name) === asked);
  if (operator === undefined || !(allowed[field] as readonly string[]).includes(operator)) {
    throw refused('value-invalid', {
      field: 'filter.Operator',
      reason: `is not one of ${(allowed[field] as readonly string[]).join(', ')}`,
    });
  }
  return { field, value: String(members.get('value') ?? ''), operator };
}
