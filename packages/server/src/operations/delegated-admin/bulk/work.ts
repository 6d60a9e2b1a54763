import type { RelationshipReference } from '@multipartner/domain/delegated-admin/bulk.ts';
import { type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import {
  claimRow,
  completeBulks,
  failRow,
  type OpenRow,
  openRows,
  settleRow,
} from '../../../store/delegated-admin/bulk.ts';
import { isPassing } from '../../../store/passing.ts';
import { type Context, NotClaimed, Refused, refused } from '../../operation.ts';
import type { Realm } from '../../realm.ts';
import { assignAccess } from '../assign.ts';
import { createAdminRelationship } from '../create.ts';
import { type RelationshipKey, readRelationshipKey } from '../find.ts';
import { requestAction } from '../request.ts';
import { changeAdminRelationship } from '../update.ts';
import type { AssignmentView, RelationshipView } from '../view.ts';

/** Chains of rows that are done beside each other: as many as keep the database busy and leave it to others. */
const lanes = 4;
const atOnce = { bulks: 8, rows: 400 };

export interface RoundLog {
  error(details: object, message: string): void;
}

export interface Round {
  /** Asked between two rows: whether to end early. */
  readonly stopped: () => boolean;
  readonly log: RoundLog;
  /** From 0 to 1: where among the open rows to begin. Processes that begin elsewhere seldom want the same row. */
  readonly start: number;
}

/**
 * Does open rows of running bulks, some hundred at most, each as an act of its own by the present rights of whoever
 * handed it in. Answers how many were settled, and whether there was anything open.
 */
export async function workOnBulks(
  realm: Realm,
  round: Round,
): Promise<{ readonly settled: number; readonly open: boolean }> {
  const chains = chainsIn(await openRows(realm.database, atOnce));
  await completeBulks(realm.database);
  if (chains.length === 0) return { settled: 0, open: false };
  const first = Math.floor(round.start * chains.length);
  const waiting = [...chains.slice(first), ...chains.slice(0, first)];
  let settled = 0;
  const lane = async () => {
    for (let chain = waiting.shift(); chain !== undefined && !round.stopped(); chain = waiting.shift())
      settled += await workOnChain(realm, chain, round);
  };
  // Whatever fails, every lane comes to its end before this does.
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return { settled, open: true };
}

function chainsIn(rows: readonly OpenRow[]): OpenRow[][] {
  const chains = new Map<string, OpenRow[]>();
  for (const row of rows) {
    const key = `${row.bulk_id}:${row.chain}`;
    const chain = chains.get(key);
    if (chain === undefined) chains.set(key, [row]);
    else chain.push(row);
  }
  return [...chains.values()];
}

/** One row after the other; it ends early when somebody else has the next. */
async function workOnChain(realm: Realm, chain: readonly OpenRow[], { stopped, log }: Round): Promise<number> {
  const made = new Map<number, string | null>();
  let settled = 0;
  for (const row of chain) {
    if (stopped()) break;
    try {
      made.set(row.number, await workOnRow(realm, row, made));
    } catch (error) {
      if (error instanceof NotClaimed) break;
      if (error instanceof Refused) made.set(row.number, null);
      else if (isPassing(error)) throw error;
      else {
        log.error({ err: error, bulk: row.bulk_id, row: row.number }, 'a row of a bulk failed');
        await failRow(realm.database, row, null, { code: 'internal-error', facts: {} });
        made.set(row.number, null);
      }
    }
    settled += 1;
  }
  return settled;
}

/** Does the row and settles it in the same transaction. Answers the relationship; throws Refused when that is settled. */
async function workOnRow(realm: Realm, row: OpenRow, made: ReadonlyMap<number, string | null>): Promise<string | null> {
  const caller = { tenantId: row.partner_id, userId: row.user_id, applicationId: row.application_id };
  const key = keyOf(row, made);
  if (key !== null && 'refused' in key) {
    await failRow(realm.database, row, null, key);
    throw new Refused(key);
  }
  let relationshipId = key?.id ?? null;
  const context: Context = {
    realm,
    caller,
    settles: {
      claim: (tx) => claimRow(tx, row),
      done: (outcome) => {
        if (row.item.action === 'create') relationshipId = (outcome as RelationshipView).relationship.id;
        const assignmentId = row.item.action === 'assign' ? (outcome as AssignmentView).assignment.id : null;
        return settleRow(realm.database, row, { relationshipId, assignmentId, refusal: null });
      },
      refused: ({ code, facts }) =>
        settleRow(realm.database, row, { relationshipId, assignmentId: null, refusal: { code, facts } }),
    },
  };
  await perform(context, row, key);
  return relationshipId;
}

async function perform(context: Context, { item }: OpenRow, key: RelationshipKey | null): Promise<unknown> {
  if (item.action === 'create') return createAdminRelationship(context, item.terms);
  if (key === null) throw refused('value-missing', { field: 'relationshipId' });
  if (item.action === 'assign') return assignAccess(context, { ...key, groupId: item.groupId, roleIds: item.roleIds });
  if (item.action !== 'extend')
    return requestAction(context, { ...key, action: item.action === 'lock' ? 'lockForApproval' : 'terminate' });
  const { autoExtend } = item;
  const written = { displayName: null, duration: null, roleIds: null, autoExtend, customerId: undefined };
  return changeAdminRelationship(context, { ...key, written, expected: null });
}

/** The relationship a row is about; null where it is to make one. One whose earlier row failed has none. */
function keyOf(row: OpenRow, made: ReadonlyMap<number, string | null>): RelationshipKey | Refusal | null {
  if (row.item.action === 'create') return null;
  const of: RelationshipReference = row.item.of;
  if ('id' in of) return readRelationshipKey(of.id);
  const id = made.get(of.row) ?? (row.made_status === 'succeeded' ? row.made_id : null);
  return id === null || id === undefined
    ? refuse('relationship-not-found', { row: of.row, reason: 'that row made none' })
    : { partnerId: row.partner_id, id };
}
