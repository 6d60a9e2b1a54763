import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { listPasskeys, type Passkey, removePasskey, setTotpSecret } from '../../store/identity/second-factors.ts';
import { findUser, type UserFacts } from '../../store/identity/users.ts';
import type { DialectRequest } from '../dialect-request.ts';
import { AadError } from '../errors.ts';
import { portalClientId } from '../first-party.ts';
import { readForm } from '../form.ts';
import type { IdentityParts } from '../identity.ts';
import { readAccountId } from '../people.ts';
import { enrolPasskey, enrolTotp, type Offer, offerFactors } from './enrolment.ts';
import { alert, field, Html, hidden, html, type Page } from './html.ts';
import { hasSecondFactor } from './second-factor.ts';
import { sendPage } from './send-page.ts';

type Session = Awaited<ReturnType<typeof sessionOf>>;

interface Visit {
  readonly session: NonNullable<Session>;
  readonly user: UserFacts;
  readonly formToken: string;
}

/** The page on which a signed-in person adds and removes second factors. */
export async function showSecurityInfo(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const visit = await visitOf(parts, request, reply);
  if (visit === undefined) return toSignIn(dialect, reply);
  if (request.url.includes('?')) return reply.redirect(pathOf(dialect), 303);
  return present(parts, dialect, visit, reply, undefined);
}

export async function changeSecurityInfo(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const visit = await visitOf(parts, request, reply);
  if (visit === undefined) return toSignIn(dialect, reply);
  const form = readForm(request.body);
  if (!same(form.get('form_token') ?? '', visit.formToken))
    throw new AadError(90013, { reason: 'the form is not of this sign-in; open the page again' });
  const { user, session } = visit;
  const sessionId = String(session.uid);
  const step = form.get('step');
  if (step === 'add-code') {
    if (!(await enrolTotp(parts, user, sessionId, form.get('code') ?? '')))
      return present(
        parts,
        dialect,
        visit,
        reply,
        'The code is wrong. Set the app up with the new key below and enter the code it shows.',
      );
    await strengthen(session, 'otp');
  } else if (step === 'add-passkey') {
    const added = await enrolPasskey(
      parts,
      user,
      dialect.origin,
      sessionId,
      form.get('answer') ?? '',
      (form.get('name') ?? '').trim(),
    );
    if (!added) return present(parts, dialect, visit, reply, 'The passkey was not accepted.');
    await strengthen(session, 'fido');
  } else if (step === 'remove-code') await setTotpSecret(parts.database, user.tenantId, user.id, null);
  else if (step === 'remove-passkey') await removePasskey(parts.database, user.tenantId, user.id, form.get('id') ?? '');
  else throw new AadError(90013, { reason: 'this page does not know that step' });
  return reply.redirect(pathOf(dialect), 303);
}

/** Who has just shown a second factor does not have to show it again at once. */
async function strengthen(session: NonNullable<Session>, method: 'otp' | 'fido'): Promise<void> {
  session.amr = [...new Set([...(session.amr ?? ['pwd']), 'mfa', method])];
  await session.persist();
}

function sessionOf(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply) {
  const library = parts.library();
  return library.Session.get(library.createContext(request.raw, reply.raw) as KoaContextWithOIDC);
}

/** Undefined when nobody is signed in, or not as strongly as he could be. */
async function visitOf(parts: IdentityParts, request: FastifyRequest, reply: FastifyReply): Promise<Visit | undefined> {
  const session = await sessionOf(parts, request, reply);
  if (session.accountId === undefined) return undefined;
  const { id, tenantId } = readAccountId(session.accountId);
  const user = await findUser(parts.database, tenantId, id);
  if (user === null || !user.accountEnabled) return undefined;
  if (hasSecondFactor(user) && !(session.amr ?? []).includes('mfa')) return undefined;
  const formToken = createHmac('sha256', parts.keys.cookieKeys[0] ?? '')
    .update(`security-info ${session.uid}`)
    .digest('base64url');
  return { session, user, formToken };
}

function pathOf(dialect: DialectRequest): string {
  return `/${dialect.tenantSegment}/oauth2/securityinfo`;
}

/** Signs in through the front door; the code that comes back is not needed, the sign-in is. */
function toSignIn(dialect: DialectRequest, reply: FastifyReply): FastifyReply {
  const query = new URLSearchParams({
    client_id: portalClientId,
    response_type: 'code',
    redirect_uri: `${dialect.origin}${pathOf(dialect)}`,
    scope: 'openid',
    prompt: 'login',
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return reply.redirect(`/${dialect.tenantSegment}/oauth2/v2.0/authorize?${query}`, 303);
}

async function present(
  parts: IdentityParts,
  dialect: DialectRequest,
  visit: Visit,
  reply: FastifyReply,
  problem: string | undefined,
): Promise<FastifyReply> {
  const { user, session } = visit;
  const passkeys = await listPasskeys(parts.database, user.tenantId, user.id);
  const offer = await offerFactors(parts, user, dialect.origin, String(session.uid));
  return sendPage(reply, securityInfoPage(user, passkeys, offer, visit.formToken, problem));
}

function securityInfoPage(
  user: UserFacts,
  passkeys: readonly Passkey[],
  offer: Offer,
  formToken: string,
  problem: string | undefined,
): Page {
  const form = (fields: Readonly<Record<string, string>>, inner: Html) =>
    html`<form method="post">${hidden({ form_token: formToken, ...fields })}${inner}</form>`;
  return {
    title: 'Security info',
    script: 'passkey.js',
    content: html`<h1>Security info</h1>
<p class="quiet">${user.userPrincipalName}</p>
${alert(problem)}
<h2>Authenticator app</h2>
${user.totpSecret === null ? html`<p>No app is set up.</p>` : form({ step: 'remove-code' }, html`<p>An app is set up.</p><button class="other">Remove the app</button>`)}
<p>To set up ${user.totpSecret === null ? 'an app' : 'another one in its place'}, scan this with it, enter the key there, or <a href="${offer.address}">open the app on this device</a>:</p>
<div class="qr" role="img" aria-label="The key as a QR code">${new Html(offer.qr)}</div>
<p class="code">${offer.secret.match(/.{1,4}/g)?.join(' ') ?? ''}</p>
${form(
  { step: 'add-code' },
  html`${field({ name: 'code', label: 'Code that the app shows', autocomplete: 'one-time-code', numeric: true, wrong: problem !== undefined })}<div class="choices"><button>Set up the app</button></div>`,
)}
<h2>Passkeys</h2>
${passkeys.length === 0 ? html`<p>There is no passkey.</p>` : undefined}
${passkeys.map((one) => form({ step: 'remove-passkey', id: one.credentialId }, html`<p><strong>${one.name}</strong>, since ${one.createdAt.toISOString().slice(0, 10)}, for ${one.relyingParty}</p><button class="other">Remove ${one.name}</button>`))}
<form method="post" data-passkey="create" data-options="${JSON.stringify(offer.passkey)}">
${hidden({ form_token: formToken, step: 'add-passkey', answer: '' })}
${field({ name: 'name', label: 'Name of the new passkey', value: 'Passkey', autocomplete: 'off' })}
<p class="problem" role="alert" data-problem hidden></p>
<div class="choices"><button>Add a passkey</button></div>
</form>`,
  };
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
