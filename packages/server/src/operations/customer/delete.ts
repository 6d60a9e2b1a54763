import { decideRemoval } from '@multipartner/domain/relationship/removal.ts';
import { deletablePartners, lockTenantForDeletion, resellersThatCameAlong } from '../../store/customer-deletion.ts';
import { countRelationships, lockRelationship, soldSubscriptions } from '../../store/relationship.ts';
import { deleteTenant } from '../../store/tenant.ts';
import { act, allowed, type Context, refused } from '../operation.ts';
import { endReseller } from '../relationship/ending.ts';

/**
 * Takes a customer out of the sandbox (the sandbox only). A tenant that the caller made and that nobody else has anything
 * to do with goes altogether, with what was sold to it; any other keeps its tenant and its other partners, and the
 * caller's relationship ends as any does. Refusals: sandbox-only, no-relationship, relationship-in-use.
 */
export async function deleteCustomer(context: Context, { customerId }: { readonly customerId: string }): Promise<void> {
  const along = await resellersThatCameAlong(
    context.realm.database,
    { partnerId: context.caller.tenantId },
    customerId,
  );
  return remove(context, { customerId, along });
}

const remove = act<{ readonly customerId: string; readonly along: readonly string[] }, void>({
  permission: 'relationship.remove',
  kind: 'customer.delete',
  audited: { resourceType: 'customer', operationType: 'delete_tip_customer' },
  pairs: ({ tenantId }, { customerId, along }) => [tenantId, ...along].map((partnerId) => ({ customerId, partnerId })),
  body: async (work, { customerId, along }) => {
    const { actor, tx } = work;
    if (work.realm.mode !== 'sandbox') throw refused('sandbox-only');
    const pair = { partnerId: actor.tenantId, customerId };
    await lockTenantForDeletion(tx, customerId);
    const relationship = await lockRelationship(tx, pair, customerId);
    if (relationship === null) throw refused('no-relationship', { customerId });
    const leaving = await deletablePartners(tx, pair, customerId, along);
    if (leaving === null) {
      allowed(decideRemoval(await soldSubscriptions(tx, pair, customerId), work.now));
      await endReseller(work, pair, relationship);
      return;
    }
    work.audit({ oldValue: { customerId, type: relationship.type, since: relationship.since.toISOString() } });
    for (const tenantId of leaving) {
      if (tenantId !== actor.tenantId) work.audit({ tenantId, oldValue: { customerId, type: 'reseller' } });
    }
    await countRelationships(tx, new Map(leaving.map((partnerId) => [partnerId, -1])));
    await deleteTenant(tx, customerId);
  },
});
