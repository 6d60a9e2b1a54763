import { pairsOfAzureSubscription, partnerOfAzureSubscription, removeRoleAssignment } from '../../store/azure.ts';
import { act, refused } from '../operation.ts';

interface Assignment {
  readonly customerId: string;
  readonly planId: string;
  readonly azureSubscriptionId: string;
  readonly id: string;
}

/**
 * The customer takes a partner's role on an Azure subscription away; the partner goes on being billed for it, and only the
 * customer can give it back (R86, R88). Refusals: role-not-sufficient, not-found.
 */
export const removeAzureRole = act<Assignment, void>({
  permission: 'customer.azureRole.remove',
  kind: 'azureRole.remove',
  audited: { resourceType: 'subscription', operationType: 'remove_azure_role_assignment' },
  pairs: () => [],
  // The request names the customer, and not the partner whose role goes.
  pairsOf: (sql, caller, { planId, azureSubscriptionId }) =>
    pairsOfAzureSubscription(sql, caller.tenantId, planId, azureSubscriptionId),
  body: async ({ tx, actor, now, audit }, { customerId, planId, azureSubscriptionId, id }) => {
    if (customerId !== actor.tenantId) throw refused('role-not-sufficient', { action: 'customer.azureRole.remove' });
    const partnerId = await partnerOfAzureSubscription(tx, customerId, planId, azureSubscriptionId);
    if (partnerId === null) throw refused('not-found', { kind: 'Azure subscription', id: azureSubscriptionId });
    if (!(await removeRoleAssignment(tx, { partnerId }, customerId, azureSubscriptionId, id, now)))
      throw refused('not-found', { kind: 'role assignment', id });
    audit({ customerId });
  },
});
