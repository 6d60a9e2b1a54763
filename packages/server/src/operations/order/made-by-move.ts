import type { SubscriptionFacts } from '@multipartner/domain/subscription/facts.ts';
import { insertOrdersFrom, type OrderRow } from '../../store/order.ts';
import { insertSubscriptionsFrom } from '../../store/subscription.ts';
import type { Work } from '../operation.ts';
import { catalogueIdOf } from '../subscription/catalogue-id.ts';

/** A subscription that is not bought but made of another one, with an order of its own that stays on record. */
export function makeOf(work: Work, made: Omit<SubscriptionFacts, 'id' | 'orderId'>): SubscriptionFacts {
  const { tx, now } = work;
  const orderId = crypto.randomUUID().replaceAll('-', '').slice(0, 12);
  const subscription: SubscriptionFacts = { ...made, id: crypto.randomUUID(), orderId };
  const order: OrderRow = {
    partner_id: made.partnerId,
    customer_id: made.customerId,
    id: orderId,
    created_at: now.toISOString(),
    cart_id: null,
    billing_cycle: made.billingCycle,
    currency: made.currency,
    status: 'completed',
    attestation_accepted: made.partnerOnRecord !== null,
    lines: [
      {
        lineNumber: made.lineNumber,
        catalogueId: catalogueIdOf(made),
        subscriptionId: subscription.id,
        parentSubscriptionId: made.parentId,
        friendlyName: made.friendlyName,
        quantity: made.quantity,
        termDuration: made.termDuration,
        billingCycle: made.billingCycle,
        partnerOnRecord: made.partnerOnRecord,
        additionalPartners: made.additionalPartners,
        promotionId: made.promotionId,
        listPrice: made.unitPrice,
        extendedPrice: made.unitPrice === null ? null : Math.round(made.unitPrice * made.quantity * 10_000) / 10_000,
      },
    ],
    version: 1,
  };
  work.write(insertSubscriptionsFrom(tx, [subscription]));
  work.write(insertOrdersFrom(tx, [order]));
  work.audit({ resourceType: 'order', operationType: 'create_order', newValue: order });
  return subscription;
}
