import { createHash, randomBytes } from 'node:crypto';
import { type Browser, type Departure, received, type View } from './browser.ts';
import { type Answer, alpha, alphaPublicApp, type Platform, partnerCenter, password, postForm } from './platform.ts';

export const redirectUri = 'http://localhost:53682/';
export const v2Of = (tenant: string) => `${tenant}/oauth2/v2.0`;
export const v1Of = (tenant: string) => `${tenant}/oauth2`;

export interface Started {
  readonly url: string;
  readonly verifier: string;
}

/** The address an application opens, with a fresh proof key; an empty value leaves a parameter out. */
export function authorizeUrl(platform: Platform, path = v2Of(alpha), extra: Record<string, string> = {}): Started {
  const verifier = randomBytes(32).toString('base64url');
  const fields = {
    client_id: alphaPublicApp,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `${partnerCenter}/user_impersonation openid profile offline_access`,
    state: 'my-state',
    nonce: 'my-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    client_info: '1',
    ...extra,
  };
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''));
  return { url: `${platform.origin}/${path}/authorize?${query}`, verifier };
}

/** Opens the address and signs in on the page. */
export async function signIn(
  browser: Browser,
  url: string,
  name: string,
  secret = password,
): Promise<View | Departure> {
  return browser.press(await browser.open(url), 'Sign in', { username: name, password: secret });
}

/** Redeems a code as the public application. */
export function redeem(
  platform: Platform,
  code: string | null,
  verifier: string,
  extra: Record<string, string> = {},
  path = v2Of(alpha),
): Promise<Answer> {
  const fields = {
    grant_type: 'authorization_code',
    client_id: alphaPublicApp,
    redirect_uri: redirectUri,
    code: code ?? '',
    code_verifier: verifier,
    ...extra,
  };
  return postForm(`${platform.origin}/${path}/token`, fields);
}

/** Signs in and redeems in one go. */
export async function tokensOf(
  platform: Platform,
  browser: Browser,
  name: string,
  extra: Record<string, string> = {},
): Promise<Answer['body']> {
  const started = authorizeUrl(platform, v2Of(alpha), extra);
  const code = received(await signIn(browser, started.url, name)).get('code');
  return (await redeem(platform, code, started.verifier)).body;
}
