import { isRefusal } from '@multipartner/domain/refusal.ts';
import {
  checkPolicy,
  policyId,
  readPolicyId,
  type SelfServePermission,
} from '@multipartner/domain/self-serve/policy.ts';
import {
  lockSelfServePolicy,
  deleteSelfServePolicy as removed,
  type SelfServePolicyRow,
  saveSelfServePolicy,
} from '../../store/self-serve-policy.ts';
import { act, allowed, type Context, refused } from '../operation.ts';

export interface PolicyInput {
  readonly customerId: string;
  readonly grantorId: string;
  readonly permissions: readonly Partial<SelfServePermission>[];
}

const pairs = ({ tenantId }: { readonly tenantId: string }, { customerId }: { readonly customerId: string }) => [
  { customerId, partnerId: tenantId },
];

/**
 * Lets a customer of the caller's own buy some things by himself, on the caller's account. Refusals: no-relationship,
 * self-serve-policy-exists, and those of `checkPolicy`.
 */
export const createSelfServePolicy = act<PolicyInput, SelfServePolicyRow>({
  permission: 'selfServePolicy.write',
  kind: 'selfServePolicy.create',
  audited: { resourceType: 'self_serve_policy', operationType: 'create_self_serve_policy' },
  pairs,
  body: async ({ tx, actor, now, audit, write }, input) => {
    const partnerId = actor.tenantId;
    const permissions = allowed(checkPolicy(partnerId, input.grantorId, input.permissions));
    const { related, policy } = await lockSelfServePolicy(tx, { partnerId }, input.customerId);
    if (!related) throw refused('no-relationship', { customerId: input.customerId });
    if (policy !== null) throw refused('self-serve-policy-exists', { id: policyId(partnerId, input.customerId) });
    const row = { partner_id: partnerId, customer_id: input.customerId, permissions, etag: crypto.randomUUID() };
    write(saveSelfServePolicy(tx, row, now, true));
    audit({ newValue: row });
    return row;
  },
});

/**
 * Puts other permissions in the place of those of a policy. Refusals: self-serve-policy-not-found, stale-version, and
 * those of `checkPolicy`.
 */
export const updateSelfServePolicy = act<PolicyInput & { readonly etag: string | null }, SelfServePolicyRow>({
  permission: 'selfServePolicy.write',
  kind: 'selfServePolicy.update',
  audited: { resourceType: 'self_serve_policy', operationType: 'update_self_serve_policy' },
  pairs,
  body: async ({ tx, actor, now, audit, write }, input) => {
    const partnerId = actor.tenantId;
    const id = policyId(partnerId, input.customerId);
    const { policy } = await lockSelfServePolicy(tx, { partnerId }, input.customerId);
    if (policy === null) throw refused('self-serve-policy-not-found', { id });
    const permissions = allowed(checkPolicy(partnerId, input.grantorId, input.permissions));
    if (input.etag !== null && input.etag !== policy.etag) throw refused('stale-version');
    const row = { ...policy, permissions, etag: crypto.randomUUID() };
    write(saveSelfServePolicy(tx, row, now, false));
    audit({ oldValue: policy, newValue: row });
    return row;
  },
});

const remove = act<{ id: string; partnerId: string; customerId: string }, void>({
  permission: 'selfServePolicy.write',
  kind: 'selfServePolicy.delete',
  audited: { resourceType: 'self_serve_policy', operationType: 'delete_self_serve_policy' },
  pairs,
  body: async ({ tx, actor, audit, write }, { id, partnerId, customerId }) => {
    allowed(readPolicyId(id));
    const owner = { partnerId: actor.tenantId };
    const { policy } =
      partnerId === actor.tenantId ? await lockSelfServePolicy(tx, owner, customerId) : { policy: null };
    if (policy === null) throw refused('self-serve-policy-not-found', { id });
    write(removed(tx, owner, customerId));
    audit({ oldValue: policy });
  },
});

/** Takes a policy away. Refusals: self-serve-policy-not-found, self-serve-policy-id-malformed. */
export function deleteSelfServePolicy(context: Context, { id }: { readonly id: string }): Promise<void> {
  const named = readPolicyId(id);
  const nobody = { partnerId: '', customerId: 'any' };
  return remove(context, { id, ...(isRefusal(named) ? nobody : named) });
}
