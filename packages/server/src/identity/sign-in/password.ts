import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { changePassword, findUserByName, type UserFacts } from '../../store/identity/users.ts';
import { AadError } from '../errors.ts';
import type { IdentityParts } from '../identity.ts';
import { throttled } from './throttle.ts';

const hashing = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const longest = 256;

let nobody: Promise<string> | undefined;
/** The hash that an unknown name is compared with, so that it takes as long as a known one. */
function hashOfNobody(): Promise<string> {
  nobody ??= argon2.hash(randomBytes(16), hashing);
  return nobody;
}

/**
 * The person of this name, when the password is his.
 * @throws AADSTS50053 after too many failures, 50034, 50126, 50057 for a blocked account.
 */
export async function checkPassword(
  parts: Pick<IdentityParts, 'database'>,
  name: string,
  password: string,
): Promise<UserFacts> {
  const user = await throttled(parts, name, async () => {
    const found = await findUserByName(parts.database, name);
    const hash = found?.passwordHash ?? (await hashOfNobody());
    const matches = await argon2.verify(hash, password.slice(0, longest + 1));
    if (found === null) throw new AadError(50034, { user: name });
    if (!matches || found.passwordHash === null || password.length > longest) throw new AadError(50126);
    return found;
  });
  if (!user.accountEnabled) throw new AadError(50057);
  return user;
}

/** What is wrong with a new password, in a sentence; undefined when it will do. */
export function passwordWeakness(password: string, user: Pick<UserFacts, 'userPrincipalName'>): string | undefined {
  if (password.length < 8 || password.length > longest) return `The new password must have 8 to ${longest} characters.`;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((one) => one.test(password)).length;
  if (classes < 3)
    return 'The new password must have three of: small letters, capital letters, digits, other characters.';
  const name = user.userPrincipalName.split('@')[0]?.toLowerCase() ?? '';
  if (name.length > 3 && password.toLowerCase().includes(name))
    return 'The new password must not contain the user name.';
  return undefined;
}

export async function setPassword(
  parts: Pick<IdentityParts, 'database'>,
  user: UserFacts,
  password: string,
): Promise<void> {
  await changePassword(parts.database, user.tenantId, user.id, await argon2.hash(password, hashing));
}
