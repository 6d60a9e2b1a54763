import { findDirectoryRole } from '@multipartner/domain/directory-role/roles.ts';
import { Type } from 'typebox';
import { listRoles } from '../../../operations/delegated-admin/roles.ts';
import { type OwnRoute, ownRoute } from '../house/route.ts';

/** A role by id and name, as answers of granular administration have it. */
export const namedRole = Type.Object({ id: Type.String(), name: Type.String(), privileged: Type.Boolean() });

/** A role that is no built-in one has only its id. */
export function renderedRole(id: string) {
  const known = findDirectoryRole(id);
  return { id, name: known?.name ?? id, privileged: known?.privileged ?? false };
}

export const delegatedAdminRoleRoutes: readonly OwnRoute[] = [
  ownRoute({
    method: 'GET',
    path: '/multipartner/v1/delegatedAdminRoles',
    summary:
      'Every built-in directory role: whether a granular relationship may carry it, and what it allows inside a customer',
    credentials: 'either',
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String(),
          privileged: Type.Boolean(),
          gdapPermitted: Type.Boolean(),
          allows: Type.Array(Type.String({ description: 'An action, as access/explain names it' })),
        }),
      ),
    }),
    handle: async ({ context }) => {
      const items = (await listRoles(context, {})).map(({ grantable, ...role }) => ({
        ...role,
        gdapPermitted: grantable,
      }));
      return { items };
    },
  }),
];
