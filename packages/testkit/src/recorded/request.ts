import type { PublishedRequest } from './samples.ts';

/** What stands for a published id in a realm: a name to be resolved, or the text itself after an equals sign. */
export type IdTable = Readonly<Record<string, string>>;

/** A request ready to be sent. */
export interface BuiltRequest {
  readonly method: string;
  /** Path and query in the casing that was published. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text with the members, nulls and casing that were published; absent without a body. */
  readonly body?: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The published ids of the table that a request contains, the longest first. */
export function idsIn(request: PublishedRequest, table: IdTable): string[] {
  const text = [request.line ?? '', JSON.stringify(request.body ?? null), JSON.stringify(request.headers)]
    .join('\n')
    .toLowerCase();
  return Object.keys(table)
    .filter((id) => text.includes(JSON.stringify(id).slice(1, -1).toLowerCase()))
    .sort((a, b) => b.length - a.length || a.localeCompare(b));
}

/**
 * Builds the request as it was published, with the ids of the realm in place of the published ones; `resolve` says what
 * a name stands for. A GUID that was printed in capitals is written in capitals. Throws when the request has no line.
 */
export async function buildRequest(
  request: PublishedRequest,
  table: IdTable,
  resolve: (symbol: string) => Promise<string>,
): Promise<BuiltRequest> {
  const found = /^([A-Z]+) (\S.*)$/.exec(request.line ?? '');
  if (found === null) throw new Error(`The request has no line to send: ${JSON.stringify(request.line)}`);
  const values = new Map<string, string>();
  for (const id of idsIn(request, table)) {
    const symbol = table[id] as string;
    values.set(id.toLowerCase(), symbol.startsWith('=') ? symbol.slice(1) : await resolve(symbol));
  }
  const [, method, path] = found as unknown as [string, string, string];
  const fill = filler(values, (value) => value);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, fill(value)]));
  return {
    method,
    path: filler(values, encodeURIComponent)(path),
    headers,
    ...(request.body === null ? {} : { body: JSON.stringify(deep(request.body, fill)) }),
  };
}

function filler(values: ReadonlyMap<string, string>, write: (value: string) => string): (text: string) => string {
  if (values.size === 0) return (text) => text;
  const pattern = new RegExp(
    [...values.keys()].map((id) => id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'),
    'gi',
  );
  return (text) =>
    text.replaceAll(pattern, (published) => {
      const value = values.get(published.toLowerCase()) as string;
      const capitals =
        guid.test(published) && guid.test(value) && published === published.toUpperCase() && /[A-F]/.test(published);
      return write(capitals ? value.toUpperCase() : value);
    });
}

function deep(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, fill));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, deep(member, fill)]));
}
