import type { TSchema } from 'typebox';

interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  additionalProperties?: JsonSchema | boolean;
  patternProperties?: Record<string, JsonSchema>;
}

const nameMaps = new WeakMap<object, Map<string, string>>();

/**
 * Reads a request liberally, by its schema: member names without regard to case, nulls and unset dates as absent,
 * enumeration values in any spelling (`OneTime`, `one_time`), numbers and booleans also as text, unknown members left out.
 * What it cannot read it leaves as it is, for the validator to refuse by name.
 */
export function normalise(schema: TSchema, value: unknown): unknown {
  return read(schema as JsonSchema, value);
}

function read(schema: JsonSchema, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema.anyOf !== undefined) {
    const literals = schema.anyOf.map((option) => option.const).filter((option) => option !== undefined);
    if (literals.length === schema.anyOf.length) return readEnumeration(literals, value);
    const objects = schema.anyOf.filter((option) => option.type !== 'null');
    return objects.length > 0 ? read(objects[0] as JsonSchema, value) : value;
  }
  if (schema.enum !== undefined) return readEnumeration(schema.enum, value);
  if (schema.type === 'object' && typeof value === 'object' && !Array.isArray(value))
    return readObject(schema, value as Record<string, unknown>);
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return value;
    const items = schema.items;
    return items === undefined ? value : value.map((item) => read(items, item)).filter((item) => item !== undefined);
  }
  if (typeof value === 'string') return readText(schema, value);
  return value;
}

function readObject(schema: JsonSchema, value: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  if (schema.properties === undefined) {
    const pattern = schema.patternProperties === undefined ? undefined : Object.values(schema.patternProperties)[0];
    for (const [name, member] of Object.entries(value)) {
      const one = pattern === undefined ? member : read(pattern, member);
      if (one !== undefined && one !== null) result[name] = one;
    }
    return result;
  }
  const names = namesOf(schema);
  for (const [name, member] of Object.entries(value)) {
    const known = names.get(name.toLowerCase());
    if (known === undefined || (known in result && known !== name)) continue;
    const one = read(schema.properties[known] as JsonSchema, member);
    if (one !== undefined) result[known] = one;
  }
  return result;
}

function namesOf(schema: JsonSchema): Map<string, string> {
  let names = nameMaps.get(schema);
  if (names === undefined) {
    names = new Map(Object.keys(schema.properties ?? {}).map((name) => [name.toLowerCase(), name]));
    nameMaps.set(schema, names);
  }
  return names;
}

const folded = (text: string) => text.replaceAll('_', '').replaceAll(' ', '').toLowerCase();

function readEnumeration(literals: readonly unknown[], value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const wanted = folded(value);
  const found = literals.find((literal) => typeof literal === 'string' && folded(literal) === wanted);
  if (found !== undefined) return found;
  // "none" and "unknown" are how a client says "not set" where the enumeration has no such member.
  return wanted === 'none' || wanted === 'unknown' || wanted === '' ? undefined : value;
}

function readText(schema: JsonSchema, value: string): unknown {
  if (/^0001-01-01T00:00:00(\.0+)?(Z|[+-]00:00)?$/.test(value)) return undefined;
  if ((schema.type === 'integer' || schema.type === 'number') && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  if (schema.type === 'boolean' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  return value;
}
