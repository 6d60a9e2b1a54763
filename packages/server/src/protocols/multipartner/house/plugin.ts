import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { refused } from '../../../operations/operation.ts';
import type { Realm } from '../../../operations/realm.ts';
import type { Throttle } from '../../../operations/throttled.ts';
import { sendProblem } from './problem.ts';
import type { OwnRoute } from './route.ts';

export interface OwnCredentials {
  readonly tenantId: string;
  readonly userId: string | null;
  readonly applicationId: string;
  readonly mfa: boolean;
  /** An application acting for itself that was granted `Realm.Operate`. */
  readonly realmOperate: boolean;
}

export interface OwnHouseOptions {
  readonly realm: Realm;
  readonly routes: readonly OwnRoute[];
  readonly authenticate: (bearer: string) => Promise<OwnCredentials | null>;
  readonly mfaRequired: boolean;
  /** Counts each request of a caller; nobody is throttled when absent. */
  readonly throttle?: Throttle;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The house rules of Multipartner's own protocol around its routes. */
export function multipartnerProtocol(app: FastifyInstance, options: OwnHouseOptions): void {
  app.setErrorHandler((error, request, reply) => sendProblem(error as Error, request, reply));
  const signedIn = new WeakMap<FastifyRequest, OwnCredentials>();
  for (const one of options.routes) {
    const readQuery = one.query === undefined ? undefined : strictReader(one.query);
    const readBody = one.body === undefined ? undefined : strictReader(one.body);
    app.route({
      method: one.method,
      // A colon of the path itself is doubled: a single one begins a parameter.
      url: one.path.replaceAll(':', '::').replaceAll(/\{(\w+)\}/g, ':$1'),
      ...(one.bodyLimit === undefined ? {} : { bodyLimit: one.bodyLimit }),
      exposeHeadRoute: false,
      // Whoever is not signed in has no body read.
      onRequest: async (request) => {
        const credentials = await signIn(request, options);
        const { customerId = null } = request.params as { customerId?: string };
        await options.throttle?.(credentials.tenantId, customerId);
        if (one.credentials === 'user' && credentials.userId === null) throw refused('user-required');
        // Of a person his roles of this instant decide; of an application what its token was granted.
        if (one.operator === true && credentials.userId === null && !credentials.realmOperate)
          throw refused('role-not-sufficient', { action: 'realm.operate' });
        signedIn.set(request, credentials);
      },
      handler: async (request, reply) => {
        const credentials = signedIn.get(request) as OwnCredentials;
        const params = { ...(request.params as Record<string, string>) };
        for (const [name, value] of Object.entries(params)) {
          if (!name.endsWith('Id') && name !== 'id') continue;
          if (!guid.test(value)) throw refused('value-invalid', { field: name, reason: 'is not a GUID' });
          params[name] = value.toLowerCase();
        }
        const answer = await one.handle({
          context: { realm: options.realm, caller: credentials },
          params,
          query: (readQuery?.(request.query) ?? {}) as never,
          body: readBody?.(request.body) as never,
          origin: `${request.protocol}://${request.host}`,
          headers: request.headers as Record<string, string | undefined>,
          reply,
        });
        if (reply.sent) return reply;
        if (answer === undefined) return reply.code(one.status ?? 204).send();
        return reply.code(reply.statusCode === 200 ? (one.status ?? 200) : reply.statusCode).send(answer);
      },
    });
  }
}

async function signIn(request: FastifyRequest, options: OwnHouseOptions): Promise<OwnCredentials> {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const credentials = bearer === undefined ? null : await options.authenticate(bearer);
  if (credentials === null) throw refused('sign-in-required');
  if (options.mfaRequired && credentials.userId !== null && !credentials.mfa) throw refused('mfa-required');
  return credentials;
}

/** Every member is known and valid, or the refusal names the one at fault. */
function strictReader(schema: TSchema): (value: unknown) => unknown {
  // Compiled when it is first used: no start waits for it.
  let compiled: ReturnType<typeof Compile> | undefined;
  return (value) => {
    const given = value ?? {};
    compiled ??= Compile(schema);
    if (compiled.Check(given)) return given;
    const [error] = compiled.Errors(given);
    const place = (error?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.');
    const params = (
      error as { params?: { requiredProperties?: string[]; additionalProperties?: string[] } } | undefined
    )?.params;
    const inside = (name: string) => [place, name].filter(Boolean).join('.');
    const missing = params?.requiredProperties?.[0];
    if (missing !== undefined) throw refused('value-missing', { field: inside(missing) });
    const unknown = params?.additionalProperties?.[0];
    if (unknown !== undefined) throw refused('value-invalid', { field: inside(unknown), reason: 'is not known here' });
    throw refused('value-invalid', { field: place || 'body', reason: error?.message ?? 'is not valid' });
  };
}
