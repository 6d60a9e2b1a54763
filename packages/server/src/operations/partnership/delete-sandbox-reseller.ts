import type { Pair } from '../../store/act.ts';
import { lockSandboxReseller, pairsOfReseller } from '../../store/sandbox-reseller.ts';
import { deleteTenant } from '../../store/tenant.ts';
import { act, type Context, refused } from '../operation.ts';

/**
 * Takes a reseller that the provider made for its tests out of the sandbox; its customers go first. Refusals:
 * sandbox-reseller-deletion-refused, with the reason.
 */
export async function deleteSandboxReseller(
  context: Context,
  { resellerId }: { readonly resellerId: string },
): Promise<void> {
  return remove(context, { resellerId, pairs: await pairsOfReseller(context.realm.database, resellerId) });
}

const remove = act<{ readonly resellerId: string; readonly pairs: readonly Pair[] }, void>({
  permission: 'partnership.remove',
  kind: 'sandboxReseller.delete',
  audited: { resourceType: 'partner_relationship', operationType: 'remove_partner_relationship' },
  pairs: (_caller, { pairs }) => pairs,
  body: async (work, { resellerId }) => {
    const { actor, tx } = work;
    if (work.realm.mode !== 'sandbox')
      throw refused('sandbox-reseller-deletion-refused', { reason: 'this realm is no sandbox' });
    const ties = await lockSandboxReseller(tx, { partnerId: actor.tenantId }, resellerId);
    if (!ties.own)
      throw refused('sandbox-reseller-deletion-refused', { reason: 'it is no sandbox reseller of this provider' });
    if (ties.customers > 0)
      throw refused('sandbox-reseller-deletion-refused', { reason: `it still has ${ties.customers} customers` });
    work.audit({ customerId: null, oldValue: { providerId: actor.tenantId, resellerId }, newValue: null });
    await deleteTenant(tx, resellerId);
  },
});
