import { cloudOffers } from '@multipartner/domain/cloud/capabilities.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { RefusalFacts } from '@multipartner/domain/refusal.ts';
import type { PartnerKind } from '@multipartner/domain/tenant/partner.ts';
import { type Refused, refused } from '../operation.ts';

/** Everything that may be refused of what the operator decides of a tenant; each protocol that decides renders each. */
export const tenantRefusals = [
  'value-missing',
  'value-invalid',
  'tenant-domain-taken',
  'key-taken',
  'domain-not-verified',
  'capability-not-in-cloud',
  'enrolment-blocked',
] as const;

export type TenantRefusalCode = (typeof tenantRefusals)[number];

/** A refusal of the operator's decisions; the compiler knows which there are. */
export function deny(code: TenantRefusalCode, facts: RefusalFacts = {}): Refused {
  return refused(code, facts);
}

/** A cloud without the indirect model has neither providers nor resellers (R178). Refusals: capability-not-in-cloud. */
export function requireKindInCloud(kind: PartnerKind, cloud: Cloud): void {
  const indirect = kind === 'indirect_provider' || kind === 'indirect_reseller';
  if (indirect && cloudOffers(cloud, 'indirectModel') !== null)
    throw deny('capability-not-in-cloud', { field: 'partner.kind', capability: kind, cloud });
}
