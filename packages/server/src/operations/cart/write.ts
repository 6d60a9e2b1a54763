import { cartExpiry, mayChangeCart } from '@multipartner/domain/ordering/cart.ts';
import { isTransactingTenant } from '@multipartner/domain/tenant/program-status.ts';
import { type CartLine, type CartRow, cartFactsOf, insertCart, lockCart, saveCart } from '../../store/cart.ts';
import { readSale, type SaleRow } from '../../store/order.ts';
import { act, Refused, refused, type Work } from '../operation.ts';
import { type CartView, questionOfCart, viewCart } from './view.ts';

export interface CartContents {
  readonly customerId: string;
  readonly attestationAccepted: boolean;
  readonly lines: readonly CartLine[];
}

const pairs = ({ tenantId }: { tenantId: string }, { customerId }: { customerId: string }) => [
  { customerId, partnerId: tenantId },
];
const audited = { resourceType: 'cart', operationType: 'update_cart' };

/**
 * Makes a cart. Whether its lines could be bought is answered line by line and decided at checkout only (R103); that the
 * customer can be sold to at all, and that lines are well-formed, is demanded now. Refusals: no-relationship,
 * customer-is-partner, value-missing, line-invalid.
 */
export const createCart = act<CartContents, CartView>({
  permission: 'cart.write',
  kind: 'cart.write',
  audited: { ...audited, operationType: 'create_cart' },
  pairs,
  body: async (work, contents) => {
    const sale = await loadForCart(work, contents);
    const { actor, now } = work;
    const at = now.toISOString();
    const cart: CartRow = {
      partner_id: actor.tenantId,
      customer_id: contents.customerId,
      id: crypto.randomUUID(),
      created_at: at,
      modified_at: at,
      modified_by: actor.userId,
      expires_at: cartExpiry(now).toISOString(),
      attestation_accepted: contents.attestationAccepted,
      lines: contents.lines,
      submitted_at: null,
      order_ids: [],
      version: 1,
    };
    work.write(insertCart(work.tx, cart));
    return viewCart(cart, sale, actor, now);
  },
});

/** Replaces what is in a cart. Refusals: those of a new one, cart-not-found, cart-in-progress, cart-submitted, cart-expired. */
export const updateCart = act<CartContents & { cartId: string }, CartView>({
  permission: 'cart.write',
  kind: 'cart.write',
  audited,
  pairs,
  body: async (work, { cartId, ...contents }) => {
    const sale = await loadForCart(work, contents);
    const { actor, now } = work;
    const before = await lockCart(work.tx, { partnerId: actor.tenantId }, contents.customerId, cartId);
    if (before === null) throw refused('cart-not-found', { id: cartId });
    if (before === 'busy') throw refused('cart-in-progress', { id: cartId });
    const refusal = mayChangeCart(cartFactsOf(before), now);
    if (refusal !== null) throw new Refused(refusal);
    const cart: CartRow = {
      ...before,
      modified_at: now.toISOString(),
      modified_by: actor.userId,
      attestation_accepted: contents.attestationAccepted,
      lines: contents.lines,
      version: before.version + 1,
    };
    work.write(saveCart(work.tx, cart));
    return viewCart(cart, sale, actor, now);
  },
});

async function loadForCart(work: Work, { customerId, lines }: CartContents): Promise<SaleRow> {
  const { actor } = work;
  const sale = await readSale(work.tx, { partnerId: actor.tenantId }, questionOfCart(customerId, lines, actor));
  if (!sale.related || sale.customer === null) throw refused('no-relationship', { customerId });
  const { partner } = sale.customer;
  if (customerId === actor.tenantId) throw refused('own-customer');
  if (partner !== null && isTransactingTenant({ kind: partner.kind, programStatus: partner.program_status }))
    throw refused('customer-is-partner');
  checkLines(lines);
  return sale;
}

/** Lines that no catalogue could make sense of. */
function checkLines(lines: readonly CartLine[]): void {
  if (lines.length === 0) throw refused('value-missing', { field: 'lineItems' });
  const ids = new Set(lines.map((line) => line.id));
  if (ids.size !== lines.length) throw refused('line-invalid', { line: 0, reason: 'two lines have the same id' });
  for (const line of lines) {
    if (line.catalogueId === '') throw refused('line-invalid', { line: line.id, reason: 'catalogItemId is missing' });
    if (!Number.isInteger(line.quantity) || line.quantity < 1)
      throw refused('line-invalid', { line: line.id, reason: 'quantity is not a positive whole number' });
    if (line.additionalPartners.length > 5) throw refused('too-many', { maximum: 5 });
  }
}
