import { refuse } from '@multipartner/domain/refusal.ts';
import { type AzureSubscriptionRow, ownAzureSubscription, ownAzureSubscriptions } from '../../store/azure.ts';
import { isRelated } from '../../store/order.ts';
import { ownSubscription, type SubscriptionRow } from '../../store/subscription.ts';
import { read } from '../operation.ts';

interface Under {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/**
 * What hangs under one of the caller's own subscriptions: Azure subscriptions under an Azure plan, nothing under others
 * (R105, R108). Refusals: no-relationship, subscription-not-found.
 */
export const listAzureEntitlements = read<
  Under,
  { related: boolean; subscription: SubscriptionRow | null; list: AzureSubscriptionRow[] },
  AzureSubscriptionRow[]
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
      list: ownAzureSubscriptions(sql, owner, customerId, subscriptionId),
    };
  },
  answer: ({ facts }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    return facts.list;
  },
});

/** One of them. Refusals: no-relationship, subscription-not-found, azure-subscription-not-found. */
export const getAzureEntitlement = read<
  Under & { readonly entitlementId: string },
  { related: boolean; subscription: SubscriptionRow | null; one: AzureSubscriptionRow | null },
  AzureSubscriptionRow
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId, entitlementId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
      one: ownAzureSubscription(sql, owner, customerId, subscriptionId, entitlementId),
    };
  },
  answer: ({ facts }, { customerId, subscriptionId, entitlementId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    return facts.one ?? refuse('azure-subscription-not-found', { id: entitlementId });
  },
});
