import {
  countRelationships,
  type DapEnder,
  endDap,
  endIndirectCustomers,
  endRelationship,
} from '../../store/relationship.ts';
import { endAllGranular } from '../delegated-admin/end.ts';
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
  if (work.realm.settings.removalEndsGranularAdministration)
    await endAllGranular(work, pair, 'reseller-relationship-ended');
  await countRelationships(work.tx, new Map([[pair.partnerId, -1]]));
}

/** Writes the line into the partner's log and into the customer's (R99, R215). */
function both(work: Work, pair: EndingPair, detail: Parameters<Work['audit']>[0]): void {
  for (const tenantId of [pair.partnerId, pair.customerId])
    work.audit({ tenantId, customerId: pair.customerId, ...detail });
}
