import { mayOverrule } from '@multipartner/domain/access/customer-administration.ts';
import { readRolesOfUser } from '../../store/role.ts';
import { deleteUserAt, lockUser, stripUser } from '../../store/user.ts';
import { allowed, refused } from '../operation.ts';
import { actInside } from './inside.ts';

/**
 * Deletes a person; restorable for 30 days, without its roles and licences. Refusals: user-not-found, person-protected.
 */
export const deleteUser = actInside<{ customerId: string; userId: string }, void>({
  action: 'customer.users.delete',
  audited: { resourceType: 'customer_user', operationType: 'delete_customer_user' },
  body: async ({ tx, now, rights, record }, { customerId, userId }) => {
    const user = await lockUser(tx, customerId, userId);
    if (user === null || user.deleted_at !== null) throw refused('user-not-found', { id: userId });
    allowed(mayOverrule(rights, await readRolesOfUser(tx, customerId, userId)));
    await stripUser(tx, customerId, userId);
    await deleteUserAt(tx, customerId, userId, now);
    record({
      oldValue: { id: userId, userPrincipalName: user.user_principal_name, displayName: user.display_name },
      customized: { CustomerUserId: userId, UserPrincipalName: user.user_principal_name },
    });
  },
});
