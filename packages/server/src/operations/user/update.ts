import { isCountry } from '@multipartner/domain/market/markets.ts';
import { checkUserName, decideRestore } from '@multipartner/domain/user/name.ts';
import { lockUser, readTenantDirectory, saveUser, type UserRow } from '../../store/user.ts';
import { allowed, refused } from '../operation.ts';
import { actInside } from './inside.ts';

export interface UserChangeInput {
  readonly customerId: string;
  readonly userId: string;
  /** Members that are absent stay as they are. */
  readonly change: {
    readonly userPrincipalName?: string;
    readonly displayName?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly usageLocation?: string;
    readonly phoneNumber?: string;
  };
}

/** Changes a living person. Refusals: user-not-found, user-name-taken, domain-not-verified, value-invalid. */
export const updateUser = actInside<UserChangeInput, UserRow>({
  action: 'customer.users.update',
  audited: { resourceType: 'customer_user', operationType: 'update_customer_user' },
  body: async ({ tx }, { customerId, userId, change }) => {
    const user = await lockUser(tx, customerId, userId);
    if (user === null || user.deleted_at !== null) throw refused('user-not-found', { id: userId });
    if (change.userPrincipalName !== undefined && change.userPrincipalName !== user.user_principal_name) {
      allowed(checkUserName(change.userPrincipalName, (await readTenantDirectory(tx, customerId)).domains));
    }
    if (change.usageLocation !== undefined && !isCountry(change.usageLocation))
      throw refused('value-invalid', { field: 'usageLocation', reason: 'is no country' });
    const changed: UserRow = {
      ...user,
      user_principal_name: change.userPrincipalName ?? user.user_principal_name,
      display_name: change.displayName ?? user.display_name,
      given_name: change.firstName ?? user.given_name,
      surname: change.lastName ?? user.surname,
      usage_location: change.usageLocation ?? user.usage_location,
      phone: change.phoneNumber ?? user.phone,
    };
    await save(tx, customerId, changed, null);
    return { outcome: changed, newValue: { id: userId, ...change } };
  },
});

/** Brings a deleted person back within 30 days. Refusals: user-not-found, user-not-deleted, user-restore-expired, user-name-taken. */
export const restoreUser = actInside<{ customerId: string; userId: string }, UserRow>({
  action: 'customer.users.update',
  audited: { resourceType: 'customer_user', operationType: 'restore_customer_user' },
  body: async ({ tx, now }, { customerId, userId }) => {
    const user = await lockUser(tx, customerId, userId);
    if (user === null) throw refused('user-not-found', { id: userId });
    allowed(decideRestore(user.deleted_at === null ? null : new Date(user.deleted_at), now));
    const restored = { ...user, deleted_at: null };
    await save(tx, customerId, restored, null);
    return { outcome: restored, newValue: { id: userId, state: 'active' } };
  },
});

async function save(
  tx: Parameters<typeof saveUser>[0],
  customerId: string,
  user: UserRow,
  deletedAt: Date | null,
): Promise<void> {
  const saved = await saveUser(tx, customerId, user.id, {
    userPrincipalName: user.user_principal_name,
    displayName: user.display_name,
    firstName: user.given_name,
    lastName: user.surname,
    usageLocation: user.usage_location,
    phoneNumber: user.phone,
    deletedAt,
  });
  if (!saved) throw refused('user-name-taken', { name: user.user_principal_name });
}
