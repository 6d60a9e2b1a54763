/** How a subscription is sold, which decides its life cycle and windows (R112–R116). */
export type Commerce = 'new_commerce' | 'legacy' | 'azure_plan' | 'reservation' | 'software' | 'marketplace';

/** Seats added at one moment; they may be taken back for seven days (R114). */
export interface SeatBatch {
  readonly at: Date;
  readonly quantity: number;
}

/** What renewal changes; members that are absent stay as they are. */
export interface NextTerm {
  readonly quantity?: number;
  readonly termDuration?: string;
  readonly billingCycle?: string;
}

/** Everything a subscription is decided from. Its status is derived (status.ts), never stored. */
export interface SubscriptionFacts {
  readonly partnerId: string;
  readonly customerId: string;
  readonly id: string;
  readonly orderId: string;
  readonly lineNumber: number;
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string;
  readonly offerName: string;
  readonly friendlyName: string;
  readonly commerce: Commerce;
  readonly isTrial: boolean;
  readonly quantity: number;
  readonly batches: readonly SeatBatch[];
  readonly parentId: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date;
  /** ISO 8601; null: no end. */
  readonly termDuration: string | null;
  readonly termStartedAt: Date;
  /** The instant at which the term is over: midnight (UTC) after its last day. */
  readonly termEndsAt: Date | null;
  /** When the running term was made by a transition, which opens no window to cancel; null: bought or renewed. */
  readonly transitionedAt: Date | null;
  readonly billingCycle: string;
  readonly autoRenew: boolean;
  readonly nextTerm: NextTerm | null;
  readonly suspendedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly currency: string;
  /** Per unit and billing cycle; null: by usage. */
  readonly unitPrice: number | null;
  readonly promotionId: string | null;
  /** Location id of the indirect reseller (R121). */
  readonly partnerOnRecord: string | null;
  readonly additionalPartners: readonly string[];
  readonly supportContactId: string | null;
  readonly agreementId: string | null;
  readonly version: number;
}

export type SubscriptionStatus = 'active' | 'suspended' | 'expired' | 'disabled' | 'deleted';
