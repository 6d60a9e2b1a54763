import type { FastifyReply } from 'fastify';
import type { DialectRequest, Version } from './dialect-request.ts';
import { AadError, errorBody } from './errors.ts';

export interface IssuedTokens {
  readonly accessToken: string;
  readonly expiresIn: number;
  /** Seconds since 1970. */
  readonly notBefore: number;
  /** As the request spelt it (v1). */
  readonly resource: string;
  /** Granted scopes as the answer spells them; absent for an application's own token. */
  readonly scope?: string;
  readonly refreshToken?: string;
  readonly idToken?: string;
  readonly clientInfo?: string;
}

/** The body of a token answer: numbers in version 2, strings and a few more members in version 1. */
export function tokenBody(version: Version, tokens: IssuedTokens): Record<string, unknown> {
  const times =
    version === 2
      ? { expires_in: tokens.expiresIn, ext_expires_in: tokens.expiresIn }
      : {
          expires_in: String(tokens.expiresIn),
          ext_expires_in: String(tokens.expiresIn),
          expires_on: String(tokens.notBefore + tokens.expiresIn),
          not_before: String(tokens.notBefore),
          resource: tokens.resource,
        };
  return {
    token_type: 'Bearer',
    ...(tokens.scope === undefined ? {} : { scope: tokens.scope }),
    ...times,
    access_token: tokens.accessToken,
    ...(tokens.refreshToken === undefined ? {} : { refresh_token: tokens.refreshToken }),
    ...(tokens.idToken === undefined ? {} : { id_token: tokens.idToken }),
    ...(tokens.clientInfo === undefined ? {} : { client_info: tokens.clientInfo }),
  };
}

/** `client_info`: who signed in, for the client's cache. */
export function clientInfo(userId: string, homeTenantId: string): string {
  return Buffer.from(JSON.stringify({ uid: userId, utid: homeTenantId })).toString('base64url');
}

/** Sends a refusal in the shape that clients of this protocol read; anything unexpected is logged and says nothing. */
export function sendError(
  reply: FastifyReply,
  error: unknown,
  request: Pick<DialectRequest, 'origin' | 'correlationId'>,
): FastifyReply {
  const refusal = error instanceof AadError ? error : new AadError(90033);
  if (!(error instanceof AadError)) reply.log.error({ err: error }, 'an identity request failed');
  if (refusal.status === 401 && reply.request.headers.authorization !== undefined)
    reply.header('WWW-Authenticate', 'Basic realm="oauth2"');
  return noStore(reply)
    .code(error instanceof AadError ? refusal.status : 500)
    .type('application/json; charset=utf-8')
    .send(errorBody(refusal, request));
}

export function noStore(reply: FastifyReply): FastifyReply {
  return reply
    .header('Cache-Control', 'no-store')
    .header('Pragma', 'no-cache')
    .header('x-ms-request-id', reply.request.id);
}
