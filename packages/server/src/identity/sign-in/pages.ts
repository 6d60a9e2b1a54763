import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { AadError } from '../errors.ts';
import { alert, field, type Html, hidden, html, type Page } from './html.ts';

type Problem = AadError | string | undefined;

const cancel = html`<button class="other" name="step" value="cancel" formnovalidate>Cancel</button>`;

/** `application` is whom the sign-in is for. */
export function signInPage(application: string, name: string, problem: Problem): Page {
  const wrong = problem !== undefined;
  return {
    title: 'Sign in',
    content: html`<h1>Sign in</h1>
<p class="quiet">to ${application}</p>
${alert(problem)}
<form method="post">
${field({ name: 'username', label: 'User name', type: 'email', value: name, autocomplete: 'username', focus: name === '', wrong })}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', focus: name !== '', wrong })}
<div class="choices"><button name="step" value="password">Sign in</button>${cancel}</div>
</form>`,
  };
}

export function chooseAccountPage(application: string, name: string): Page {
  return {
    title: 'Choose an account',
    content: html`<h1>Choose an account</h1>
<p class="quiet">to go on to ${application}</p>
<form method="post"><div class="choices">
<button name="step" value="continue">Continue as ${name}</button>
<button class="other" name="step" value="other">Use another account</button>${cancel}
</div></form>`,
  };
}

export interface SecondFactorChoices {
  readonly code: boolean;
  readonly passkey: PublicKeyCredentialRequestOptionsJSON | undefined;
}

export function secondFactorPage(name: string, choices: SecondFactorChoices, problem: Problem): Page {
  return {
    title: 'Verify your identity',
    script: 'passkey.js',
    content: html`<h1>Verify your identity</h1>
<p class="quiet">${name}</p>
${alert(problem)}
${
  choices.code
    ? html`<form method="post">
${field({ name: 'code', label: 'Code from your authenticator app', autocomplete: 'one-time-code', numeric: true, focus: true, wrong: problem !== undefined })}
<div class="choices"><button name="step" value="totp">Verify</button></div>
</form>`
    : undefined
}
${
  choices.passkey === undefined
    ? undefined
    : html`<form method="post" data-passkey="get" data-options="${JSON.stringify(choices.passkey)}">
${hidden({ step: 'passkey', answer: '' })}
<p class="problem" role="alert" data-problem hidden></p>
<div class="choices"><button${choices.code ? html` class="other"` : undefined}>Use a passkey</button></div>
</form>`
}
${choices.code || choices.passkey !== undefined ? undefined : html`<p class="problem" role="alert">Your passkey was made for another address of this server. Sign in there.</p>`}
<form method="post"><div class="choices">${cancel}</div></form>`,
  };
}

export function newPasswordPage(name: string, problem: Problem): Page {
  const wrong = problem !== undefined;
  return {
    title: 'Choose a new password',
    content: html`<h1>Choose a new password</h1>
<p class="quiet">${name} has a temporary password, which has to be changed now.</p>
${alert(problem)}
<form method="post">
<input type="hidden" name="username" value="${name}" autocomplete="username">
${field({ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', focus: true, wrong })}
${field({ name: 'again', label: 'New password again', type: 'password', autocomplete: 'new-password', wrong })}
<div class="choices"><button name="step" value="new-password">Set password and sign in</button>${cancel}</div>
</form>`,
  };
}

export function consentPage(application: string, name: string, permissions: readonly string[], problem: Problem): Page {
  return {
    title: 'Permissions requested',
    content: html`<h1>Permissions requested</h1>
<p><strong>${application}</strong> wants to act for ${name} with:</p>
<ul>${permissions.map((one) => html`<li>${one}</li>`)}</ul>
${alert(problem)}
<form method="post"><div class="choices">
${problem === undefined ? html`<button name="step" value="consent">Accept</button>` : undefined}${cancel}
</div></form>`,
  };
}

export function problemPage(problem: AadError | string, details: readonly string[] = []): Page {
  return {
    title: 'Sign-in problem',
    content: html`<h1>This did not work</h1>
${alert(problem)}
${details.map((one) => html`<p class="quiet">${one}</p>`)}`,
  };
}

export function messagePage(title: string, text: string): Page {
  return { title, content: html`<h1>${title}</h1><p>${text}</p>` };
}

/** A form that a script sends at once; without scripts it has a button. */
export function onwardPage(action: string, fields: Readonly<Record<string, string>>): Page {
  return {
    title: 'One moment',
    script: 'submit.js',
    content: html`<h1>One moment</h1>
<form method="post" action="${action}">${hidden(fields)}<p>You are taken on automatically.</p><div class="choices"><button>Continue</button></div></form>`,
  };
}

/** A question that is answered by the named button of a form. */
export function formPage(
  title: string,
  text: Html | string,
  action: string,
  fields: Readonly<Record<string, string>>,
  inner: Html,
): Page {
  return {
    title,
    content: html`<h1>${title}</h1><p>${text}</p><form method="post" action="${action}">${hidden(fields)}${inner}</form>`,
  };
}
