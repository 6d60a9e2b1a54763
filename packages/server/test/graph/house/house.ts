import { startServer, type TestServer } from '@multipartner/testkit/server.ts';
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { graphAuthentication, readJsonLiberally } from 'multipartner/build.ts';
import { graphProtocol } from 'multipartner/protocols/graph/house/plugin.ts';
import type { GraphRoute } from 'multipartner/protocols/graph/house/route.ts';

export interface Asking {
  /** A person's key, or a tenant's application; beta's application when absent, null for nobody. */
  readonly who?: string | { readonly application: string } | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly scopes?: readonly string[];
  readonly mfa?: boolean;
}

export interface House {
  readonly app: FastifyInstance;
  readonly server: TestServer;
  /** Sends a request to the host `graph.test`; the answer's body is parsed when it is JSON. */
  ask(
    method: string,
    url: string,
    asking?: Asking,
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  ): Promise<{ status: number; headers: LightMyRequestResponse['headers']; body: any }>;
  close(): Promise<void>;
}

/** The house rules around routes of a test, with the tokens of a real identity platform. */
export async function openHouse(
  routes: readonly GraphRoute[],
  options: { readonly mfaRequired?: boolean; readonly missingIfMatch?: 400 | 412 | 428 } = {},
): Promise<House> {
  const server = await startServer();
  const app = Fastify({
    genReqId: () => crypto.randomUUID(),
    trustProxy: true,
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 500,
    },
  });
  readJsonLiberally(app);
  graphProtocol(app, {
    realm: server.realm,
    routes,
    authenticate: graphAuthentication(server.identity),
    mfaRequired: options.mfaRequired ?? false,
    ...(options.missingIfMatch === undefined ? {} : { missingIfMatch: options.missingIfMatch }),
  });
  return {
    app,
    server,
    async ask(method, url, { who = 'beta.admin', body, headers = {}, scopes, mfa } = {}) {
      const token =
        who === null
          ? null
          : await server.token(who, {
              audience: 'graph',
              ...(scopes === undefined ? {} : { scopes }),
              ...(mfa === undefined ? {} : { mfa }),
            });
      const answer = await app.inject({
        method: method as 'GET',
        url,
        headers: {
          host: 'graph.test',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const json = String(answer.headers['content-type'] ?? '').startsWith('application/json');
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: json ? JSON.parse(answer.payload) : answer.payload,
      };
    },
    async close() {
      await app.close();
      await server.stop();
    },
  };
}
