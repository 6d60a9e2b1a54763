import { rolesHeld } from '@multipartner/domain/access/customer-administration.ts';
import { toActor } from '../../store/actor.ts';
import { type AdministrationRow, ownAdministration, toAdministration } from '../../store/administration.ts';
import { ask } from '../../store/ask.ts';
import type { Database } from '../../store/database.ts';

/**
 * The directory roles that a person of a partner holds at a customer now, by DAP or GDAP (R55, R69, R76); undefined when
 * there are none: the customer's tenant is closed to him. One statement; nothing is kept of the answer.
 */
export async function rolesAtCustomer(
  database: Database,
  visitor: { readonly tenantId: string; readonly userId: string },
  customerId: string,
): Promise<{ readonly wids: readonly string[] } | undefined> {
  // Rights are the person's, whichever application he works with.
  const caller = { tenantId: visitor.tenantId, userId: visitor.userId, applicationId: visitor.userId };
  const { actor: row, facts } = await ask<{ administration: AdministrationRow }>(database, caller, () => ({
    administration: ownAdministration(database, caller, customerId),
  }));
  const actor = toActor(caller, row);
  if (actor === null || actor.partner === null) return undefined;
  const wids = rolesHeld(toAdministration(actor, facts.administration)).roleIds;
  return wids.length === 0 ? undefined : { wids };
}
