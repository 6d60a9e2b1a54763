import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import type { TransferCandidate } from '@multipartner/domain/transfer/eligibility.ts';
import type { TransferFacts } from '@multipartner/domain/transfer/facts.ts';
import {
  type MadeForTarget,
  type Move,
  postponeMove,
  type Settlement,
  settleTransfer,
} from '@multipartner/domain/transfer/move.ts';
import { hidden, mayTake, planFor } from '@multipartner/domain/transfer/party.ts';
import type { Fragment, Transaction } from '../../store/database.ts';
import { insertOrdersFrom, type OrderRow } from '../../store/order.ts';
import { insertSubscriptionsFrom, saveSubscriptionsFrom } from '../../store/subscription.ts';
import {
  type CandidatesRow,
  moveAzureSubscriptions,
  moveSubscriptions,
  type TransferPartiesRow,
  type TransferPartyRow,
} from '../../store/transfer-parties.ts';
import { orderLineOf } from '../order/line-of.ts';
import { candidatesOf, namedOf, sameCurrency, targetOf } from './facts.ts';

/** What was loaded and locked for a move. */
export interface Held {
  readonly parties: TransferPartiesRow;
  readonly candidates: CandidatesRow;
}

export interface Settled extends Settlement {
  /** The orders by which the target has what was moved. */
  readonly orders: readonly OrderRow[];
  /** Writes that may travel with others. */
  readonly writes: readonly Fragment[];
}

/**
 * Makes the move of an accepted transfer as far as it goes (R182, R193): what goes in place changes its owner at once;
 * everything else is answered as writes, of the orders and the subscriptions that are new, and of what is left.
 */
export async function settle(tx: Transaction, transfer: TransferFacts, held: Held, now: Date): Promise<Settled> {
  const { parties } = held;
  const { target, unready, planId } = footingOf(transfer, parties, now);
  const candidates = candidatesOf(held.candidates);
  const settlement = settleTransfer(
    transfer,
    {
      unready,
      agreementId: target.sale.agreementId,
      planId,
      sameCurrency: sameCurrency(parties),
      candidates,
      made: idsFor(transfer, candidates),
    },
    now,
  );
  const orders = ordersOf(settlement.moves, transfer, now);
  const writes = await write(tx, settlement.moves, held.candidates, transfer, now);
  if (orders.length > 0) writes.push(insertOrdersFrom(tx, orders));
  return { ...settlement, orders, writes };
}

/** The transfer with a later time for its move, when the target cannot take over just now; null: it is to be made. */
export function postpone(transfer: TransferFacts, parties: TransferPartiesRow, now: Date): TransferFacts | null {
  return postponeMove(transfer, footingOf(transfer, parties, now), now);
}

/** What the target could take over with at that instant. */
function footingOf(
  { customerId, kind, partnerOnRecord, targetId }: TransferFacts,
  parties: TransferPartiesRow,
  now: Date,
) {
  const target = targetOf(parties.target as TransferPartyRow, parties, customerId, now);
  return {
    target,
    unready: hidden(mayTake(kind, target, partnerOnRecord, namedOf(partnerOnRecord, parties)), targetId),
    planId: kind === 'azure_plan' ? (planFor(target, partnerOnRecord)?.id ?? null) : null,
  };
}

/** One order for each base with its add-ons. What moves in place keeps its id. */
function idsFor(transfer: TransferFacts, candidates: readonly TransferCandidate[]): Record<string, MadeForTarget> {
  const made: Record<string, MadeForTarget> = {};
  const orders = new Map<string, { readonly id: string; lines: number }>();
  for (const item of transfer.items) {
    if (item.type !== 'subscription' || !candidates.some((one) => one.facts.id === item.id)) continue;
    const group = item.addOnOf ?? item.id;
    const order = orders.get(group) ?? { id: crypto.randomUUID().replaceAll('-', '').slice(0, 12), lines: 0 };
    orders.set(group, order);
    made[item.id] = {
      id: transfer.kind === 'direct_to_indirect' ? crypto.randomUUID() : item.id,
      orderId: order.id,
      lineNumber: order.lines,
    };
    order.lines += 1;
  }
  return made;
}

async function write(
  tx: Transaction,
  moves: readonly Move[],
  held: CandidatesRow,
  { sourceId }: TransferFacts,
  now: Date,
): Promise<Fragment[]> {
  const source = { partnerId: sourceId };
  const writes: Fragment[] = [];
  const subscriptions = moves.flatMap((move) => (move.type === 'subscription' ? [move] : []));
  const anew = subscriptions.flatMap((move) => (move.left === null ? [] : [{ to: move.to, left: move.left }]));
  if (anew.length > 0) {
    writes.push(
      insertSubscriptionsFrom(
        tx,
        anew.map(({ to }) => to),
      ),
    );
    writes.push(
      saveSubscriptionsFrom(
        tx,
        anew.map(({ left }) => ({ facts: left, done: now })),
      ),
    );
  }
  const inPlace = subscriptions.flatMap(({ to, left }) => {
    const before = held.subscriptions.find((one) => one.id === to.id);
    return left === null && before !== undefined ? [{ before, to }] : [];
  });
  if (inPlace.length > 0) await moveSubscriptions(tx, source, inPlace, now);
  const azure = moves.flatMap((move) => (move.type === 'azure_subscription' ? [move.to] : []));
  if (azure.length > 0) await moveAzureSubscriptions(tx, source, azure);
  return writes;
}

function ordersOf(moves: readonly Move[], { customerId }: TransferFacts, now: Date): OrderRow[] {
  const bought = moves.flatMap((move) => (move.type === 'subscription' ? [move.to] : []));
  return [...Map.groupBy(bought, (facts) => facts.orderId).values()].map((group) => {
    const [first] = group as [SubscriptionFacts];
    return {
      partner_id: first.partnerId,
      customer_id: customerId,
      id: first.orderId,
      created_at: now.toISOString(),
      cart_id: null,
      billing_cycle: first.billingCycle,
      currency: first.currency,
      status: 'completed',
      attestation_accepted: first.partnerOnRecord !== null,
      lines: group.map(orderLineOf),
      version: 1,
    };
  });
}
