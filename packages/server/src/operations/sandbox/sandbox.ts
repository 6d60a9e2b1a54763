import { cloudCapabilities, cloudOffers } from '@multipartner/domain/cloud/capabilities.ts';
import type { Cloud } from '@multipartner/domain/cloud/cloud.ts';
import type { RefusalFacts } from '@multipartner/domain/refusal.ts';
import type { PartnerKind } from '@multipartner/domain/tenant/partner.ts';
import type { Clock } from '../../clock/index.ts';
import { findTenantId } from '../../store/world/find.ts';
import { type Refused, refused } from '../operation.ts';
import type { Realm } from '../realm.ts';

/** What the sandbox's controls stand on. */
export interface Sandbox {
  readonly realm: Realm;
  readonly clock: Clock;
}

/** Everything that the sandbox's controls refuse; the protocol renders each of them. */
export const sandboxRefusals = [
  'sign-in-required',
  'role-not-sufficient',
  'value-missing',
  'value-invalid',
  'value-conflicts',
  'not-found',
  'tenant-not-found',
  'user-not-found',
  'tenant-domain-taken',
  'key-taken',
  'domain-not-verified',
  'capability-not-in-cloud',
  'enrolment-blocked',
  'clock-backwards',
] as const;

export type SandboxRefusalCode = (typeof sandboxRefusals)[number];

/** A refusal of the sandbox's own operations; the compiler knows which there are. */
export function deny(code: SandboxRefusalCode, facts: RefusalFacts = {}): Refused {
  return refused(code, facts);
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id of a tenant named by id, key or domain. Refusals: tenant-not-found. */
export async function tenantIdOf({ realm }: Sandbox, name: string, field = 'tenant'): Promise<string> {
  const folded = name.toLowerCase();
  // Whom a partner made has no key; the world shows it by the label of its initial domain.
  const domains = [folded, ...Object.values(cloudCapabilities).map((cloud) => `${folded}${cloud.initialDomainSuffix}`)];
  const id = await findTenantId(realm.database, { id: guid.test(name) ? folded : null, key: name, domains });
  if (id === null) throw deny('tenant-not-found', { field, id: name });
  return id;
}

/** A cloud without the indirect model has neither providers nor resellers (R178). Refusals: capability-not-in-cloud. */
export function requireKindInCloud(kind: PartnerKind, cloud: Cloud): void {
  const indirect = kind === 'indirect_provider' || kind === 'indirect_reseller';
  if (indirect && cloudOffers(cloud, 'indirectModel') !== null)
    throw deny('capability-not-in-cloud', { field: 'partner.kind', capability: kind, cloud });
}
