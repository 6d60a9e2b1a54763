import type { KoaContextWithOIDC } from 'oidc-provider';
import { contextOf } from '../library/context.ts';
import { refusalOf } from '../library/error-mapping.ts';
import { alert, field, html, type Page } from './html.ts';
import { formSecret, renderPage } from './library-pages.ts';
import { formPage, messagePage } from './pages.ts';

const problems: Readonly<Record<string, string>> = {
  NoCodeError: 'Enter the code that your device shows.',
  NotFoundError: 'There is no such code. Check what your device shows.',
  ExpiredError: 'The code has expired. Let your device ask for a new one.',
  AlreadyUsedError: 'The code was used before. Let your device ask for a new one.',
};

/** The pages on which a person brings a sign-in to another device. */
export const devicePages = {
  userCodeInputSource(
    ctx: KoaContextWithOIDC,
    _form: string,
    _out?: unknown,
    error?: Error & { userCode?: string },
  ): void {
    if (error?.name === 'AbortedError') {
      const text = 'The other device is not signed in. You can close this page.';
      renderPage(ctx, messagePage('Sign-in cancelled', text));
      return;
    }
    const refusal = error === undefined ? undefined : refusalOf(error);
    const problem =
      error === undefined
        ? undefined
        : (problems[error.name] ?? refusal ?? 'The request could not be completed. Try again.');
    renderPage(ctx, {
      title: 'Enter code',
      content: html`<h1>Enter code</h1>
<p>Enter the code that your app or device shows.</p>
${alert(problem)}
<form method="post" action="${ctx.oidc.urlFor('code_verification')}">
<input type="hidden" name="xsrf" value="${formSecret(ctx)}">
${field({ name: 'user_code', label: 'Code', value: error?.userCode ?? contextOf(ctx)?.prefilledCode ?? '', autocomplete: 'off', focus: true, wrong: problem !== undefined })}
<div class="choices"><button>Next</button></div>
</form>`,
    });
  },

  userCodeConfirmSource(
    ctx: KoaContextWithOIDC,
    _form: string,
    client: { clientName?: string | undefined; clientId: string },
    _info: unknown,
    userCode: string,
  ): void {
    const text = html`Are you trying to sign in to <strong>${client.clientName ?? client.clientId}</strong> on another device or in an app? It should show this code. If you did not start that yourself, or somebody sent you the code, cancel.`;
    const buttons = html`<p class="code">${userCode}</p><div class="choices"><button name="confirm" value="yes">Continue</button><button class="other" name="abort" value="yes">Cancel</button></div>`;
    renderPage(
      ctx,
      formPage(
        'Confirm the device',
        text,
        ctx.oidc.urlFor('code_verification'),
        { xsrf: formSecret(ctx), user_code: userCode },
        buttons,
      ),
    );
  },

  successSource(ctx: KoaContextWithOIDC): void {
    const page: Page = messagePage(
      'Signed in',
      `You are signed in to ${ctx.oidc.client?.clientName ?? 'the application'} on your device. You can close this page.`,
    );
    renderPage(ctx, page);
  },
};
