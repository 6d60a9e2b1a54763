import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';

/** A tenant as somebody wants it; `rowsOf` turns it into rows. Ids follow from the key unless they are given. */
export interface TenantPlan {
  readonly key: string;
  readonly displayName: string;
  readonly cloud: Cloud;
  readonly country: string;
  /** The initial domain; `<key>` and the cloud's suffix when absent. */
  readonly initialDomain?: string;
  /** A verified domain of its own, which becomes the default one. */
  readonly customDomain?: string;
  readonly partner: PartnerPlan | null;
  /** The standard people when absent. */
  readonly users?: readonly UserPlan[];
  /** Members of the company data that differ from the generated, complete and valid ones. */
  readonly company?: Readonly<Record<string, unknown>>;
  readonly qualifications?: readonly string[];
  readonly operator?: boolean;
}

export interface PartnerPlan {
  readonly kind: PartnerKind;
  readonly mpnId: string;
  readonly programStatus: ProgramStatus;
  readonly mpaAccepted: boolean;
}

export interface UserPlan {
  readonly key: string;
  readonly displayName?: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly userPrincipalName?: string;
  /** Names of directory roles, as `roleNames` has them. */
  readonly directoryRoles?: readonly string[];
  readonly agentGroups?: readonly AgentGroup[];
  /** argon2id; that of the sandbox's password when absent, null for somebody who cannot sign in by password. */
  readonly passwordHash?: string | null;
}

export type AgentGroup = 'AdminAgents' | 'HelpdeskAgents' | 'SalesAgents';

/** Sales agents exist where something is sold: not in reseller tenants (R162). */
export function agentGroupsOf(kind: PartnerKind): readonly AgentGroup[] {
  return kind === 'indirect_reseller' || kind === 'advisor'
    ? ['AdminAgents', 'HelpdeskAgents']
    : ['AdminAgents', 'HelpdeskAgents', 'SalesAgents'];
}

/** The standard people of a tenant: one for each right that somebody may want to try. */
export function standardUsers(key: string, kind: PartnerKind | null): UserPlan[] {
  if (kind === null) {
    return [
      { key: `${key}.admin`, directoryRoles: ['Global Administrator'] },
      { key: `${key}.billing`, directoryRoles: ['Billing Administrator'] },
      { key: `${key}.helpdesk`, directoryRoles: ['Helpdesk Administrator'] },
      { key: `${key}.user` },
    ];
  }
  const sells = agentGroupsOf(kind).includes('SalesAgents');
  return [
    { key: `${key}.admin`, directoryRoles: ['Global Administrator'], agentGroups: ['AdminAgents'] },
    { key: `${key}.ga`, directoryRoles: ['Global Administrator'] },
    ...(sells ? [{ key: `${key}.sales`, agentGroups: ['SalesAgents'] } satisfies UserPlan] : []),
    { key: `${key}.helpdesk`, agentGroups: ['HelpdeskAgents'] },
    { key: `${key}.useradmin`, directoryRoles: ['User Administrator'] },
    { key: `${key}.billing`, directoryRoles: ['Billing Administrator'] },
    { key: `${key}.user` },
  ];
}
