import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildServer } from './build.ts';
import { startClock } from './clock/index.ts';
import type { Config } from './config.ts';
import { dueWork } from './due-work.ts';
import { evidenceSigner } from './evidence-signer.ts';
import { createIdentity } from './identity/index.ts';
import { defaultSettings, type Realm } from './operations/realm.ts';
import { startPostgres } from './postgres/start.ts';
import { PostgresUnavailable } from './postgres/unavailable.ts';
import { type Database, type DatabaseAddress, openDatabase } from './store/database.ts';
import { migrate, serverVersion } from './store/migrate.ts';
import { localCertificates } from './tls/local-authority.ts';
import { welcomeText } from './welcome.ts';
import { describeWorld, type World, worldExists } from './world/index.ts';
import { seedWorld } from './world/seed.ts';

/** A failure at start, or of what the server stands on: one clear sentence, exit code 1. */
export class StartError extends Error {}

export interface Running {
  /** The line that `--json` prints. */
  readonly ready: {
    readonly event: 'ready';
    readonly url: string;
    readonly tls?: { readonly url: string; readonly ca: string };
    readonly mode: string;
    readonly startedInMs: number;
    readonly world: World;
  };
  readonly welcome: string;
  /** Resolves with a sentence when the database ends although nobody asked it to. */
  readonly failed: Promise<string>;
  /** Stops taking requests, finishes those under way, and leaves no process behind. */
  stop(): Promise<void>;
}

/** Starts everything the configuration asks for, and undoes what it started when something fails. */
export async function start(config: Config, startedAt = performance.now()): Promise<Running> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    const { address, died } = await databaseOf(config, undo);
    const database = openDatabase(address);
    undo.push(() => database.end({ timeout: 5 }));
    await migrateOrExplain(database);
    if (!(await worldExists(database))) {
      await seedWorld(database, { seed: config.seed, startAt: config.clock ?? new Date(), mode: config.mode });
    }
    const identity = await createIdentity({
      database,
      mode: config.mode,
      settings: { acceptLegacyAudience: config.acceptLegacyAudience },
      ...(config.masterSecret === undefined ? {} : { masterSecret: config.masterSecret }),
    });
    undo.push(() => identity.close());
    const realm: Realm = { database, mode: config.mode, settings: defaultSettings, signer: evidenceSigner(identity) };
    const clock = startClock(database, dueWork);
    undo.push(() => clock.stop());
    const app = await buildServer({
      realm,
      identity,
      clock,
      mfaRequired: config.mfa,
      acceptLegacyAudience: config.acceptLegacyAudience,
      trustProxy: config.trustProxy,
      logLevel: config.logLevel,
    });
    undo.push(() => app.close());
    const url = await listen(app, config);
    const tls = config.tls ? await listenSecurely(app, config, undo) : undefined;
    const world = await describeWorld(database, config.mode);
    const ready = {
      event: 'ready' as const,
      url,
      ...(tls === undefined ? {} : { tls }),
      mode: config.mode,
      startedInMs: Math.round(performance.now() - startedAt),
      world,
    };
    return { ready, welcome: welcomeText(ready), failed: died, stop };
  } catch (error) {
    await stop();
    if (error instanceof PostgresUnavailable) throw new StartError(error.message);
    throw error;
  }
}

async function databaseOf(
  config: Config,
  undo: (() => Promise<unknown>)[],
): Promise<{ address: DatabaseAddress; died: Promise<string> }> {
  if (config.databaseUrl !== undefined) return { address: { url: config.databaseUrl }, died: new Promise(() => {}) };
  const postgres = await startPostgres({ dataDirectory: config.data });
  undo.push(() => postgres.stop());
  return { address: postgres.connection, died: postgres.died };
}

async function migrateOrExplain(database: Database): Promise<void> {
  try {
    const version = await serverVersion(database);
    if (version < 15) throw new StartError(`The database is PostgreSQL ${version}; Multipartner needs 15 or newer.`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`The database cannot be reached: ${(error as Error).message}.`);
  }
  await migrate(database);
}

/** HTTPS beside HTTP on the same routes; port 443 as well where this process may have it. */
async function listenSecurely(
  app: Awaited<ReturnType<typeof buildServer>>,
  config: Config,
  undo: (() => Promise<unknown>)[],
): Promise<{ url: string; ca: string }> {
  const { key, certificate, authorityFile } = await localCertificates(resolve(config.data, 'tls'), new Date());
  const open = (port: number) =>
    new Promise<Server>((ready, fail) => {
      const server = createServer({ key, cert: certificate }, (request, response) => app.routing(request, response));
      server.once('error', fail);
      server.listen(port, config.host, () => ready(server));
      undo.push(
        () =>
          new Promise((done) => {
            server.close(done);
            server.closeIdleConnections();
          }),
      );
    });
  const server = await open(config.tlsPort).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      `Cannot serve HTTPS on port ${config.tlsPort} (${error.code}); choose another with --tls-port.`,
    );
  });
  if (config.tlsPort === 4443) await open(443).catch(() => undefined);
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, ca: authorityFile };
}

async function listen(app: Awaited<ReturnType<typeof buildServer>>, config: Config): Promise<string> {
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new StartError(
        `Port ${config.port} on ${config.host} is taken; choose another with --port (0 picks a free one).`,
      );
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new StartError(`Cannot listen on ${config.host}:${config.port} (${code}).`);
    throw error;
  }
  const bound = app.server.address();
  if (bound === null || typeof bound === 'string') throw new StartError('The server has no address.');
  const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${host}:${bound.port}`;
}
