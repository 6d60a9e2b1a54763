import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { type Rehearsal, refused } from '../../../operations/operation.ts';
import type { Realm } from '../../../operations/realm.ts';
import type { Throttle } from '../../../operations/throttled.ts';
import { batch } from './batch.ts';
import { bodyReader } from './body.ts';
import { withCounts } from './count.ts';
import { currentEtag, GraphError, sendError, traceHeaders } from './errors.ts';
import { readIfMatch } from './etag.ts';
import { type OptionRules, readOptions, usualPage } from './odata/options.ts';
import { applySelect, hideUnknownMembers, selectablePaths } from './odata/select.ts';
import { originOf } from './origin.ts';
import { patternsOf, placeOf } from './paths.ts';
import { preferenceApplied, readPrefer } from './prefer.ts';
import type { GraphRequest, GraphRoute, GraphVersion } from './route.ts';

/** What a bearer token of this audience says, verified. */
export interface GraphCredentials {
  readonly tenantId: string;
  /** Null for an application acting for itself. */
  readonly userId: string | null;
  readonly applicationId: string;
  readonly mfa: boolean;
  /** The scopes of a person's token, the app roles of an application's. */
  readonly permissions: readonly string[];
}

export interface GraphHouseOptions {
  readonly realm: Realm;
  readonly routes: readonly GraphRoute[];
  /** Verifies a bearer token; null when it is not acceptable here. */
  readonly authenticate: (bearer: string) => Promise<GraphCredentials | null>;
  /** Whether people need a second factor. */
  readonly mfaRequired: boolean;
  /** Counts each request of a caller; nobody is throttled when absent. */
  readonly throttle?: Throttle;
  /** The status of a missing If-Match, which the documentation does not tell: 428 when absent. */
  readonly missingIfMatch?: 400 | 412 | 428;
}

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The house rules of the Graph dialect around its routes, each under `/v1.0` and `/beta`. */
export function graphProtocol(app: FastifyInstance, options: GraphHouseOptions): void {
  const routes = withCounts(options.routes);
  for (const version of ['v1.0', 'beta'] as const) {
    app.register(
      async (scope) => {
        scope.addHook('onRequest', async (request, reply) => traceHeaders(request, reply));
        scope.setErrorHandler((error, request, reply) => sendError(error as Error, request, reply));
        scope.setNotFoundHandler((request) => {
          throw new GraphError(404, `There is no ${request.method} of ${request.url.split('?')[0]} here.`);
        });
        batch(scope, version, (request) => signIn(request, options));
        for (const route of routes) mount(scope, version, route, routes, options);
        refuseOtherMethods(scope, routes);
      },
      { prefix: `/${version}` },
    );
  }
}

function mount(
  scope: FastifyInstance,
  version: GraphVersion,
  route: GraphRoute,
  routes: readonly GraphRoute[],
  options: GraphHouseOptions,
): void {
  const rules = rulesOf(route);
  const readBody = route.body === undefined ? undefined : bodyReader(route.body, route.readOnly);
  const reading = routes.find((one) => one.method === 'GET' && placeOf(one.path) === placeOf(route.path));
  const signedIn = new WeakMap<FastifyRequest, GraphCredentials>();
  for (const url of patternsOf(route.path)) {
    scope.route({
      method: route.method,
      url,
      exposeHeadRoute: false,
      onRequest: async (request) => {
        const credentials = await signIn(request, options);
        await options.throttle?.(credentials.tenantId, null);
        demandPermission(credentials, route);
        signedIn.set(request, credentials);
      },
      handler: async (request, reply) => {
        const { tenantId, userId, applicationId } = signedIn.get(request) as GraphCredentials;
        const prefer = readPrefer(request.headers.prefer, route);
        const rehearsals: Rehearsal[] = [];
        const rehearse = prefer.dryRun ? { rehearse: (would: Rehearsal) => void rehearsals.push(would) } : {};
        const given: Omit<GraphRequest<string, unknown>, 'body' | 'ifMatch'> = {
          context: { realm: options.realm, caller: { tenantId, userId, applicationId }, ...rehearse },
          params: request.params as Record<string, string>,
          odata: readOptions(request.url.split('?').slice(1).join('?'), rules),
          prefer,
          version,
          origin: originOf(request),
          path: pathOf(request),
          reply,
          app: userId === null,
        };
        const ifMatch =
          route.ifMatch === true
            ? await readDemandedMatch(request, given, reading, options.missingIfMatch ?? 428)
            : null;
        const body = readBody?.(request.body);
        const answer = await route.handle({ ...given, ifMatch, body: body as never });
        if (prefer.dryRun) return sendRehearsed(reply, route, given, answer, rehearsals);
        return send(reply, route, given, answer);
      },
    });
  }
}

/** @throws when the route's declaration cannot be kept: without properties nothing can be selected or paged. */
function rulesOf(route: GraphRoute): OptionRules {
  const taken = route.options ?? [];
  const shape = route.shape ?? {};
  if (taken.includes('select') && route.answer === undefined)
    throw new Error(`${route.path} takes $select and does not say what it answers.`);
  if (taken.includes('skiptoken') && shape.id === undefined)
    throw new Error(`${route.path} takes $skiptoken and its shape has no id.`);
  return {
    options: taken,
    shape,
    selectable: route.answer === undefined ? [] : selectablePaths(route.answer),
    expandable: route.expandable ?? [],
    page: route.page ?? usualPage,
  };
}

async function signIn(request: FastifyRequest, options: GraphHouseOptions): Promise<GraphCredentials> {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const credentials = bearer === undefined ? null : await options.authenticate(bearer);
  if (credentials === null) throw refused('sign-in-required');
  if (options.mfaRequired && credentials.userId !== null && !credentials.mfa) throw refused('mfa-required');
  return credentials;
}

function demandPermission(credentials: GraphCredentials, route: GraphRoute): void {
  const { least } = route.permission;
  if (least.some((one) => credentials.permissions.includes(one))) return;
  const held = credentials.permissions.length === 0 ? 'none' : credentials.permissions.join(', ');
  const kind = credentials.userId === null ? 'app roles' : 'scopes';
  const [needed = '', ...others] = least;
  throw new GraphError(
    403,
    `The token lacks the permission ${least.join(' or ')}; its ${kind} are: ${held}.`,
    'Authorization',
    [needed, ...others].map((one) => ({ code: 'missingPermission', message: one })),
  );
}

/** The versions of If-Match; when the header is missing, the refusal says what it would be now. */
async function readDemandedMatch(
  request: FastifyRequest,
  given: Omit<GraphRequest<string, unknown>, 'body' | 'ifMatch'>,
  reading: GraphRoute | undefined,
  status: 400 | 412 | 428,
): Promise<readonly string[] | null> {
  const header = request.headers['if-match'];
  if (header !== undefined) return readIfMatch(header);
  const current = (await reading?.handle({ ...given, ifMatch: null, body: undefined as never })) as
    | { '@odata.etag'?: string }
    | undefined;
  const etag = current?.['@odata.etag'];
  throw new GraphError(
    status,
    `The header If-Match is missing: send the object's etag${etag === undefined ? '' : `, which is now ${etag}`}.`,
    'If-Match',
    etag === undefined ? [] : [currentEtag(etag)],
  );
}

function send(
  reply: FastifyReply,
  route: GraphRoute,
  { prefer, odata }: Pick<GraphRequest<string, unknown>, 'prefer' | 'odata'>,
  answer: unknown,
): FastifyReply {
  if (reply.sent) return reply;
  const applied = preferenceApplied(prefer, route);
  if (applied !== undefined) reply.header('Preference-Applied', applied);
  if (reply.statusCode === 200) reply.code(route.status ?? (answer === undefined ? 204 : 200));
  if (answer === undefined) return reply.send();
  if (typeof answer === 'string') return reply.type('text/plain; charset=utf-8').send(answer);
  const shown =
    route.sentinels === undefined || prefer.unknownEnum ? answer : hideUnknownMembers(answer, route.sentinels);
  const etag = (answer as { '@odata.etag'?: unknown })['@odata.etag'];
  if (typeof etag === 'string') reply.header('ETag', etag);
  return reply
    .type('application/json; odata.metadata=minimal; charset=utf-8')
    .send(JSON.stringify(applySelect(shown, odata.select)));
}

/** What would be answered and written; nothing was, and no header points to what does not exist. */
function sendRehearsed(
  reply: FastifyReply,
  route: GraphRoute,
  { prefer, odata }: Pick<GraphRequest<string, unknown>, 'prefer' | 'odata'>,
  answer: unknown,
  rehearsals: readonly Rehearsal[],
): FastifyReply {
  const status = reply.statusCode === 200 ? (route.status ?? (answer === undefined ? 204 : 200)) : reply.statusCode;
  reply.code(200).removeHeader('Location').removeHeader('Retry-After');
  const body = {
    status,
    ...(answer === undefined ? {} : { body: answer }),
    records: rehearsals.flatMap(({ records }) =>
      records.map(({ tenantId, operationType, oldValue, newValue }) => ({
        tenantId,
        operationType,
        oldValue,
        newValue,
      })),
    ),
    notifications: rehearsals.flatMap(({ told }) =>
      told.map(({ kind, name, recipient }) => ({ kind, name, recipient })),
    ),
  };
  const { status: _status, answer: _answer, ...plain } = route;
  return send(reply, plain, { prefer, odata: { ...odata, select: null } }, body);
}

/** Paths that exist, asked in a way that does not: 405, and what there is. */
function refuseOtherMethods(scope: FastifyInstance, routes: readonly GraphRoute[]): void {
  const served = new Map<string, { path: string; allow: string[] }>();
  for (const route of [...routes, { path: '/$batch', method: 'POST' as const }]) {
    const place = served.get(placeOf(route.path));
    if (place === undefined) served.set(placeOf(route.path), { path: route.path, allow: [route.method] });
    else place.allow.push(route.method);
  }
  for (const { path, allow } of served.values()) {
    for (const url of patternsOf(path)) {
      scope.route({
        method: methods.filter((method) => !allow.includes(method as string)),
        url,
        exposeHeadRoute: false,
        handler: (request, reply) => {
          reply.header('Allow', allow.join(', '));
          throw new GraphError(405, `${request.method} is not possible here; these are: ${allow.join(', ')}.`);
        },
      });
    }
  }
}

/** From the slash behind the version on, as the caller wrote it. */
function pathOf(request: FastifyRequest): string {
  const [path = ''] = request.url.split('?');
  return path.replaceAll(/\/{2,}/g, '/').replace(/^\/[^/]*/, '');
}
