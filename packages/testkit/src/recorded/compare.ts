import type { Exception } from './exceptions.ts';

export interface Difference {
  /** Path such as `items[].id`; empty for the whole body. */
  readonly member: string;
  readonly problem: 'missing' | 'type' | 'form' | 'null' | 'empty list';
  readonly published: string;
  readonly actual: string;
}

type Excuse = Pick<Exception, 'member' | 'kind'>;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/;

/**
 * Every member of the published body must stand in the answer with the same JSON type, GUIDs as GUIDs and instants as
 * instants; lists are compared by their first elements. Names are matched without regard to case, since some bodies
 * were printed in the casing of the client. What was printed as null or as an empty text may be absent. An answer may
 * hold null only where null was printed. Further members of the answer are not looked at.
 */
export function compareMembers(published: unknown, actual: unknown, excuses: readonly Excuse[] = []): Difference[] {
  const found: Difference[] = [];
  compare(published, actual, '', excuses, found);
  return found;
}

function compare(
  published: unknown,
  actual: unknown,
  member: string,
  excuses: readonly Excuse[],
  found: Difference[],
): void {
  if (excused(excuses, 'misprint', member)) return;
  const report = (problem: Difference['problem']) =>
    found.push({ member, problem, published: describe(published), actual: describe(actual) });
  if (actual === null && member !== '') {
    if (published !== null) report('null');
    return;
  }
  if (actual === undefined) {
    const optional = published === null || published === '' || excused(excuses, 'conditional', member);
    if (!optional) report('missing');
    return;
  }
  if (published === null) return;
  if (jsonType(published) !== jsonType(actual)) {
    report('type');
    return;
  }
  if (Array.isArray(published)) compareLists(published, actual as unknown[], member, excuses, found, report);
  else if (typeof published === 'object') compareObjects(published, actual as object, member, excuses, found);
  else if (typeof published === 'string' && !excused(excuses, 'form', member)) {
    if (formOf(published) !== 'text' && formOf(actual as string) !== formOf(published)) report('form');
  }
}

function compareLists(
  published: readonly unknown[],
  actual: readonly unknown[],
  member: string,
  excuses: readonly Excuse[],
  found: Difference[],
  report: (problem: Difference['problem']) => void,
): void {
  if (published.length === 0) return;
  if (actual.length === 0) {
    if (!excused(excuses, 'conditional', `${member}[]`)) report('empty list');
    return;
  }
  compare(published[0], actual[0], `${member}[]`, excuses, found);
}

function compareObjects(
  published: object,
  actual: object,
  member: string,
  excuses: readonly Excuse[],
  found: Difference[],
): void {
  const names = new Map(Object.keys(actual).map((name) => [name.toLowerCase(), name]));
  for (const [name, value] of Object.entries(published)) {
    const path = member === '' ? name : `${member}.${name}`;
    const own = names.get(name.toLowerCase());
    compare(value, own === undefined ? undefined : (actual as Record<string, unknown>)[own], path, excuses, found);
  }
}

/** An excuse holds for its member and for all below. */
function excused(excuses: readonly Excuse[], kind: Exception['kind'], member: string): boolean {
  const path = member.toLowerCase();
  return excuses.some((one) => {
    const at = one.member.toLowerCase();
    return one.kind === kind && (path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`));
  });
}

function jsonType(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function formOf(text: string): 'guid' | 'instant' | 'text' {
  if (guid.test(text)) return 'guid';
  return instant.test(text) ? 'instant' : 'text';
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'object') return jsonType(value);
  return typeof value === 'string' ? `${formOf(value)} ${JSON.stringify(value)}` : `${typeof value} ${String(value)}`;
}
