import { cancelTransfer, declineTransfer } from '@multipartner/domain/transfer/answer.ts';
import {
  nameParties,
  pairsOfTransfer,
  saveTransferFrom,
  transferFactsOf,
  transferRowOf,
} from '../../store/transfer.ts';
import { type ActDefinition, act, allowed, type Work } from '../operation.ts';
import { findTransfer } from './accept.ts';
import { eventsOf, recordTransfer } from './tell.ts';
import { type TransferView, transferViewOf } from './view.ts';

interface One {
  readonly customerId: string;
  readonly transferId: string;
}

const common = {
  audited: { resourceType: 'transfer', operationType: 'update_transfer' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  // It is the maker's, whoever answers it; nothing else of either partner is concerned.
  pairsOf: (sql, caller, { customerId, transferId }) =>
    pairsOfTransfer(sql, { partnerId: caller.tenantId }, customerId, transferId, 'maker'),
} as const satisfies Omit<ActDefinition<One, unknown>, 'permission' | 'kind' | 'body'>;

/**
 * The other side declines a transfer that waits; nobody has to give a reason (R179). Refusals: no-relationship,
 * transfer-not-found, role-not-sufficient, those of `decideTransferAction`.
 */
export const decline = act<One, TransferView>({
  ...common,
  permission: 'transfer.answer',
  kind: 'transfer.decline',
  body: (work, input) => end(work, input, 'declined', declineTransfer),
});

/**
 * Who made a transfer withdraws it while it waits (R180, R185). Refusals: no-relationship, transfer-not-found,
 * role-not-sufficient, those of `decideTransferAction`.
 */
export const withdraw = act<One, TransferView>({
  ...common,
  permission: 'transfer.cancel',
  kind: 'transfer.cancel',
  body: (work, input) => end(work, input, 'cancelled', cancelTransfer),
});

async function end(
  work: Work,
  input: One,
  news: 'declined' | 'cancelled',
  decide: typeof cancelTransfer,
): Promise<TransferView> {
  const { tx, actor, now } = work;
  const before = await findTransfer(work, input);
  const after = allowed(decide(transferFactsOf(before), actor.tenantId, now));
  const note = { makerId: before.partner_id, described: before.described, by: actor.userId };
  const row = transferRowOf(after, note, now);
  work.write(saveTransferFrom(tx, row));
  recordTransfer(work, 'update_transfer', row, before);
  for (const event of eventsOf(row, news, now)) work.event(event);
  return transferViewOf({ ...row, ...(await nameParties(tx, row)) }, now);
}
