import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type AzureSubscriptionRow,
  azureSubscriptionAtCustomer,
  ownAzureSubscription,
  ownAzureSubscriptions,
} from '../../store/azure.ts';
import { isRelated } from '../../store/order.ts';
import { type Context, read } from '../operation.ts';

interface Under {
  readonly customerId: string;
  readonly planId: string;
}
type One = Under & { readonly azureSubscriptionId: string };

/** The Azure subscriptions under one of the caller's own plans, and nobody else's (R108). Refusals: no-relationship. */
export const listAzureSubscriptions = read<
  Under,
  { related: boolean; list: AzureSubscriptionRow[] },
  AzureSubscriptionRow[]
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, planId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), list: ownAzureSubscriptions(sql, owner, customerId, planId) };
  },
  answer: ({ facts }, { customerId }) => (facts.related ? facts.list : refuse('no-relationship', { customerId })),
});

const ofPartner = read<One, { related: boolean; one: AzureSubscriptionRow | null }, AzureSubscriptionRow>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, planId, azureSubscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      one: ownAzureSubscription(sql, owner, customerId, planId, azureSubscriptionId),
    };
  },
  answer: ({ facts }, { customerId, azureSubscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.one ?? refuse('not-found', { kind: 'Azure subscription', id: azureSubscriptionId });
  },
});

const ofCustomer = read<One, { one: AzureSubscriptionRow | null }, AzureSubscriptionRow>({
  permission: 'customer.azureRole.remove',
  load: (sql, caller, { planId, azureSubscriptionId }) => ({
    one: azureSubscriptionAtCustomer(sql, caller.tenantId, planId, azureSubscriptionId),
  }),
  answer: ({ facts }, { azureSubscriptionId }) =>
    facts.one ?? refuse('not-found', { kind: 'Azure subscription', id: azureSubscriptionId }),
});

/** One Azure subscription with its role assignments: for the partner that provisioned it, and for the customer whose it is. */
export function getAzureSubscription(context: Context, input: One): Promise<AzureSubscriptionRow> {
  return input.customerId === context.caller.tenantId ? ofCustomer(context, input) : ofPartner(context, input);
}
