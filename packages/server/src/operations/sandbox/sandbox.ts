import { cloudCapabilities } from '@multipartner/domain/cloud/capabilities.ts';
import type { RefusalFacts } from '@multipartner/domain/refusal.ts';
import type { Clock } from '../../clock/index.ts';
import { findTenantId } from '../../store/world/find.ts';
import { type Refused, refused } from '../operation.ts';
import type { Realm } from '../realm.ts';
import { tenantRefusals } from '../realm-tenant/refusal.ts';

/** What the sandbox's controls stand on. */
export interface Sandbox {
  readonly realm: Realm;
  readonly clock: Clock;
}

/** Everything that the sandbox's controls refuse; the protocol renders each of them. */
export const sandboxRefusals = [
  ...tenantRefusals,
  'sign-in-required',
  'role-not-sufficient',
  'value-conflicts',
  'not-found',
  'tenant-not-found',
  'user-not-found',
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
