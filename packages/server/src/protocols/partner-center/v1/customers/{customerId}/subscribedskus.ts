import { Type } from 'typebox';
import { updateLicences } from '../../../../../operations/licence/assign.ts';
import type { NamedPool } from '../../../../../operations/licence/pool.ts';
import { listLicencePools, listLicencesOfUser } from '../../../../../operations/licence/read.ts';
import { refused } from '../../../../../operations/operation.ts';
import { collection } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { Licenses, LicenseUpdate, LicenseUpdateRequest, SubscribedSkus } from '../../../schemas/licence.ts';

const groups = Type.Object({
  licenseGroupIds: Type.Optional(
    Type.Union([Type.String(), Type.Array(Type.String())], { description: 'group1, group2, or both' }),
  ),
});

/** Licences of the directory are group1; the catalogue knows none of group2, which have no directory service. */
function wants(licenseGroupIds: string | readonly string[] | undefined): boolean {
  if (licenseGroupIds === undefined) return true;
  const asked = (typeof licenseGroupIds === 'string' ? licenseGroupIds.split(',') : licenseGroupIds).map((one) =>
    one.trim().toLowerCase(),
  );
  if (asked.some((one) => one !== 'group1' && one !== 'group2'))
    throw refused('value-invalid', { field: 'licenseGroupIds', reason: 'is not group1 or group2' });
  return asked.includes('group1');
}

const productSku = (pool: NamedPool) => ({
  id: pool.skuId,
  name: pool.name,
  skuPartNumber: pool.skuPartNumber,
  targetType: 'User' as const,
  licenseGroupId: 'group1' as const,
});

const servicePlans = (pool: NamedPool, status: string, excluded: readonly string[] = []) =>
  pool.servicePlans
    .filter((plan) => !excluded.includes(plan.id))
    .map((plan) => ({
      displayName: plan.displayName,
      serviceName: plan.name,
      id: plan.id,
      capabilityStatus: status,
      targetType: 'User' as const,
    }));

function subscribedSku(pool: NamedPool) {
  const enabled = pool.active + pool.warning > 0;
  return {
    availableUnits: pool.available,
    activeUnits: pool.active,
    consumedUnits: pool.consumed,
    suspendedUnits: pool.suspended,
    totalUnits: pool.active + pool.warning + pool.suspended,
    warningUnits: pool.warning,
    productSku: productSku(pool),
    servicePlans: servicePlans(pool, enabled ? 'Enabled' : 'Suspended'),
    capabilityStatus: enabled ? 'Enabled' : 'Suspended',
    attributes: { objectType: 'SubscribedSku' },
  };
}

export const licencesRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/subscribedskus',
    serves: ['get-a-list-of-available-licenses', 'get-a-list-of-available-licenses-by-license-group'],
    credentials: 'user',
    summary: "The licences of the customer's tenant by SKU, whoever sold them",
    query: groups,
    answer: SubscribedSkus,
    handle: async ({ context, params, query }) => {
      const shown = wants(query.licenseGroupIds);
      const pools = await listLicencePools(context, params);
      return collection(shown ? pools.map(subscribedSku) : []);
    },
  }),
  route({
    method: 'GET',
    path: '/v1/customers/{customerId}/users/{userId}/licenses',
    serves: ['check-which-licenses-are-assigned-to-a-user', 'get-licenses-assigned-to-a-user-by-license-group'],
    credentials: 'user',
    summary: 'The licences of one person',
    query: groups,
    answer: Licenses,
    handle: async ({ context, params, query }) => {
      const shown = wants(query.licenseGroupIds);
      const licences = await listLicencesOfUser(context, params);
      return collection(
        shown
          ? licences.map(({ pool, excludedPlans }) => ({
              servicePlans: servicePlans(pool, 'Assigned', excludedPlans),
              productSku: productSku(pool),
              attributes: { objectType: 'License' },
            }))
          : [],
      );
    },
  }),
  route({
    method: 'POST',
    path: '/v1/customers/{customerId}/users/{userId}/licenseupdates',
    serves: ['assign-licenses-to-a-user'],
    credentials: 'user',
    status: 201,
    summary: 'Gives a person licences and takes others away, all or nothing',
    body: LicenseUpdateRequest,
    answer: LicenseUpdate,
    handle: async ({ context, params, body }) => {
      const assign = (body.licensesToAssign ?? []).map((one, index) => ({
        skuId: guid(`licensesToAssign.${index}.skuId`, one.skuId ?? ''),
        excludedPlans: (one.excludedPlans ?? []).map((plan) => guid(`licensesToAssign.${index}.excludedPlans`, plan)),
      }));
      const remove = (body.licensesToRemove ?? []).map((one) => guid('licensesToRemove', one));
      await updateLicences(context, { ...params, assign, remove });
      return {
        ...(assign.length === 0
          ? {}
          : {
              licensesToAssign: assign.map(({ skuId, excludedPlans }) => ({
                skuId,
                ...(excludedPlans.length === 0 ? {} : { excludedPlans }),
              })),
            }),
        ...(remove.length === 0 ? {} : { licensesToRemove: remove }),
        licenseWarnings: [],
        attributes: { objectType: 'LicenseUpdate' },
      };
    },
  }),
];

function guid(field: string, value: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    throw refused('value-invalid', { field, reason: 'is not a GUID' });
  return value.toLowerCase();
}
