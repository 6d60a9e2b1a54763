import { resolve } from 'node:path';
import { compareMembers } from './compare.ts';
import { type Exception, exceptionsFor } from './exceptions.ts';
import { readTable } from './samples.ts';

/** A published exchange of the Graph dialect, as contracts/recorded/graph/examples.json keeps it. */
export interface GraphExample {
  readonly id: string;
  readonly page: { readonly name: string; readonly version: string };
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
}

const folder = resolve(import.meta.dirname, '../../../../contracts/recorded/graph');

export const loadGraphExamples = (): GraphExample[] => readTable<GraphExample[]>('examples.json', folder);
export const loadGraphExceptions = (): Exception[] => readTable<Exception[]>('exceptions.json', folder);

/** Puts what stands for published texts in a realm in their place, in whatever text of the value they are. */
export function translate<T>(value: T, table: ReadonlyMap<string, string>): T {
  let text = JSON.stringify(value);
  for (const [published, ours] of [...table].sort(([a], [b]) => b.length - a.length)) {
    const plain = (one: string) => JSON.stringify(one).slice(1, -1);
    text = text.replaceAll(plain(published), plain(ours));
  }
  return JSON.parse(text) as T;
}

/**
 * What differs between a published body, translated, and an answer: members, their types and forms, and every value
 * that is not an instant or an etag. Null is legal in this dialect where it was printed. One sentence for each.
 */
export function differencesOf(
  id: string,
  published: unknown,
  actual: unknown,
  exceptions: readonly Exception[],
): string[] {
  const excuses = exceptionsFor(exceptions, id, '');
  const [left, right] = withoutNullsOfBoth(published, actual);
  const forms = compareMembers(left, right, excuses).map(
    (one) => `${one.member}: ${one.problem}, published ${one.published}, answered ${one.actual}`,
  );
  const misprinted = new Set(excuses.filter((one) => one.kind === 'misprint').map((one) => one.member));
  return [...forms, ...otherValues(published, actual, '', misprinted)];
}

const moving = /^(\d{4}-\d\d-\d\dT[\d:.]+Z|W\/".+")$/;

function otherValues(published: unknown, actual: unknown, member: string, misprinted: ReadonlySet<string>): string[] {
  if (misprinted.has(member) || actual === undefined || published === null) return [];
  if (typeof published === 'string' && published.startsWith('{') && typeof actual === 'string')
    return otherValues(JSON.parse(published), JSON.parse(actual), member, misprinted);
  if (Array.isArray(published) && Array.isArray(actual)) {
    if (published.length !== actual.length)
      return [`${member}: ${actual.length} items in place of ${published.length}`];
    return published.flatMap((one, at) => otherValues(one, actual[at], `${member}[]`, misprinted));
  }
  if (typeof published === 'object' && typeof actual === 'object')
    return Object.entries(published).flatMap(([name, value]) =>
      otherValues(
        value,
        (actual as Record<string, unknown> | null)?.[name],
        member === '' ? name : `${member}.${name}`,
        misprinted,
      ),
    );
  if (published === actual || (moving.test(String(published)) && moving.test(String(actual)))) return [];
  return [`${member}: published ${JSON.stringify(published)}, answered ${JSON.stringify(actual)}`];
}

/** Both bodies without the members that are null in each. */
function withoutNullsOfBoth(left: unknown, right: unknown): [unknown, unknown] {
  if (Array.isArray(left) && Array.isArray(right)) {
    const pairs = left.map((one, at) => withoutNullsOfBoth(one, right[at]));
    return [pairs.map(([one]) => one), [...pairs.map(([, one]) => one), ...right.slice(left.length)]];
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return [left, right];
  const a: Record<string, unknown> = { ...left };
  const b: Record<string, unknown> = { ...right };
  for (const name of Object.keys(a)) {
    if (a[name] === null && b[name] === null) {
      delete a[name];
      delete b[name];
    } else if (name in b) [a[name], b[name]] = withoutNullsOfBoth(a[name], b[name]);
  }
  return [a, b];
}
