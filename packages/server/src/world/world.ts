import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { PartnerKind, ProgramStatus } from '@multipartner/domain/tenant/partner.ts';

export interface WorldUser {
  readonly key: string;
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  /** Null when the person has chosen a password, or has none. */
  readonly password: string | null;
  readonly directoryRoles: readonly string[];
  readonly agentGroups: readonly string[];
}

export interface WorldApplication {
  readonly clientId: string;
  /** Null when it was replaced, or when there is none. */
  readonly clientSecret: string | null;
  readonly displayName: string;
  readonly redirectUris: readonly string[];
  readonly publicClient: boolean;
  readonly applicationPermissions: readonly string[];
  readonly delegatedPermissions: readonly string[];
}

export interface WorldTenant {
  readonly key: string;
  readonly id: string;
  readonly displayName: string;
  readonly defaultDomain: string;
  readonly cloud: Cloud;
  readonly country: string;
  readonly partner: {
    readonly kind: PartnerKind;
    readonly mpnId: string;
    readonly programStatus: ProgramStatus;
    readonly mpaAccepted: boolean;
  } | null;
  readonly users: readonly WorldUser[];
  readonly groups: readonly {
    readonly key: string;
    readonly id: string;
    readonly displayName: string;
    readonly members: readonly string[];
  }[];
  readonly applications: readonly WorldApplication[];
}

export interface World {
  readonly clock: string;
  readonly seed: string;
  readonly operator: {
    readonly tenant: { readonly key: string; readonly id: string; readonly defaultDomain: string } | null;
    readonly users: readonly WorldUser[];
    readonly applications: readonly WorldApplication[];
  };
  readonly tenants: readonly WorldTenant[];
  /** Customers made by `--seed N`: too many to list; their keys are `generated-1` to `generated-N`. */
  readonly generated?: { readonly customers: number; readonly keys: string };
}
