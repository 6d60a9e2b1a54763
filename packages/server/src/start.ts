import { performance } from 'node:perf_hooks';
import type { Config } from './config.ts';
import { type RunningPostgres, startPostgres } from './postgres/start.ts';
import { PostgresUnavailable } from './postgres/unavailable.ts';
import type { SecureAddress } from './serve.ts';
import { StartError } from './start-error.ts';
import { firstSignInText, welcomeText } from './welcome.ts';
import type { World } from './world/index.ts';

export interface Running {
  /** The line that `--json` prints. */
  readonly ready: {
    readonly event: 'ready';
    readonly url: string;
    readonly tls?: SecureAddress;
    readonly mode: string;
    readonly startedInMs: number;
    readonly world: World;
  };
  readonly welcome: string;
  /** In production, how the operator signs in, until he has done so. */
  readonly firstSignIn: string | undefined;
  /** Resolves with a sentence when the database ends although nobody asked it to. */
  readonly failed: Promise<string>;
  /** Stops taking requests, finishes those under way, and leaves no process behind. */
  stop(): Promise<void>;
}

/** What has to be undone at the end, the last first. */
export type Undo = (() => Promise<unknown>)[];

/**
 * Starts everything the configuration asks for, and undoes what it started when something fails. Asked to stop before
 * it is ready, it does so at once, and answers undefined.
 */
export async function start(
  config: Config,
  stopAsked: Promise<void>,
  startedAt = performance.now(),
): Promise<Running | undefined> {
  const undo: Undo = [];
  const stop = async () => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    const starting = startAll(config, undo, startedAt);
    const running = await Promise.race([starting, stopAsked]);
    if (running !== undefined) return { ...running, stop };
    // What is still being started fails when what it stands on goes away; nobody waits for it.
    starting.catch(() => {});
    await stop();
    return undefined;
  } catch (error) {
    await stop();
    if (error instanceof PostgresUnavailable) throw new StartError(error.message);
    throw error;
  }
}

async function startAll(config: Config, undo: Undo, startedAt: number): Promise<Omit<Running, 'stop'>> {
  // PostgreSQL starts in a process of its own while the rest of the program is read, which takes as long.
  const postgres = config.databaseUrl === undefined ? startEmbedded(config, undo) : undefined;
  const [running, { serve }] = await Promise.all([postgres, import('./serve.ts')]);
  const address = running?.connection ?? { url: config.databaseUrl as string };
  const served = await serve(config, address, undo);
  const ready = {
    event: 'ready' as const,
    url: served.url,
    ...(served.tls === undefined ? {} : { tls: served.tls }),
    mode: config.mode,
    startedInMs: Math.round(performance.now() - startedAt),
    world: served.world,
  };
  return {
    ready,
    welcome: welcomeText(ready, served.firstSignIn),
    firstSignIn: served.firstSignIn === null ? undefined : firstSignInText(served.url, served.firstSignIn),
    failed: running?.died ?? new Promise(() => {}),
  };
}

function startEmbedded(config: Config, undo: Undo): Promise<RunningPostgres> {
  const starting = startPostgres({ dataDirectory: config.data });
  undo.push(async () => (await starting.catch(() => undefined))?.stop());
  return starting;
}
