import { audiences } from './audience.ts';
import type { TokenSource } from './session.ts';

/** A person of the sandbox's world whom the portal acts as, without a password. */
export interface SandboxPerson {
  readonly tenant: string;
  readonly user: string;
}

/** Tokens that the sandbox's controls make; in production they do not exist. */
export function tokensOfPerson({ tenant, user }: SandboxPerson): TokenSource {
  const asked = new Map<string, { token: Promise<string>; until: number }>();
  return {
    token(audience) {
      const known = asked.get(audience);
      if (known !== undefined && known.until > Date.now()) return known.token;
      const token = askToken({ tenant, user, audience: audiences[audience], mfa: true });
      asked.set(audience, { token, until: Date.now() + 50 * 60_000 });
      token.catch(() => asked.delete(audience));
      return token;
    },
  };
}

async function askToken(body: object): Promise<string> {
  const response = await fetch('/sandbox/v1/tokens', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { access_token?: string; detail?: string };
  if (answer.access_token === undefined) throw new Error(answer.detail ?? `The sandbox answered ${response.status}.`);
  return answer.access_token;
}
