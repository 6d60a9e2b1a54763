import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Context, Refused, refused } from '../../../operations/operation.ts';
import type { Realm } from '../../../operations/realm.ts';
import { noteRefusal } from '../../../operations/refused-requests.ts';
import { doOnce } from '../../../operations/retry.ts';
import { noteRequest } from '../../../operations/security/requests.ts';
import { type Throttle, Throttled } from '../../../operations/throttled.ts';
import { errorBody } from './errors.ts';
import { normalise } from './normalise.ts';
import { keyedRequest } from './retry.ts';
import type { Route } from './route.ts';
import { forSerialising } from './serialise.ts';

/** What a bearer token says, verified: whom it speaks for. */
export interface Credentials {
  readonly tenantId: string;
  readonly userId: string | null;
  readonly applicationId: string;
  readonly mfa: boolean;
}

export interface HouseOptions {
  readonly realm: Realm;
  readonly routes: readonly Route[];
  /** Verifies a bearer token; null when it is not acceptable here. */
  readonly authenticate: (bearer: string) => Promise<Credentials | null>;
  /** Whether app+user calls need a second factor. */
  readonly mfaRequired: boolean;
  /** Counts each request of a caller; nobody is throttled when absent. */
  readonly throttle?: Throttle;
  /** Whether the JSON of what was done begins with a byte order mark; what is refused never has one. */
  readonly byteOrderMark: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    credentials: Credentials | null;
  }
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Path parameters that are GUIDs; every other one is free text. */
const guidParameters = new Set([
  'customerId',
  'subscriptionId',
  'userId',
  'cartId',
  'roleId',
  'templateId',
  'azureSubscriptionId',
]);

/** The house rules of this protocol around its routes: tokens, reading, errors, header echo. */
export function partnerCenter(app: FastifyInstance, options: HouseOptions): void {
  app.decorateRequest('credentials', null);
  app.addHook('onRequest', async (request, reply) => {
    echoHeaders(request, reply);
  });
  if (options.byteOrderMark) {
    app.addHook('onSend', async (_request, reply, payload) =>
      typeof payload === 'string' && payload !== '' && reply.statusCode < 300 && isJson(reply)
        ? `\uFEFF${payload}`
        : payload,
    );
  }
  app.setErrorHandler((error, request, reply) => sendError(error as Error, request, reply));

  for (const one of options.routes) {
    const operation = operationName(one);
    const url = one.path.replaceAll(/\{(\w+)\}/g, ':$1');
    app.route({
      method: one.method,
      url,
      schema: {
        summary: one.summary,
        tags: [one.path.split('/')[2] ?? ''],
        ...(one.query === undefined ? {} : { querystring: one.query }),
        ...(one.body === undefined ? {} : { body: one.body }),
        ...(one.answer === undefined ? {} : { response: { [one.status ?? 200]: forSerialising(one.answer) } }),
      },
      attachValidation: false,
      validatorCompiler: ({ schema }) => validator(schema as TSchema),
      exposeHeadRoute: false,
      onRequest: async (request, reply) => {
        const credentials = await signIn(request, options);
        await options.throttle?.(credentials.tenantId, customerOf(request));
        if (credentials.userId !== null)
          note(options.realm, request, reply, operation, credentials, credentials.userId);
        if (credentials.userId !== null && request.headers.validatemfa === 'true') {
          // After third-party reports of 2025: not in the vendor's documentation.
          reply.header('isMfaCompliant', String(credentials.mfa));
        }
        if (options.mfaRequired && credentials.userId !== null && !credentials.mfa) throw refused('mfa-required');
        if (one.credentials === 'user' && credentials.userId === null) throw refused('user-required');
        request.credentials = credentials;
      },
      handler: async (request, reply) => {
        const credentials = request.credentials as Credentials;
        const context: Context = { realm: options.realm, caller: credentials };
        const params = request.params as Record<string, string>;
        for (const [name, value] of Object.entries(params)) {
          if (!guidParameters.has(name)) continue;
          if (!guid.test(value)) throw refused('value-invalid', { field: name, reason: 'is not a GUID' });
          params[name] = value.toLowerCase();
        }
        const handle = (within: Context) =>
          one.handle({
            context: within,
            params,
            query: (request.query ?? {}) as never,
            body: request.body as never,
            headers: request.headers as Record<string, string | undefined>,
            reply,
          });
        const keyed = keyedRequest(request, credentials);
        const answer = keyed === null ? await handle(context) : await doOnce(context, keyed, handle);
        if (reply.sent) return reply;
        if (one.status === 204 || answer === undefined) return reply.code(one.status ?? 204).send();
        return reply.code(reply.statusCode === 200 ? (one.status ?? 200) : reply.statusCode).send(answer);
      },
    });
  }
}

/** A route's name in reports: the method in words and the path with a place for the version. */
function operationName({ method, path }: Route): string {
  const word = `${method.slice(0, 1)}${method.slice(1).toLowerCase()}`;
  return `${word} ${path.replace(/^\/v1\//, '/v{version}/')}`;
}

function note(
  realm: Realm,
  request: FastifyRequest,
  reply: FastifyReply,
  operation: string,
  { tenantId, applicationId, mfa }: Credentials,
  userId: string,
): void {
  const header = (name: string) => String(reply.getHeader(name) ?? '').slice(0, 200);
  noteRequest(realm, {
    partnerId: tenantId,
    userId,
    applicationId,
    mfa,
    requestId: header('MS-RequestId'),
    correlationId: header('MS-CorrelationId'),
    operation,
    ipAddress: request.ip,
  });
}

/** Whose customer a request is about; null for what is of the partner alone. */
const customerOf = (request: FastifyRequest) => (request.params as { customerId?: string }).customerId ?? null;

async function signIn(request: FastifyRequest, options: HouseOptions): Promise<Credentials> {
  const header = request.headers.authorization ?? '';
  const bearer = /^bearer\s+(\S+)$/i.exec(header)?.[1];
  const credentials = bearer === undefined ? null : await options.authenticate(bearer);
  if (credentials === null) throw refused('sign-in-required');
  return credentials;
}

function validator(schema: TSchema): (data: unknown) => { value: unknown } | { error: Error } {
  // Compiled when it is first used: no start waits for it.
  let compiled: ReturnType<typeof Compile> | undefined;
  return (data) => {
    const value = normalise(schema, data ?? {}) ?? {};
    compiled ??= Compile(schema);
    if (compiled.Check(value)) return { value };
    const [first] = compiled.Errors(value);
    const path = first === undefined ? '' : first.instancePath.replace(/^\//, '').replaceAll('/', '.');
    const params = (first as { params?: { requiredProperties?: string[] } } | undefined)?.params;
    const missing = params?.requiredProperties?.[0];
    const field = missing === undefined ? path || 'body' : [path, missing].filter(Boolean).join('.');
    const refusal =
      missing === undefined
        ? refused('value-invalid', { field, reason: first?.message ?? 'is not valid' })
        : refused('value-missing', { field });
    return { error: refusal };
  };
}

const isJson = (reply: FastifyReply) => String(reply.getHeader('content-type') ?? '').startsWith('application/json');

/** Requests are traced by the ids that the caller chose; absent ones are made here. */
function echoHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('MS-RequestId', request.headers['ms-requestid'] ?? request.id);
  reply.header('MS-CorrelationId', request.headers['ms-correlationid'] ?? request.id);
  if (request.headers['x-locale'] !== undefined) reply.header('X-Locale', request.headers['x-locale']);
}

export function sendError(
  error: Error & { statusCode?: number; code?: string; cause?: unknown },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const refusedError = error instanceof Refused ? error : undefined;
  if (refusedError !== undefined) {
    noteRefusal(request, refusedError.refusal);
    const { status, body } = errorBody(refusedError.refusal);
    if (status === 401) {
      reply.header(
        'WWW-Authenticate',
        refusedError.refusal.code === 'mfa-required' ? 'Bearer error="invalid_token"' : 'Bearer',
      );
    }
    return reply
      .code(status)
      .header('Multipartner-Refusal', refusedError.refusal.code)
      .type('application/json; charset=utf-8')
      .send(body);
  }
  if (error instanceof Throttled) {
    // Documented so, other than every other refusal.
    const message = `Rate limit is exceeded. Try again in ${error.seconds} seconds.`;
    return reply
      .code(429)
      .header('Retry-After', String(error.seconds))
      .type('application/json; charset=utf-8')
      .send({ statusCode: 429, message });
  }
  const status = error.statusCode ?? 500;
  if (status >= 500 && status !== 503) request.log.error({ err: error }, 'request failed');
  const description =
    status >= 500 && status !== 503
      ? 'The request could not be completed. The log holds the details under the request id.'
      : error.message;
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ code: status >= 500 ? 800003 : 800002, description, data: [], source: 'Multipartner' });
}
