import { randomBytes } from 'node:crypto';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { Database } from '../store/database.ts';
import { addKeys, listKeys, type StoredKey } from '../store/identity/keys.ts';
import type { Seal } from './sealing.ts';

export interface PublishedKey extends JWK {
  readonly kid: string;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly privateJwk: JWK;
  readonly published: PublishedKey;
}

/**
 * The signing keys, the newest of which signs; the older ones stay published, so that what they signed stays
 * verifiable. They live in the database: tokens survive a restart, and every process signs with the same.
 */
export interface KeyRing {
  /** Signs a JWT (RS256) with the newest key. */
  sign(claims: JWTPayload): Promise<string>;
  /** The public key of that id; asks the database once more for one that is not known here. */
  publicKey(kid: string): Promise<CryptoKey | undefined>;
  published(): readonly PublishedKey[];
  /** Private JWKs, the newest first. */
  privateJwks(): readonly JWK[];
  readonly cookieKeys: readonly string[];
  /** Grows whenever the keys were read anew. */
  readonly version: number;
  rotate(): Promise<void>;
}

const algorithm = 'RS256';
const reloadPauseMs = 5_000;

export async function openKeyRing(database: Database, seal: Seal): Promise<KeyRing> {
  let signing: readonly SigningKey[] = [];
  let cookieKeys: readonly string[] = [];
  const publicKeys = new Map<string, CryptoKey>();
  let loadedAt = 0;
  let version = 0;

  async function load(): Promise<void> {
    const stored = await listKeys(database);
    signing = await Promise.all(
      stored.filter((key) => key.purpose === 'signing').map((key) => toSigningKey(key, seal)),
    );
    cookieKeys = await Promise.all(
      stored.filter((key) => key.purpose === 'cookie').map((key) => seal.open(key.secret)),
    );
    for (const key of signing) {
      if (!publicKeys.has(key.kid)) publicKeys.set(key.kid, (await importJWK(key.published, algorithm)) as CryptoKey);
    }
    loadedAt = Date.now();
    version++;
  }

  await load();
  if (signing.length === 0 || cookieKeys.length === 0) {
    await addKeys(database, [await newSigningKey(seal), await newCookieKey(seal)], true);
    await load();
  }

  return {
    sign(claims) {
      const [key] = signing;
      if (key === undefined) throw new Error('There is no signing key.');
      return new SignJWT(claims)
        .setProtectedHeader({ typ: 'JWT', alg: algorithm, x5t: key.kid, kid: key.kid })
        .sign(key.privateKey);
    },
    async publicKey(kid) {
      const known = publicKeys.get(kid);
      if (known !== undefined) return known;
      // Another process may have rotated; a stranger's key id must not cost a query each time.
      if (Date.now() - loadedAt > reloadPauseMs) await load();
      return publicKeys.get(kid);
    },
    published: () => signing.map((key) => key.published),
    privateJwks: () => signing.map((key) => key.privateJwk),
    get cookieKeys() {
      return cookieKeys;
    },
    get version() {
      return version;
    },
    async rotate() {
      await addKeys(database, [await newSigningKey(seal)], false);
      await load();
    },
  };
}

async function toSigningKey(stored: StoredKey, seal: Seal): Promise<SigningKey> {
  const privateJwk = JSON.parse(await seal.open(stored.secret)) as JWK;
  const privateKey = (await importJWK(privateJwk, algorithm)) as CryptoKey;
  return { kid: stored.kid, privateKey, privateJwk, published: stored.publicJwk as unknown as PublishedKey };
}

async function newSigningKey(seal: Seal): Promise<StoredKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { modulusLength: 2048, extractable: true });
  const publicPart = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicPart);
  const common = { use: 'sig', alg: algorithm, kid };
  return {
    kid,
    purpose: 'signing',
    secret: await seal.close(JSON.stringify({ ...(await exportJWK(privateKey)), ...common })),
    publicJwk: { kty: 'RSA', ...common, x5t: kid, n: publicPart.n, e: publicPart.e },
    createdAt: new Date(),
  };
}

async function newCookieKey(seal: Seal): Promise<StoredKey> {
  const kid = randomBytes(8).toString('hex');
  return {
    kid,
    purpose: 'cookie',
    secret: await seal.close(randomBytes(32).toString('base64url')),
    publicJwk: null,
    createdAt: new Date(),
  };
}
