import type { KoaContextWithOIDC } from 'oidc-provider';
import { AadError } from '../errors.ts';
import { contextOf } from '../library/context.ts';
import { refusalOf } from '../library/error-mapping.ts';
import { document, html, type Page, pageHeaders } from './html.ts';
import { formPage, messagePage, onwardPage, problemPage } from './pages.ts';

/** Renders a page in the place of one of the library's. */
export function renderPage(ctx: KoaContextWithOIDC, page: Page, formTargets: readonly string[] = []): void {
  ctx.set(pageHeaders(formTargets));
  ctx.body = document(page);
}

/** An error that cannot be sent back to the application. */
export function renderLibraryError(ctx: KoaContextWithOIDC, _out: unknown, error: Error): void {
  const refusal = refusalOf(contextOf(ctx)?.failure ?? error);
  renderPage(ctx, problemPage(refusal ?? new AadError(90033)));
}

/** The form secret that the library expects back. */
export function formSecret(ctx: KoaContextWithOIDC): string {
  return String((ctx.oidc.session?.state as { secret?: string } | undefined)?.secret ?? '');
}

export const logoutPages = {
  logoutSource(ctx: KoaContextWithOIDC): void {
    const buttons = html`<div class="choices"><button name="logout" value="yes">Sign out</button><button class="other">Stay signed in</button></div>`;
    const target = (ctx.oidc.session?.state as { postLogoutRedirectUri?: string } | undefined)?.postLogoutRedirectUri;
    const page = formPage(
      'Sign out',
      'Do you want to sign out of this server?',
      ctx.oidc.urlFor('end_session_confirm'),
      { xsrf: formSecret(ctx) },
      buttons,
    );
    renderPage(ctx, page, target === undefined ? [] : [new URL(target).origin]);
  },
  postLogoutSuccessSource(ctx: KoaContextWithOIDC): void {
    renderPage(ctx, messagePage('Signed out', 'You are signed out. You can close this page.'));
  },
};

/**
 * Where the library sends a form of its own that submits itself, to end a session without asking (nobody is signed
 * in, or somebody else just signed in), our page does the same.
 */
export function replaceOwnForm(ctx: KoaContextWithOIDC): void {
  const state = ctx.oidc.session?.state as { secret?: string; postLogoutRedirectUri?: string } | undefined;
  if (state?.secret === undefined) return;
  const origin = state.postLogoutRedirectUri === undefined ? undefined : URL.parse(state.postLogoutRedirectUri)?.origin;
  renderPage(
    ctx,
    onwardPage(ctx.oidc.urlFor('end_session_confirm'), { xsrf: state.secret, logout: 'yes' }),
    origin === undefined ? [] : [origin],
  );
}
