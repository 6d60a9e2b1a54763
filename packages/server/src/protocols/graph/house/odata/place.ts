import { createHash } from 'node:crypto';
import type { Condition, Order, Value } from '../../../../operations/list-query.ts';
import { refused } from '../../../../operations/operation.ts';
import { fits } from './literal.ts';
import type { Shape } from './shape.ts';

/** The list that a place is in: its condition and its order. */
export interface InList {
  readonly where: Condition | null;
  readonly orderBy: readonly Order[];
}

/** A place in a list as a token for `$skiptoken`, opaque to clients; it belongs to this condition and this order. */
export function writePlace(list: InList, values: readonly Value[]): string {
  return Buffer.from(JSON.stringify([mark(list, values), ...values])).toString('base64url');
}

/** Reads a token back. Refusal: value-invalid when it was altered, or made by another list. */
export function readPlace(token: string, list: InList, shape: Shape): readonly Value[] {
  const [given, ...values] = decode(token);
  const fields = [...list.orderBy.map((order) => order.field), 'id'];
  const names = fields.slice(0, fields.indexOf('id') + 1);
  const whole =
    values.length === names.length && names.every((name, at) => shape[name] && fits(shape[name], values[at]));
  if (!whole || given !== mark(list, values as Value[])) {
    throw refused('value-invalid', { field: '$skiptoken', reason: 'is none that this list has given out' });
  }
  return values as Value[];
}

function decode(token: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(read) ? read : [];
  } catch {
    return [];
  }
}

function mark(list: InList, values: readonly Value[]): string {
  const text = JSON.stringify([list.where, list.orderBy, values]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
