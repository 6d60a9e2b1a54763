import type { Database } from '../store/database.ts';

export type Mode = 'sandbox' | 'production';

/** The running realm: what every operation stands on. */
export interface Realm {
  readonly database: Database;
  readonly mode: Mode;
  /** The partner programme's vendor-side policies that are settings (never read off the clock). */
  readonly settings: RealmSettings;
  /** Signs evidence with the realm's published keys. */
  readonly signer: Signer;
  /** Keeps at rest what may hold secrets. */
  readonly seal: Seal;
}

export interface Seal {
  close(secret: string): Promise<string>;
  open(value: string): Promise<string>;
}

export interface Signer {
  /** A compact JWS (RS256) over the text. */
  sign(text: string): Promise<string>;
  /** The public keys, those of before a rotation too, as JSON Web Keys. */
  publicKeys(): Promise<readonly Record<string, unknown>[]>;
}

export interface RealmSettings {
  /** A Billing administrator may accept an invitation that asks for no administration (R31, option). */
  readonly billingAdminMayAccept: boolean;
  /** Removal of the reseller relationship ends the partner's granular administration as well. */
  readonly removalEndsGranularAdministration: boolean;
}

export const defaultSettings: RealmSettings = {
  billingAdminMayAccept: false,
  removalEndsGranularAdministration: true,
};
