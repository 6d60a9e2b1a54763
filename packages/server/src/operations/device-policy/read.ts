import { refuse } from '@multipartner/domain/refusal.ts';
import { type DevicePolicyRow, ownDevicePolicies, ownDevicePolicy } from '../../store/device-policy.ts';
import { isRelated } from '../../store/order.ts';
import { read } from '../operation.ts';

/** The caller's policies for the devices of a customer. Refusals: no-relationship. */
export const listDevicePolicies = read<
  { customerId: string },
  { related: boolean; list: DevicePolicyRow[] },
  DevicePolicyRow[]
>({
  permission: 'devicePolicy.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), list: ownDevicePolicies(sql, owner, customerId) };
  },
  answer: ({ facts }, { customerId }) => (facts.related ? facts.list : refuse('no-relationship', { customerId })),
});

/** One of them. Refusals: no-relationship, not-found. */
export const getDevicePolicy = read<
  { customerId: string; policyId: string },
  { related: boolean; one: DevicePolicyRow | null },
  DevicePolicyRow
>({
  permission: 'devicePolicy.read',
  load: (sql, caller, { customerId, policyId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), one: ownDevicePolicy(sql, owner, customerId, policyId) };
  },
  answer: ({ facts }, { customerId, policyId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.one ?? refuse('not-found', { kind: 'policy', id: policyId });
  },
});
