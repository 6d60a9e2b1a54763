import { assignLicence, lockPool, readLicencesOfUser, removeLicences } from '../../store/licence.ts';
import { lockUser } from '../../store/user.ts';
import { refused } from '../operation.ts';
import { actInside } from '../user/inside.ts';
import { poolsAt } from './pool.ts';

export interface LicenceUpdate {
  readonly customerId: string;
  readonly userId: string;
  readonly assign: readonly { readonly skuId: string; readonly excludedPlans: readonly string[] }[];
  readonly remove: readonly string[];
}

/**
 * Gives a person licences of the tenant's pool and takes others away, all or nothing. Refusals: user-not-found,
 * licence-unknown, licence-not-available (R117), value-invalid without a usage location.
 */
export const updateLicences = actInside<LicenceUpdate, LicenceUpdate>({
  action: 'customer.licences.assign',
  audited: { resourceType: 'license', operationType: 'update_customer_user_licenses' },
  body: async ({ tx, now }, input) => {
    const { customerId, userId, assign, remove } = input;
    if (assign.length === 0 && remove.length === 0) throw refused('value-missing', { field: 'licensesToAssign' });
    const { shares, consumed } = await lockPool(tx, customerId);
    const user = await lockUser(tx, customerId, userId);
    if (user === null || user.deleted_at !== null) throw refused('user-not-found', { id: userId });
    if (assign.length > 0 && user.usage_location === null)
      throw refused('value-invalid', {
        field: 'usageLocation',
        reason: 'of the user must be set before licences are assigned',
      });
    const has = new Set((await readLicencesOfUser(tx, customerId, userId)).map((licence) => licence.sku_id));
    const missing = remove.find((skuId) => !has.has(skuId));
    if (missing !== undefined) throw refused('licence-unknown', { id: missing });
    const pools = poolsAt(shares, consumed, now);
    for (const { skuId } of assign) {
      const pool = pools.find((one) => one.skuId === skuId);
      if (pool === undefined) throw refused('licence-unknown', { id: skuId });
      if (!has.has(skuId) && pool.available === 0) throw refused('licence-not-available', { id: skuId });
    }
    await removeLicences(tx, customerId, userId, remove);
    for (const { skuId, excludedPlans } of assign)
      await assignLicence(tx, customerId, userId, skuId, excludedPlans, now);
    return { outcome: input, newValue: { userId, assign, remove } };
  },
});
