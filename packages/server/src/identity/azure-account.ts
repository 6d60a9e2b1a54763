import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from './identity.ts';
import type { VerifiedToken } from './verify.ts';

/**
 * What Azure's tools ask of its management API when they sign in: which tenants and Azure subscriptions the token is good
 * for. There is one tenant, and no Azure subscription: what lies inside of one is not served here.
 */
export function azureAccountRoutes(app: FastifyInstance, identity: Identity): void {
  const answer =
    (list: (token: VerifiedToken) => readonly object[]) => async (request: FastifyRequest, reply: FastifyReply) => {
      const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
      const token = bearer === undefined ? undefined : await identity.verify(bearer);
      if (token === undefined || 'error' in token || token.audience !== 'management')
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send({
            error: { code: 'AuthenticationFailed', message: 'A valid token for the management API is needed.' },
          });
      const value = list(token);
      return reply.send({ value, count: { type: 'Total', value: value.length } });
    };
  app.get(
    '/subscriptions',
    answer(() => []),
  );
  app.get(
    '/tenants',
    answer(({ tenantId }) => [{ id: `/tenants/${tenantId}`, tenantId, tenantCategory: 'Home' }]),
  );
}
