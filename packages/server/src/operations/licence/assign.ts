import { assignLicence, lockPool, readLicencesOfUser, removeLicences } from '../../store/licence.ts';
import { lockUser } from '../../store/user.ts';
import { refused } from '../operation.ts';
import { actInside } from '../user/inside.ts';
import { type NamedPool, poolsAt } from './pool.ts';

export interface LicenceUpdate {
  readonly customerId: string;
  readonly userId: string;
  readonly assign: readonly { readonly skuId: string; readonly excludedPlans: readonly string[] }[];
  readonly remove: readonly string[];
}

/**
 * Gives a person licences of the tenant's pool and takes others away, all or nothing. Refusals: user-not-found,
 * licence-unknown, licence-not-available (R117), value-missing, value-conflicts, value-invalid without a usage location,
 * for a plan that is none of the licence, and for a licence to be taken that the person has not.
 */
export const updateLicences = actInside<LicenceUpdate, void>({
  action: 'customer.licences.assign',
  audited: { resourceType: 'license', operationType: 'update_customer_user_licenses' },
  body: async ({ tx, now, record }, input) => {
    const { customerId, userId, assign, remove } = input;
    checkRequest(input);
    const { shares, consumed } = await lockPool(tx, customerId);
    const user = await lockUser(tx, customerId, userId);
    if (user === null || user.deleted_at !== null) throw refused('user-not-found', { id: userId });
    if (assign.length > 0 && user.usage_location === null)
      throw refused('value-invalid', {
        field: 'usageLocation',
        reason: 'of the user must be set before licences are assigned',
      });
    const has = new Set((await readLicencesOfUser(tx, customerId, userId)).map((licence) => licence.sku_id));
    if (remove.some((skuId) => !has.has(skuId)))
      throw refused('value-invalid', { field: 'licensesToRemove', reason: 'names a licence that the user has not' });
    checkPools(poolsAt(shares, consumed, now), assign, has);
    await removeLicences(tx, customerId, userId, remove);
    for (const { skuId, excludedPlans } of assign)
      await assignLicence(tx, customerId, userId, skuId, excludedPlans, now);
    record({
      newValue: { userId, assign, remove },
      customized: {
        CustomerUserId: userId,
        ...Object.fromEntries(assign.map(({ skuId }, index) => [`AddedLicenseSkuId-${index}`, skuId])),
        ...Object.fromEntries(remove.map((skuId, index) => [`RemovedLicenseSkuId-${index}`, skuId])),
      },
    });
  },
});

/** What contradicts itself, whatever the tenant has. */
function checkRequest({ assign, remove }: LicenceUpdate): void {
  if (assign.length === 0 && remove.length === 0) throw refused('value-missing', { field: 'licensesToAssign' });
  const given = assign.map(({ skuId }) => skuId);
  if (new Set(given).size < given.length)
    throw refused('value-invalid', { field: 'licensesToAssign', reason: 'names a licence twice' });
  if (remove.some((skuId) => given.includes(skuId)))
    throw refused('value-conflicts', { field: 'licensesToAssign', with: 'licensesToRemove' });
}

function checkPools(pools: readonly NamedPool[], assign: LicenceUpdate['assign'], has: ReadonlySet<string>): void {
  for (const { skuId, excludedPlans } of assign) {
    const pool = pools.find((one) => one.skuId === skuId);
    if (pool === undefined) throw refused('licence-unknown', { id: skuId });
    if (!has.has(skuId) && pool.available === 0) throw refused('licence-not-available', { id: skuId });
    if (excludedPlans.some((plan) => !pool.servicePlans.some(({ id }) => id === plan)))
      throw refused('value-invalid', { field: 'excludedPlans', reason: 'names a plan that is none of the licence' });
  }
}
