import { refuse } from '@multipartner/domain/refusal.ts';
import { type CartRow, ownCart } from '../../store/cart.ts';
import { isRelated, type SaleRow, saleOfCart } from '../../store/order.ts';
import { read } from '../operation.ts';
import { type CartView, viewCart } from './view.ts';

/** A cart of the caller's own, as it stands now. Refusals: no-relationship, cart-not-found. */
export const getCart = read<
  { customerId: string; cartId: string },
  { related: boolean; cart: CartRow | null; sale: SaleRow },
  CartView
>({
  permission: 'cart.read',
  load: (sql, caller, { customerId, cartId }) => {
    const owner = { partnerId: caller.tenantId };
    return {
      related: isRelated(sql, owner, customerId),
      cart: ownCart(sql, owner, customerId, cartId),
      sale: saleOfCart(sql, owner, customerId, cartId),
    };
  },
  answer: ({ actor, facts, now }, { customerId, cartId }) => {
    if (!facts.related) return refuse('no-relationship', { customerId });
    return facts.cart === null
      ? refuse('cart-not-found', { id: cartId })
      : viewCart(facts.cart, facts.sale, actor, now);
  },
});
