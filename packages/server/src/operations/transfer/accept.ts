import { addDuration } from '@multipartner/domain/time/duration.ts';
import { acceptTransfer } from '@multipartner/domain/transfer/answer.ts';
import { permitsTransfer } from '@multipartner/domain/transfer/kind.ts';
import type { OrderRow } from '../../store/order.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import {
  holdCustomerTransfers,
  lockTransfer,
  nameParties,
  pairsOfTransfer,
  saveTransferFrom,
  type TransferRow,
  transferFactsOf,
  transferRowOf,
} from '../../store/transfer.ts';
import { holdTransferParties, lockTransferCandidates, type TransferPartyRow } from '../../store/transfer-parties.ts';
import { act, allowed, Refused, refused, type Work } from '../operation.ts';
import { candidatesOf, describe, namedOf, sourceOf, targetOf } from './facts.ts';
import { type Held, settle } from './settle.ts';
import { eventsOf, mailTransfer, recordTransfer, settledEntries } from './tell.ts';
import { type TransferView, transferViewOf } from './view.ts';

/** How long what was asked for stays in progress before it moves (R186). */
export const movesAfter = 'PT15M';

export interface Acceptance {
  readonly customerId: string;
  readonly transferId: string;
  /** What the current partner gives, by ids; what was offered is taken as a whole. */
  readonly chosen: readonly string[];
}

export interface Accepted {
  readonly transfer: TransferView;
  /** By which the caller has what was moved already; none while it is in progress. */
  readonly orders: readonly OrderRow[];
  readonly country: string;
}

/**
 * The other side accepts (R180, R183, R185): an offer is moved at once, with what cannot go left where it is; what was
 * asked for is locked, and moves a quarter of an hour later. Both partners have consented now, and only now does anything of
 * theirs change (R92). Refusals: no-relationship, transfer-not-found, role-not-sufficient, those of `acceptTransfer`.
 */
export const accept = act<Acceptance, Accepted>({
  permission: 'transfer.answer',
  kind: 'transfer.accept',
  audited: { resourceType: 'transfer', operationType: 'update_transfer' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  // Both partners' pairs, as the transfer has them: the request names neither.
  pairsOf: (sql, caller, { customerId, transferId }) =>
    pairsOfTransfer(sql, { partnerId: caller.tenantId }, customerId, transferId, 'both'),
  body: async (work, input) => {
    const { tx, actor, now } = work;
    const before = await findTransfer(work, input);
    const transfer = transferFactsOf(before);
    const held = await hold(work, before);
    const candidates = candidatesOf(held.candidates);
    const { parties } = held;
    const accepted = allowed(
      acceptTransfer(
        transfer,
        actor.tenantId,
        {
          source: sourceOf(parties.source as TransferPartyRow),
          target: targetOf(parties.target as TransferPartyRow, parties, transfer.customerId, now),
          partnered: parties.partnered,
          named: namedOf(transfer.partnerOnRecord, parties),
          candidates,
        },
        input.chosen,
        transfer.kind === 'direct_to_indirect' ? now : addDuration(now, movesAfter),
        now,
      ),
    );
    const described = { ...before.described, ...describe(accepted.items, candidates) };
    const note = { makerId: before.partner_id, described, by: actor.userId };
    let row = transferRowOf(accepted, note, now);
    recordTransfer(work, 'update_transfer', row, before);
    for (const event of eventsOf(row, 'accepted', now)) work.event(event);
    await mailTransfer(work, row, 'accepted');
    let orders: readonly OrderRow[] = [];
    if (accepted.moveAt !== null && accepted.moveAt <= now) {
      const settled = await settle(tx, accepted, held, now);
      for (const one of settled.writes) work.write(one);
      const inProgress = row;
      row = transferRowOf(settled.transfer, note, now);
      for (const entry of settledEntries(row, inProgress, now)) work.audit(entry);
      for (const event of eventsOf(row, 'completed', now)) work.event(event);
      orders = settled.orders;
    }
    work.write(saveTransferFrom(tx, row));
    const view = transferViewOf({ ...row, ...(await nameParties(tx, row)) }, now);
    return { transfer: view, orders, country: actor.country };
  },
});

/** The transfer of one of its sides, locked. Refusals: no-relationship, transfer-not-found, role-not-sufficient. */
export async function findTransfer(
  { tx, actor }: Work,
  { customerId, transferId }: { readonly customerId: string; readonly transferId: string },
): Promise<TransferRow> {
  const side = { partnerId: actor.tenantId };
  if (!(await isPartnerRelated(tx, side, customerId))) throw refused('no-relationship', { customerId });
  await holdCustomerTransfers(tx, customerId);
  const row = await lockTransfer(tx, side, customerId, transferId);
  if (row === null) throw refused('transfer-not-found', { id: transferId });
  const roles = permitsTransfer(row.kind, actor);
  if (roles !== null) throw new Refused(roles);
  return row;
}

/** Everything that the move stands on, held until the act ends. */
async function hold({ tx }: Work, row: TransferRow): Promise<Held> {
  const parties = await holdTransferParties(tx, {
    customerId: row.customer_id,
    sourceId: row.source_id,
    targetId: row.target_id,
    partnerOnRecord: row.partner_on_record,
  });
  const candidates = await lockTransferCandidates(tx, { partnerId: row.source_id }, row.customer_id);
  return { parties, candidates };
}
