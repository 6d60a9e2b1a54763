import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated, type OrderRow, ownOrder } from '../../store/order.ts';
import { read } from '../operation.ts';
import type { OrderView } from './view.ts';

/** One order of the caller's own. Refusals: no-relationship, order-not-found. */
export const getOrder = read<
  { customerId: string; orderId: string },
  { related: boolean; order: OrderRow | null },
  OrderView
>({
  permission: 'order.read',
  load: (sql, caller, { customerId, orderId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      order: ownOrder(sql, owner, customerId, orderId.toLowerCase()),
    };
  },
  answer: ({ actor, facts }, { customerId, orderId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.order === null
      ? refuse('order-not-found', { id: orderId })
      : { order: facts.order, country: actor.country };
  },
});
