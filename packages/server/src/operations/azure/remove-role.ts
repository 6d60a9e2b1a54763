import { removeRoleAssignment } from '../../store/azure.ts';
import { act, type Context, refused } from '../operation.ts';
import { getAzureSubscription } from './read.ts';

interface Assignment {
  readonly customerId: string;
  readonly planId: string;
  readonly azureSubscriptionId: string;
  readonly id: string;
}

const remove = act<Assignment & { partnerId: string }, void>({
  permission: 'customer.azureRole.remove',
  kind: 'azureRole.remove',
  audited: { resourceType: 'subscription', operationType: 'remove_azure_role_assignment' },
  pairs: (caller, { partnerId }) => [{ customerId: caller.tenantId, partnerId }],
  body: async ({ tx, actor, now }, { partnerId, azureSubscriptionId, id }) => {
    const removed = await removeRoleAssignment(tx, { partnerId }, actor.tenantId, azureSubscriptionId, id, now);
    if (!removed) throw refused('not-found', { kind: 'role assignment', id });
  },
});

/**
 * The customer takes a partner's role on an Azure subscription away; the partner goes on being billed for it, and only the
 * customer can give it back (R86, R88). Refusals: role-not-sufficient, not-found.
 */
export async function removeAzureRole(context: Context, input: Assignment): Promise<void> {
  if (input.customerId !== context.caller.tenantId)
    throw refused('role-not-sufficient', { action: 'customer.azureRole.remove' });
  const one = await getAzureSubscription(context, input);
  await remove(context, { ...input, partnerId: one.partner_id });
}
