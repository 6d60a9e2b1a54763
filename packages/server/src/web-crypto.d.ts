import type { webcrypto } from 'node:crypto';

// Node's types name Web Crypto's classes as values only; libraries use them as types.
declare global {
  interface CryptoKey extends webcrypto.CryptoKey {}
  interface CryptoKeyPair extends webcrypto.CryptoKeyPair {}
  interface Crypto extends webcrypto.Crypto {}
}
