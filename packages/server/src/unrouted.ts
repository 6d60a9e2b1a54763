import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refused } from './operations/operation.ts';
import { sendError as sendGraphError } from './protocols/graph/house/errors.ts';
import { sendProblem } from './protocols/multipartner/house/problem.ts';
import { sendError as sendPartnerCenterError } from './protocols/partner-center/house/plugin.ts';

/** Answers a request that no route takes, or whose address cannot be read, in the words of the protocol it was meant for. */
export function sendUnrouted(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (/^\/(v1\.0|beta)(\/|$)/i.test(request.url)) return sendGraphError(error, request, reply);
  const send = /^\/(v\d+|auditactivity|webhooks|partner)(\/|$)/i.test(request.url)
    ? sendPartnerCenterError
    : sendProblem;
  return send(error, request, reply);
}

/** What nobody serves is said so. */
export function refuseUnrouted(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const [path] = request.url.split('?');
    return sendUnrouted(refused('not-found', { kind: 'operation', id: `${request.method} ${path}` }), request, reply);
  });
}
