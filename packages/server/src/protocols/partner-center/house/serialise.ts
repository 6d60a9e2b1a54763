import type { TSchema } from 'typebox';

/**
 * The schema as the serialiser wants it: a union of literals is plain text there (our own code writes the value, so it
 * need not be matched against each member again). The emitted contract keeps the closed enumeration.
 */
export function forSerialising(schema: TSchema): TSchema {
  return walk(JSON.parse(JSON.stringify(schema))) as TSchema;
}

function walk(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(walk);
  if (typeof node !== 'object' || node === null) return node;
  const schema = node as Record<string, unknown>;
  const options = schema.anyOf as { const?: unknown; type?: string }[] | undefined;
  if (options !== undefined && options.length > 0 && options.every((option) => typeof option.const === 'string'))
    return { type: 'string' };
  if (Array.isArray(schema.enum)) return { type: typeof schema.enum[0] };
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, walk(value)]));
}
