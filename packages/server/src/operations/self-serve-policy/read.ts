import { isRefusal, refuse } from '@multipartner/domain/refusal.ts';
import { readPolicyId } from '@multipartner/domain/self-serve/policy.ts';
import { isRelated } from '../../store/order.ts';
import { ownSelfServePolicy, type SelfServePolicyRow } from '../../store/self-serve-policy.ts';
import { allowed, type Context, read } from '../operation.ts';

type Facts = { related: boolean; policy: SelfServePolicyRow | null };

/** The caller's policies for one of its customers: one, or none. Refusals: no-relationship. */
export const listSelfServePolicies = read<{ customerId: string }, Facts, SelfServePolicyRow[]>({
  permission: 'selfServePolicy.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), policy: ownSelfServePolicy(sql, owner, customerId) };
  },
  answer: ({ facts }, { customerId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.policy === null ? [] : [facts.policy];
  },
});

const nobody = '00000000-0000-0000-0000-000000000000';

const find = read<{ id: string; customerId: string }, { policy: SelfServePolicyRow | null }, SelfServePolicyRow>({
  permission: 'selfServePolicy.read',
  load: (sql, caller, { customerId }) => ({
    policy: ownSelfServePolicy(sql, { partnerId: caller.tenantId }, customerId),
  }),
  answer: ({ actor, facts }, { id }) => {
    const named = readPolicyId(id);
    if (isRefusal(named)) return named;
    // The id of another partner's policy is known to whoever knows the two tenants, and tells nothing.
    if (named.partnerId !== actor.tenantId || facts.policy === null)
      return refuse('self-serve-policy-not-found', { id });
    return facts.policy;
  },
});

/** One policy of the caller's own. Refusals: self-serve-policy-not-found, self-serve-policy-id-malformed. */
export function getSelfServePolicy(context: Context, { id }: { readonly id: string }): Promise<SelfServePolicyRow> {
  const named = readPolicyId(id);
  return find(context, { id, customerId: isRefusal(named) ? nobody : allowed(named).customerId });
}
