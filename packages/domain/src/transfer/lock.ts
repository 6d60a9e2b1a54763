import { type Refusal, refuse } from '../refusal.ts';
import type { SubscriptionFacts } from '../subscription/facts.ts';
import type { TransferFacts } from './facts.ts';
import { transferStatusAt } from './status.ts';

/**
 * Whether transfers forbid to change what has this id, a subscription or an Azure subscription (R133, R192): it is being
 * moved, or it is what is left here after its move (R182). One that waits forbids nothing. `transfers`: those of the
 * owner at this customer. Refusals: transfer-in-progress, subscription-transferred.
 */
export function lockedByTransfer(transfers: readonly TransferFacts[], id: string, now: Date): Refusal | null {
  for (const transfer of transfers) {
    const item = transfer.items.find((one) => one.id === id);
    if (item === undefined) continue;
    if (transferStatusAt(transfer, now) === 'in_progress')
      return refuse('transfer-in-progress', { transferId: transfer.id, id });
    if (item.movedTo !== null && item.movedTo !== id)
      return refuse('subscription-transferred', { transferId: transfer.id, id });
  }
  return null;
}

/** A reservation that was paid up-front cannot be cancelled any more once it was moved (R187). Refusal: subscription-transferred. */
export function cancellableAfterTransfer(
  transfers: readonly TransferFacts[],
  { id, commerce, billingCycle }: Pick<SubscriptionFacts, 'id' | 'commerce' | 'billingCycle'>,
): Refusal | null {
  if (commerce !== 'reservation' || billingCycle === 'monthly') return null;
  const transfer = transfers.find(({ items }) => items.some((item) => item.movedTo === id));
  return transfer === undefined ? null : refuse('subscription-transferred', { transferId: transfer.id, id });
}
