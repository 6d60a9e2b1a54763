import Fastify, { type FastifyInstance } from 'fastify';
import type { Clock } from './clock/index.ts';
import { explorer } from './explorer/index.ts';
import { type Identity, identityRoutes } from './identity/index.ts';
import type { Realm } from './operations/realm.ts';
import { refuseUnstorable } from './operations/storable.ts';
import type { Throttle } from './operations/throttled.ts';
import { portal } from './portal/index.ts';
import { type GraphCredentials, graphProtocol } from './protocols/graph/house/plugin.ts';
import { routes as graphRoutes } from './protocols/graph/v1.0/index.ts';
import { multipartnerProtocol } from './protocols/multipartner/house/plugin.ts';
import { routes as ownRoutes } from './protocols/multipartner/v1/index.ts';
import { agreementTexts } from './protocols/partner-center/agreement-text.ts';
import { partnerCenter } from './protocols/partner-center/house/plugin.ts';
import { unserved } from './protocols/partner-center/house/unserved.ts';
import { routes as partnerCenterRoutes } from './protocols/partner-center/v1/index.ts';
import { sandboxControls } from './protocols/sandbox/index.ts';
import { serializersWhenUsed } from './serializers.ts';
import { refuseUnrouted, sendUnrouted } from './unrouted.ts';

export interface Parts {
  readonly realm: Realm;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly mfaRequired: boolean;
  readonly acceptLegacyAudience: boolean;
  /** Whether Partner Center's answers begin with a byte order mark; they do not when absent. */
  readonly byteOrderMark?: boolean;
  readonly trustProxy?: boolean;
  /** Counts requests of the APIs; nobody is throttled when absent. */
  readonly throttle?: Throttle;
  readonly logLevel?: string;
  readonly https?: { readonly key: string; readonly cert: string };
}

/** Assembles the server: one origin, every protocol routed by its path. Listens to nothing yet. */
export async function buildServer(parts: Parts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: parts.logLevel ?? 'warn', stream: process.stderr } as never,
    trustProxy: parts.trustProxy ?? false,
    bodyLimit: 4 * 1024 * 1024,
    exposeHeadRoutes: false,
    genReqId: () => crypto.randomUUID(),
    frameworkErrors: sendUnrouted,
    schemaController: { compilersFactory: { buildSerializer: serializersWhenUsed } },
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      // Longer than a request line can be: what an id may look like is said by its protocol.
      maxParamLength: 65_536,
    },
    ...(parts.https === undefined ? {} : { https: parts.https }),
  } as never) as unknown as FastifyInstance;

  readJsonLiberally(app);
  app.setErrorHandler((error, request, reply) => sendUnrouted(error as Error, request, reply));
  refuseUnrouted(app, await portal(app, parts.realm.mode));
  sandboxControls(app, { realm: parts.realm, identity: parts.identity, clock: parts.clock });
  await explorer(app);
  await app.register(identityRoutes(parts.identity));
  agreementTexts(app);
  await app.register(async (scope) => {
    storableOnly(scope);
    partnerCenter(scope, {
      realm: parts.realm,
      routes: [...partnerCenterRoutes, ...unserved(partnerCenterRoutes)],
      mfaRequired: parts.mfaRequired,
      ...(parts.throttle === undefined ? {} : { throttle: parts.throttle }),
      byteOrderMark: parts.byteOrderMark ?? false,
      authenticate: async (bearer) => {
        const token = await parts.identity.verify(bearer);
        if ('error' in token) return null;
        const accepted =
          token.audience === 'partner-center' || (token.audience === 'legacy-graph' && parts.acceptLegacyAudience);
        if (!accepted) return null;
        return {
          tenantId: token.tenantId,
          userId: token.kind === 'user' ? (token.objectId ?? null) : null,
          applicationId: token.applicationId,
          mfa: token.mfa,
        };
      },
    });
  });
  await app.register(async (scope) => {
    storableOnly(scope);
    multipartnerProtocol(scope, {
      realm: parts.realm,
      routes: ownRoutes,
      mfaRequired: parts.mfaRequired,
      ...(parts.throttle === undefined ? {} : { throttle: parts.throttle }),
      authenticate: async (bearer) => {
        const token = await parts.identity.verify(bearer);
        if ('error' in token || token.audience === 'management') return null;
        return {
          tenantId: token.tenantId,
          userId: token.kind === 'user' ? (token.objectId ?? null) : null,
          applicationId: token.applicationId,
          mfa: token.mfa,
          realmOperate: token.kind === 'app' && token.roles.includes('Realm.Operate'),
        };
      },
    });
  });
  await app.register(async (scope) => {
    storableOnly(scope);
    graphProtocol(scope, {
      realm: parts.realm,
      routes: graphRoutes,
      mfaRequired: parts.mfaRequired,
      ...(parts.throttle === undefined ? {} : { throttle: parts.throttle }),
      authenticate: graphAuthentication(parts.identity),
    });
  });
  return app;
}

/** Tokens for Graph only: scopes count for a person, app roles for an application acting for itself. */
export function graphAuthentication(identity: Identity): (bearer: string) => Promise<GraphCredentials | null> {
  return async (bearer) => {
    const token = await identity.verify(bearer);
    if ('error' in token || token.audience !== 'graph') return null;
    const person = token.kind === 'user';
    return {
      tenantId: token.tenantId,
      userId: person ? (token.objectId ?? null) : null,
      applicationId: token.applicationId,
      mfa: token.mfa,
      permissions: person ? token.scopes : token.roles,
    };
  };
}

/** Refuses a text that no database can hold, in the words of the scope's protocol. */
function storableOnly(scope: FastifyInstance): void {
  scope.addHook('preHandler', async ({ params, query, body }) => {
    refuseUnstorable(params, 'path');
    refuseUnstorable(query, 'query');
    refuseUnstorable(body, 'body');
  });
}

/**
 * Bodies: JSON with or without charset and byte order mark; an empty body is no body, whatever the client says that it is:
 * axios calls every POST without one a form.
 */
export function readJsonLiberally(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(/^application\/(.+\+)?json/, { parseAs: 'string' }, (_request, body, done) => {
    const text = (body as string).replace(/^\uFEFF/, '').trim();
    if (text === '') return done(null, undefined);
    try {
      done(null, JSON.parse(text));
    } catch {
      done(Object.assign(new Error('The body is not valid JSON.'), { statusCode: 400 }), undefined);
    }
  });
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined);
    const given = request.headers['content-type'] ?? '';
    done(Object.assign(new Error(`The media type "${given}" is not supported.`), { statusCode: 415 }), undefined);
  });
}
