import type { ActorPartner } from '@multipartner/domain/access/actor.ts';
import { itemFor } from '@multipartner/domain/catalogue/catalogue.ts';
import { isRefusal, type Refusal, refuse } from '@multipartner/domain/refusal.ts';
import { changeBillingCycle } from '@multipartner/domain/subscription/billing.ts';
import { cancel } from '@multipartner/domain/subscription/change.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { programAllows } from '@multipartner/domain/tenant/program-status.ts';
import type { TransferFacts } from '@multipartner/domain/transfer/facts.ts';
import { cancellableAfterTransfer, lockedByTransfer } from '@multipartner/domain/transfer/lock.ts';
import { lockOrder, type OrderRow, saveOrder } from '../../store/order.ts';
import { factsOf, lockSubscriptionsOfOrder } from '../../store/subscription.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { ownTransfers } from '../../store/transfer.ts';
import { act, allowed, Refused, refused, type Work } from '../operation.ts';
import { saveChanged } from '../subscription/change.ts';
import type { OrderView } from './view.ts';

export interface OrderChange {
  readonly customerId: string;
  readonly orderId: string;
  readonly version: number | null;
  /** What it becomes; null: unchanged. */
  readonly billingCycle: string | null;
  readonly cancel: boolean;
  /** Numbers of the lines that are to be cancelled; empty: all. */
  readonly lines: readonly number[];
}

/**
 * Changes how often an order is billed, with all of its subscriptions, or cancels it (R113, R115). Refusals:
 * no-relationship, order-not-found, stale-version, program-status-not-active, line-invalid, those of the changes,
 * order-not-cancellable, sandbox-only.
 */
export const changeOrder = act<OrderChange, OrderView>({
  permission: 'order.update',
  kind: 'order.change',
  audited: { resourceType: 'order', operationType: 'update_order' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, change) => {
    const { tx, actor } = work;
    const owner = { partnerId: actor.tenantId };
    if (!(await isPartnerRelated(tx, owner, change.customerId)))
      throw refused('no-relationship', { customerId: change.customerId });
    const order = await lockOrder(tx, owner, change.customerId, change.orderId.toLowerCase());
    if (order === null) throw refused('order-not-found', { id: change.orderId });
    if (change.version !== null && change.version !== order.version) throw refused('stale-version');
    const standing = programAllows((actor.partner as ActorPartner).programStatus, 'changeExisting');
    if (standing !== null) throw new Refused(standing);
    const chosen = chosenLines(order, change);
    const rows = (await lockSubscriptionsOfOrder(tx, owner, change.customerId, order.id)).filter((row) =>
      chosen.has(row.line_number),
    );
    let changed = order;
    // What another partner took over is no longer this order's to cancel.
    if (change.cancel && rows.length < chosen.size) throw refused('order-not-cancellable');
    const transfers = await ownTransfers(tx, owner, change.customerId);
    for (const row of rows) {
      const before = factsOf(row);
      const held = lockedByTransfer(transfers, row.id, work.now);
      if (held !== null) throw new Refused(held);
      const after = allowed(decide(work, order, before, transfers, change));
      if (after.version !== before.version) saveChanged(work, row, after);
    }
    if (change.cancel && order.status !== 'cancelled') changed = withoutLines(changed, chosen);
    if (change.billingCycle !== null && !change.cancel) changed = { ...changed, billing_cycle: change.billingCycle };
    if (
      changed.status === order.status &&
      changed.billing_cycle === order.billing_cycle &&
      changed.lines === order.lines
    )
      return { order, country: actor.country };
    changed = { ...changed, version: order.version + 1 };
    await saveOrder(tx, changed);
    work.audit({ oldValue: order, newValue: changed });
    return { order: changed, country: actor.country };
  },
});

/** The lines that the change is about. */
function chosenLines(order: OrderRow, { cancel, lines }: OrderChange): ReadonlySet<number> {
  const all = order.lines.map((line) => line.lineNumber);
  if (!cancel || lines.length === 0) return new Set(all);
  const missing = lines.find((number) => !all.includes(number));
  if (missing !== undefined) throw refused('line-invalid', { line: missing, reason: 'the order has no such line' });
  return new Set(lines);
}

/** A cancelled line stays on record with none of it; an order of which nothing is left is cancelled. */
function withoutLines(order: OrderRow, chosen: ReadonlySet<number>): OrderRow {
  const left = order.lines.filter((line) => !chosen.has(line.lineNumber) && line.quantity > 0);
  if (left.length === 0) return { ...order, status: 'cancelled' };
  if (order.lines.every((line) => !chosen.has(line.lineNumber) || line.quantity === 0)) return order;
  const lines = order.lines.map((line) => (chosen.has(line.lineNumber) ? { ...line, quantity: 0 } : line));
  return { ...order, lines };
}

function decide(
  work: Work,
  order: OrderRow,
  facts: SubscriptionFacts,
  transfers: readonly TransferFacts[],
  change: OrderChange,
): SubscriptionFacts | Refusal {
  const { actor, now } = work;
  if (change.cancel && order.status === 'cancelled') return facts;
  if (change.cancel) return cancellableAfterTransfer(transfers, facts) ?? cancelled(work, facts);
  if (change.billingCycle === null) return facts;
  if (order.status === 'cancelled') return refuse('subscription-deleted');
  const id = facts.skuId === '' ? facts.productId : `${facts.productId}:${facts.skuId}:${facts.availabilityId}`;
  return changeBillingCycle(facts, change.billingCycle, itemFor(id, actor.country, actor.cloud)?.terms ?? [], now);
}

/** Software is cancelled everywhere, a reservation in the sandbox only; what is licensed by seats is changed one by one. */
function cancelled(work: Work, facts: SubscriptionFacts): SubscriptionFacts | Refusal {
  if (facts.commerce === 'reservation' && work.realm.mode !== 'sandbox') return refuse('sandbox-only');
  if (facts.commerce !== 'reservation' && facts.commerce !== 'software') {
    return refuse('order-not-cancellable', { reason: 'its subscriptions are suspended or cancelled one by one' });
  }
  const outcome = cancel(facts, work.now);
  return isRefusal(outcome) && outcome.code === 'transition-not-allowed' ? refuse('order-not-cancellable') : outcome;
}
