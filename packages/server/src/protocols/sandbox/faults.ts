import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Throttled } from '../../operations/throttled.ts';

/** A failure that the sandbox is to show: which requests, what they get, how often. */
export interface Fault {
  readonly id: string;
  readonly match: { readonly method?: string; readonly path?: string };
  /** Absent: the request is only delayed, or dropped. */
  readonly status?: 429 | 500 | 503;
  /** Seconds; a 429 always says so, 1 when absent. */
  readonly retryAfter?: number;
  /** Whether the answer has the body that its protocol gives such an error; it has one when absent. */
  readonly body?: boolean;
  readonly delayMs?: number;
  /** The connection is cut in place of an answer, after the delay if there is one. */
  readonly drop?: boolean;
  /** How many requests it still meets; absent: all until it is taken away. */
  times?: number;
}

/** The faults of one server, and the hook that shows them on every path but the sandbox's own. */
export interface Faults {
  add(fault: Omit<Fault, 'id'>): Fault;
  list(): readonly Fault[];
  clear(): void;
  /** To be called on the whole server, before the protocols are registered. */
  install(app: FastifyInstance): void;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];

  /** The first fault that meets the request, counted. */
  function take(method: string, path: string): Fault | undefined {
    const fault = faults.find((one) => meets(one, method, path));
    if (fault?.times !== undefined) {
      fault.times -= 1;
      if (fault.times === 0) faults = faults.filter((one) => one !== fault);
    }
    return fault;
  }

  return {
    add(fault) {
      const added = { id: randomUUID(), ...fault };
      faults.push(added);
      return { ...added };
    },
    list: () => faults,
    clear() {
      faults = [];
    },
    install(app) {
      app.addHook('onRequest', async (request, reply) => {
        if (faults.length === 0) return;
        const path = pathOf(request.url);
        if (path.startsWith('/sandbox/')) return;
        const fault = take(request.method, path);
        if (fault === undefined) return;
        if (fault.delayMs !== undefined) await wait(fault.delayMs);
        if (fault.drop === true) {
          reply.hijack();
          request.raw.socket.destroy();
          return;
        }
        if (fault.status === undefined) return;
        const seconds = fault.retryAfter ?? (fault.status === 429 ? 1 : undefined);
        if (seconds !== undefined) reply.header('Retry-After', String(seconds));
        if (fault.body === false) return reply.code(fault.status).send();
        if (fault.status === 429) throw new Throttled(seconds ?? 1);
        throw Object.assign(new Error('The sandbox was told to fail here.'), { statusCode: fault.status });
      });
    },
  };
}

/** Without the query, in small letters, single slashes, none at the end. */
function pathOf(url: string): string {
  return `/${url.split('?')[0]?.toLowerCase().split('/').filter(Boolean).join('/')}`;
}

/**
 * Whether a fault meets a request: by its method, if one is named, and by its path, if one is named: the same or one
 * below it, where a segment `*` or `{name}` stands for any one.
 */
function meets({ match }: Fault, method: string, path: string): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match.path === undefined) return true;
  const wanted = pathOf(match.path).split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  return (
    wanted.length <= given.length &&
    wanted.every((segment, index) => segment === '*' || /^\{.*\}$/.test(segment) || segment === given[index])
  );
}
