import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

/** Keeps secrets at rest: encrypted (JWE, AES-256-GCM) when there is a master secret, else marked as plain. */
export interface Seal {
  close(secret: string): Promise<string>;
  /** Throws when the value was encrypted under another master secret, or under one that is now missing. */
  open(value: string): Promise<string>;
}

const plain = 'plain:';
const encrypted = /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/;

export function createSeal(masterSecret: string | undefined): Seal {
  const key =
    masterSecret === undefined
      ? undefined
      : new Uint8Array(hkdfSync('sha256', masterSecret, '', 'multipartner.identity.seal', 32));
  return {
    async close(secret) {
      if (key === undefined) return plain + secret;
      return new CompactEncrypt(new TextEncoder().encode(secret))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(key);
    },
    async open(value) {
      if (value.startsWith(plain)) return value.slice(plain.length);
      if (!encrypted.test(value)) return value;
      if (key === undefined)
        throw new Error('The database holds secrets that are encrypted under a master secret, and none was given.');
      try {
        return new TextDecoder().decode((await compactDecrypt(value, key)).plaintext);
      } catch (cause) {
        throw new Error('The database holds secrets that are encrypted under another master secret.', { cause });
      }
    },
  };
}
