import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { correlationIdOf, type DialectRequest, originOf, readDialectRequest, type Version } from './dialect-request.ts';
import { AadError } from './errors.ts';
import type { Identity } from './identity.ts';
import { sendError } from './token-answer.ts';
import { serveToken } from './token-endpoint.ts';

type Handler = (dialect: DialectRequest, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const formLimit = 64 * 1024;

/**
 * Everything below `/{tenant}/oauth2`, the discovery documents, user realm and the pages. Paths are told apart by their
 * second segment, so other protocols live beside them. Expects a router that ignores case.
 */
export function identityRoutes(identity: Identity): (app: FastifyInstance) => Promise<void> {
  const { parts } = identity;
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: formLimit }, (_request, body, done) =>
      done(null, body),
    );
    app.setErrorHandler((error, request, reply) => {
      const status = (error as { statusCode?: number }).statusCode ?? 500;
      const refusal =
        !(error instanceof AadError) && status < 500
          ? new AadError(9002313, { reason: (error as Error).message })
          : error;
      return sendError(reply, refusal, { origin: originOf(request), correlationId: correlationIdOf(request) });
    });
    app.addHook('onSend', async (request, reply) => {
      if (request.headers['return-client-request-id'] === 'true')
        reply.header('client-request-id', correlationIdOf(request));
    });

    const inBothVersions = (method: 'GET' | 'POST', path: string, handler: Handler) => {
      for (const [prefix, version] of [
        ['/:tenant/oauth2', 1],
        ['/:tenant/oauth2/v2.0', 2],
      ] as const) {
        app.route({ method, url: `${prefix}${path}`, handler: dialectHandler(handler, version) });
      }
    };
    inBothVersions('POST', '/token', (dialect, request, reply) => serveToken(parts, dialect, request, reply));
  };
}

function dialectHandler(handler: Handler, version: Version) {
  return (request: FastifyRequest, reply: FastifyReply) =>
    handler(readDialectRequest(request, version), request, reply);
}
