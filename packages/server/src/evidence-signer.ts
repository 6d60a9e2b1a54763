import { CompactSign, importJWK } from 'jose';
import type { Identity } from './identity/index.ts';
import type { Signer } from './operations/realm.ts';

/** Signs evidence with the identity platform's newest key; its public keys stay published after a rotation. */
export function evidenceSigner(identity: Identity): Signer {
  return {
    async sign(text) {
      const [jwk] = identity.parts.keys.privateJwks();
      if (jwk === undefined) throw new Error('There is no signing key.');
      const key = await importJWK(jwk, 'RS256');
      return new CompactSign(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: 'RS256', kid: jwk.kid as string, typ: 'JWS' })
        .sign(key);
    },
    publicKeys: async () => identity.publishedKeys() as unknown as readonly Record<string, unknown>[],
  };
}
