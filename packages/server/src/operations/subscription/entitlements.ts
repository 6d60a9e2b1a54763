import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscriptions, type SubscriptionRow } from '../../store/subscription.ts';
import { read } from '../operation.ts';

export type Entitlement = ReturnType<typeof factsOf>;

/**
 * What the customer may use because the caller's partner sold it outside of subscriptions: software and reservations that
 * were neither cancelled nor have ended (R105). Refusals: no-relationship.
 */
export const listEntitlements = read<
  { customerId: string },
  { related: boolean; subscriptions: SubscriptionRow[] },
  Entitlement[]
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), subscriptions: ownSubscriptions(sql, owner, customerId) };
  },
  answer: ({ facts, now }, { customerId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.subscriptions
      .map(factsOf)
      .filter(({ commerce }) => commerce === 'software' || commerce === 'reservation')
      .filter(({ cancelledAt, termEndsAt }) => cancelledAt === null && (termEndsAt === null || termEndsAt > now));
  },
});
