import { formTarget, type Page } from './html.ts';
import { onwardPage } from './pages.ts';

/** How an answer gets back to the application. */
export type AnswerMode = 'query' | 'fragment' | 'form_post';

export const answerModes: readonly AnswerMode[] = ['query', 'fragment', 'form_post'];

/** An answer as an address to go to, or as a page whose form goes there. */
export function redirectAnswer(
  redirectUri: string,
  fields: Readonly<Record<string, string>>,
  mode: AnswerMode,
): { readonly location: string } | { readonly page: Page; readonly formTargets: string[] } {
  if (mode === 'form_post') return { page: onwardPage(redirectUri, fields), formTargets: formTarget(redirectUri) };
  const encoded = new URLSearchParams(fields).toString();
  if (mode === 'fragment') return { location: `${redirectUri}#${encoded}` };
  return { location: `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${encoded}` };
}
