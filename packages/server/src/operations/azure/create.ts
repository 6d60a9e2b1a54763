import type { ActorPartner } from '@multipartner/domain/access/actor.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { isTransactingTenant, programAllows } from '@multipartner/domain/tenant/program-status.ts';
import { type AzureSubscriptionRow, holdPlan, insertAzureSubscription } from '../../store/azure.ts';
import { factsOf } from '../../store/subscription.ts';
import { act, Refused, refused } from '../operation.ts';

/**
 * Provisions an Azure subscription under the caller's own Azure plan: its AdminAgents become Owner of it, without any
 * other right in the tenant (R54, R85, R108). Refusals: no-relationship, subscription-not-found, azure-plan-required,
 * program-status-not-active, customer-is-partner.
 */
export const createAzureSubscription = act<
  { customerId: string; planId: string; friendlyName: string },
  AzureSubscriptionRow
>({
  permission: 'azureSubscription.create',
  kind: 'azureSubscription.create',
  audited: { resourceType: 'subscription', operationType: 'create_azure_subscription' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, { customerId, planId, friendlyName }) => {
    const { tx, actor, now } = work;
    const row = await holdPlan(tx, { partnerId: actor.tenantId }, customerId, planId);
    if (!row.related) throw refused('no-relationship', { customerId });
    if (row.plan === null) throw refused('subscription-not-found', { id: planId });
    const standing = programAllows((actor.partner as ActorPartner).programStatus, 'newSale');
    if (standing !== null) throw new Refused(standing);
    if (
      row.partner !== null &&
      isTransactingTenant({ kind: row.partner.kind, programStatus: row.partner.program_status })
    )
      throw refused('customer-is-partner');
    const plan = factsOf(row.plan);
    if (plan.commerce !== 'azure_plan' || statusAt(plan, now) !== 'active') throw refused('azure-plan-required');
    const made: AzureSubscriptionRow = {
      partner_id: actor.tenantId,
      customer_id: customerId,
      id: crypto.randomUUID(),
      plan_id: planId,
      friendly_name: friendlyName,
      created_at: now.toISOString(),
      cancelled_at: null,
      roles: [
        { id: crypto.randomUUID(), principal_tenant_id: actor.tenantId, principal_group: 'AdminAgents', role: 'Owner' },
      ],
    };
    await insertAzureSubscription(tx, made);
    work.audit({ newValue: made });
    return made;
  },
});
