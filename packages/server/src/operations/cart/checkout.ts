import { decideCheckout } from '@multipartner/domain/ordering/cart.ts';
import { type CartLine, type CartRow, cartFactsOf, lockCart, saveCart } from '../../store/cart.ts';
import { ordersById } from '../../store/order.ts';
import { isPartnerRelated } from '../../store/subscription-change.ts';
import { act, allowed, refused } from '../operation.ts';
import { buy, type LineInput } from '../order/buy.ts';
import type { OrderView } from '../order/view.ts';

/**
 * Buys what is in a cart, every line or none, once (R103, R104); asked again within the cart's days it answers what it
 * made then. A refusal leaves the cart open. Refusals: no-relationship, cart-not-found, cart-in-progress, cart-expired,
 * cart-submitted, and those of an order.
 */
export const checkoutCart = act<
  { customerId: string; cartId: string },
  OrderView[],
  readonly [boolean, CartRow | 'busy' | null]
>({
  permission: 'order.create',
  kind: 'cart.checkout',
  audited: { resourceType: 'order', operationType: 'create_order' },
  pairs: (caller, { customerId }) => [{ customerId, partnerId: caller.tenantId }],
  ahead: (tx, caller, { customerId, cartId }) => {
    const owner = { partnerId: caller.tenantId };
    return Promise.all([isPartnerRelated(tx, owner, customerId), lockCart(tx, owner, customerId, cartId)]);
  },
  body: async (work, { customerId, cartId }, [related, cart]) => {
    const { tx, actor, now } = work;
    const owner = { partnerId: actor.tenantId };
    if (!related) throw refused('no-relationship', { customerId });
    if (cart === null) throw refused('cart-not-found', { id: cartId });
    if (cart === 'busy') throw refused('cart-in-progress', { id: cartId });
    if (allowed(decideCheckout(cartFactsOf(cart), now)) === 'repeat') {
      work.audit({ customized: { cartId, repeated: true } });
      return viewsOf(await ordersById(tx, owner, customerId, cart.order_ids), actor.country);
    }
    const orders = await buy(work, {
      customerId,
      cartId,
      billingCycle: null,
      currency: null,
      attestationAccepted: cart.attestation_accepted,
      lines: cart.lines.map(lineOfCart),
    });
    const submitted = saveCart(tx, {
      ...cart,
      modified_at: now.toISOString(),
      modified_by: actor.userId,
      submitted_at: now.toISOString(),
      order_ids: orders.map((order) => order.id),
      version: cart.version + 1,
    });
    work.write(submitted);
    return viewsOf(orders, actor.country);
  },
});

const viewsOf = (orders: readonly OrderView['order'][], country: string): OrderView[] =>
  orders.map((order) => ({ order, country }));

function lineOfCart(line: CartLine, index: number): LineInput {
  const { id: _id, addonOf: _addonOf, currency, customTermEnd, ...rest } = line;
  return {
    ...rest,
    lineNumber: index,
    currency,
    customTermEnd: customTermEnd === null ? null : new Date(customTermEnd),
    parentSubscriptionId: null,
  };
}
