import { explainableActionOf } from '@multipartner/domain/access/explain.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf } from '../../operations/refused-requests.ts';

/** A request as it is told to whoever looks on: neither tokens nor bodies, nor what a query keeps secret. */
export interface LoggedRequest {
  /** Runs upwards; a gap says that requests were forgotten. */
  readonly id: number;
  /** The machine's time. */
  readonly time: string;
  readonly method: string;
  readonly path: string;
  /** What the token says; null without one that was accepted. */
  readonly actor: {
    readonly tenantId: string;
    readonly userId: string | null;
    readonly userName: string | null;
    readonly applicationId: string | null;
  } | null;
  readonly status: number;
  readonly durationMs: number;
  /** The realm's name of the refusal. */
  readonly code: string | null;
  readonly correlationId: string;
  /** What to ask POST /multipartner/v1/access/explain. */
  readonly explain: { readonly action: string; readonly customerId: string; readonly userId: string } | null;
}

export interface RequestLog {
  /** Those after an id, the oldest first; without an id the newest. */
  list(after: number | null, limit: number): readonly LoggedRequest[];
  clear(): void;
  /** To be called on the whole server, before the protocols are registered. */
  install(app: FastifyInstance): void;
}

/** How many requests are remembered. */
export const remembered = 1000;

export function createRequestLog(): RequestLog {
  let ring: LoggedRequest[] = [];
  let last = 0;
  return {
    list(after, limit) {
      // Held in the order of ids, beginning anywhere; `filter` passes over places that are not taken yet.
      const ordered = ring.filter(() => true).sort((a, b) => a.id - b.id);
      if (after === null) return ordered.slice(-limit);
      return ordered.filter(({ id }) => id > after).slice(0, limit);
    },
    clear() {
      ring = [];
    },
    install(app) {
      app.addHook('onResponse', async (request, reply) => {
        if (!isTold(request, reply)) return;
        last += 1;
        ring[last % remembered] = entry(last, request, reply);
      });
    },
  };
}

const unheard = /^\/(sandbox|docs|portal)(\/|\?|$)/i;

/** Pages, their files and keys are served to everybody: they are not what anybody looks for here. */
function isTold({ url, headers, method }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  if (unheard.test(url)) return false;
  return headers.authorization !== undefined || method !== 'GET' || statusCode >= 400;
}

const accessRefusals: readonly string[] = ['customer-access-denied', 'no-relationship', 'role-not-sufficient'];

function entry(id: number, request: FastifyRequest, reply: FastifyReply): LoggedRequest {
  const refusal = refusalOf(request);
  const actor = reply.statusCode === 401 ? null : actorOf(request.headers.authorization);
  const { customerId } = (request.params ?? {}) as { customerId?: string };
  const action = refusal === null ? null : explainableActionOf(String(refusal.facts.action ?? ''));
  const explained =
    refusal !== null && accessRefusals.includes(refusal.code) && action !== null && customerId && actor?.userId;
  const given = request.headers['ms-correlationid'] ?? request.headers['client-request-id'];
  return {
    id,
    time: new Date().toISOString(),
    method: request.method,
    path: shownPath(request.url),
    actor,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    code: refusal?.code ?? null,
    correlationId: typeof given === 'string' ? given.slice(0, 100) : request.id,
    explain: explained ? { action, customerId, userId: explained } : null,
  };
}

const interfaces = /^\/(v1|v1\.0|beta|multipartner)\//i;
const secret = /token|secret|password|code|key|assertion|invitation|url|sig/i;

/** The query is told only of the interfaces, where it holds filters; a sign-in's is full of what nobody is to read. */
function shownPath(url: string): string {
  const [path = '', query] = url.slice(0, 4000).split('?', 2);
  if (query === undefined || !interfaces.test(path)) return path;
  const shown = query.split('&').map((pair) => {
    const [name = ''] = pair.split('=', 1);
    return secret.test(name) ? `${name}=***` : pair;
  });
  return `${path}?${shown.join('&')}`;
}

/** Who the token speaks for. Its signature was examined by the protocol, which answers 401 when it is wrong. */
function actorOf(authorization: string | undefined): LoggedRequest['actor'] {
  const payload = /^bearer\s+[^.\s]+\.([^.\s]+)\./i.exec(authorization ?? '')?.[1];
  if (payload === undefined) return null;
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
    const text = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : null);
    const tenantId = text('tid');
    if (tenantId === null) return null;
    const userName = text('upn') ?? text('preferred_username');
    return {
      tenantId,
      userId: userName === null ? null : text('oid'),
      userName,
      applicationId: text('appid') ?? text('azp'),
    };
  } catch {
    return null;
  }
}
