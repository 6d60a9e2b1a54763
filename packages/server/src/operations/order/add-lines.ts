import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { lockOrder, type OrderRow, saveOrder } from '../../store/order.ts';
import { insertSubscriptionsFrom } from '../../store/subscription.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { act, refused } from '../operation.ts';
import { decide, type LineInput, lineOf, subscriptionsOf } from './buy.ts';
import type { OrderView } from './view.ts';

export interface AddedLines {
  readonly customerId: string;
  readonly orderId: string;
  readonly version: number | null;
  /** Null: as the order is billed, where the add-on can be. */
  readonly billingCycle: string | null;
  readonly lines: readonly LineInput[];
}

/**
 * Buys add-ons to own subscriptions into the order of their base (R126): every line or none. Refusals: no-relationship,
 * order-not-found, stale-version, order-not-cancellable, parent-subscription-invalid, those of a sale and of its lines.
 */
export const addLines = act<AddedLines, OrderView>({
  permission: 'order.create',
  kind: 'order.addLines',
  audited: { resourceType: 'order', operationType: 'update_order' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  body: async (work, { customerId, orderId, version, billingCycle, lines }) => {
    const { tx, actor } = work;
    const owner = { partnerId: actor.tenantId };
    if (!(await isPartnerRelated(tx, owner, customerId))) throw refused('no-relationship', { customerId });
    const order = await lockOrder(tx, owner, customerId, orderId.toLowerCase());
    if (order === null) throw refused('order-not-found', { id: orderId });
    if (version !== null && version !== order.version) throw refused('stale-version');
    if (order.status === 'cancelled') throw refused('order-not-cancellable', { reason: 'it is cancelled already' });
    const first = 1 + Math.max(...order.lines.map((line) => line.lineNumber));
    const { row, priced } = await decide(work, {
      customerId,
      cartId: null,
      billingCycle,
      currency: null,
      attestationAccepted: order.attestation_accepted,
      lines: lines.map((line, at) => ({ ...line, lineNumber: first + at })),
    });
    const made = subscriptionsOf(work, customerId, order.id, priced, row);
    const changed: OrderRow = {
      ...order,
      lines: [...order.lines, ...priced.map((line, at) => lineOf(line, made[at] as SubscriptionFacts))],
      version: order.version + 1,
    };
    work.write(insertSubscriptionsFrom(tx, made));
    await saveOrder(tx, changed);
    work.audit({ oldValue: order, newValue: changed });
    return { order: changed, country: actor.country };
  },
});
