import { answerOf } from '../api/answer.ts';
import { sandbox } from '../api/sandbox.ts';
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

async function askToken(body: { tenant: string; user: string; audience: string; mfa: boolean }): Promise<string> {
  return (await answerOf(sandbox.POST('/sandbox/v1/tokens', { body }))).access_token;
}
