import type { Provider } from 'oidc-provider';
import { sweepIdentity } from '../store/identity/artifacts.ts';
import { type KeyRing, openKeyRing, type PublishedKey } from './keys.ts';
import { createProvider } from './library/provider.ts';
import { type MintRequest, mintToken } from './mint.ts';
import type { IdentityLog, IdentityOptions } from './options.ts';
import { createSeal, type Seal } from './sealing.ts';
import { createVerifier, type Verification } from './verify.ts';

/** The identity platform of one process. */
export interface Identity {
  /** Whom a bearer token speaks for; an error when it is not one of ours, not good now, or for an audience not taken here. */
  verify(bearerToken: string): Promise<Verification>;
  /** Makes a token without a sign-in, for the sandbox and for tests. */
  mint(request: MintRequest): Promise<string>;
  /** From now on a new key signs; the old ones stay published, and what they signed stays good. */
  rotateKeys(): Promise<void>;
  /** The public keys, the newest first. */
  publishedKeys(): readonly PublishedKey[];
  close(): Promise<void>;
  readonly parts: IdentityParts;
}

/** What the endpoints work with. */
export interface IdentityParts extends IdentityOptions {
  readonly keys: KeyRing;
  readonly seal: Seal;
  readonly log: IdentityLog;
  /** Life of an access token in seconds. */
  readonly accessTokenSeconds: number;
  /** The authorization server library with the keys of this moment. */
  library(): Provider;
}

const sweepEveryMs = 10 * 60_000;
const silent: IdentityLog = { info() {}, warn() {}, error() {} };

/**
 * Opens the identity platform over a migrated database; makes signing keys at the first start.
 * @throws when keys in the database are encrypted under another master secret.
 */
export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const seal = createSeal(options.masterSecret);
  const keys = await openKeyRing(options.database, seal);
  let built: { version: number; provider: Provider } | undefined;
  const parts: IdentityParts = {
    ...options,
    log: options.log ?? silent,
    accessTokenSeconds: options.settings.accessTokenSeconds ?? 3599,
    keys,
    seal,
    library() {
      if (built?.version !== keys.version) built = { version: keys.version, provider: createProvider(parts) };
      return built.provider;
    },
  };
  const verifier = createVerifier(keys, options.settings.acceptLegacyAudience);
  let sweeping = Promise.resolve();
  const sweeper = setInterval(() => {
    sweeping = sweepIdentity(options.database, new Date()).catch((error) =>
      parts.log.error({ err: error }, 'expired sign-ins could not be removed'),
    );
  }, sweepEveryMs).unref();
  return {
    parts,
    verify: (token) => verifier.verify(token),
    mint: (request) =>
      mintToken(request, {
        database: options.database,
        keys,
        origin: options.settings.origin ?? 'http://localhost',
        expiresIn: parts.accessTokenSeconds,
        mayEnterTenant: options.mayEnterTenant,
      }),
    rotateKeys: () => keys.rotate(),
    publishedKeys: () => keys.published(),
    async close() {
      clearInterval(sweeper);
      verifier.clear();
      await sweeping;
    },
  };
}
