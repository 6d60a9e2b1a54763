import type { Actor, TenantRole } from './actor.ts';
import { type PermissionName, permissions, permits } from './permission.ts';

/** The columns of the role matrix, as people know them. */
export const roleTitles: Readonly<Record<TenantRole, string>> = {
  globalAdmin: 'Global Administrator',
  userAdmin: 'User Administrator',
  billingAdmin: 'Billing Administrator',
  helpdeskAdmin: 'Helpdesk Administrator',
  delegatedAdminAdmin: 'Customer Delegated Admin Relationship Administrator',
  groupsAdmin: 'Groups Administrator',
  adminAgent: 'Admin agent (AdminAgents)',
  salesAgent: 'Sales agent (SalesAgents)',
  helpdeskAgent: 'Helpdesk agent (HelpdeskAgents)',
  user: 'any person of the tenant',
};

export interface RefusedRight {
  readonly permission: PermissionName;
  readonly rule: string;
  readonly code: string;
  /** The smallest change that gives the right. */
  readonly fix: string;
}

/**
 * Every row of the role matrix that concerns the side the actor is on, as the real request decides it: what his kind of
 * tenant and his roles allow, and what they do not, with the smallest way to it. What is decided by the object comes on top.
 */
export function ownRights(actor: Actor): { allowed: PermissionName[]; refused: RefusedRight[] } {
  const allowed: PermissionName[] = [];
  const refused: RefusedRight[] = [];
  for (const [permission, { rule, roles }] of Object.entries(permissions)) {
    const name = permission as PermissionName;
    const refusal = permits(name, actor);
    if (refusal === null) allowed.push(name);
    else refused.push({ permission: name, rule, code: refusal.code, fix: fixOf(refusal.code, name, roles) });
  }
  return { allowed, refused };
}

function fixOf(code: string, name: PermissionName, roles: readonly TenantRole[]): string {
  const permission: { side: string; kinds?: readonly string[]; personAlso?: TenantRole } = permissions[name];
  if (permission.side === 'operator') return 'Only the operator of the realm has this right.';
  if (code === 'kind-not-sufficient')
    return permission.kinds === undefined
      ? 'Only a partner of the programme has this right.'
      : `Only a partner of another kind has this right: ${permission.kinds.map((kind) => kind.replaceAll('_', ' ')).join(', ')}.`;
  const titles = roles.map((role) => roleTitles[role]).join(', ');
  const also = permission.personAlso === undefined ? '' : ` and also: ${roleTitles[permission.personAlso]}`;
  return `One of these roles is needed: ${titles}${also}. A Global Administrator of your own tenant can give it.`;
}
