import { isRefusal, type Refusal } from '../../src/refusal.ts';
import type { SubscriptionFacts } from '../../src/subscription/facts.ts';
import { termEnd } from '../../src/subscription/status.ts';

export const at = (text: string): Date => new Date(text);
export const bought = at('2026-01-15T10:00:00Z');

/** A subscription of ten seats for a month, as it is when it was bought; a change of its term moves the term's end. */
export function subscription(change: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
  const startedAt = change.termStartedAt ?? change.startedAt ?? bought;
  const termDuration = change.termDuration === undefined ? 'P1M' : change.termDuration;
  return {
    partnerId: 'alpha',
    customerId: 'woodgrove',
    id: 'subscription',
    orderId: 'order',
    lineNumber: 0,
    productId: 'CFQ7TTC0LH18',
    skuId: '0001',
    availabilityId: 'CFQ7TTC0K971',
    offerName: 'Microsoft 365 Business Basic',
    friendlyName: 'Basic',
    commerce: 'new_commerce',
    isTrial: false,
    quantity: 10,
    batches: [{ at: startedAt, quantity: change.quantity ?? 10 }],
    parentId: null,
    createdAt: startedAt,
    startedAt,
    termDuration,
    termStartedAt: startedAt,
    termEndsAt: termEnd(startedAt, termDuration),
    transitionedAt: null,
    billingCycle: 'monthly',
    autoRenew: true,
    nextTerm: null,
    suspendedAt: null,
    cancelledAt: null,
    currency: 'USD',
    unitPrice: 8.4,
    promotionId: null,
    partnerOnRecord: '5000111',
    additionalPartners: [],
    supportContactId: null,
    agreementId: 'agreement',
    version: 1,
    ...change,
  };
}

/** Facts that a decision answered; fails the test when it refused. */
export function done<T>(outcome: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.code}`);
  return outcome as Exclude<T, Refusal>;
}
