import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buildServer } from './build.ts';
import { startBulkWorker } from './bulk-worker.ts';
import { startClock } from './clock/index.ts';
import type { Config } from './config.ts';
import { dueWork } from './due-work.ts';
import { evidenceSigner } from './evidence-signer.ts';
import { type FirstSignIn, firstSignIn } from './first-operator.ts';
import { createIdentity, type Identity, type IdentityLog } from './identity/index.ts';
import { rolesAtCustomer } from './operations/access/enter.ts';
import { defaultSettings, type Realm } from './operations/realm.ts';
import { forgetOldOutcomes } from './operations/retry.ts';
import type { Undo } from './start.ts';
import { StartError } from './start-error.ts';
import { type Database, type DatabaseAddress, openDatabase } from './store/database.ts';
import { migrate, serverVersion } from './store/migrate.ts';
import { writeRealmSettings } from './store/world/realm.ts';
import { createThrottle } from './throttle.ts';
import { openTunnel } from './tls/tunnel.ts';
import { describeWorld, type World, worldExists } from './world/index.ts';
import { seedWorld } from './world/seed.ts';

type App = Awaited<ReturnType<typeof buildServer>>;

/** Where HTTPS is served, and the file of the authority that clients must trust. */
export interface SecureAddress {
  readonly url: string;
  readonly ca: string;
  readonly ports: readonly number[];
}

export interface Served {
  readonly url: string;
  readonly tls: SecureAddress | undefined;
  readonly world: World;
  /** In production, until the operator has chosen a password. */
  readonly firstSignIn: FirstSignIn | null;
}

/** How long requests under way may take to be finished at a stop; then their connections are cut. */
const graceMs = 10_000;

/** How often outcomes of requests that are too old to be sent again are forgotten. */
const forgetEveryMs = 600_000;

/** Opens the database, makes its world when there is none, and serves it. */
export async function serve(config: Config, address: DatabaseAddress, undo: Undo): Promise<Served> {
  const database = openDatabase(address);
  undo.push(() => database.end({ timeout: 5 }));
  await prepare(database, config);
  if (config.newCommerceTransfers !== undefined)
    await writeRealmSettings(database, { newCommerceTransfers: config.newCommerceTransfers });
  // The log is the server's, which is built on the identity platform.
  let log: IdentityLog | undefined;
  const identity = await identityOrExplain(database, config, {
    info: (details, message) => log?.info(details, message),
    warn: (details, message) => log?.warn(details, message),
    error: (details, message) => log?.error(details, message),
  });
  undo.push(() => identity.close());
  const realm: Realm = {
    database,
    mode: config.mode,
    settings: defaultSettings,
    signer: evidenceSigner(identity),
    seal: identity.parts.seal,
  };
  const clock = startClock(database, dueWork);
  undo.push(() => clock.stop());
  const app = await buildServer({
    realm,
    identity,
    clock,
    mfaRequired: config.mfa,
    acceptLegacyAudience: config.acceptLegacyAudience,
    byteOrderMark: config.byteOrderMark,
    ...(config.throttle === undefined ? {} : { throttle: createThrottle(config.throttle) }),
    trustProxy: config.trustProxy,
    logLevel: config.logLevel,
  });
  log = app.log;
  const bulks = startBulkWorker(realm, { error: (details, message) => app.log.error(details, message) });
  undo.push(() => bulks.stop());
  const forgetting = setInterval(() => {
    forgetOldOutcomes(realm, new Date()).catch((error) =>
      app.log.error({ err: error }, 'outcomes of old requests could not be forgotten'),
    );
  }, forgetEveryMs).unref();
  undo.push(async () => clearInterval(forgetting));
  undo.push(() => closeWithin(() => app.close(), app.server));
  const url = await listen(app, config);
  const tls = config.tls ? await listenSecurely(app, config, undo) : undefined;
  const first =
    config.mode === 'production' && config.operatorEmail !== undefined
      ? await firstSignIn(database, config.operatorEmail)
      : null;
  return { url, tls, world: await describeWorld(database, config.mode), firstSignIn: first };
}

async function prepare(database: Database, config: Config): Promise<void> {
  const version = await serverVersion(database).catch((error: Error) => {
    throw new StartError(`The database cannot be reached: ${sentence(error)}`);
  });
  if (version < 15) throw new StartError(`The database is PostgreSQL ${version}; Multipartner needs 15 or newer.`);
  await migrate(database).catch((error: Error) => {
    throw new StartError(`The tables could not be made in the database: ${sentence(error)}`);
  });
  if (await worldExists(database)) {
    await refuseOtherMode(database, config.mode);
    if (config.seedAsked) await sayWhichWorld(database, config.seed);
    return;
  }
  await seedWorld(database, {
    seed: config.seed,
    mode: config.mode,
    ...(config.clock === undefined ? {} : { fixedStart: config.clock }),
    ...(config.operatorEmail === undefined || config.mode !== 'production'
      ? {}
      : { operatorEmail: config.operatorEmail }),
  });
}

/**
 * A world that was made as a sandbox is never opened to production: everybody knows how to sign in to it. And one of
 * production is never opened as a sandbox, by a forgotten `--mode`: everybody on the machine could reset it.
 */
async function refuseOtherMode(database: Database, mode: Config['mode']): Promise<void> {
  const world = await describeWorld(database, 'sandbox');
  const everybody = [world.operator, ...world.tenants];
  const known = everybody.some(
    (one) =>
      one.users.some((user) => user.password !== null) || one.applications.some((app) => app.clientSecret !== null),
  );
  const made = known || world.seed !== 'empty' ? 'sandbox' : 'production';
  if (made === mode) return;
  throw new StartError(
    made === 'sandbox'
      ? 'The database holds a sandbox, whose passwords and secrets everybody knows: start production on a database of its own.'
      : 'The database holds a production realm, which a sandbox would let anybody reset: start it with --mode production.',
  );
}

/** A seed is for a fresh database; who asks for another one of a database in use should know that he does not get it. */
async function sayWhichWorld(database: Database, asked: Config['seed']): Promise<void> {
  const { seed } = await describeWorld(database, 'production');
  if (seed === String(asked)) return;
  process.stderr.write(
    `The database holds a world already (--seed ${seed}), which is kept: for another, reset it ` +
      '(POST /sandbox/v1/reset), or give another directory with --data.\n',
  );
}

async function identityOrExplain(database: Database, config: Config, log: IdentityLog): Promise<Identity> {
  try {
    return await createIdentity({
      database,
      mode: config.mode,
      settings: { acceptLegacyAudience: config.acceptLegacyAudience },
      mayEnterTenant: (visitor, tenantId) => rolesAtCustomer(database, visitor, tenantId),
      log,
      ...(config.masterSecret === undefined ? {} : { masterSecret: config.masterSecret }),
    });
  } catch (error) {
    if (/master secret/.test((error as Error).message))
      throw new StartError(
        `${sentence(error as Error)} Give the one it was first started with in MULTIPARTNER_SECRET.`,
      );
    throw error;
  }
}

async function listen(app: App, config: Config): Promise<string> {
  try {
    await app.listen({ port: config.port, host: config.host });
  } catch (error) {
    throw explained(error, config.host, config.port, '--port');
  }
  const bound = app.server.address();
  if (bound === null || typeof bound === 'string') throw new StartError('The server has no address.');
  const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return `http://${host}:${bound.port}`;
}

/** HTTPS beside HTTP on the same routes; port 443 as well where this process may have it. */
async function listenSecurely(app: App, config: Config, undo: Undo): Promise<SecureAddress> {
  const { certificatesOf } = await import('./tls/certificates-command.ts');
  const { key, certificate, authorityFile } = await certificatesOf(config);
  const tunnel = openTunnel(app.server);
  undo.push(async () => tunnel.close());
  const open = (port: number) =>
    new Promise<Server>((ready, fail) => {
      const server = createServer({ key, cert: certificate }, (request, response) => app.routing(request, response));
      server.once('error', fail);
      server.listen(port, config.host, () => {
        undo.push(() => closeWithin(() => new Promise((done) => server.close(done)), server));
        ready(server);
      });
    });
  const server = await open(config.tlsPort).catch((error) => {
    throw explained(error, config.host, config.tlsPort, '--tls-port');
  });
  tunnel.leadTo(server);
  const { port } = server.address() as AddressInfo;
  // The port that clients with hard-wired addresses ask; most may not have it, and some have it already.
  const usual =
    config.tlsPort === 4443 &&
    (await open(443).then(
      () => true,
      () => false,
    ));
  return { url: `https://localhost:${port}`, ca: authorityFile, ports: usual ? [port, 443] : [port] };
}

function explained(error: unknown, host: string, port: number, option: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} on ${host} is taken; choose another with ${option} (0 picks a free one).`);
  if (code === 'EACCES') return new StartError(`Port ${port} may not be used; choose another with ${option}.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StartError(`${host} is no address of this machine; choose another with --host.`);
  return error;
}

/** Takes no more requests and waits for those under way; who does not finish in time is cut off. */
async function closeWithin(
  close: () => Promise<unknown>,
  server: { closeIdleConnections(): void; closeAllConnections(): void },
): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    const closed = close();
    server.closeIdleConnections();
    await closed;
  } finally {
    clearTimeout(cut);
  }
}

/** What the error says, as the end of a sentence; one that stands for several says what these say. */
function sentence(error: Error): string {
  const several = error instanceof AggregateError ? error.errors.map((one: Error) => one.message) : [error.message];
  return `${[...new Set(several)].join(', ').replace(/\.$/, '')}.`;
}
