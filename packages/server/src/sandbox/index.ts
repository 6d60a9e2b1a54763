import type { World, WorldTenant } from '../world/world.ts';
import { type Control, controlsOf, SandboxRefusal } from './controls.ts';
import type { DemoPersonKey, DemoTenantKey } from './demo-keys.ts';
import { handlesOf, type SandboxPerson, type SandboxWorld } from './handles.ts';
import type { SandboxOptions } from './options.ts';
import { type Ready, startProgram } from './program.ts';

export type { World, WorldApplication, WorldTenant, WorldUser } from '../world/world.ts';
export { type DemoPersonKey, type DemoTenantKey, demoPersonKeys, demoTenantKeys } from './demo-keys.ts';
export { type SandboxOptions, type SandboxPerson, SandboxRefusal, type SandboxWorld };

/** Whose token it is: a person by key, a tenant's application by the tenant's key, or either by ids and names. */
export type TokenSubject<TenantKey extends string, PersonKey extends string> =
  | PersonKey
  | { readonly application: TenantKey }
  | { readonly tenant: string; readonly user?: string; readonly application?: string };

export interface TokenOptions {
  /** For whom it is good: `partner-center` (when absent), `graph`, `multipartner`, `management`, or a URI. */
  readonly audience?: string;
  readonly scopes?: readonly string[];
  /** As if a second factor had been shown. */
  readonly mfa?: boolean;
  /** Seconds; an hour when absent, less than none for one that has expired. */
  readonly expiresIn?: number;
}

export interface SandboxClock {
  /** The instant of the realm, and whether its clock stands still. */
  read(): Promise<{ readonly now: Date; readonly frozen: boolean }>;
  /** Moves it on by an ISO 8601 duration, such as `P31D`; resolves when what became due has been done. */
  advance(duration: string): Promise<{ readonly now: Date; readonly fired: number }>;
  set(instant: Date | string): Promise<{ readonly now: Date; readonly fired: number }>;
  freeze(): Promise<void>;
  run(): Promise<void>;
}

/** A mail or an event that was sent. */
export interface OutboxItem {
  readonly to: string;
  readonly kind: 'mail' | 'event';
  readonly subject: string;
  readonly text: string | null;
  readonly about: Readonly<Record<string, unknown>>;
  readonly dueAt: string;
  readonly tenantId: string;
}

export interface Fault {
  readonly match?: { readonly method?: string; readonly path?: string };
  readonly status?: 429 | 500 | 503;
  readonly retryAfter?: number;
  readonly delayMs?: number;
  readonly times?: number;
}

/** A running sandbox, and everything a test suite does with it. */
export interface Sandbox<TenantKey extends string = string, PersonKey extends string = string> {
  /** Where every protocol is served, without a slash at its end. */
  readonly url: string;
  /** With `tls`: the address of HTTPS, and the file of the authority that clients must trust. */
  readonly tls: Ready['tls'];
  readonly startedInMs: number;
  /** The world by typed keys. */
  readonly world: SandboxWorld<TenantKey, PersonKey>;
  /** An access token as the token endpoint would give it. */
  token(who: TokenSubject<TenantKey, PersonKey>, options?: TokenOptions): Promise<string>;
  readonly clock: SandboxClock;
  /** A fresh world, of the seed it was made from, or of another; in a moment, and without a restart. */
  reset(seed?: 'demo' | 'empty' | number): Promise<void>;
  /** Keeps the world under a name: lower-case letters, digits, dashes. */
  snapshot(name: string): Promise<void>;
  restore(name: string): Promise<void>;
  /** Another tenant, as `POST /sandbox/v1/tenants` takes it. */
  addTenant(tenant: Readonly<Record<string, unknown>>): Promise<WorldTenant>;
  outbox(filter?: { readonly kind?: 'mail' | 'event'; readonly tenant?: string }): Promise<OutboxItem[]>;
  /** How long a step of an asynchronous change of granular administration takes; 0: at once. */
  setDelegatedAdminStep(seconds: number): Promise<void>;
  /** Answers matching requests with 429, 500 or 503, or late. */
  addFault(fault: Fault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Any control of the sandbox, below `/sandbox/v1`. Rejects with a SandboxRefusal. */
  readonly control: Control;
  /** Stops it; nothing is left behind. May be called more than once. */
  stop(): Promise<void>;
}

/** The demo world's keys are known to the type checker; those of other worlds are any text. */
export function startSandbox(
  options?: SandboxOptions & { readonly seed?: 'demo'; readonly data?: never; readonly databaseUrl?: never },
): Promise<Sandbox<DemoTenantKey, DemoPersonKey>>;
export function startSandbox(options: SandboxOptions): Promise<Sandbox>;
/**
 * Starts a sandbox of its own in a process of its own, on a free port of this machine; several may run at once. It ends
 * with this process, however that ends. Rejects with what the server said when it does not start.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const program = await startProgram(options);
  const { url, tls, startedInMs, world } = program.ready;
  const control = controlsOf(url);
  let handles = handlesOf<string, string>(world);
  const reread = (fresh: World) => {
    handles = handlesOf(fresh);
  };
  return {
    url,
    tls,
    startedInMs,
    get world() {
      return handles;
    },
    async token(who, { audience = 'partner-center', ...rest } = {}) {
      const { access_token } = await control<{ access_token: string }>('POST', '/tokens', {
        ...subjectOf(who, handles),
        audience,
        ...rest,
      });
      return access_token;
    },
    clock: clockOf(control),
    async reset(seed) {
      reread(await control<World>('POST', '/reset', seed === undefined ? {} : { seed }));
    },
    async snapshot(name) {
      await control('POST', '/snapshots', { name });
    },
    async restore(name) {
      reread(await control<World>('POST', `/snapshots/${encodeURIComponent(name)}/restore`));
    },
    async addTenant(tenant) {
      const added = await control<WorldTenant>('POST', '/tenants', tenant);
      reread(await control<World>('GET', '/world'));
      return added;
    },
    async outbox(filter = {}) {
      const { items } = await control<{ items: OutboxItem[] }>('GET', `/outbox?${new URLSearchParams(filter)}`);
      return items;
    },
    async setDelegatedAdminStep(delegatedAdminStepSeconds) {
      await control('PATCH', '/settings', { delegatedAdminStepSeconds });
    },
    async addFault(fault) {
      await control('POST', '/faults', fault);
    },
    async clearFaults() {
      await control('DELETE', '/faults');
    },
    control,
    stop: () => program.stop(),
  };
}

function subjectOf(who: TokenSubject<string, string>, world: SandboxWorld<string, string>): object {
  if (typeof who === 'string') return { tenant: world.person(who).tenantKey, user: who };
  if ('tenant' in who) return who;
  const { tenantId, clientId } = world.application(who.application);
  return { tenant: tenantId, application: clientId };
}

function clockOf(control: Control): SandboxClock {
  interface Reading {
    readonly now: string;
    readonly frozen: boolean;
    readonly fired: number;
  }
  const change = async (body: object) => {
    const { now, fired } = await control<Reading>('POST', '/clock', body);
    return { now: new Date(now), fired };
  };
  return {
    async read() {
      const { now, frozen } = await control<Reading>('GET', '/clock');
      return { now: new Date(now), frozen };
    },
    advance: (duration) => change({ advance: duration }),
    set: (instant) => change({ set: instant instanceof Date ? instant.toISOString() : instant }),
    async freeze() {
      await change({ frozen: true });
    },
    async run() {
      await change({ frozen: false });
    },
  };
}
