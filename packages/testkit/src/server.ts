import type { FastifyInstance } from 'fastify';
import { buildServer } from 'multipartner/build.ts';
import { type BulkWorker, startBulkWorker } from 'multipartner/bulk-worker.ts';
import { type Clock, type DueKind, startClock } from 'multipartner/clock/index.ts';
import { dueWork } from 'multipartner/due-work.ts';
import { evidenceSigner } from 'multipartner/evidence-signer.ts';
import { createIdentity, type Identity, type IdentityLog } from 'multipartner/identity/index.ts';
import { rolesAtCustomer } from 'multipartner/operations/access/enter.ts';
import { defaultSettings, type Mode, type Realm, type RealmSettings } from 'multipartner/operations/realm.ts';
import type { PostgresConnection } from 'multipartner/postgres/start.ts';
import type { Rate } from 'multipartner/rates.ts';
import { type Database, openDatabase } from 'multipartner/store/database.ts';
import { writeRealmSettings } from 'multipartner/store/world/realm.ts';
import { createThrottle } from 'multipartner/throttle.ts';
import { describeWorld, type World } from 'multipartner/world/index.ts';
import { type Seed, seedWorld } from 'multipartner/world/seed.ts';
import { type Answer, type Caller, createCalls } from './calls.ts';
import { createTestDatabase } from './postgres.ts';
import { worldTemplate } from './world-template.ts';

export interface ServerOptions {
  /** The demo world when absent. */
  readonly seed?: Seed;
  /** When the realm's clock begins; the machine's time when absent. */
  readonly startAt?: Date;
  readonly mode?: Mode;
  /** Demand a second factor of people; off when absent. */
  readonly mfa?: boolean;
  readonly acceptLegacyAudience?: boolean;
  readonly trustProxy?: boolean;
  /** Begin Partner Center's answers with a byte order mark; off when absent. */
  readonly byteOrderMark?: boolean;
  /** Nobody is throttled when absent. */
  readonly throttle?: Rate;
  readonly settings?: Partial<RealmSettings>;
  /** How long a step of granular administration takes, in seconds; none when absent. */
  readonly delegatedAdminStepSeconds?: number;
  /** Kinds of due work in place of the product's own. */
  readonly dueWork?: readonly DueKind[];
}

export interface TokenOptions {
  /** By our name or by its URI; Partner Center's when absent. */
  readonly audience?: string;
  readonly mfa?: boolean;
  readonly scopes?: readonly string[];
  readonly expiresIn?: number;
  /** Client id; the tenant's own application when absent. */
  readonly application?: string;
}

/** A running server with a world of its own, and short ways to act in it. */
export interface TestServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly realm: Realm;
  readonly database: Database;
  readonly identity: Identity;
  /** The world when the server started. */
  readonly world: World;
  readonly clock: Clock;
  /** What does the rows of bulks; stopped with the server. */
  readonly bulkWorker: BulkWorker;
  /** A tenant of the world by its key. */
  tenant(key: string): World['tenants'][number];
  /** A person of the world by his key, such as `beta.sales`. */
  person(key: string): World['tenants'][number]['users'][number] & { readonly tenantId: string };
  /** An access token of a person by key, or of a tenant's application acting for itself. */
  token(who: string | { readonly application: string }, options?: TokenOptions): Promise<string>;
  /**
   * Sends a request. `who` is a person's key, an access token, `{ application: tenant key }`, or null for nobody; the
   * audience of a token made here follows from the path. The body of the answer is parsed when it is JSON.
   */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as the wire has them
  call<T = any>(
    who: Caller,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<T>>;
  /** Moves the realm's clock by an ISO 8601 duration; answers how much due work was done. */
  advance(duration: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1 with a database of its own; `stop` leaves nothing behind. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const mode = options.mode ?? 'sandbox';
  const copies = mode === 'sandbox' && (options.seed ?? 'demo') === 'demo' && options.startAt === undefined;
  const place = await createTestDatabase({ copyOf: await worldTemplate(copies ? 'demo' : 'none') });
  const server = await startServerOn(place.connection, options, copies);
  return {
    ...server,
    async stop() {
      await server.stop();
      await place.drop();
    },
  };
}

/** Starts a server on a migrated database, and makes its world unless it `hasWorld`. The database stays. */
export async function startServerOn(
  connection: PostgresConnection,
  options: ServerOptions = {},
  hasWorld = false,
): Promise<TestServer> {
  const mode = options.mode ?? 'sandbox';
  const database = openDatabase(connection, 8);
  if (!hasWorld) {
    const seed = options.seed ?? (mode === 'production' ? 'empty' : 'demo');
    await seedWorld(database, { seed, mode, ...(options.startAt === undefined ? {} : { startAt: options.startAt }) });
  }
  const acceptLegacyAudience = options.acceptLegacyAudience ?? true;
  let log: IdentityLog | undefined;
  const identity = await createIdentity({
    database,
    mode,
    settings: { acceptLegacyAudience },
    mayEnterTenant: (visitor, tenantId) => rolesAtCustomer(database, visitor, tenantId),
    log: {
      info: (details, message) => log?.info(details, message),
      warn: (details, message) => log?.warn(details, message),
      error: (details, message) => log?.error(details, message),
    },
  });
  const realm: Realm = {
    database,
    mode,
    settings: { ...defaultSettings, ...options.settings },
    signer: evidenceSigner(identity),
    seal: identity.parts.seal,
  };
  await writeRealmSettings(database, { delegatedAdminStepMs: (options.delegatedAdminStepSeconds ?? 0) * 1000 });
  const clock = startClock(database, options.dueWork ?? dueWork);
  const bulkWorker = startBulkWorker(realm, {
    error: (details, message) =>
      process.stderr.write(`${message}: ${String((details as { err?: Error }).err?.stack)}\n`),
  });
  const app = await buildServer({
    realm,
    identity,
    clock,
    mfaRequired: options.mfa ?? false,
    acceptLegacyAudience,
    byteOrderMark: options.byteOrderMark ?? false,
    ...(options.throttle === undefined ? {} : { throttle: createThrottle(options.throttle) }),
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
  });
  log = app.log;
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const world = await describeWorld(database, mode);
  const calls = createCalls({ url, identity, world });
  return {
    url,
    app,
    realm,
    database,
    identity,
    world,
    clock,
    bulkWorker,
    ...calls,
    async advance(duration) {
      const outcome = await clock.change({ advance: duration });
      if ('refused' in outcome) throw new Error(`The clock refused to advance: ${outcome.code}`);
      return outcome.fired;
    },
    async stop() {
      await app.close();
      await bulkWorker.stop();
      await clock.stop();
      await identity.close();
      await database.end();
    },
  };
}
