import { decideSale } from '@multipartner/domain/ordering/sale.ts';
import { loadSale } from '../../store/order.ts';
import { Refused, type Work } from '../operation.ts';
import { orderFacts } from './sale.ts';

/**
 * Throws unless the caller may sell to the customer now (R103); what it relies on stays as it is until the act ends.
 * For acts that make something paid, or something else, of what was sold before.
 */
export async function maySell(work: Work, customerId: string): Promise<{ readonly country: string }> {
  const { tx, actor, now } = work;
  const question = { customerId, named: [], keys: [], own: false };
  const row = await loadSale(tx, { partnerId: actor.tenantId }, question);
  const refusal = decideSale(orderFacts(row, actor, customerId, [], now));
  if (refusal !== null) throw new Refused(refusal);
  return { country: row.customer?.country ?? actor.country };
}
