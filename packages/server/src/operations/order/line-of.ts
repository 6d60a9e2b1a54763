import { monthsOfCycle } from '@multipartner/domain/ordering/item.ts';
import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { monthsOf } from '@multipartner/domain/time/duration.ts';
import type { OrderLine } from '../../store/order.ts';

/** The line of an order by which a partner has a subscription that it did not buy line by line. */
export function orderLineOf(facts: SubscriptionFacts): OrderLine {
  const { productId, skuId, availabilityId, unitPrice, quantity } = facts;
  return {
    lineNumber: facts.lineNumber,
    catalogueId: skuId === '' ? productId : `${productId}:${skuId}:${availabilityId}`,
    subscriptionId: facts.id,
    parentSubscriptionId: facts.parentId,
    friendlyName: facts.friendlyName,
    quantity,
    termDuration: facts.termDuration,
    billingCycle: facts.billingCycle,
    partnerOnRecord: facts.partnerOnRecord,
    additionalPartners: [],
    promotionId: facts.promotionId,
    listPrice: unitPrice,
    extendedPrice: unitPrice === null ? null : Math.round(unitPrice * quantity * cyclesOf(facts) * 100) / 100,
  };
}

/** How often a term is billed. */
function cyclesOf({ termDuration, billingCycle }: SubscriptionFacts): number {
  const months = monthsOfCycle(billingCycle);
  if (termDuration === null || months === null) return 1;
  return Math.max(1, Math.round(monthsOf(termDuration) / months));
}
