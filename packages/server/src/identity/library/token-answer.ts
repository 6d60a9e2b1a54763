import type { KoaContextWithOIDC } from 'oidc-provider';
import { AadError, errorBody } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';
import { clientInfo, tokenBody } from '../token-answer.ts';
import type { LibraryContext } from './context.ts';
import { refusalOf } from './error-mapping.ts';

const pollSeconds = 5;

/** Puts the dialect back on: the library's answer of a token or device code request becomes what clients expect. */
export function finishToken(parts: IdentityParts, ctx: KoaContextWithOIDC, context: LibraryContext): void {
  const { dialect } = context;
  ctx.type = 'application/json; charset=utf-8';
  if (context.failure !== undefined || ctx.status >= 400) {
    const refusal = refusalOf(context.failure);
    if (refusal === undefined) parts.log.error({ err: context.failure }, 'a token request failed');
    const shown = refusal ?? new AadError(90033);
    ctx.status = refusal === undefined ? 500 : shown.status;
    const body = errorBody(shown, dialect);
    // A person who declines on the other device is told of by a name of its own there.
    ctx.body = shown.number === 65004 ? { ...body, error: 'authorization_declined' } : body;
    return;
  }
  const body = ctx.body as Record<string, string | undefined>;
  ctx.body = ctx.path === '/devicecode' ? deviceBody(context, body) : tokens(context, body);
}

function tokens(context: LibraryContext, body: Record<string, string | undefined>): Record<string, unknown> {
  const { issued, user, dialect } = context;
  if (issued === undefined || user === undefined || body.access_token === undefined)
    throw new Error('A token answer without a token.');
  return tokenBody(dialect.version, {
    accessToken: body.access_token,
    expiresIn: issued.expiresIn,
    notBefore: issued.issuedAt,
    resource: context.speltResource ?? issued.resource,
    scope: issued.scope,
    ...(body.refresh_token === undefined ? {} : { refreshToken: body.refresh_token }),
    ...(body.id_token === undefined ? {} : { idToken: body.id_token }),
    ...(context.wantsClientInfo ? { clientInfo: clientInfo(user.id, user.tenantId) } : {}),
  });
}

/** Version 1 has strings and another name for the page's address. */
function deviceBody(context: LibraryContext, body: Record<string, string | undefined>): Record<string, unknown> {
  const { dialect } = context;
  const page = `${dialect.origin}/devicelogin`;
  const message = `To sign in, open the page ${page} in a browser and enter the code ${body.user_code}.`;
  const common = { user_code: body.user_code, device_code: body.device_code };
  if (dialect.version === 1) {
    return {
      ...common,
      verification_url: page,
      expires_in: String(body.expires_in),
      interval: String(pollSeconds),
      message,
    };
  }
  return { ...common, verification_uri: page, expires_in: Number(body.expires_in), interval: pollSeconds, message };
}
