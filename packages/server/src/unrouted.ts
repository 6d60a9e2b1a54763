import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refused } from './operations/operation.ts';
import type { SendPortal } from './portal/index.ts';
import { sendError as sendGraphError } from './protocols/graph/house/errors.ts';
import { sendProblem } from './protocols/multipartner/house/problem.ts';
import { sendError as sendPartnerCenterError } from './protocols/partner-center/house/plugin.ts';
import { graphNames, partnerCenterNames } from './tls/served-names.ts';

/**
 * Answers a request that no route takes, or whose address cannot be read, in the words of the protocol it was meant for:
 * the path says so, else the name that the client has hard-wired.
 */
export function sendUnrouted(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const name = (request.hostname ?? '').toLowerCase();
  const send = /^\/(v1\.0|beta)(\/|$)/i.test(request.url)
    ? sendGraphError
    : /^\/(v\d+|auditactivity|webhooks|partner)(\/|$)/i.test(request.url)
      ? sendPartnerCenterError
      : isOneOf(graphNames, name)
        ? sendGraphError
        : isOneOf(partnerCenterNames, name)
          ? sendPartnerCenterError
          : sendProblem;
  return send(error, request, reply);
}

const isOneOf = (names: readonly string[], name: string) => names.includes(name);

/** What nobody serves is said so; a browser gets the portal's page, which says so too. */
export function refuseUnrouted(app: FastifyInstance, sendPortal: SendPortal): void {
  app.setNotFoundHandler((request, reply) => {
    const sent = sendPortal(request, reply);
    if (sent !== undefined) return sent;
    const [path] = request.url.split('?');
    return sendUnrouted(refused('not-found', { kind: 'operation', id: `${request.method} ${path}` }), request, reply);
  });
}
