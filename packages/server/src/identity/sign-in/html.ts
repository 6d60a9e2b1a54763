import { AadError, describe } from '../errors.ts';

/** Markup that is safe to send: whatever was put into it is escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | undefined | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values are escaped, unless they are markup themselves. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(strings.map((one, index) => one + (index < values.length ? render(values[index]) : '')).join(''));
}

function render(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map((one) => one.text).join('');
  return String(piece).replaceAll(/[&<>"']/g, (character) => entities[character] as string);
}

export const assetPath = '/common/oauth2/assets';

export interface Page {
  readonly title: string;
  readonly content: Html;
  /** A script of ours from the assets folder. */
  readonly script?: 'submit.js' | 'passkey.js';
}

/** A whole document. Nothing in it comes from elsewhere. */
export function document(page: Page): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – Multipartner</title>
<link rel="stylesheet" href="${assetPath}/pages.css">
${page.script === undefined ? undefined : html`<script src="${assetPath}/${page.script}" defer></script>`}
</head>
<body>
<main>
<p class="brand">Multipartner</p>
${page.content}
</main>
</body>
</html>
`.text;
}

/** The headers of every page. `formTargets` are origins a form may lead to beside our own, as after its redirects. */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** What a form may lead to so that the browser gets back to the application. */
export function formTarget(redirectUri: unknown): string[] {
  const url = typeof redirectUri === 'string' ? URL.parse(redirectUri) : null;
  if (url === null) return [];
  return [url.protocol === 'http:' || url.protocol === 'https:' ? `${url.protocol}//${url.host}` : url.protocol];
}

/** A message above a form; screen readers say it at once. */
export function alert(problem: AadError | string | undefined): Html | undefined {
  if (problem === undefined) return undefined;
  return html`<p class="problem" id="problem" role="alert">${problem instanceof AadError ? describe(problem) : problem}</p>`;
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string | undefined;
  readonly autocomplete: string;
  readonly numeric?: boolean;
  readonly focus?: boolean;
  readonly wrong?: boolean;
}

export function field(one: Field): Html {
  return html`<div class="field"><label for="${one.name}">${one.label}</label>
<input id="${one.name}" name="${one.name}" type="${one.type ?? 'text'}" value="${one.value ?? ''}" autocomplete="${one.autocomplete}" required${
    one.numeric === true ? html` inputmode="numeric" maxlength="7"` : undefined
  }${one.focus === true ? html` autofocus` : undefined}${one.wrong === true ? html` aria-invalid="true" aria-describedby="problem"` : undefined} spellcheck="false" autocapitalize="none"></div>`;
}

export function hidden(fields: Readonly<Record<string, string>>): Html[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
