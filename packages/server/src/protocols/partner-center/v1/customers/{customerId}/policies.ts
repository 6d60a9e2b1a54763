import { firstStart } from '@multipartner/domain/device/policy.ts';
import type { Static } from 'typebox';
import { getDevicePolicy, listDevicePolicies } from '../../../../../operations/device-policy/read.ts';
import {
  createDevicePolicy,
  deleteDevicePolicy,
  updateDevicePolicy,
} from '../../../../../operations/device-policy/write.ts';
import { refused } from '../../../../../operations/operation.ts';
import { collection } from '../../../house/collection.ts';
import { type Route, route } from '../../../house/route.ts';
import { readGuid } from '../../../reading/guid.ts';
import { ConfigurationPolicies, ConfigurationPolicy, ConfigurationPolicyRequest } from '../../../schemas/device.ts';

const path = '/v1/customers/{customerId}/policies';

type Row = Awaited<ReturnType<typeof getDevicePolicy>>;
type Shown = Static<typeof ConfigurationPolicy>;

const render = (row: Row): Shown => ({
  id: row.id,
  name: row.name,
  category: 'o_o_b_e',
  description: row.description,
  // No device is assigned to a policy here: devices are not kept.
  devicesAssigned: 0,
  devicesAssignedCount: 0,
  policySettings: row.settings as NonNullable<Shown['policySettings']>,
  createdDate: new Date(row.created_at).toISOString(),
  lastModifiedDate: new Date(row.modified_at).toISOString(),
  attributes: { objectType: 'ConfigurationPolicy' },
});

function wanted(body: Static<typeof ConfigurationPolicyRequest>) {
  if (body.name === undefined) throw refused('value-missing', { field: 'name' });
  if (body.category !== 'o_o_b_e') throw refused('value-missing', { field: 'category' });
  return {
    name: body.name,
    category: firstStart,
    description: body.description ?? '',
    settings: (body.policySettings ?? []).filter((setting) => setting !== 'none'),
  };
}

const named = (params: { customerId: string; policyId: string }) => ({
  ...params,
  policyId: readGuid('policyId', params.policyId),
});

export const devicePolicyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    serves: ['get-a-list-of-a-customer-s-policies'],
    credentials: 'either',
    answer: ConfigurationPolicies,
    summary: "The caller's policies for devices of a customer",
    handle: async ({ context, params }) => collection((await listDevicePolicies(context, params)).map(render)),
  }),
  route({
    method: 'POST',
    path,
    serves: ['create-a-new-configuration-policy-for-the-specified-customer'],
    credentials: 'either',
    body: ConfigurationPolicyRequest,
    answer: ConfigurationPolicy,
    summary: 'Make a policy for devices of a customer',
    handle: async ({ context, params, body }) =>
      render(await createDevicePolicy(context, { ...params, policy: wanted(body) })),
  }),
  route({
    method: 'GET',
    path: `${path}/{policyId}`,
    serves: ['retrieve-a-customer-s-configuration-policy'],
    credentials: 'either',
    answer: ConfigurationPolicy,
    summary: 'One of these policies',
    handle: async ({ context, params }) => render(await getDevicePolicy(context, named(params))),
  }),
  route({
    method: 'PUT',
    path: `${path}/{policyId}`,
    serves: ['update-a-configuration-policy-for-the-specified-customer'],
    credentials: 'either',
    body: ConfigurationPolicyRequest,
    answer: ConfigurationPolicy,
    summary: 'Change a policy',
    handle: async ({ context, params, body }) => {
      const ids = named(params);
      if (body.id !== undefined && body.id.toLowerCase() !== ids.policyId)
        throw refused('value-conflicts', { field: 'id', with: 'policyId' });
      return render(await updateDevicePolicy(context, { ...ids, policy: wanted(body) }));
    },
  }),
  route({
    method: 'DELETE',
    path: `${path}/{policyId}`,
    serves: ['delete-a-configuration-policy-for-the-specified-customer'],
    credentials: 'either',
    status: 204,
    summary: 'Take a policy away',
    handle: ({ context, params }) => deleteDevicePolicy(context, named(params)),
  }),
];
