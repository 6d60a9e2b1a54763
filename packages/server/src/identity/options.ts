import type { Database } from '../store/database.ts';

export interface IdentitySettings {
  /** Whether Partner Center takes tokens made for https://graph.windows.net, as older clients ask for them. */
  readonly acceptLegacyAudience: boolean;
  /** Life of an access token in seconds; 3599 by default. */
  readonly accessTokenSeconds?: number;
  /**
   * Refuse a client assertion that was used before. Off by default: published libraries keep one assertion for ten
   * minutes and send it with every request.
   */
  readonly singleUseAssertions?: boolean;
  /**
   * How long, in seconds, a refresh token that was used may be used once more, as by requests sent at once; 0 by
   * default: the second use ends its whole family.
   */
  readonly refreshTokenLeewaySeconds?: number;
  /** Issuer's origin of tokens minted without a request, such as https://login.example.com. */
  readonly origin?: string;
}

/** A person who asks for a token at a tenant that is not his own. */
export interface Visitor {
  readonly tenantId: string;
  readonly userId: string;
  readonly userPrincipalName: string;
}

export interface IdentityLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface IdentityOptions {
  readonly database: Database;
  readonly mode: 'sandbox' | 'production';
  readonly settings: IdentitySettings;
  /** Encrypts private keys and second factors at rest; without it they lie there in clear. */
  readonly masterSecret?: string;
  /** The directory roles a person of one tenant holds at another one right now; undefined keeps him out. */
  readonly mayEnterTenant?: (
    visitor: Visitor,
    tenantId: string,
  ) => Promise<{ readonly wids: readonly string[] } | undefined>;
  readonly log?: IdentityLog;
}
