import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscription, ownSubscriptions, type SubscriptionRow } from '../../store/subscription.ts';
import { read } from '../operation.ts';
import { type SubscriptionView, viewOf } from './view.ts';

/**
 * The add-ons that the caller sold under one of its own subscriptions (R105, R126). Refusals: no-relationship,
 * subscription-not-found.
 */
export const listAddOns = read<
  { customerId: string; subscriptionId: string },
  { related: boolean; base: SubscriptionRow | null; addOns: SubscriptionRow[] },
  SubscriptionView[]
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      base: ownSubscription(sql, owner, customerId, subscriptionId),
      addOns: ownSubscriptions(sql, owner, customerId, { parentId: subscriptionId }),
    };
  },
  answer: ({ actor, facts, now }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.base === null) return refuse('subscription-not-found', { id: subscriptionId });
    return facts.addOns.map((row) => viewOf(factsOf(row), actor.country, now));
  },
});
