import { checkDevicePolicy, type DevicePolicy } from '@multipartner/domain/device/policy.ts';
import {
  type DevicePolicyRow,
  insertDevicePolicy,
  lockDevicePolicy,
  deleteDevicePolicy as removed,
  updateDevicePolicy as saved,
} from '../../store/device-policy.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { type ActDefinition, act, allowed, refused, type Work } from '../operation.ts';

interface OfCustomer {
  readonly customerId: string;
}
type One = OfCustomer & { readonly policyId: string };

const pairs: ActDefinition<OfCustomer, unknown>['pairs'] = (caller, { customerId }) => [
  { customerId, partnerId: caller.tenantId },
];

/** Makes a policy for the devices of a customer. Refusals: no-relationship, and those of `checkDevicePolicy`. */
export const createDevicePolicy = act<OfCustomer & { readonly policy: DevicePolicy }, DevicePolicyRow>({
  permission: 'devicePolicy.write',
  kind: 'devicePolicy.create',
  audited: { resourceType: 'policy', operationType: 'policy_created' },
  pairs,
  body: async ({ tx, actor, now, audit, write }, { customerId, policy }) => {
    if (!(await isPartnerRelated(tx, { partnerId: actor.tenantId }, customerId)))
      throw refused('no-relationship', { customerId });
    const at = now.toISOString();
    const row: DevicePolicyRow = {
      partner_id: actor.tenantId,
      customer_id: customerId,
      id: crypto.randomUUID(),
      ...allowed(checkDevicePolicy(policy)),
      created_at: at,
      modified_at: at,
    };
    write(insertDevicePolicy(tx, row));
    audit({ newValue: row });
    return row;
  },
});

/** Puts another policy in its place. Refusals: no-relationship, not-found, and those of `checkDevicePolicy`. */
export const updateDevicePolicy = act<One & { readonly policy: DevicePolicy }, DevicePolicyRow>({
  permission: 'devicePolicy.write',
  kind: 'devicePolicy.update',
  audited: { resourceType: 'policy', operationType: 'policy_updated' },
  pairs,
  body: async (work, input) => {
    const before = await find(work, input);
    const row = { ...before, ...allowed(checkDevicePolicy(input.policy)), modified_at: work.now.toISOString() };
    work.write(saved(work.tx, row));
    work.audit({ oldValue: before, newValue: row });
    return row;
  },
});

/** Takes a policy away. Refusals: no-relationship, not-found. */
export const deleteDevicePolicy = act<One, void>({
  permission: 'devicePolicy.write',
  kind: 'devicePolicy.delete',
  audited: { resourceType: 'policy', operationType: 'policy_deleted' },
  pairs,
  body: async (work, input) => {
    const before = await find(work, input);
    work.write(removed(work.tx, { partnerId: work.actor.tenantId }, input.customerId, input.policyId));
    work.audit({ oldValue: before });
  },
});

async function find({ tx, actor }: Work, { customerId, policyId }: One): Promise<DevicePolicyRow> {
  const owner = { partnerId: actor.tenantId };
  if (!(await isPartnerRelated(tx, owner, customerId))) throw refused('no-relationship', { customerId });
  const row = await lockDevicePolicy(tx, owner, customerId, policyId);
  if (row === null) throw refused('not-found', { kind: 'policy', id: policyId });
  return row;
}
