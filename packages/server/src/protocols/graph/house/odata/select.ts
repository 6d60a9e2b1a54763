import type { TSchema } from 'typebox';

type Json = Record<string, unknown>;

/** The schema's alternatives: of a union or an intersection each part, else itself. */
function parts(schema: Json): Json[] {
  const inner = (schema.anyOf ?? schema.allOf) as Json[] | undefined;
  return inner === undefined ? [schema] : inner.flatMap(parts);
}

function propertiesOf(schema: Json): [string, Json][] {
  return parts(schema).flatMap((part) => Object.entries((part.properties ?? {}) as Record<string, Json>));
}

/** The paths that `$select` may name of an answer: of a collection those of its items; objects inside by `/`. */
export function selectablePaths(answer: TSchema): string[] {
  const top = propertiesOf(answer as unknown as Json);
  const value = top.find(([name]) => name === 'value')?.[1];
  const item = value?.type === 'array' ? propertiesOf(value.items as Json) : top;
  const paths = item
    .filter(([name]) => !name.startsWith('@odata.'))
    .flatMap(([name, schema]) => [name, ...propertiesOf(schema).map(([inner]) => `${name}/${inner}`)]);
  return [...new Set(paths)];
}

/** The object with the selected paths only; annotations stay, as they are no properties. */
function pick(one: Json, select: readonly string[]): Json {
  const picked: Json = {};
  for (const [name, value] of Object.entries(one)) {
    if (name.startsWith('@odata.') || select.includes(name)) {
      picked[name] = value;
      continue;
    }
    const inner = select.filter((path) => path.startsWith(`${name}/`)).map((path) => path.slice(name.length + 1));
    if (inner.length > 0)
      picked[name] = typeof value === 'object' && value !== null ? pick(value as Json, inner) : value;
  }
  return picked;
}

/** Applies `$select` to an entity, or to the items of a collection. */
export function applySelect(answer: unknown, select: readonly string[] | null): unknown {
  if (select === null || typeof answer !== 'object' || answer === null) return answer;
  const items = (answer as { value?: unknown }).value;
  if (Array.isArray(items)) return { ...answer, value: items.map((item) => pick(item as Json, select)) };
  return pick(answer as Json, select);
}

/** Replaces the members behind an enumeration's sentinel, for callers that did not say that they know them. */
export function hideUnknownMembers(answer: unknown, sentinels: Readonly<Record<string, readonly string[]>>): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  const items = (answer as { value?: unknown }).value;
  if (Array.isArray(items)) return { ...answer, value: items.map((item) => hideUnknownMembers(item, sentinels)) };
  let hidden = answer as Json;
  for (const [path, members] of Object.entries(sentinels)) hidden = replaceAt(hidden, path.split('/'), members);
  return hidden;
}

function replaceAt(one: Json, [name, ...rest]: readonly string[], members: readonly string[]): Json {
  const value = name === undefined ? undefined : one[name];
  if (name === undefined || value === undefined || value === null) return one;
  if (rest.length > 0)
    return typeof value === 'object' ? { ...one, [name]: replaceAt(value as Json, rest, members) } : one;
  return members.includes(value as string) ? { ...one, [name]: 'unknownFutureValue' } : one;
}
