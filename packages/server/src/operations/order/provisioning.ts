import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated, type OrderRow, ownOrder } from '../../store/order.ts';
import { read } from '../operation.ts';

export interface LineProvisioning {
  readonly lineNumber: number;
  readonly quantity: number;
  readonly status: 'fulfilled' | 'unfulfilled';
}

/** How far the lines of one of the caller's own orders are provisioned. Refusals: no-relationship, order-not-found. */
export const getOrderProvisioning = read<
  { customerId: string; orderId: string },
  { related: boolean; order: OrderRow | null },
  LineProvisioning[]
>({
  permission: 'order.read',
  load: (sql, caller, { customerId, orderId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      order: ownOrder(sql, owner, customerId, orderId.toLowerCase()),
    };
  },
  answer: ({ facts }, { customerId, orderId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    const { order } = facts;
    if (order === null) return refuse('order-not-found', { id: orderId });
    const status = order.status === 'completed' ? 'fulfilled' : 'unfulfilled';
    return order.lines.map(({ lineNumber, quantity }) => ({ lineNumber, quantity, status }));
  },
});
