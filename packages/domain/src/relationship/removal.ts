import { type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from '../subscription/facts.ts';
import { blocksRemoval } from '../subscription/status.ts';

type Held = Pick<SubscriptionFacts, 'id' | 'commerce' | 'termEndsAt' | 'autoRenew' | 'suspendedAt' | 'cancelledAt'>;

/**
 * Whether the partner may end its relationship (R45, R46): none of its own subscriptions here may bill or be
 * reactivated. Refusal: relationship-in-use with the blocking ids.
 */
export function decideRemoval(own: readonly Held[], now: Date): Refusal | null {
  const blocking = own
    .filter((subscription) => blocksRemoval(subscription, now))
    .map((subscription) => subscription.id);
  return blocking.length === 0 ? null : refuse('relationship-in-use', { subscriptionIds: blocking });
}

/** The customer ends what it can end itself: an advisor, or a partner that merely administers (R49). */
export function decideDeletionByCustomer(type: 'reseller' | 'advisor' | null): Refusal | null {
  return type === 'reseller' ? refuse('relationship-kept-by-partner') : null;
}
