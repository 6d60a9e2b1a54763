import type { Audience } from './audience.ts';
import { type SandboxPerson, tokensOfPerson } from './sandbox-person.ts';
import { goToSignIn, goToSignOut, SignInEnded, takeSignIn } from './sign-in.ts';

/** Where access tokens come from. @throws SignInEnded when the person has to sign in again. */
export interface TokenSource {
  token(audience: Audience): Promise<string>;
}

/** Who this tab acts as is remembered, never a token: after a reload they are asked for anew. */
const rememberedKey = 'multipartner.session';
type Remembered = { readonly by: 'sign-in' } | ({ readonly by: 'sandbox' } & SandboxPerson);

let source: TokenSource | undefined;

export type Start =
  | { readonly signedIn: true; readonly goTo?: string }
  | { readonly signedIn: false; readonly problem?: string };

/**
 * Finds out who is here when the page is loaded: what the sign-in page answered, else who this tab acted as before.
 * May leave the page for a sign-in that asks nothing.
 */
export async function startSession(): Promise<Start> {
  const url = new URL(window.location.href);
  if (url.pathname === '/signed-in') {
    const outcome = await takeSignIn(url);
    if (outcome === undefined) return { signedIn: false };
    if (!outcome.signedIn) {
      forget();
      window.history.replaceState(null, '', outcome.returnTo);
      const silent = ['login_required', 'interaction_required', 'consent_required'].includes(outcome.error);
      return silent || outcome.error === 'access_denied'
        ? { signedIn: false }
        : { signedIn: false, problem: outcome.description };
    }
    source = outcome.tokens;
    remember({ by: 'sign-in' });
    window.history.replaceState(null, '', outcome.returnTo);
    return { signedIn: true, goTo: outcome.returnTo };
  }
  const before = remembered();
  if (before === undefined) return { signedIn: false };
  if (before.by === 'sign-in') return goToSignIn({ prompt: 'none' });
  source = tokensOfPerson(before);
  return { signedIn: true };
}

/** @throws SignInEnded when nobody is signed in any more; the page then shows how to sign in. */
export async function tokenFor(audience: Audience): Promise<string> {
  if (source === undefined) throw new SignInEnded();
  return source.token(audience);
}

/** Becomes a person of the sandbox's world. What is on the screen is loaded anew for him. */
export function becomeSandboxPerson(person: SandboxPerson, goTo = '/'): void {
  remember({ by: 'sandbox', ...person });
  window.location.assign(goTo);
}

export function signOut(): void {
  const before = remembered();
  forget();
  if (before?.by === 'sign-in') goToSignOut();
  else window.location.assign('/');
}

export function currentSandboxPerson(): SandboxPerson | undefined {
  const before = remembered();
  return before?.by === 'sandbox' ? before : undefined;
}

function remember(who: Remembered): void {
  sessionStorage.setItem(rememberedKey, JSON.stringify(who));
}

function forget(): void {
  source = undefined;
  sessionStorage.removeItem(rememberedKey);
}

function remembered(): Remembered | undefined {
  const kept = sessionStorage.getItem(rememberedKey);
  return kept === null ? undefined : (JSON.parse(kept) as Remembered);
}
