import documented from '../documented.json' with { type: 'json' };
import type { Route } from './route.ts';

const shape = (method: string, path: string) => `${method} ${path.toLowerCase().replaceAll(/\{\w+\}/g, '{}')}`;

/** Documented operations that no route serves: they exist, need a token, and answer 501 in the protocol's own shape. */
export function unserved(served: readonly Route[]): Route[] {
  const have = new Set(served.map((one) => shape(one.method, one.path)));
  const missing = new Map<string, Route>();
  for (const operation of documented) {
    const key = shape(operation.method, operation.path);
    if (have.has(key) || missing.has(key)) continue;
    missing.set(key, {
      method: operation.method as Route['method'],
      path: plainParameters(operation.path),
      serves: [],
      credentials: 'either',
      summary: `Not served yet: ${operation.id}`,
      handle: async ({ reply }) => {
        reply.code(501);
        return {
          code: 501,
          description: 'This documented operation is not served yet; see the support matrix.',
          data: [operation.id],
          source: 'Multipartner',
        };
      },
    });
  }
  return [...missing.values()];
}

/** One router has one name for a parameter at a place: documented names differ from page to page. */
function plainParameters(path: string): string {
  return path.replaceAll(/\{\w+\}/g, (parameter, at: number) =>
    path.slice(0, at).toLowerCase().endsWith('/customers/') ? '{customerId}' : parameter,
  );
}
