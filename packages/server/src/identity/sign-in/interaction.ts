import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Interaction, type InteractionResults, errors as library } from 'oidc-provider';
import { type ApplicationFacts, findTenantAndApplication } from '../../store/identity/applications.ts';
import { findArtifact } from '../../store/identity/artifacts.ts';
import { addConsent } from '../../store/identity/consent.ts';
import { findUser, type UserFacts } from '../../store/identity/users.ts';
import type { AuthenticationMethod } from '../claims.ts';
import type { DialectRequest } from '../dialect-request.ts';
import { AadError } from '../errors.ts';
import { type Form, readForm } from '../form.ts';
import type { IdentityParts } from '../identity.ts';
import { findApplication } from '../library/client.ts';
import { consentMissing } from '../library/policy.ts';
import { accountIdOf, isGlobalAdministrator, readAccountId, refusalToEnter } from '../people.ts';
import { onlyAdministratorsConsentTo, readScopesOrGraph } from '../scopes.ts';
import { formTarget } from './html.ts';
import { chooseAccountPage, consentPage, newPasswordPage, secondFactorPage, signInPage } from './pages.ts';
import { checkPassword, passwordWeakness, setPassword } from './password.ts';
import { checkPasskey, checkTotp, hasSecondFactor, passkeyOptions } from './second-factor.ts';
import { sendPage } from './send-page.ts';

/** How far a sign-in has come; kept on the server with the library's interaction. */
interface Progress {
  readonly accountId: string;
  readonly amr: readonly AuthenticationMethod[];
  readonly challenge?: string;
}

interface SignIn {
  readonly parts: IdentityParts;
  readonly dialect: DialectRequest;
  readonly interaction: Interaction;
  readonly application: ApplicationFacts;
  /** The tenant that is signed in to; undefined: the person's own. */
  readonly tenantId: string | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Shows the page that the sign-in stands at. */
export async function showSignIn(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return present(await readSignIn(parts, dialect, request, reply), undefined);
}

/** Takes what was entered on a page; shows it again with the reason when that will not do. */
export async function takeSignIn(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const signIn = await readSignIn(parts, dialect, request, reply);
  const form = readForm(request.body);
  try {
    return await take(signIn, form);
  } catch (error) {
    if (!(error instanceof AadError)) throw error;
    return present(signIn, error, form);
  }
}

async function readSignIn(
  parts: IdentityParts,
  dialect: DialectRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<SignIn> {
  let interaction: Interaction;
  try {
    interaction = await parts.library().interactionDetails(request.raw, reply.raw);
  } catch (error) {
    if (error instanceof library.SessionNotFound)
      throw new AadError(90013, {
        reason: 'this sign-in has expired or was finished already; start again from the application',
      });
    throw error;
  }
  if (interaction.uid !== (request.params as { uid: string }).uid)
    throw new AadError(90013, { reason: 'this page belongs to another sign-in' });
  const application = await findApplication(parts.database, String(interaction.params.client_id ?? ''));
  if (application === undefined)
    throw new AadError(700016, { client: String(interaction.params.client_id), tenant: dialect.tenantSegment });
  const { tenant } = await findTenantAndApplication(parts.database, dialect.tenantName, null);
  const device =
    interaction.deviceCode === undefined
      ? null
      : await findArtifact(parts.database, 'DeviceCode', { id: interaction.deviceCode });
  return {
    parts,
    dialect,
    interaction,
    application,
    tenantId: tenant?.id ?? device?.tenantId ?? undefined,
    request,
    reply,
  };
}

async function take(signIn: SignIn, form: Form): Promise<FastifyReply> {
  const { parts, interaction, dialect } = signIn;
  const step = form.get('step');
  if (step === 'cancel') return finish(signIn, { error: 'access_denied', error_description: 'the person declined' });
  if (step === 'password') {
    const user = await checkPassword(parts, (form.get('username') ?? '').trim(), form.get('password') ?? '');
    return advance(signIn, user, ['pwd']);
  }
  if (step === 'other')
    return sendPage(signIn.reply, signInPage(signIn.application.displayName, '', undefined), targets(signIn));
  if (step === 'continue') {
    const user = await signedInUser(signIn);
    const amr = (interaction.session?.amr ?? ['pwd']) as AuthenticationMethod[];
    return advance(signIn, user, amr, interaction.session?.accountId);
  }
  if (step === 'consent' && asksConsent(interaction)) return consent(signIn);
  const progress = progressOf(interaction);
  const user = progress === undefined ? null : await userOf(parts, progress.accountId);
  if (progress === undefined || user === null)
    throw new AadError(90013, { reason: 'this sign-in has to begin with the password' });
  if (step === 'totp') {
    if (!(await checkTotp(parts, user, form.get('code') ?? '')))
      throw new AadError(50126, {}, 'The code is wrong, too old, or was used before.');
    return advance(signIn, user, [...progress.amr, 'mfa', 'otp']);
  }
  if (step === 'passkey') {
    const proved =
      progress.challenge !== undefined &&
      (await checkPasskey(parts, user, dialect.origin, progress.challenge, form.get('answer') ?? ''));
    if (!proved) throw new AadError(50126, {}, 'The passkey was not accepted.');
    return advance(signIn, user, [...progress.amr, 'mfa', 'fido']);
  }
  if (step === 'new-password' && user.forceChangePassword && mayGoOn(user, progress.amr)) {
    const password = form.get('password') ?? '';
    const weakness =
      password === form.get('again') ? passwordWeakness(password, user) : 'The two new passwords are not the same.';
    if (weakness !== undefined) throw new AadError(50055, {}, weakness);
    await setPassword(parts, user, password);
    return advance(signIn, { ...user, forceChangePassword: false }, progress.amr);
  }
  throw new AadError(90013, { reason: 'this page does not know that step' });
}

/** Goes to the next step of this person's sign-in, or back to the application with it. */
async function advance(
  signIn: SignIn,
  user: UserFacts,
  amr: readonly AuthenticationMethod[],
  current?: string,
): Promise<FastifyReply> {
  const { parts, application, interaction, dialect } = signIn;
  const tenantId = signIn.tenantId ?? user.tenantId;
  const refusal = await refusalToEnter(
    parts,
    user,
    application,
    tenantId,
    dialect.tenantName.by !== 'none' || signIn.tenantId !== undefined,
  );
  if (refusal !== undefined) throw refusal;
  if (!mayGoOn(user, amr) || user.forceChangePassword) {
    await saveProgress(interaction, { accountId: accountIdOf(user), amr });
    return present(signIn, undefined);
  }
  const login =
    current === undefined ? { login: { accountId: accountIdOf(user), amr: [...amr], remember: false } } : {};
  return finish(signIn, { ...login, select_account: {}, admin_consent: {} });
}

function mayGoOn(user: UserFacts, amr: readonly AuthenticationMethod[]): boolean {
  return !hasSecondFactor(user) || amr.includes('mfa');
}

async function consent(signIn: SignIn): Promise<FastifyReply> {
  const { parts, interaction, application } = signIn;
  const user = await signedInUser(signIn);
  const scope = String(interaction.params.scope ?? '');
  const missing = await consentMissing(parts, application, user, scope);
  refuseConsent(signIn, user, missing);
  const { resource } = readScopesOrGraph(scope);
  if (missing.length > 0) {
    await addConsent(
      parts.database,
      { tenantId: user.tenantId, userId: user.id, clientId: application.clientId, resource: resource.uri },
      missing,
      new Date(),
    );
  }
  return finish(signIn, { consent: {}, admin_consent: {} });
}

function refuseConsent(signIn: SignIn, user: UserFacts, missing: readonly string[]): void {
  const reserved = missing.filter(onlyAdministratorsConsentTo);
  if (reserved.length > 0 && !isGlobalAdministrator(user)) {
    throw new AadError(90094, { client: signIn.application.clientId, scope: reserved.join(' ') });
  }
}

async function present(signIn: SignIn, problem: AadError | undefined, form?: Form): Promise<FastifyReply> {
  const { parts, interaction, application, reply, dialect } = signIn;
  const name = application.displayName;
  if (asksConsent(interaction)) {
    const user = await signedInUser(signIn);
    const scope = String(interaction.params.scope ?? '');
    const missing = await consentMissing(parts, application, user, scope);
    const { resource, permissions } = readScopesOrGraph(scope);
    const shown = (missing.length > 0 ? missing : (permissions ?? resource.scopes)).map(
      (one) => `${one} (${resource.uri})`,
    );
    return sendPage(
      reply,
      consentPage(name, user.userPrincipalName, shown, problem ?? refusalOfConsent(signIn, user, missing)),
      targets(signIn),
    );
  }
  const progress = progressOf(interaction);
  const user = progress === undefined ? null : await userOf(parts, progress.accountId);
  if (progress !== undefined && user !== null) {
    if (mayGoOn(user, progress.amr))
      return sendPage(reply, newPasswordPage(user.userPrincipalName, problem), targets(signIn));
    const passkey = await passkeyOptions(parts, user, dialect.origin);
    if (passkey !== undefined) await saveProgress(interaction, { ...progress, challenge: passkey.challenge });
    return sendPage(
      reply,
      secondFactorPage(user.userPrincipalName, { code: user.totpSecret !== null, passkey }, problem),
      targets(signIn),
    );
  }
  const session =
    interaction.prompt.name === 'select_account' && problem === undefined ? interaction.session?.accountId : undefined;
  const current = session === undefined ? null : await userOf(parts, session);
  if (current !== null) return sendPage(reply, chooseAccountPage(name, current.userPrincipalName), targets(signIn));
  const entered = form?.get('username') ?? String(interaction.params.login_hint ?? '');
  return sendPage(reply, signInPage(name, entered, problem), targets(signIn));
}

function asksConsent(interaction: Interaction): boolean {
  return ['consent', 'admin_consent'].includes(interaction.prompt.name);
}

function refusalOfConsent(signIn: SignIn, user: UserFacts, missing: readonly string[]): AadError | undefined {
  try {
    refuseConsent(signIn, user, missing);
    return undefined;
  } catch (error) {
    return error as AadError;
  }
}

async function finish(signIn: SignIn, result: InteractionResults): Promise<FastifyReply> {
  const { parts, request, reply } = signIn;
  const returnTo = await parts.library().interactionResult(request.raw, reply.raw, result);
  return reply.header('Cache-Control', 'no-store').redirect(returnTo, 303);
}

function targets(signIn: SignIn): string[] {
  return formTarget(signIn.interaction.params.redirect_uri);
}

function progressOf(interaction: Interaction): Progress | undefined {
  return (interaction.result as { signIn?: Progress } | undefined)?.signIn;
}

async function saveProgress(interaction: Interaction, signIn: Progress): Promise<void> {
  interaction.result = { ...interaction.result, signIn };
  await interaction.persist();
}

function userOf(parts: IdentityParts, accountId: string): Promise<UserFacts | null> {
  const { id, tenantId } = readAccountId(accountId);
  return findUser(parts.database, tenantId, id);
}

async function signedInUser(signIn: SignIn): Promise<UserFacts> {
  const accountId = signIn.interaction.session?.accountId;
  const user = accountId === undefined ? null : await userOf(signIn.parts, accountId);
  if (user === null) throw new AadError(50058);
  return user;
}
