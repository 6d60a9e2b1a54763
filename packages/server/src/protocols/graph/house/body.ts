import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { refused } from '../../../operations/operation.ts';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

interface Fault {
  readonly instancePath: string;
  readonly keyword?: string;
  readonly message?: string;
  readonly params?: { readonly requiredProperties?: readonly string[]; readonly allowedValue?: unknown };
}

/**
 * Reads a body by its schema: strict in types, casing of names aside. Annotations and, at the top, the `readOnly`
 * members that a client sends back are left out. Refusals: value-missing, value-invalid, each naming the member; what
 * else is wrong is told in facts.also.
 */
export function bodyReader(schema: TSchema, readOnly: readonly string[] = []): (value: unknown) => unknown {
  // Compiled when it is first used: no start waits for it.
  let compiled: ReturnType<typeof Compile> | undefined;
  const ignored = new Set(readOnly.map((name) => name.toLowerCase()));
  return (given) => {
    if (given === undefined || given === null) throw refused('value-missing', { field: 'body' });
    if (typeof given !== 'object' || Array.isArray(given))
      throw refused('value-invalid', { field: 'body', reason: 'is no JSON object' });
    const top = Object.entries(given).filter(([name]) => !ignored.has(name.toLowerCase()));
    const value = fold(schema as JsonSchema, Object.fromEntries(top), '');
    compiled ??= Compile(schema);
    if (compiled.Check(value)) return value;
    throw refusalOf([...compiled.Errors(value)] as unknown as Fault[]);
  };
}

/** The value with names as the schema has them and without annotations. */
function fold(schema: JsonSchema, value: unknown, path: string): unknown {
  const one = schema.anyOf?.find((option) => option.properties !== undefined) ?? schema;
  if (Array.isArray(value)) {
    const items = one.items;
    return items === undefined ? value : value.map((item, at) => fold(items, item, `${path}[${at}]`));
  }
  if (typeof value !== 'object' || value === null || one.properties === undefined) return value;
  const folded: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (name.includes('@odata.')) continue;
    const known = Object.keys(one.properties).find((each) => each.toLowerCase() === name.toLowerCase());
    const field = path === '' ? name : `${path}.${name}`;
    if (known === undefined) {
      const reason = `is not known here; members are: ${Object.keys(one.properties).join(', ')}`;
      throw refused('value-invalid', { field, reason });
    }
    if (Object.hasOwn(folded, known)) throw refused('value-invalid', { field, reason: 'is given twice' });
    folded[known] = fold(one.properties[known] as JsonSchema, member, path === '' ? known : `${path}.${known}`);
  }
  return folded;
}

function refusalOf(faults: readonly Fault[]) {
  const members = new Map<string, string | null>();
  for (const fault of faults) {
    const place = placeOf(fault.instancePath);
    for (const name of fault.params?.requiredProperties ?? [])
      members.set(place === '' ? name : `${place}.${name}`, null);
  }
  const paths = [...new Set(faults.filter((one) => one.keyword !== 'required').map((one) => one.instancePath))];
  // A union reports itself beside the member that is at fault; the deepest place says most.
  for (const path of paths.filter((one) => !paths.some((other) => other.startsWith(`${one}/`)))) {
    const place = placeOf(path);
    if ([...members.keys()].some((name) => place === '' || name.startsWith(`${place}.`))) continue;
    const here = faults.filter((one) => one.instancePath === path);
    const values = here.filter((one) => one.keyword === 'const').map((one) => String(one.params?.allowedValue));
    members.set(place, values.length > 0 ? `is none of: ${values.join(', ')}` : (here[0]?.message ?? 'is not valid'));
  }
  const [[field, reason], ...others] = [...members] as [[string, string | null], ...[string, string | null][]];
  const also = others.map(([name, why]) => `"${name}" ${why ?? 'is missing'}`);
  const facts = { field: field || 'body', ...(also.length === 0 ? {} : { also }) };
  return reason === null ? refused('value-missing', facts) : refused('value-invalid', { ...facts, reason });
}

/** `/accessDetails/unifiedRoles/0` as people write it. */
function placeOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}
