import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** The origins that the callers of batches used, by the mark that the parts of a running batch carry. */
const marked = new Map<string, string>();
const header = 'x-batch-part-of';

/** Runs parts of a batch whose links are to be on the caller's own origin; the mark is of no use afterwards. */
export async function withOrigin<T>(
  origin: string,
  work: (headers: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const mark = randomUUID();
  marked.set(mark, origin);
  try {
    return await work({ [header]: mark });
  } finally {
    marked.delete(mark);
  }
}

/** Scheme and host that the caller used; a part of a batch has its batch's. */
export function originOf(request: FastifyRequest): string {
  const mark = request.headers[header];
  return (typeof mark === 'string' ? marked.get(mark) : undefined) ?? `${request.protocol}://${request.host}`;
}

/** Whether the request runs inside a batch. */
export function isPart(request: FastifyRequest): boolean {
  const mark = request.headers[header];
  return typeof mark === 'string' && marked.has(mark);
}
