import { checkPassword } from '@multipartner/domain/user/password.ts';
import argon2 from 'argon2';
import { lockUser, savePassword, type UserRow } from '../../store/user.ts';
import { allowed, refused } from '../operation.ts';
import { actInside } from './inside.ts';

/** Sets a person's password. Refusals: user-not-found, password-too-weak. The password is in no log. */
export const resetPassword = actInside<
  { customerId: string; userId: string; password: string; forceChangePassword: boolean },
  UserRow
>({
  action: 'customer.users.resetPassword',
  audited: { resourceType: 'customer_user', operationType: 'reset_customer_user_password' },
  body: async ({ tx, now }, { customerId, userId, password, forceChangePassword }) => {
    const user = await lockUser(tx, customerId, userId);
    if (user === null || user.deleted_at !== null) throw refused('user-not-found', { id: userId });
    allowed(checkPassword(password));
    await savePassword(tx, customerId, userId, await argon2.hash(password), forceChangePassword, now);
    return { outcome: user, newValue: { id: userId, forceChangePassword } };
  },
});
