import { type Refusal, refuse } from '../refusal.ts';
import { addDays } from '../time/duration.ts';

export const cartLifeDays = 7;

export interface CartFacts {
  readonly id: string;
  readonly expiresAt: Date;
  readonly submittedAt: Date | null;
}

export const cartExpiry = (createdAt: Date): Date => addDays(createdAt, cartLifeDays);

/**
 * What a checkout comes to (R104): a purchase; or, for a cart that was checked out in its own seven days already, the
 * orders it made then, so that a caller who lost the answer may ask again. Refusals: cart-submitted, cart-expired.
 */
export function decideCheckout(cart: CartFacts, now: Date): 'buy' | 'repeat' | Refusal {
  const over = now >= cart.expiresAt;
  if (cart.submittedAt !== null) return over ? refuse('cart-submitted', { id: cart.id }) : 'repeat';
  return over ? refuse('cart-expired', { id: cart.id }) : 'buy';
}

/** A cart is changed while it is open only. Refusals: cart-submitted, cart-expired. */
export function mayChangeCart(cart: CartFacts, now: Date): Refusal | null {
  if (cart.submittedAt !== null) return refuse('cart-submitted', { id: cart.id });
  return now >= cart.expiresAt ? refuse('cart-expired', { id: cart.id }) : null;
}
