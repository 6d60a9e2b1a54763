import { deleteUserAt, lockUser, stripUser } from '../../store/user.ts';
import { refused } from '../operation.ts';
import { actInside } from './inside.ts';

/** Deletes a person; restorable for 30 days, without its roles and licences. Refusals: user-not-found. */
export const deleteUser = actInside<{ customerId: string; userId: string }, void>({
  action: 'customer.users.delete',
  audited: { resourceType: 'customer_user', operationType: 'delete_customer_user' },
  body: async ({ tx, now }, { customerId, userId }) => {
    const user = await lockUser(tx, customerId, userId);
    if (user === null || user.deleted_at !== null) throw refused('user-not-found', { id: userId });
    await stripUser(tx, customerId, userId);
    await deleteUserAt(tx, customerId, userId, now);
    return { outcome: undefined, newValue: { id: userId, state: 'inactive' } };
  },
});
