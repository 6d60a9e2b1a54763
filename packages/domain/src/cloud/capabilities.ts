import { type Refusal, refuse } from '../refusal.ts';
import type { Cloud } from './cloud.ts';

/** What a cloud offers at the baseline (R178), and the policies that are settings of a cloud. */
export interface CloudCapabilities {
  readonly resellerRequest: boolean;
  /** Invitations may carry delegated admin privileges; `always`: they cannot do without (R29, R172). */
  readonly dapWithInvitations: 'optional' | 'always';
  readonly indirectModel: boolean;
  readonly agreementAttestation: boolean;
  readonly azurePlan: boolean;
  readonly gdap: boolean;
  readonly userManagement: boolean;
  /** Customers created by a partner get granular administration rather than DAP (R40, R70). */
  readonly defaultGdap: boolean;
  readonly openToNewBusiness: boolean;
  readonly initialDomainSuffix: string;
}

export const cloudCapabilities: Readonly<Record<Cloud, CloudCapabilities>> = {
  public: {
    resellerRequest: true,
    dapWithInvitations: 'optional',
    indirectModel: true,
    agreementAttestation: true,
    azurePlan: true,
    gdap: true,
    userManagement: true,
    defaultGdap: true,
    openToNewBusiness: true,
    initialDomainSuffix: '.onmicrosoft.com',
  },
  usgov: {
    resellerRequest: true,
    dapWithInvitations: 'always',
    indirectModel: false,
    agreementAttestation: false,
    azurePlan: false,
    gdap: false,
    userManagement: false,
    defaultGdap: false,
    openToNewBusiness: true,
    initialDomainSuffix: '.onmicrosoft.us',
  },
  china: {
    resellerRequest: true,
    dapWithInvitations: 'optional',
    indirectModel: true,
    agreementAttestation: false,
    azurePlan: false,
    gdap: false,
    userManagement: false,
    defaultGdap: false,
    openToNewBusiness: true,
    initialDomainSuffix: '.partner.onmschina.cn',
  },
  germany: {
    resellerRequest: false,
    dapWithInvitations: 'always',
    indirectModel: false,
    agreementAttestation: false,
    azurePlan: false,
    gdap: false,
    userManagement: false,
    defaultGdap: false,
    openToNewBusiness: false,
    initialDomainSuffix: '.onmicrosoft.de',
  },
};

/** Refusals: capability-not-in-cloud. */
export function cloudOffers(
  cloud: Cloud,
  capability: {
    [K in keyof CloudCapabilities]: CloudCapabilities[K] extends boolean ? K : never;
  }[keyof CloudCapabilities],
): Refusal | null {
  return cloudCapabilities[cloud][capability] ? null : refuse('capability-not-in-cloud', { capability, cloud });
}
