import type { ActorPartner } from '@multipartner/domain/access/actor.ts';
import { cancelAzure, reactivateAzure } from '@multipartner/domain/subscription/azure.ts';
import { statusAt } from '@multipartner/domain/subscription/status.ts';
import { programAllows } from '@multipartner/domain/tenant/program-status.ts';
import {
  type AzureSubscriptionRow,
  holdPlan,
  lockAzureSubscription,
  type PlanRow,
  saveAzureCancellation,
} from '../../store/azure.ts';
import { factsOf } from '../../store/subscription.ts';
import { type ActDefinition, act, allowed, Refused, refused, type Work } from '../operation.ts';

interface One {
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly entitlementId: string;
}

const ofPair: ActDefinition<One, unknown>['pairs'] = (caller, { customerId }) => [
  { customerId, partnerId: caller.tenantId },
];

/**
 * Cancels an Azure subscription under the caller's own plan, which somebody took over (R110). Refusals:
 * role-not-sufficient, no-relationship, subscription-not-found, azure-subscription-not-found,
 * azure-cancellation-reason-invalid.
 */
export const cancelAzureSubscription = act<One & { readonly reason: string }, AzureSubscriptionRow>({
  permission: 'azureSubscription.cancel',
  kind: 'azureSubscription.cancel',
  audited: { resourceType: 'subscription', operationType: 'cancel_azure_subscription' },
  pairs: ofPair,
  body: async (work, input) => {
    const { row } = await find(work, input);
    return save(work, row, allowed(cancelAzure(factsOfRow(row), input.reason, work.now)).cancelledAt);
  },
});

/**
 * Lets a cancelled one run again, as long as the customer left the partner its role (R86). Refusals: those of finding it,
 * program-status-not-active, azure-role-missing, azure-subscription-not-reactivable.
 */
export const reactivateAzureSubscription = act<One, AzureSubscriptionRow>({
  permission: 'azureSubscription.reactivate',
  kind: 'azureSubscription.reactivate',
  audited: { resourceType: 'subscription', operationType: 'reactivate_azure_subscription' },
  pairs: ofPair,
  body: async (work, input) => {
    const { row, plan } = await find(work, input);
    const standing = programAllows((work.actor.partner as ActorPartner).programStatus, 'reactivate');
    if (standing !== null) throw new Refused(standing);
    const planActive = statusAt(factsOf(plan), work.now) === 'active';
    const roleHeld = row.roles.some((role) => role.principal_tenant_id === work.actor.tenantId);
    return save(work, row, allowed(reactivateAzure(factsOfRow(row), { planActive, roleHeld })).cancelledAt);
  },
});

const factsOfRow = (row: AzureSubscriptionRow) => ({
  id: row.id,
  cancelledAt: row.cancelled_at === null ? null : new Date(row.cancelled_at),
});

/** The Azure subscription, held, under a plan that stays as it is until the act ends. */
async function find(
  { tx, actor }: Work,
  { customerId, subscriptionId, entitlementId }: One,
): Promise<{ row: AzureSubscriptionRow; plan: NonNullable<PlanRow['plan']> }> {
  const owner = { partnerId: actor.tenantId };
  const { related, plan } = await holdPlan(tx, owner, customerId, subscriptionId);
  if (!related) throw refused('no-relationship', { customerId });
  if (plan === null) throw refused('subscription-not-found', { id: subscriptionId });
  const row = await lockAzureSubscription(tx, owner, customerId, subscriptionId, entitlementId);
  if (row === null) throw refused('azure-subscription-not-found', { id: entitlementId });
  return { row, plan };
}

/** Saves, tells the partner, and records what was and what is. */
function save(work: Work, before: AzureSubscriptionRow, cancelledAt: Date | null): AzureSubscriptionRow {
  const after = { ...before, cancelled_at: cancelledAt?.toISOString() ?? null };
  if ((before.cancelled_at === null) === (after.cancelled_at === null)) return before;
  const owner = { partnerId: before.partner_id };
  work.write(saveAzureCancellation(work.tx, owner, before.customer_id, before.id, cancelledAt));
  work.audit({ oldValue: before, newValue: after });
  return after;
}
