import type { CartFacts } from '@multipartner/domain/ordering/cart.ts';
import type { Database, Fragment, Transaction } from './database.ts';
import type { Owner } from './subscription.ts';

/** A line of a cart as it was asked for. */
export interface CartLine {
  readonly id: number;
  /** The line it is an add-on of, when it was given under one. */
  readonly addonOf: number | null;
  readonly catalogueId: string;
  readonly quantity: number;
  readonly currency: string | null;
  readonly billingCycle: string | null;
  readonly termDuration: string | null;
  readonly friendlyName: string | null;
  readonly partnerOnRecord: string | null;
  readonly additionalPartners: readonly string[];
  readonly promotionId: string | null;
  readonly renewsTo: string | null;
  /** Last day of a first term that is to end with another one; ISO 8601. */
  readonly customTermEnd: string | null;
  readonly provisioningContext: Readonly<Record<string, string>> | null;
}

/** A row of `cart` as JSON. */
export interface CartRow {
  readonly partner_id: string;
  readonly customer_id: string;
  readonly id: string;
  readonly created_at: string;
  readonly modified_at: string;
  readonly modified_by: string | null;
  readonly expires_at: string;
  readonly attestation_accepted: boolean;
  readonly lines: readonly CartLine[];
  readonly submitted_at: string | null;
  readonly order_ids: readonly string[];
  readonly version: number;
}

export function cartFactsOf(row: CartRow): CartFacts {
  return {
    id: row.id,
    expiresAt: new Date(row.expires_at),
    submittedAt: row.submitted_at === null ? null : new Date(row.submitted_at),
  };
}

export function ownCart(sql: Database, owner: Owner, customerId: string, id: string): Fragment {
  return sql`select to_json(c) from cart c where c.partner_id = ${owner.partnerId} and c.customer_id = ${customerId} and c.id = ${id}`;
}

/**
 * One cart of the owner, locked until the act ends; `busy` when another act holds it (R104): two checkouts of one cart
 * race here, and the second is told so at once instead of waiting.
 */
export async function lockCart(
  tx: Transaction,
  owner: Owner,
  customerId: string,
  id: string,
): Promise<CartRow | 'busy' | null> {
  const [row] = await tx<[{ cart: CartRow | null; known: boolean }]>`
    with mine as (
      select to_json(c) as one from cart c
       where c.partner_id = ${owner.partnerId} and c.customer_id = ${customerId} and c.id = ${id} for update skip locked)
    select (select one from mine) as cart,
           exists (select from cart c where c.partner_id = ${owner.partnerId} and c.customer_id = ${customerId} and c.id = ${id}) as known`;
  return row.cart ?? (row.known ? 'busy' : null);
}

/** A new cart, as a write of the act. */
export function insertCart(tx: Transaction, cart: CartRow): Fragment {
  return tx`insert into cart select * from jsonb_populate_record(null::cart, ${tx.json(cart as never)})` as unknown as Fragment;
}

/** Saves a cart that the act has locked, as a write of the act. */
export function saveCart(tx: Transaction, cart: CartRow): Fragment {
  return tx`
    update cart c
       set (modified_at, modified_by, attestation_accepted, lines, submitted_at, order_ids, version)
         = (n.modified_at, n.modified_by, n.attestation_accepted, n.lines, n.submitted_at, n.order_ids, n.version)
      from jsonb_populate_record(null::cart, ${tx.json(cart as never)}) n
     where c.partner_id = n.partner_id and c.customer_id = n.customer_id and c.id = n.id` as unknown as Fragment;
}
