import {
  countRelationships,
  type DapEnder,
  endDap,
  endIndirectCustomers,
  endRelationship,
  terminateGranular,
} from '../../store/relationship.ts';
import type { Work } from '../operation.ts';

export interface EndingPair {
  readonly partnerId: string;
  readonly customerId: string;
}

/** Ends DAP and tells the partner and the customer's log (R57, R58); false when there was none. */
export async function endDelegatedAdministration(work: Work, pair: EndingPair, by: DapEnder): Promise<boolean> {
  if (!(await endDap(work.tx, pair, pair.customerId, work.now, by))) return false;
  both(work, pair, {
    resourceType: 'partner_customer_dap',
    operationType: 'dap_admin_relationship_terminated',
    oldValue: { ...pair, dap: true },
    newValue: { ...pair, dap: false },
    customized: { endedBy: by },
  });
  work.event({
    tenantId: pair.partnerId,
    name: 'dap-admin-relationship-terminated',
    about: { customerId: pair.customerId },
  });
  return true;
}

/** Ends the pair's effective granular relationships, each with its own records and event (R74). */
export async function endGranularAdministration(work: Work, pair: EndingPair): Promise<number> {
  const ended = await terminateGranular(work.tx, pair, pair.customerId, work.now);
  for (const { id, display_name: displayName } of ended) {
    both(work, pair, {
      resourceType: 'granular_admin_relationship',
      operationType: 'granular_admin_relationship_terminated',
      oldValue: { ...pair, id, displayName, status: 'active' },
      newValue: { ...pair, id, displayName, status: 'terminated' },
    });
    work.event({
      tenantId: pair.partnerId,
      name: 'granular-admin-relationship-terminated',
      about: { customerId: pair.customerId, relationshipId: id },
    });
  }
  return ended.length;
}

/**
 * Ends the relationship and all rights of the pair (R47). What the partner did before stays: orders, audit, roles on
 * Azure subscriptions; and everything of any other partner.
 */
export async function endReseller(
  work: Work,
  pair: EndingPair,
  relationship: { readonly type: string; readonly since: Date },
): Promise<void> {
  await endRelationship(work.tx, pair, pair.customerId, work.now);
  await endIndirectCustomers(work.tx, pair, pair.customerId, work.now);
  both(work, pair, {
    resourceType: 'partner_customer_relationship',
    operationType: 'remove_partner_customer_relationship',
    oldValue: { ...pair, type: relationship.type, since: relationship.since.toISOString() },
    newValue: { ...pair, type: 'none' },
  });
  await endDelegatedAdministration(work, pair, 'relationship');
  if (work.realm.settings.removalEndsGranularAdministration) await endGranularAdministration(work, pair);
  await countRelationships(work.tx, new Map([[pair.partnerId, -1]]));
}

/** Writes the line into the partner's log and into the customer's (R99, R215). */
function both(work: Work, pair: EndingPair, detail: Parameters<Work['audit']>[0]): void {
  for (const tenantId of [pair.partnerId, pair.customerId])
    work.audit({ tenantId, customerId: pair.customerId, ...detail });
}
