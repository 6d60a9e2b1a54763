import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../identity/index.ts';
import type { Realm } from '../../operations/realm.ts';
import { requireOperator } from '../../operations/sandbox/operator.ts';
import { deny } from '../../operations/sandbox/sandbox.ts';

/**
 * Nobody needs a token who comes from the machine itself; everybody else needs the operator's. A request that a proxy or
 * a page of another site passed on is not from the machine itself, whatever its last address is.
 */
export async function admit(request: FastifyRequest, realm: Realm, identity: Identity): Promise<void> {
  if (isLocal(request)) return;
  const bearer = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer === undefined ? undefined : await identity.verify(bearer);
  if (token === undefined || 'error' in token) throw deny('sign-in-required');
  if (token.kind === 'app' && !token.roles.includes('Realm.Operate')) throw deny('role-not-sufficient');
  const userId = token.kind === 'user' ? (token.objectId ?? null) : null;
  await requireOperator(
    { realm, caller: { tenantId: token.tenantId, userId, applicationId: token.applicationId } },
    undefined,
  );
}

function isLocal(request: FastifyRequest): boolean {
  const { headers } = request;
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) return false;
  if (headers.origin !== undefined && URL.parse(headers.origin)?.host !== headers.host) return false;
  return isLoopback(request.socket.remoteAddress ?? '');
}

/** 127.0.0.0/8, ::1, and the former written as IPv6. */
function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address);
}
