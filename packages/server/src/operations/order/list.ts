import { refuse } from '@multipartner/domain/refusal.ts';
import { isRelated, type OrderRow, ownOrders } from '../../store/order.ts';
import { read } from '../operation.ts';
import type { OrderView } from './view.ts';

/** The caller's own orders for a customer, newest first; of one billing cycle when it is named. Refusals: no-relationship. */
export const listOrders = read<
  { customerId: string; billingCycle: string | null },
  { related: boolean; orders: OrderRow[] },
  OrderView[]
>({
  permission: 'order.read',
  load: (sql, caller, { customerId }) => {
    const owner = { partnerId: caller.tenantId };
    return { related: isRelated(sql, owner, customerId), orders: ownOrders(sql, owner, customerId) };
  },
  answer: ({ actor, facts }, { customerId, billingCycle }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    const wanted = facts.orders.filter((order) => billingCycle === null || order.billing_cycle === billingCycle);
    return wanted.map((order) => ({ order, country: actor.country }));
  },
});
