import type { DueKind } from '../../clock/index.ts';
import type { Transaction } from '../../store/database.ts';
import { appendJournal } from '../../store/journal.ts';
import {
  lockDueTransfers,
  nextDueTransfer,
  saveTransferFrom,
  type TransferRow,
  transferFactsOf,
  transferRowOf,
} from '../../store/transfer.ts';
import { holdTransferParties, lockTransferCandidates } from '../../store/transfer-parties.ts';
import { postpone, settle } from './settle.ts';
import { eventsOf, settledEntries } from './tell.ts';

/**
 * What time brings to transfers: one that nobody answered expires (R185), which both partners are told, and what was
 * accepted moves (R186). Each at its own time; one move is decided from what the ones before it left.
 */
export const transfersDue: DueKind = {
  name: 'transfer',
  nextDue: nextDueTransfer,
  limit: 20,
  run: async (tx, upTo, limit) => {
    const rows = await lockDueTransfers(tx, upTo, limit);
    for (const row of rows) {
      const at = new Date(row.next_due_at as string);
      await (row.accepted_at === null ? expire(tx, row, at) : move(tx, row, at));
    }
    return rows.length;
  },
};

/** Nothing changes by it but that it is told: its status follows from the time. */
async function expire(tx: Transaction, before: TransferRow, at: Date): Promise<void> {
  const row = { ...before, next_due_at: null };
  const [source, target] = settledEntries(row, before, at);
  const makers = row.partner_id === row.source_id ? source : target;
  await appendJournal(tx, makers === undefined ? [] : [makers], eventsOf(row, 'expired', at), [
    saveTransferFrom(tx, row),
  ]);
}

async function move(tx: Transaction, before: TransferRow, at: Date): Promise<void> {
  const transfer = transferFactsOf(before);
  const parties = await holdTransferParties(tx, {
    customerId: transfer.customerId,
    sourceId: transfer.sourceId,
    targetId: transfer.targetId,
    partnerOnRecord: transfer.partnerOnRecord,
  });
  const later = postpone(transfer, parties, at);
  if (later !== null) {
    // Nobody is told: it is in progress, as before (R186).
    await saveTransferFrom(
      tx,
      transferRowOf(later, { makerId: before.partner_id, described: before.described, by: null }, at),
    );
    return;
  }
  const candidates = await lockTransferCandidates(tx, { partnerId: transfer.sourceId }, transfer.customerId);
  const settled = await settle(tx, transfer, { parties, candidates }, at);
  const row = transferRowOf(
    settled.transfer,
    { makerId: before.partner_id, described: before.described, by: null },
    at,
  );
  await appendJournal(tx, settledEntries(row, before, at), eventsOf(row, 'completed', at), [
    ...settled.writes,
    saveTransferFrom(tx, row),
  ]);
}
