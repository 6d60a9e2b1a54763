import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { lockedByTransfer } from '@multipartner/domain/transfer/lock.ts';
import { factsOf, type SubscriptionRow } from '../../store/subscription.ts';
import { type ChangeRow, lockForChange } from '../../store/subscription-change.ts';
import { transferFactsOf } from '../../store/transfer.ts';
import { Refused, refused, type Work } from '../operation.ts';

/** One of the caller's own subscriptions, locked until the act ends. */
export interface OwnSubscription {
  readonly row: SubscriptionRow;
  readonly facts: SubscriptionFacts;
  readonly loaded: ChangeRow;
}

/**
 * Loads and locks a subscription of the caller's own for an act. Refusals: no-relationship, subscription-not-found,
 * transfer-in-progress, subscription-transferred.
 */
export async function ownLocked(work: Work, customerId: string, id: string): Promise<OwnSubscription> {
  const loaded = await lockForChange(work.tx, { partnerId: work.actor.tenantId }, customerId, id, null);
  if (!loaded.related) throw refused('no-relationship', { customerId });
  if (loaded.subscription === null) throw refused('subscription-not-found', { id });
  const held = lockedByTransfer(loaded.transfers.map(transferFactsOf), id, work.now);
  if (held !== null) throw new Refused(held);
  return { row: loaded.subscription, facts: factsOf(loaded.subscription), loaded };
}
