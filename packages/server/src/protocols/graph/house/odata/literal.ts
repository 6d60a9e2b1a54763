import type { Value } from '../../../../operations/list-query.ts';
import { readInstant } from '../time.ts';
import type { Property } from './shape.ts';
import type { Token } from './tokens.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const number = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const wanted: Readonly<Record<Property['kind'], string>> = {
  string: "text in single quotes, such as 'contoso'",
  guid: 'a GUID, with or without single quotes',
  date: 'an instant such as 2026-11-22T00:00:00Z, with or without single quotes',
  enum: 'one of its members in single quotes',
  boolean: 'true or false',
  number: 'a number',
};

/** The type names that may stand in front of a quoted value, as older clients write them. */
const prefixes: Readonly<Record<Property['kind'], RegExp>> = {
  string: /^(duration)?$/i,
  guid: /^(guid)?$/i,
  date: /^(date|datetime|datetimeoffset)?$/i,
  enum: /^(microsoft\.graph\.\w+)?$/i,
  boolean: /^$/,
  number: /^$/,
};

/** Whether a token can stand where a value is expected, and is no name of a property. */
export function isLiteral(token: Token): boolean {
  if (token.is === 'text') return true;
  return (
    token.is === 'word' &&
    (/^(true|false|null)$/i.test(token.text) ||
      number.test(token.text) ||
      guid.test(token.text) ||
      readInstant(token.text) !== undefined)
  );
}

/** The value of a literal for a property of this kind, or what would have been right. */
export function readLiteral(property: Property, token: Token): { value: Value } | { wanted: string } {
  if (token.is !== 'text' && token.is !== 'word') return { wanted: wanted[property.kind] };
  if (token.is === 'word' && /^null$/i.test(token.text)) return { value: null };
  const prefixed = token.is === 'text' && !prefixes[property.kind].test(token.prefix);
  const value = prefixed ? undefined : read(property, token.text, token.is === 'text');
  if (value !== undefined) return { value };
  const members = property.kind === 'enum' ? `: ${(property.members ?? []).join(', ')}` : '';
  return { wanted: `${wanted[property.kind]}${members}` };
}

function read(property: Property, text: string, quoted: boolean): Value | undefined {
  switch (property.kind) {
    case 'string':
      return quoted && !text.includes('\0') ? text : undefined;
    case 'enum':
      return quoted ? property.members?.find((member) => member.toLowerCase() === text.toLowerCase()) : undefined;
    case 'guid':
      return guid.test(text) ? text.toLowerCase() : undefined;
    case 'date':
      return readInstant(text);
    case 'boolean':
      return !quoted && /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'number':
      return !quoted && number.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
  }
}

/** Whether a value out of a place in a list can be one of this property. */
export function fits(property: Property, value: unknown): value is Value {
  if (value === null) return true;
  switch (property.kind) {
    case 'string':
    case 'enum':
      return typeof value === 'string' && !value.includes('\0');
    case 'guid':
      return typeof value === 'string' && guid.test(value);
    case 'date':
      return typeof value === 'string' && readInstant(value) !== undefined;
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
  }
}
