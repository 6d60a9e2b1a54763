import { type CustomerAction, mayOverrule } from '@multipartner/domain/access/customer-administration.ts';
import { isCountry } from '@multipartner/domain/market/markets.ts';
import { checkUserName, decideRestore } from '@multipartner/domain/user/name.ts';
import { checkPassword } from '@multipartner/domain/user/password.ts';
import argon2 from 'argon2';
import type { Transaction } from '../../store/database.ts';
import { readRolesOfUser } from '../../store/role.ts';
import { lockUser, readTenantDirectory, savePassword, saveUser, type UserRow } from '../../store/user.ts';
import { allowed, refused } from '../operation.ts';
import { actInside, type InsideWork } from './inside.ts';

/** Members of a person that may change. */
export interface UserMembers {
  readonly userPrincipalName?: string;
  readonly displayName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly usageLocation?: string;
  readonly phoneNumber?: string;
  readonly immutableId?: string;
}

export interface UserChange {
  readonly customerId: string;
  readonly userId: string;
  /** Members that are absent stay as they are. */
  readonly members: UserMembers;
  /** The person shall live: a deleted one comes back. */
  readonly active: boolean;
  readonly password: { readonly password: string; readonly forceChangePassword: boolean } | null;
}

const changesMembers = ({ members }: UserChange) => Object.keys(members).length > 0;

function needs(input: UserChange): CustomerAction[] {
  const setsPassword = input.password !== null;
  return [
    ...(changesMembers(input) || !setsPassword ? (['customer.users.update'] as const) : []),
    ...(setsPassword ? (['customer.users.resetPassword'] as const) : []),
  ];
}

/**
 * Changes a person's members, brings a deleted one back within 30 days, sets a password: whatever is asked for, all or
 * nothing. The password is in no log. Refusals: user-not-found, person-protected, user-not-deleted, user-restore-expired,
 * user-name-taken, domain-not-verified, password-too-weak, value-invalid, value-missing.
 */
export const updateUser = actInside<UserChange, UserRow>({
  action: 'customer.users.update',
  needs,
  audited: { resourceType: 'customer_user', operationType: 'update_customer_user' },
  body: async (work, input) => {
    const { tx, now } = work;
    const { customerId, userId, active, password } = input;
    if (!changesMembers(input) && !active && password === null) throw refused('value-missing', { field: 'state' });
    if (password !== null) allowed(checkPassword(password.password));
    const hash = password === null ? null : await argon2.hash(password.password);
    const user = await lockUser(tx, customerId, userId);
    if (user === null || (user.deleted_at !== null && !active)) throw refused('user-not-found', { id: userId });
    const comesBack = user.deleted_at !== null;
    if (comesBack || (!changesMembers(input) && password === null))
      allowed(decideRestore(user.deleted_at === null ? null : new Date(user.deleted_at), now));
    const renamed = await checkMembers(tx, user, input);
    if (password !== null || renamed) allowed(mayOverrule(work.rights, await readRolesOfUser(tx, customerId, userId)));
    const changed = { ...merged(user, input.members), deleted_at: null };
    if ((comesBack || changesMembers(input)) && !(await saveUser(tx, customerId, changed)))
      throw refused('user-name-taken', { name: changed.user_principal_name });
    if (password !== null && hash !== null)
      await savePassword(tx, customerId, userId, hash, password.forceChangePassword, now);
    log(work, input, user, comesBack, renamed);
    return changed;
  },
});

/** Whether the sign-in name changes. Refusals: domain-not-verified, value-invalid. */
async function checkMembers(tx: Transaction, user: UserRow, { customerId, members }: UserChange): Promise<boolean> {
  const { userPrincipalName, usageLocation } = members;
  if (usageLocation !== undefined && !isCountry(usageLocation))
    throw refused('value-invalid', { field: 'usageLocation', reason: 'is no country' });
  if (userPrincipalName === undefined || userPrincipalName === user.user_principal_name) return false;
  allowed(checkUserName(userPrincipalName, (await readTenantDirectory(tx, customerId)).domains));
  return true;
}

function merged(user: UserRow, members: UserMembers): UserRow {
  return {
    ...user,
    user_principal_name: members.userPrincipalName ?? user.user_principal_name,
    display_name: members.displayName ?? user.display_name,
    given_name: members.firstName ?? user.given_name,
    surname: members.lastName ?? user.surname,
    usage_location: members.usageLocation ?? user.usage_location,
    phone: members.phoneNumber ?? user.phone,
    immutable_id: members.immutableId ?? user.immutable_id,
  };
}

/** One line for each thing that was done, in the documented words. */
function log({ record }: InsideWork, input: UserChange, before: UserRow, comesBack: boolean, renamed: boolean): void {
  const { userId: id, members, password } = input;
  const customized = { CustomerUserId: id, UserPrincipalName: members.userPrincipalName ?? before.user_principal_name };
  const { userPrincipalName, ...others } = members;
  if (comesBack) record({ operationType: 'restore_customer_user', newValue: { id, state: 'active' }, customized });
  if (renamed)
    record({
      operationType: 'update_customer_user_principal_name',
      oldValue: { id, userPrincipalName: before.user_principal_name },
      newValue: { id, userPrincipalName },
      customized,
    });
  if (Object.keys(others).length > 0) record({ newValue: { id, ...others }, customized });
  if (password !== null)
    record({
      operationType: 'reset_customer_user_password',
      newValue: { id, forceChangePassword: password.forceChangePassword },
      customized,
    });
}
