import { refuse } from '@multipartner/domain/refusal.ts';
import { type UserPage, type UserRow, userOfTenant, usersOfTenant } from '../../store/user.ts';
import { readInside } from './inside.ts';

/** A page of the customer's own people; a partner's people are never among them (R56). */
export const listUsers = readInside<
  { customerId: string; page: UserPage },
  { users: { total: number; items: UserRow[] } },
  { total: number; items: UserRow[] }
>({
  action: 'customer.users.read',
  load: (sql, { customerId, page }) => ({ users: usersOfTenant(sql, customerId, page) }),
  answer: ({ facts }) => facts.users,
});

/** One person, also a deleted one. Refusals: customer-access-denied, no-relationship, user-not-found. */
export const getUser = readInside<{ customerId: string; userId: string }, { user: UserRow | null }, UserRow>({
  action: 'customer.users.read',
  load: (sql, { customerId, userId }) => ({ user: userOfTenant(sql, customerId, userId) }),
  answer: ({ facts }, { userId }) => facts.user ?? refuse('user-not-found', { id: userId }),
});
