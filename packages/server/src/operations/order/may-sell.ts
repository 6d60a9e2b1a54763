import type { CatalogueItem } from '@multipartner/domain/ordering/item.ts';
import { subscriptionsPerTenant } from '@multipartner/domain/ordering/order.ts';
import { decideSale } from '@multipartner/domain/ordering/sale.ts';
import { loadSale } from '../../store/order.ts';
import { Refused, refused, type Work } from '../operation.ts';
import { orderFacts } from './sale.ts';

/** On what footing the caller sells to the customer. */
export interface Footing {
  /** The country that the customer buys in. */
  readonly country: string;
  readonly agreementId: string | null;
  /** Segments that the customer's qualifications open (R206). */
  readonly segments: readonly string[];
  /** Subscriptions that the tenant has, at least as many as live (R129). */
  readonly held: number;
}

/**
 * Throws unless the caller may sell to the customer now (R103); what it relies on stays as it is until the act ends.
 * For acts that make something paid, or something else, of what was sold before.
 */
export async function maySell(work: Work, customerId: string): Promise<Footing> {
  const { tx, actor, now } = work;
  const question = { customerId, named: [], keys: [], own: false };
  const row = await loadSale(tx, { partnerId: actor.tenantId }, question);
  const facts = orderFacts(row, actor, customerId, [], now);
  const refusal = decideSale(facts);
  if (refusal !== null) throw new Refused(refusal);
  return {
    country: row.customer?.country ?? actor.country,
    agreementId: row.agreement_id,
    segments: facts.segments,
    held: row.held,
  };
}

/** Throws unless the customer's qualifications open the item (R206). */
export function mayHave({ segments }: Footing, item: CatalogueItem | null, id: string): void {
  if (item !== null && !item.segments.some((segment) => segments.includes(segment)))
    throw refused('qualification-missing', { id });
}

/** Throws when one subscription more is too many (R129). */
export function hasPlace({ held }: Footing): void {
  if (held + 1 > subscriptionsPerTenant) throw refused('limit-per-tenant', { limit: subscriptionsPerTenant });
}
