import { mayInCustomer } from '@multipartner/domain/access/customer-administration.ts';
import { type DirectoryRole, directoryRoles, findDirectoryRole } from '@multipartner/domain/directory-role/roles.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { type AdministrationRow, ownAdministration, toAdministration } from '../../store/administration.ts';
import { addMember, type MemberRow, membersOfRole, removeMember, rolesOfUser } from '../../store/role.ts';
import { lockUser, type UserRow, userOfTenant } from '../../store/user.ts';
import { read, refused } from '../operation.ts';
import { actInside, readInside } from '../user/inside.ts';

/** The directory roles that people of a tenant can hold; known to every partner of it, without delegated rights too. */
export const listRoles = read<{ customerId: string }, { administration: AdministrationRow }, readonly DirectoryRole[]>({
  permission: 'customer.administer',
  load: (sql, caller, { customerId }) => ({ administration: ownAdministration(sql, caller, customerId) }),
  answer: ({ actor, facts: { administration } }) =>
    (administration.related ? null : mayInCustomer('customer.roles.read', toAdministration(actor, administration))) ??
    directoryRoles,
});

interface MembersInput {
  readonly customerId: string;
  readonly roleId: string;
  readonly size: number;
  readonly afterId: string | null;
}

/** A page of the people who hold a role. Refusals: role-not-found. */
export const listMembers = readInside<
  MembersInput,
  { members: { total: number; items: MemberRow[] } },
  { total: number; items: MemberRow[] }
>({
  action: 'customer.roles.read',
  load: (sql, { customerId, roleId, size, afterId }) => ({
    members: membersOfRole(sql, customerId, roleId, size, afterId),
  }),
  answer: ({ facts }, { roleId }) =>
    findDirectoryRole(roleId) === undefined ? refuse('role-not-found', { id: roleId }) : facts.members,
});

/** The roles that one person holds. Refusals: user-not-found. */
export const listRolesOfUser = readInside<
  { customerId: string; userId: string },
  { user: UserRow | null; roles: string[] },
  DirectoryRole[]
>({
  action: 'customer.roles.read',
  load: (sql, { customerId, userId }) => ({
    user: userOfTenant(sql, customerId, userId),
    roles: rolesOfUser(sql, customerId, userId),
  }),
  answer: ({ facts }, { userId }) => {
    if (facts.user === null || facts.user.deleted_at !== null) return refuse('user-not-found', { id: userId });
    return facts.roles.map((id) => findDirectoryRole(id) ?? { id, name: id, privileged: false, gdap: 'unknown' });
  },
});

interface Membership {
  readonly customerId: string;
  readonly roleId: string;
  readonly userId: string;
}

/** Gives a person a role. Refusals: role-not-found, user-not-found, member-exists. */
export const addRoleMember = actInside<Membership, UserRow>({
  action: 'customer.roles.assign',
  audited: { resourceType: 'customer_directory_role', operationType: 'add_user_member' },
  body: async ({ tx, record }, { customerId, roleId, userId }) => {
    if (findDirectoryRole(roleId) === undefined) throw refused('role-not-found', { id: roleId });
    const user = await lockUser(tx, customerId, userId);
    if (user === null || user.deleted_at !== null) throw refused('user-not-found', { id: userId });
    if (!(await addMember(tx, customerId, roleId, userId))) throw refused('member-exists', { id: userId });
    record({ newValue: { roleId, userId }, customized: { CustomerUserId: userId, RoleId: roleId } });
    return user;
  },
});

/** Takes a role from a person. Refusals: role-not-found, user-not-found. */
export const removeRoleMember = actInside<Membership, void>({
  action: 'customer.roles.assign',
  audited: { resourceType: 'customer_directory_role', operationType: 'remove_user_member' },
  body: async ({ tx, record }, { customerId, roleId, userId }) => {
    if (findDirectoryRole(roleId) === undefined) throw refused('role-not-found', { id: roleId });
    if (!(await removeMember(tx, customerId, roleId, userId))) throw refused('user-not-found', { id: userId });
    record({ oldValue: { roleId, userId }, customized: { CustomerUserId: userId, RoleId: roleId } });
  },
});
