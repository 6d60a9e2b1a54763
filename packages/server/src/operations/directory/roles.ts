import { directoryRoles, findDirectoryRole } from '@multipartner/domain/directory-role/roles.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isShaped, type ListQuery } from '../../store/condition.ts';
import {
  type DirectoryRoleRow,
  holdersOfRole,
  type RoleMemberPage,
  type RolePage,
  rolesAmong,
} from '../../store/directory/roles.ts';
import { readDirectory } from './read.ts';

export type { DirectoryRoleRow } from '../../store/directory/roles.ts';

/** Every built-in directory role. */
export const listRoleDefinitions = readDirectory<ListQuery, { page: RolePage }, RolePage>({
  inside: 'any',
  shaped: isShaped,
  load: (sql, _tenantId, query) => ({ page: rolesAmong(sql, directoryRoles, query, null) }),
  answer: ({ facts }) => facts.page,
});

/** One of them. Refusals: role-not-found. */
export const getRoleDefinition = readDirectory<{ readonly roleId: string }, Record<never, never>, DirectoryRoleRow>({
  inside: 'any',
  load: () => ({}),
  answer: (_sight, { roleId }) => findDirectoryRole(roleId) ?? refuse('role-not-found', { id: roleId }),
});

/** The directory roles that somebody holds. */
export const listHeldRoles = readDirectory<ListQuery, { page: RolePage }, RolePage>({
  inside: 'customer.roles.read',
  shaped: isShaped,
  load: (sql, tenantId, query) => ({ page: rolesAmong(sql, directoryRoles, query, tenantId) }),
  answer: ({ facts }) => facts.page,
});

/** The people who hold a role. Refusals: role-not-found. */
export const listRoleHolders = readDirectory<
  { readonly roleId: string; readonly query: ListQuery },
  { page: RoleMemberPage },
  RoleMemberPage
>({
  inside: 'customer.roles.read',
  shaped: ({ query }) => isShaped(query),
  load: (sql, tenantId, { roleId, query }) => ({ page: holdersOfRole(sql, tenantId, roleId, query) }),
  answer: ({ facts }, { roleId }) =>
    findDirectoryRole(roleId) === undefined ? refuse('role-not-found', { id: roleId }) : facts.page,
});
