import { createHash } from 'node:crypto';

/**
 * The password of every person the sandbox makes. It is public on purpose: a sandbox holds nothing to protect, and
 * whoever tries it must be able to sign in. In production no person has it.
 */
export const demoPassword = 'Demo-Partner-2026!';

/** argon2id of `demoPassword`, computed once and for all: making a world waits for no slow hash. */
export const demoPasswordHash =
  '$argon2id$v=19$m=19456,p=1,t=2$+N56EsmCVWcRft/EQ2Nf4g$lJyOd4Ahk9U7V/9+axJjwdyDvcTntg0s80LFTamKs9E';

/** The secret of an application that the sandbox makes; it follows from the client id, so it is stored nowhere. */
export function sandboxClientSecret(clientId: string): string {
  return `mp8Q~${createHash('sha256').update('multipartner-sandbox-secret:').update(clientId.toLowerCase()).digest('base64url').slice(0, 35)}`;
}

/** What the directory keeps of a client secret. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
