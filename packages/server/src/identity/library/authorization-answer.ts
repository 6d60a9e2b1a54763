import { createHash } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { AadError, errorBody } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';
import { readAccountId } from '../people.ts';
import { renderPage, replaceOwnForm } from '../sign-in/library-pages.ts';
import { type AnswerMode, redirectAnswer } from '../sign-in/redirect-answer.ts';
import { clientInfo } from '../token-answer.ts';
import type { LibraryContext } from './context.ts';
import { refusalOf } from './error-mapping.ts';

/** Completes what the library answers to a browser: the redirect back to the application, and its few pages of its own. */
export function finishAuthorization(parts: IdentityParts, ctx: KoaContextWithOIDC, context: LibraryContext): void {
  if (context.failure !== undefined && refusalOf(context.failure) === undefined)
    parts.log.error({ err: context.failure }, 'a sign-in request failed');
  const location = ctx.response.get('location') || '';
  if (ctx.status === 303 && (context.redirects === true || context.failure !== undefined) && location.includes('#')) {
    sendBack(ctx, context, location);
    return;
  }
  if (ctx.response.is('html') && !ctx.response.get('content-security-policy')) replaceOwnForm(ctx);
}

function sendBack(ctx: KoaContextWithOIDC, context: LibraryContext, location: string): void {
  const [address = '', fragment = ''] = splitOnce(location, '#');
  const fields = Object.fromEntries(new URLSearchParams(fragment));
  delete fields.iss;
  if (context.failure !== undefined) {
    const refusal = refusalOf(context.failure) ?? new AadError(90033);
    const { error, error_description, error_uri } = errorBody(refusal, context.dialect);
    // In a redirect there is no grant that could be invalid: the page was needed.
    const needed = refusal.number === 65001 ? 'consent_required' : 'interaction_required';
    Object.assign(fields, { error: error === 'invalid_grant' ? needed : error, error_description, error_uri });
  } else {
    const { account, client, session } = ctx.oidc;
    fields.session_state = createHash('sha256').update(`${session?.uid} ${client?.clientId}`).digest('base64url');
    if (ctx.oidc.params?.client_info === '1' && account !== undefined) {
      const { id, tenantId } = readAccountId(account.accountId);
      fields.client_info = clientInfo(id, tenantId);
    }
  }
  const mode = String(ctx.oidc.params?.answer_mode ?? 'query') as AnswerMode;
  const answer = redirectAnswer(address, fields, mode);
  if ('location' in answer) {
    ctx.set('location', answer.location);
    return;
  }
  ctx.remove('location');
  ctx.status = 200;
  renderPage(ctx, answer.page, answer.formTargets);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
