import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscription, type SubscriptionRow } from '../../store/subscription.ts';
import { read } from '../operation.ts';
import { type SubscriptionView, viewOf } from './view.ts';

/** One subscription that the caller transacted; anybody else's does not exist (R51, R105). Refusals: no-relationship, subscription-not-found. */
export const getSubscription = read<
  { customerId: string; subscriptionId: string },
  { related: boolean; subscription: SubscriptionRow | null },
  SubscriptionView
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, subscriptionId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      subscription: ownSubscription(sql, owner, customerId, subscriptionId),
    };
  },
  answer: ({ actor, facts, now }, { customerId, subscriptionId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (facts.subscription === null) return refuse('subscription-not-found', { id: subscriptionId });
    return viewOf(factsOf(facts.subscription), actor.country, now);
  },
});
