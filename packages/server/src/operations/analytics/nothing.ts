import type { PermissionName } from '@multipartner/domain/access/permission.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { constant } from '../../store/ask.ts';
import { isRelated } from '../../store/order.ts';
import { ownSubscription, type SubscriptionRow } from '../../store/subscription.ts';
import { type Context, read } from '../operation.ts';

export interface About {
  /** Null: it is about the partner itself. */
  readonly customerId: string | null;
  readonly subscriptionId: string | null;
}

/**
 * A read of something that this realm never has any of: who may ask, of whom and of what is checked all the same.
 * Refusals: no-relationship, subscription-not-found.
 */
export function nothingOf(permission: PermissionName): (context: Context, about: About) => Promise<true> {
  return read<About, { related: boolean; subscription: SubscriptionRow | null }, true>({
    permission,
    load: (sql, caller, { customerId, subscriptionId }) => {
      const owner = { partnerId: caller.tenantId };
      return {
        related: customerId === null ? constant(sql, false) : isRelated(sql, owner, customerId),
        subscription:
          customerId === null || subscriptionId === null
            ? constant(sql, null)
            : ownSubscription(sql, owner, customerId, subscriptionId),
      };
    },
    answer: ({ facts }, { customerId, subscriptionId }) => {
      if (customerId !== null && !facts.related) return refuse('no-relationship', { customerId });
      if (subscriptionId !== null && facts.subscription === null)
        return refuse('subscription-not-found', { id: subscriptionId });
      return true;
    },
  });
}
