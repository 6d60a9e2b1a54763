import type { Actor } from '@multipartner/domain/access/actor.ts';
import { type AdministrationFacts, rolesHeld } from '@multipartner/domain/access/customer-administration.ts';
import { noteUse } from '../../store/administration-use.ts';
import type { Realm } from '../realm.ts';

/** Notes that the actor has used the rights at the customer by which it was let in (R217: what lies idle can go). */
export function rightsUsed(
  realm: Realm,
  actor: Actor,
  facts: AdministrationFacts,
  customerId: string,
  now: Date,
): void {
  const { source } = rolesHeld(facts);
  // An application that a partner's DAP vouches for has no role of its own.
  const by = source === 'none' && facts.dap ? 'dap' : source;
  if (by !== 'none') noteUse(realm.database, actor, customerId, by, now);
}
