import { type AllowedTermEnd, allowedTermEnds } from '@multipartner/domain/ordering/term-ends.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated } from '../../store/order.ts';
import { factsOf, ownSubscriptions, type SubscriptionRow } from '../../store/subscription.ts';
import { read } from '../operation.ts';

export type { AllowedTermEnd };

const lengths = ['P1M', 'P1Y', 'P3Y'];

/**
 * The last days that a first term may have, to end with the caller's own subscriptions here or with a month (R120).
 * Refusals: no-relationship, value-missing and value-invalid for the length and the start, subscription-not-found.
 */
export const listTermEnds = read<
  { customerId: string; duration: string | null; startsAt: Date | null; target: string | null },
  { related: boolean; own: readonly SubscriptionRow[] },
  readonly AllowedTermEnd[]
>({
  permission: 'subscription.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), own: ownSubscriptions(sql, owner, customerId) };
  },
  answer: ({ facts, now }, { customerId, duration, startsAt, target }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    if (duration === null) return refuse('value-missing', { field: 'term_duration' });
    if (!lengths.includes(duration))
      return refuse('value-invalid', { field: 'term_duration', reason: `is not one of ${lengths.join(', ')}` });
    if (startsAt !== null && startsAt.getUTCFullYear() > 9990)
      return refuse('value-invalid', { field: 'TermStartDate', reason: 'is too late' });
    const own = facts.own.map(factsOf);
    if (target !== null && !own.some((one) => one.id === target))
      return refuse('subscription-not-found', { id: target });
    return allowedTermEnds(own, { duration, startsAt: startsAt ?? now, target }, now);
  },
});
