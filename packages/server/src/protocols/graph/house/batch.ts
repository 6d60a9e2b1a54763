import type { FastifyInstance, FastifyRequest, InjectOptions } from 'fastify';
import { type Static, Type } from 'typebox';
import { refused } from '../../../operations/operation.ts';
import { bodyReader } from './body.ts';
import { errorBody, GraphError } from './errors.ts';
import { isPart, originOf, withOrigin } from './origin.ts';
import { codes } from './refusals.ts';
import type { GraphVersion } from './route.ts';

const partSchema = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  method: Type.String(),
  url: Type.String({ minLength: 1 }),
  headers: Type.Optional(Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()])),
  body: Type.Optional(Type.Unknown()),
  dependsOn: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
});
type Part = Static<typeof partSchema>;

const most = 20;
const readBatch = bodyReader(Type.Object({ requests: Type.Array(partSchema) })) as (body: unknown) => {
  requests: Part[];
};

interface PartAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * JSON batching: up to 20 requests in one, each run by the server itself with the caller's token, so that every rule
 * holds for it. Parts run side by side except behind those they depend on; one whose dependency failed is a 424.
 */
export function batch(
  scope: FastifyInstance,
  version: GraphVersion,
  signIn: (request: FastifyRequest) => Promise<unknown>,
): void {
  scope.route({
    method: 'POST',
    url: '/$batch',
    onRequest: async (request) => {
      await signIn(request);
    },
    handler: async (request, reply) => {
      if (isPart(request)) throw new GraphError(400, 'A batch cannot be a part of a batch.', 'url');
      const { requests } = readBatch(request.body);
      check(requests);
      const responses = await withOrigin(originOf(request), (marks) =>
        runAll(requests, (part) => runPart(scope, version, request, part, marks)),
      );
      return reply.type('application/json; odata.metadata=minimal; charset=utf-8').send(JSON.stringify({ responses }));
    },
  });
}

const key = (id: string) => id.toLowerCase();

/** A batch that cannot be run as a whole is refused as a whole, and nothing of it is run. */
function check(requests: readonly Part[]): void {
  if (requests.length === 0) throw refused('value-missing', { field: 'requests' });
  if (requests.length > most)
    throw refused('value-invalid', { field: 'requests', reason: `has ${requests.length} parts; ${most} are allowed` });
  const byId = new Map<string, Part>();
  for (const [at, part] of requests.entries()) {
    if (byId.has(key(part.id)))
      throw refused('value-invalid', { field: `requests[${at}].id`, reason: `is the id "${part.id}" of another part` });
    byId.set(key(part.id), part);
  }
  for (const [at, part] of requests.entries()) {
    const unknown = part.dependsOn?.find((id) => !byId.has(key(id)));
    if (unknown !== undefined)
      throw refused('value-invalid', {
        field: `requests[${at}].dependsOn`,
        reason: `names "${unknown}", which is no part`,
      });
    if (reaches(part, part, byId, new Set()))
      throw refused('value-invalid', { field: `requests[${at}].dependsOn`, reason: 'depends on itself in the end' });
  }
}

function reaches(from: Part, target: Part, byId: ReadonlyMap<string, Part>, seen: Set<Part>): boolean {
  return (from.dependsOn ?? []).some((id) => {
    const next = byId.get(key(id)) as Part;
    if (next === target) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reaches(next, target, byId, seen);
  });
}

/** Every part once, behind all it depends on; the answers in the order of the parts. */
function runAll(requests: readonly Part[], run: (part: Part | { failed: Part }) => Promise<PartAnswer>) {
  const byId = new Map(requests.map((part) => [key(part.id), part]));
  const started = new Map<Part, Promise<PartAnswer>>();
  const start = (part: Part): Promise<PartAnswer> => {
    let answer = started.get(part);
    if (answer === undefined) {
      answer = Promise.all((part.dependsOn ?? []).map((id) => start(byId.get(key(id)) as Part))).then((before) =>
        run(before.some((one) => one.status >= 400) ? { failed: part } : part),
      );
      started.set(part, answer);
    }
    return answer;
  };
  return Promise.all(requests.map(start));
}

async function runPart(
  scope: FastifyInstance,
  version: GraphVersion,
  outer: FastifyRequest,
  one: Part | { failed: Part },
  marks: Readonly<Record<string, string>>,
): Promise<PartAnswer> {
  const refuse = (id: string, status: number, message: string): PartAnswer => ({
    id,
    status,
    headers: { 'Content-Type': 'application/json' },
    body: errorBody(outer, { code: codes[status] as string, message }),
  });
  if ('failed' in one) return refuse(one.failed.id, 424, 'A part that this one depends on has failed.');
  const method = one.method.toUpperCase();
  if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(method))
    return refuse(one.id, 400, `The method "${one.method}" cannot be a part of a batch.`);
  const url = urlOf(version, one.url);
  if (url === null)
    return refuse(one.id, 400, `The url "${one.url}" is not relative to the version, such as /tenantRelationships.`);
  const answer = await scope.inject({
    method: method as NonNullable<InjectOptions['method']>,
    url,
    remoteAddress: outer.ip,
    headers: { ...partHeaders(one, outer), ...marks },
    ...(one.body === undefined || one.body === null || method === 'GET'
      ? {}
      : { payload: typeof one.body === 'string' ? one.body : JSON.stringify(one.body) }),
  });
  return {
    id: one.id,
    status: answer.statusCode,
    headers: shownHeaders(answer.headers),
    ...bodyOf(answer.rawPayload, String(answer.headers['content-type'] ?? '')),
  };
}

/** The part's address on this server; null when it leads out of the dialect's paths. */
function urlOf(version: GraphVersion, text: string): string | null {
  if (/^([a-z][a-z0-9+.-]*:|\/\/|\\)/i.test(text)) return null;
  const relative = text.replace(/^\//, '');
  const versioned = /^(v1\.0|beta)(\/|$)/i.test(relative) ? `/${relative}` : `/${version}/${relative}`;
  const { pathname, search } = new URL(versioned, 'http://part.invalid');
  return /^\/(v1\.0|beta)\/./i.test(pathname) ? pathname + search : null;
}

/** What a part cannot say of itself: who asks, whereto, and what a proxy in front has said. */
const ofTheWhole = /^(host|authorization|content-length|transfer-encoding|connection|forwarded|x-forwarded-.*)$/;

function partHeaders(part: Part, outer: FastifyRequest): Record<string, string> {
  const own = Object.entries(part.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const kept = own.filter(([name]) => !ofTheWhole.test(name));
  const trace = outer.headers['client-request-id'];
  return {
    ...(typeof trace === 'string' ? { 'client-request-id': trace } : {}),
    ...(part.body === undefined || part.body === null ? {} : { 'content-type': 'application/json' }),
    ...Object.fromEntries(kept),
    host: outer.host,
    authorization: outer.headers.authorization ?? '',
  };
}

/** Headers about the connection mean nothing inside of a body. */
const unseen = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);
const spelling: Readonly<Record<string, string>> = { etag: 'ETag', 'odata-version': 'OData-Version' };
/** These are spelt small wherever they appear. */
const small = new Set(['request-id', 'client-request-id']);

function shownHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (unseen.has(name) || value === undefined) continue;
    const spelt = spelling[name] ?? name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase());
    shown[small.has(name) ? name : spelt] = String(value);
  }
  return shown;
}

/** JSON as it is, text as a string, anything else in base64; nothing when there is nothing. */
function bodyOf(payload: Buffer, contentType: string): { body?: unknown } {
  if (payload.length === 0) return {};
  if (/^application\/(.+\+)?json/i.test(contentType)) return { body: JSON.parse(payload.toString('utf8')) };
  if (/^text\//i.test(contentType)) return { body: payload.toString('utf8') };
  return { body: payload.toString('base64url') };
}
