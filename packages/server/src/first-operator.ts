import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { inRealmAct } from './store/act.ts';
import type { Database } from './store/database.ts';
import { findUserByName } from './store/identity/users.ts';
import { savePassword } from './store/user.ts';

/** How the operator of a production realm signs in for the first time. */
export interface FirstSignIn {
  readonly userPrincipalName: string;
  /** Good once: the sign-in asks for another at once. */
  readonly password: string;
}

/**
 * Gives the operator a one-time password as long as he has not chosen one of his own: a start whose output was lost is
 * made good by the next, which takes the former password's place. Null when he has one, or there is no such operator.
 */
export async function firstSignIn(database: Database, operatorEmail: string): Promise<FirstSignIn | null> {
  const operator = await findUserByName(database, operatorEmail);
  if (operator?.isRealm !== true) return null;
  if (operator.passwordHash !== null && !operator.forceChangePassword) return null;
  const password = `${randomBytes(18).toString('base64url')}-1aA`;
  const hash = await argon2.hash(password);
  await inRealmAct(database, 'realm.operator', [], (tx, now) =>
    savePassword(tx, operator.tenantId, operator.id, hash, true, now),
  );
  return { userPrincipalName: operator.userPrincipalName, password };
}
