import type { NamedPartner } from '../ordering/order.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { programAllows } from '../tenant/program-status.ts';
import { chooseItems, type TransferCandidate } from './eligibility.ts';
import { sideOf, type TransferFacts } from './facts.ts';
import { transferTerms } from './kind.ts';
import { hidden, mayGive, mayTake, type TransferSource, type TransferTarget } from './party.ts';
import { transferStatusAt } from './status.ts';

/** What the partners do to a transfer that waits. */
export type TransferAction = 'cancel' | 'decline' | 'accept';

/**
 * Whether this tenant may do this to the transfer now (R180, R185): who made it cancels it, the other side accepts or
 * declines, and only while it waits. Refusals: transfer-not-found for everybody else, transfer-other-side,
 * transfer-in-progress, transfer-closed.
 */
export function decideTransferAction(
  transfer: TransferFacts,
  action: TransferAction,
  tenantId: string,
  now: Date,
): Refusal | null {
  const side = sideOf(transfer, tenantId);
  if (side === null) return refuse('transfer-not-found', { id: transfer.id });
  const isMaker = side === transferTerms[transfer.kind].madeBy;
  if (isMaker !== (action === 'cancel')) return refuse('transfer-other-side', { id: transfer.id, action });
  const status = transferStatusAt(transfer, now);
  if (status === 'pending') return null;
  return status === 'in_progress'
    ? refuse('transfer-in-progress', { transferId: transfer.id })
    : refuse('transfer-closed', { id: transfer.id, status });
}

/** Who made it withdraws it; nothing was changed by it, nothing is now. Refusals: those of decideTransferAction. */
export function cancelTransfer(transfer: TransferFacts, tenantId: string, now: Date): TransferFacts | Refusal {
  return (
    decideTransferAction(transfer, 'cancel', tenantId, now) ?? {
      ...transfer,
      cancelledAt: now,
      version: transfer.version + 1,
    }
  );
}

/** The other partner declines; no reason is asked for (R179). Refusals: those of decideTransferAction. */
export function declineTransfer(transfer: TransferFacts, tenantId: string, now: Date): TransferFacts | Refusal {
  return (
    decideTransferAction(transfer, 'decline', tenantId, now) ?? {
      ...transfer,
      declinedAt: now,
      version: transfer.version + 1,
    }
  );
}

/** Both partners and what there is to move, as they are at the acceptance. */
export interface AcceptanceFacts {
  readonly source: TransferSource;
  readonly target: TransferTarget;
  /** Direct to indirect: they work together still. */
  readonly partnered: boolean;
  /** What the reseller that the target named is; null: nothing. */
  readonly named: NamedPartner | null;
  /** Everything the source has at the customer. */
  readonly candidates: readonly TransferCandidate[];
}

/**
 * The other partner accepts; from now on nobody can change what is moved, nor stop it (R185, R192). A target that
 * accepts gets what was offered; a source chooses now what it gives (`chosen`, ids of its own at the customer). `moveAt`:
 * when the move is to be made, not before now. Everything is checked at this moment. Refusals: those of
 * decideTransferAction; for a target those of a sale, partnership-required, transfer-legacy-azure-after-plan; for a
 * source transfer-not-enabled when the other one cannot take over any more, program-status-not-active, those of
 * chooseItems.
 */
export function acceptTransfer(
  transfer: TransferFacts,
  tenantId: string,
  facts: AcceptanceFacts,
  chosen: readonly string[],
  moveAt: Date,
  now: Date,
): TransferFacts | Refusal {
  const refusal = decideTransferAction(transfer, 'accept', tenantId, now);
  if (refusal !== null) return refusal;
  const items =
    transferTerms[transfer.kind].madeBy === 'source' ? takeOffer(transfer, facts) : give(transfer, facts, chosen, now);
  if (isRefusal(items)) return items;
  return { ...transfer, items, acceptedAt: now, moveAt, version: transfer.version + 1 };
}

function takeOffer(transfer: TransferFacts, facts: AcceptanceFacts): TransferFacts['items'] | Refusal {
  const { source, target, partnered, candidates } = facts;
  const unready = mayTake(transfer.kind, target, null, null);
  if (unready !== null) return unready;
  if (!partnered || !mayGive(transfer.kind, source)) return refuse('partnership-required', { id: source.locationId });
  const azure = candidates.filter((one) => one.type === 'subscription' && one.legacyAzure).map((one) => one.facts.id);
  if (target.azurePlans.length > 0 && transfer.items.some(({ id }) => azure.includes(id)))
    return refuse('transfer-legacy-azure-after-plan', { id: transfer.id });
  return transfer.items;
}

function give(
  transfer: TransferFacts,
  { source, target, named, candidates }: AcceptanceFacts,
  chosen: readonly string[],
  now: Date,
): TransferFacts['items'] | Refusal {
  const { kind, partnerOnRecord } = transfer;
  if (!mayGive(kind, source)) return refuse('transfer-not-enabled', { partnerId: source.tenantId });
  const standing = programAllows(source.programStatus, 'manage');
  if (standing !== null) return standing;
  const unready = hidden(mayTake(kind, target, partnerOnRecord, named), transfer.targetId);
  if (unready !== null) return unready;
  const choices = chosen.map((id) => ({ id, partnerOnRecord }));
  return chooseItems(kind, choices, candidates, now, transfer.id);
}
