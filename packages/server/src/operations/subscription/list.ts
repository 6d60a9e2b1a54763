import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscriptions, type SubscriptionRow } from '../../store/subscription.ts';
import { read } from '../operation.ts';
import { type SubscriptionView, viewOf } from './view.ts';

/**
 * The subscriptions that the caller transacted for a customer, and no one else's (R105); of one order, or of one partner
 * of record, when it is named. Refusals: no-relationship.
 */
export const listSubscriptions = read<
  { customerId: string; orderId: string | null; partnerOnRecord: string | null },
  { related: boolean; subscriptions: SubscriptionRow[] },
  SubscriptionView[]
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId, orderId, partnerOnRecord }) => {
    const owner = { partnerId: caller.tenantId };
    const filter = {
      ...(orderId === null ? {} : { orderId: orderId.toLowerCase() }),
      ...(partnerOnRecord === null ? {} : { partnerOnRecord }),
    };
    return {
      related: isRelated(sql, owner, customerId),
      subscriptions: ownSubscriptions(sql, owner, customerId, filter),
    };
  },
  answer: ({ actor, facts, now }, { customerId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.subscriptions.map((row) => viewOf(factsOf(row), actor.country, now));
  },
});
