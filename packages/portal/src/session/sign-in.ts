import * as oauth from 'oauth4webapi';
import { type Audience, audiences } from './audience.ts';
import type { TokenSource } from './session.ts';

/** The portal's client id, the same in every installation. */
const client: oauth.Client = { client_id: '7d2f1c3e-5b64-4c0a-9a51-6d75c70a27a1' };
const { origin } = window.location;
const endpoints = `${origin}/organizations/oauth2/v2.0`;
const server: oauth.AuthorizationServer = {
  issuer: origin,
  authorization_endpoint: `${endpoints}/authorize`,
  token_endpoint: `${endpoints}/token`,
};
const redirectUri = `${origin}/signed-in`;
const request = { [oauth.allowInsecureRequests]: window.location.protocol === 'http:' };

/** What has to outlive the way to the sign-in page and back. None of it is worth anything without the other half. */
interface Pending {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}
const pendingKey = 'multipartner.sign-in';

export interface SignInOptions {
  /** Where to go afterwards; where the person is when absent. */
  readonly returnTo?: string;
  /** `none` asks nothing of the person: it works only while the browser is signed in. */
  readonly prompt?: 'none' | 'select_account' | 'login';
  readonly loginHint?: string;
}

/** Leaves for the sign-in page (authorization code with PKCE). Resolves never: the page is left. */
export async function goToSignIn(options: SignInOptions = {}): Promise<never> {
  const verifier = oauth.generateRandomCodeVerifier();
  const pending: Pending = {
    state: oauth.generateRandomState(),
    verifier,
    returnTo: options.returnTo ?? window.location.href.slice(origin.length),
  };
  sessionStorage.setItem(pendingKey, JSON.stringify(pending));
  const url = new URL(server.authorization_endpoint as string);
  const query = {
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `${audiences.own}/.default offline_access`,
    state: pending.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
    ...(options.loginHint === undefined ? {} : { login_hint: options.loginHint }),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  window.location.assign(url);
  return new Promise(() => {});
}

export type SignInOutcome =
  | { readonly signedIn: true; readonly tokens: TokenSource; readonly returnTo: string }
  | { readonly signedIn: false; readonly error: string; readonly description: string; readonly returnTo: string };

/** Takes what the sign-in page answered at the redirect address. Undefined when nobody asked for it here. */
export async function takeSignIn(url: URL): Promise<SignInOutcome | undefined> {
  const kept = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  if (kept === null) return undefined;
  const pending = JSON.parse(kept) as Pending;
  const { returnTo } = pending;
  try {
    // The issuer names the person's tenant, which is not known before; state and PKCE bind the answer to us.
    url.searchParams.delete('iss');
    const answer = oauth.validateAuthResponse(server, client, url, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answer,
      redirectUri,
      pending.verifier,
      request,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
    return { signedIn: true, tokens: tokensOf(tokens), returnTo };
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError)
      return { signedIn: false, error: error.error, description: error.error_description ?? error.message, returnTo };
    throw error;
  }
}

/** Tokens for every API out of one sign-in. They live in memory only. */
function tokensOf(first: oauth.TokenEndpointResponse): TokenSource {
  let refreshToken = first.refresh_token;
  const asked = new Map<Audience, { token: Promise<string>; until: number }>();
  const keep = (audience: Audience, answer: oauth.TokenEndpointResponse) => {
    asked.set(audience, {
      token: Promise.resolve(answer.access_token),
      until: Date.now() + ((answer.expires_in ?? 3600) - 60) * 1000,
    });
    return answer.access_token;
  };
  const refresh = async (audience: Audience) => {
    if (refreshToken === undefined) throw new SignInEnded();
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, {
      ...request,
      additionalParameters: { scope: `${audiences[audience]}/.default offline_access` },
    });
    const answer = await oauth.processRefreshTokenResponse(server, client, response).catch((error: unknown) => {
      throw error instanceof oauth.ResponseBodyError ? new SignInEnded() : error;
    });
    refreshToken = answer.refresh_token ?? refreshToken;
    return keep(audience, answer);
  };
  keep('own', first);
  return {
    token(audience) {
      const known = asked.get(audience);
      if (known !== undefined && known.until > Date.now()) return known.token;
      const token = refresh(audience);
      asked.set(audience, { token, until: Date.now() + 30_000 });
      token.catch(() => asked.delete(audience));
      return token;
    },
  };
}

/** The sign-in is over: the person has to sign in again. */
export class SignInEnded extends Error {
  override readonly name = 'SignInEnded';
}

/** Leaves for the page that ends the browser's sign-in. */
export function goToSignOut(): void {
  const query = new URLSearchParams({ client_id: client.client_id, post_logout_redirect_uri: `${origin}/` });
  window.location.assign(`${endpoints}/logout?${query}`);
}
