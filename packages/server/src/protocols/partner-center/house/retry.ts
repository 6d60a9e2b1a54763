import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { KeyedRequest } from '../../../operations/retry.ts';

const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * A writing request that names itself by the header MS-RequestId: sent again by the same caller with everything the
 * same, it is the same request. With anything else different it is another one: real clients give one id to several.
 */
export function keyedRequest(
  request: FastifyRequest,
  caller: { readonly tenantId: string; readonly userId: string | null; readonly applicationId: string },
): KeyedRequest | null {
  const id = request.headers['ms-requestid'];
  if (!writing.has(request.method) || typeof id !== 'string' || id === '' || id.length > 200) return null;
  const digest = createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
  return {
    key: {
      tenantId: caller.tenantId,
      actorId: caller.userId ?? caller.applicationId,
      requestId: id.toLowerCase(),
      digest,
    },
    at: new Date(),
  };
}
