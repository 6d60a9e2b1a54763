import type { UserRow } from '../../../operations/user/row.ts';
import { link } from '../house/link.ts';
import type { CustomerUser } from '../schemas/user.ts';

/** A person as this protocol prints it. */
export function customerUser(customerId: string, user: UserRow): CustomerUser {
  return {
    id: user.id,
    userPrincipalName: user.user_principal_name,
    displayName: user.display_name,
    ...(user.given_name === null ? {} : { firstName: user.given_name }),
    ...(user.surname === null ? {} : { lastName: user.surname }),
    ...(user.usage_location === null ? {} : { usageLocation: user.usage_location }),
    ...(user.phone === null ? {} : { phoneNumber: user.phone }),
    ...(user.immutable_id === null ? {} : { immutableId: user.immutable_id }),
    userDomainType: 'none',
    state: user.deleted_at === null ? 'active' : 'inactive',
    ...(user.deleted_at === null ? {} : { softDeletionTime: new Date(user.deleted_at).toISOString() }),
    links: { self: link(`/customers/${customerId}/users/${user.id}`) },
    attributes: { objectType: 'CustomerUser' },
  };
}
