import { monthAround } from '@multipartner/domain/billing/budget.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { ownSubscription, type SubscriptionRow } from '../../store/subscription.ts';
import { customersWithUse, nameOfCustomer, ownUsageBudget } from '../../store/usage-budget.ts';
import { read } from '../operation.ts';

/** What was used in the running month. Nothing is measured here: it cost nothing. */
export interface UsageSummary {
  readonly id: string;
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
  readonly at: Date;
  /** The partner's budget for the customer; null where there is none, or where it is not of one customer. */
  readonly budget: number | null;
}

/** The use of one customer. Refusals: no-relationship. */
export const summariseUseOfCustomer = read<
  { customerId: string },
  { name: string | null; budget: number | null },
  UsageSummary
>({
  permission: 'usage.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { name: nameOfCustomer(sql, owner, customerId), budget: ownUsageBudget(sql, owner, customerId) };
  },
  answer: ({ facts: { name, budget }, now }, { customerId }) => {
    if (name === null) return refuse('no-relationship', { customerId });
    return { id: customerId, name, ...monthAround(now), at: now, budget };
  },
});

/** The use of one subscription of the caller's own. Refusals: no-relationship, subscription-not-found. */
export const summariseUseOfSubscription = read<
  { customerId: string; subscriptionId: string },
  { related: boolean; subscription: SubscriptionRow | null },
  UsageSummary
>({
  permission: 'usage.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
    };
  },
  answer: ({ facts: { related, subscription }, now }, { customerId, subscriptionId }) => {
    if (!related) return refuse('no-relationship', { customerId });
    if (subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    return { id: subscriptionId, name: subscription.friendly_name, ...monthAround(now), at: now, budget: null };
  },
});

/** The use of all customers, and how many of them have something that is billed by use. */
export const summariseUse = read<
  Record<string, never>,
  { customers: number },
  UsageSummary & { readonly customers: number }
>({
  permission: 'usage.read',
  load: (sql, caller) => ({ customers: customersWithUse(sql, { partnerId: caller.tenantId }) }),
  answer: ({ actor, facts: { customers }, now }) => ({
    id: actor.tenantId,
    name: actor.tenantName,
    ...monthAround(now),
    at: now,
    budget: null,
    customers,
  }),
});
