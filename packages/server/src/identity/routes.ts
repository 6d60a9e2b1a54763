import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serveAuthorize } from './authorize-endpoint.ts';
import { azureAccountRoutes } from './azure-account.ts';
import { serveDeviceCode, serveDevicePage } from './device-endpoint.ts';
import { correlationIdOf, type DialectRequest, originOf, readDialectRequest } from './dialect-request.ts';
import { discoveryRoutes } from './discovery/routes.ts';
import { AadError } from './errors.ts';
import type { Identity, IdentityParts } from './identity.ts';
import { serveLogout, serveResume } from './session-endpoints.ts';
import { assetRoutes } from './sign-in/asset-routes.ts';
import { showSignIn, takeSignIn } from './sign-in/interaction.ts';
import { problemPage } from './sign-in/pages.ts';
import { changeSecurityInfo, showSecurityInfo } from './sign-in/security-info.ts';
import { sendPage } from './sign-in/send-page.ts';
import { sendError } from './token-answer.ts';
import { serveToken } from './token-endpoint.ts';

type Endpoint = (
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<FastifyReply>;

const prefixes = [
  ['/:tenant/oauth2', 1],
  ['/:tenant/oauth2/v2.0', 2],
] as const;
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

    const serve = (method: 'GET' | 'POST' | 'OPTIONS', path: string, endpoint: Endpoint, isPage: boolean) => {
      for (const [prefix, version] of prefixes) {
        app.route({
          method,
          url: `${prefix}${path}`,
          async handler(request, reply) {
            try {
              return await endpoint(parts, readDialectRequest(request, version), request, reply);
            } catch (error) {
              if (!isPage || !(error instanceof AadError)) throw error;
              return sendPage(reply, problemPage(error), [], error.status);
            }
          },
        });
      }
    };
    for (const [path, endpoint] of [
      ['/token', serveToken],
      ['/devicecode', serveDeviceCode],
    ] as const) {
      serve('POST', path, fromAnyPage(endpoint), false);
      serve('OPTIONS', path, fromAnyPage(allowPreflight), false);
    }
    const browser = (method: 'GET' | 'POST', path: string, endpoint: Endpoint) => serve(method, path, endpoint, true);
    for (const method of ['GET', 'POST'] as const) {
      browser(method, '/authorize', serveAuthorize);
      browser(method, '/deviceauth', serveDevicePage);
      browser(method, '/logout', serveLogout);
    }
    browser('GET', '/authorize/:uid', serveResume);
    browser('GET', '/deviceauth/:uid', serveDevicePage);
    browser('GET', '/signin/:uid', showSignIn);
    browser('POST', '/signin/:uid', takeSignIn);
    browser('GET', '/securityinfo', showSecurityInfo);
    browser('POST', '/securityinfo', changeSecurityInfo);
    browser('POST', '/logout/:page', serveLogout);
    browser('GET', '/logout/:page', serveLogout);
    discoveryRoutes(app, parts);
    azureAccountRoutes(app, identity);
    await assetRoutes(app);
  };
}

/**
 * Scripts of any page may ask for tokens: what they present is in the request itself, never in a cookie of the browser.
 */
function fromAnyPage(endpoint: Endpoint): Endpoint {
  return (parts, dialect, request, reply) => {
    reply.header('Access-Control-Allow-Origin', '*');
    return endpoint(parts, dialect, request, reply);
  };
}

async function allowPreflight(...[, , request, reply]: Parameters<Endpoint>): Promise<FastifyReply> {
  const asked = request.headers['access-control-request-headers'];
  return reply
    .code(204)
    .header('Access-Control-Allow-Methods', 'POST')
    .header('Access-Control-Max-Age', '3600')
    .headers(asked === undefined ? {} : { 'Access-Control-Allow-Headers': asked })
    .send();
}
