import { act } from '../operation.ts';
import { buy, type Preloaded, type Purchase, preload } from './buy.ts';
import type { OrderView } from './view.ts';

/**
 * Places an order for a customer (R103, R104): every line or none. Refusals: those of a sale (no-relationship,
 * program-status-not-active, agreement-missing …) and of its lines.
 */
export const createOrder = act<Omit<Purchase, 'cartId'>, OrderView, Preloaded>({
  permission: 'order.create',
  kind: 'order.create',
  audited: { resourceType: 'order', operationType: 'create_order' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  ahead: (tx, caller, purchase) => preload(tx, caller.tenantId, { ...purchase, cartId: null }),
  body: async (work, purchase, loaded) => {
    const [order] = await buy(work, { ...purchase, cartId: null }, loaded);
    return { order: order as OrderView['order'], country: work.actor.country };
  },
});
