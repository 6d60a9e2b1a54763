import { directoryRole } from '@multipartner/domain/access/actor.ts';

/** Directory roles by the names that the field uses. */
export const roleIds: Readonly<Record<string, string>> = {
  'Global Administrator': directoryRole.globalAdministrator,
  'User Administrator': directoryRole.userAdministrator,
  'Billing Administrator': directoryRole.billingAdministrator,
  'Helpdesk Administrator': directoryRole.helpdeskAdministrator,
};

const names = new Map(Object.entries(roleIds).map(([name, id]) => [id, name]));

/** A role's name, or its id when it is none of the named ones. */
export const roleName = (id: string): string => names.get(id) ?? id;
