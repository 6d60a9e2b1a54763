import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApplicationFacts } from '../store/identity/applications.ts';
import { type DialectRequest, mountPathOf } from './dialect-request.ts';
import { AadError, errorBody } from './errors.ts';
import { isFirstParty } from './first-party.ts';
import { type Form, need, readForm } from './form.ts';
import { indicatorOf } from './grants/user-token.ts';
import type { IdentityParts } from './identity.ts';
import { findClient } from './known-request.ts';
import { redirectUriAllowed, responseTypes } from './library/client.ts';
import { serveByLibrary } from './library/serve.ts';
import { readScopesOrGraph, staySignedIn } from './scopes.ts';
import { type AnswerMode, answerModes, redirectAnswer } from './sign-in/redirect-answer.ts';
import { sendPage } from './sign-in/send-page.ts';

const prompts = new Set(['login', 'none', 'consent', 'select_account', 'admin_consent']);

/** Serves an authorize request of either dialect: checked here as far as the dialects differ from the library's. */
export async function serveAuthorize(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = request.method === 'POST' ? readForm(request.body) : readForm(request.url.split('?')[1] ?? '');
  const clientId = need(fields, 'client_id').toLowerCase();
  const { tenant, application } = await findClient(parts.database, dialect, clientId);
  if (
    tenant !== undefined &&
    application.tenantId !== tenant.id &&
    (isFirstParty(clientId) ? false : parts.mayEnterTenant === undefined)
  ) {
    throw new AadError(700016, { client: clientId, tenant: tenant.displayName });
  }
  const redirectUri = redirectUriOf(fields, application, dialect);
  const mode = modeOf(fields);
  let query: URLSearchParams;
  try {
    query = libraryQuery(fields, dialect, application, redirectUri, mode);
  } catch (error) {
    if (!(error instanceof AadError)) throw error;
    return sendRefusal(error, dialect, redirectUri, mode, fields, reply);
  }
  const context = {
    dialect,
    mountPath: mountPathOf(dialect),
    tenant,
    application,
    clientProof: 'none',
    asked: undefined,
    asksOpenId: false,
    wantsClientInfo: false,
  } as const;
  return serveByLibrary(parts.library(), { ...context }, { method: 'GET', url: `/authorize?${query}` }, request, reply);
}

/** @throws AADSTS50011 when the address is not the application's; such an answer must not be sent anywhere. */
function redirectUriOf(fields: Form, application: ApplicationFacts, dialect: DialectRequest): string {
  const [only, ...others] = application.redirectUris;
  const asked = fields.get('redirect_uri') ?? (others.length === 0 ? only : undefined);
  if (asked === undefined) throw new AadError(900144, { field: 'redirect_uri' });
  const ownOrigin = isFirstParty(application.clientId) ? dialect.origin : undefined;
  if (!redirectUriAllowed(asked, application.redirectUris, ownOrigin))
    throw new AadError(50011, { redirect: asked, client: application.clientId });
  return asked;
}

function modeOf(fields: Form): AnswerMode {
  const asked = fields.get('response_mode');
  if (answerModes.includes(asked as AnswerMode)) return asked as AnswerMode;
  return (fields.get('response_type') ?? '').includes('id_token') ? 'fragment' : 'query';
}

/** The request in the library's terms. @throws refusals that are sent back to the application. */
function libraryQuery(
  fields: Form,
  dialect: DialectRequest,
  application: ApplicationFacts,
  redirectUri: string,
  mode: AnswerMode,
): URLSearchParams {
  const responseType = need(fields, 'response_type').split(/\s+/).sort().join(' ');
  if (!responseTypes.includes(responseType as 'code')) throw new AadError(700054, { type: responseType });
  const wantsIdToken = responseType.includes('id_token');
  const askedMode = fields.get('response_mode');
  if (askedMode !== undefined && !answerModes.includes(askedMode as AnswerMode))
    throw new AadError(90013, { reason: `there is no response mode '${askedMode}'` });
  if (wantsIdToken && mode === 'query')
    throw new AadError(90013, { reason: "an id_token cannot be answered with response_mode 'query'" });
  if (wantsIdToken && !fields.has('nonce')) throw new AadError(90014, { field: 'nonce' });
  const unknownPrompt = (fields.get('prompt') ?? '').split(' ').find((one) => one !== '' && !prompts.has(one));
  if (unknownPrompt !== undefined) throw new AadError(90013, { reason: `there is no prompt '${unknownPrompt}'` });
  refuseWithoutProofKey(fields, dialect, application);

  const v1Resource =
    dialect.version === 1
      ? ` ${fields.get('resource') ?? 'https://graph.windows.net'}/.default openid offline_access`
      : '';
  const scope = `${fields.get('scope') ?? ''}${v1Resource}`.trim();
  if (scope === '') throw new AadError(900144, { field: 'scope' });
  const asked = readScopesOrGraph(scope);
  const spelt = scope.split(/\s+/).filter((one) => one.toLowerCase() !== 'offline_access');
  if (asked.openId.includes('offline_access')) spelt.push(staySignedIn);

  const query = new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: redirectUri,
    response_type: responseType,
    response_mode: 'fragment',
    scope: [...new Set(spelt)].join(' '),
    resource: indicatorOf(asked.resource),
    answer_mode: mode,
  });
  const passed = ['state', 'prompt', 'login_hint', 'code_challenge', 'code_challenge_method', 'client_info'];
  // Without `openid` there is no id_token to bind these to.
  if (asked.openId.includes('openid')) passed.push('nonce', 'max_age');
  for (const name of passed) {
    const value = fields.get(name);
    if (value !== undefined && value !== '') query.set(name, value);
  }
  return query;
}

/** @throws AADSTS9002325 when a public application of version 2 comes without a proof key, or with a plain one. */
function refuseWithoutProofKey(fields: Form, dialect: DialectRequest, application: ApplicationFacts): void {
  const challenge = fields.get('code_challenge');
  const needed =
    application.publicClient && dialect.version === 2 && (fields.get('response_type') ?? '').includes('code');
  if (challenge === undefined ? needed : fields.get('code_challenge_method') !== 'S256') throw new AadError(9002325);
}

function sendRefusal(
  error: AadError,
  dialect: DialectRequest,
  redirectUri: string,
  mode: AnswerMode,
  fields: Form,
  reply: FastifyReply,
): FastifyReply {
  const { error: name, error_description, error_uri } = errorBody(error, dialect);
  const state = fields.get('state');
  const answer = redirectAnswer(
    redirectUri,
    { error: name, error_description, error_uri, ...(state === undefined ? {} : { state }) },
    mode,
  );
  if ('location' in answer) return reply.header('Cache-Control', 'no-store').redirect(answer.location, 303);
  return sendPage(reply, answer.page, answer.formTargets);
}
