import type { Cloud } from '../cloud/cloud.ts';
import type { PartnerKind, ProgramStatus } from '../tenant/partner.ts';

/** The roles a person can hold in his own tenant, as the role matrix names its columns (R161). */
export type TenantRole =
  | 'globalAdmin'
  | 'userAdmin'
  | 'billingAdmin'
  | 'helpdeskAdmin'
  | 'delegatedAdminAdmin'
  | 'groupsAdmin'
  | 'adminAgent'
  | 'salesAgent'
  | 'helpdeskAgent'
  | 'user';

/** Who acts: facts of this instant, looked up at each request and never taken from the token. */
export interface Actor {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly cloud: Cloud;
  readonly country: string;
  /** Null for an application acting for itself. */
  readonly userId: string | null;
  readonly userPrincipalName: string | null;
  readonly applicationId: string;
  readonly roles: readonly TenantRole[];
  /** Role template ids of the directory roles the person holds in his own tenant. */
  readonly directoryRoleIds: readonly string[];
  /** Null when the actor's tenant is no programme partner. */
  readonly partner: ActorPartner | null;
  /** The operator of the realm. */
  readonly operator: boolean;
}

export interface ActorPartner {
  readonly kind: PartnerKind;
  readonly mpnId: string;
  readonly programStatus: ProgramStatus;
  readonly mpaAccepted: boolean;
}

/** Ids of the built-in directory roles behind the matrix' columns. */
export const directoryRole = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  userAdministrator: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  billingAdministrator: 'b0f54661-2d74-4c50-afa3-1ec803f12efe',
  helpdeskAdministrator: '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  groupsAdministrator: 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  /** Customer delegated admin relationship administrator: decides on granular administration of his tenant. */
  delegatedAdminRelationshipAdministrator: 'fc8ad4e2-40e4-4724-8317-bcda7503ecbf',
} as const;

const columnOfDirectoryRole: Readonly<Record<string, TenantRole>> = {
  [directoryRole.globalAdministrator]: 'globalAdmin',
  [directoryRole.userAdministrator]: 'userAdmin',
  [directoryRole.billingAdministrator]: 'billingAdmin',
  [directoryRole.helpdeskAdministrator]: 'helpdeskAdmin',
  [directoryRole.delegatedAdminRelationshipAdministrator]: 'delegatedAdminAdmin',
  [directoryRole.groupsAdministrator]: 'groupsAdmin',
};

const columnOfAgentGroup: Readonly<Record<string, TenantRole>> = {
  AdminAgents: 'adminAgent',
  SalesAgents: 'salesAgent',
  HelpdeskAgents: 'helpdeskAgent',
};

/** A person's columns of the matrix; an application for itself has the Admin agent's, and so what everybody may (section H). */
export function rolesOf(
  directoryRoleIds: readonly string[],
  agentGroups: readonly string[],
  isPerson: boolean,
): TenantRole[] {
  if (!isPerson) return ['user', 'adminAgent'];
  const roles: TenantRole[] = ['user'];
  for (const id of directoryRoleIds) {
    const column = columnOfDirectoryRole[id];
    if (column !== undefined) roles.push(column);
  }
  for (const group of agentGroups) {
    const column = columnOfAgentGroup[group];
    if (column !== undefined) roles.push(column);
  }
  return roles;
}
