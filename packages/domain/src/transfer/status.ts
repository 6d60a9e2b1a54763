import { addDays } from '../time/duration.ts';
import type { TransferFacts } from './facts.ts';
import { transferTerms } from './kind.ts';
import type { TransferStatus } from './lifecycle.ts';

/** When it expires if nobody answers (R185); null: never. */
export function expiresAt(transfer: Pick<TransferFacts, 'kind' | 'createdAt'>): Date | null {
  const { answerDays } = transferTerms[transfer.kind];
  return answerDays === null ? null : addDays(transfer.createdAt, answerDays);
}

/**
 * The status at an instant, derived from facts (R182, R185). An accepted one is in progress until its move was made. What
 * somebody did counts at once: an act that waited for it began before its time, and decides after it. Time alone counts
 * by the instant.
 */
export function transferStatusAt(transfer: TransferFacts, now: Date): TransferStatus {
  if (transfer.cancelledAt !== null) return 'cancelled';
  if (transfer.declinedAt !== null) return 'declined';
  if (transfer.settledAt !== null) return outcome(transfer);
  if (transfer.acceptedAt !== null) return 'in_progress';
  const end = expiresAt(transfer);
  return end !== null && end <= now ? 'expired' : 'pending';
}

function outcome({ items }: TransferFacts): TransferStatus {
  const failed = items.filter((item) => item.failure !== null).length;
  if (failed === 0) return 'completed';
  return failed === items.length ? 'failed' : 'completed_with_errors';
}

/** Something may still come of it. */
export function isOpen(transfer: TransferFacts, now: Date): boolean {
  const status = transferStatusAt(transfer, now);
  return status === 'pending' || status === 'in_progress';
}

/** What must be done, or told, at a time. */
export interface TransferDue {
  readonly event: 'expired' | 'move';
  readonly at: Date;
}

/** What is due of it next, later than `done`; null when nothing is. A move is due until it was made. */
export function nextTransferDue(transfer: TransferFacts, done: Date): TransferDue | null {
  if (transfer.cancelledAt !== null || transfer.declinedAt !== null || transfer.settledAt !== null) return null;
  if (transfer.moveAt !== null) return { event: 'move', at: transfer.moveAt };
  const at = expiresAt(transfer);
  return at !== null && at > done ? { event: 'expired', at } : null;
}

/** Whom the news of a transfer goes to beside the partner that acts (R186, R199): nobody but these. */
export function informedOf(
  transfer: Pick<TransferFacts, 'kind' | 'sourceId' | 'targetId' | 'customerId'>,
  event: 'created' | 'accepted' | 'completed' | 'declined' | 'cancelled' | 'expired',
): readonly string[] {
  const { madeBy } = transferTerms[transfer.kind];
  const { sourceId, targetId, customerId } = transfer;
  const [maker, answerer] = madeBy === 'source' ? [sourceId, targetId] : [targetId, sourceId];
  switch (event) {
    case 'created':
    case 'cancelled':
      return [answerer];
    case 'declined':
      return [maker];
    case 'expired':
      return [maker, answerer];
    default:
      return [targetId, customerId, sourceId];
  }
}
