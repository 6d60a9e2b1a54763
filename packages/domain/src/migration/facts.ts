/** What a partner asks one older subscription to become; what is null stays as it is. */
export interface MigrationRequest {
  readonly subscriptionId: string;
  readonly quantity: number | null;
  readonly termDuration: string | null;
  readonly billingCycle: string | null;
  /** A whole new term begins; else what is left of the older one, where both are of one length. */
  readonly purchaseFullTerm: boolean;
  /** Last day of the first term (R120). */
  readonly customTermEnd: Date | null;
}

/** A request with those for add-ons; an add-on that is not named moves as it is. */
export interface WholeMigrationRequest extends MigrationRequest {
  readonly addOns: readonly MigrationRequest[];
}

/** What becomes of one subscription: of the base, or of an add-on. */
export interface MigrationItem {
  readonly request: MigrationRequest;
  /** product:sku:availability. */
  readonly catalogueId: string;
  readonly quantity: number;
  readonly termDuration: string | null;
  readonly billingCycle: string;
  /** When its first term is over. */
  readonly endsAt: Date | null;
  /** The subscription that comes of it. */
  readonly newId: string;
}

/** How a plan stands. */
export type ScheduleStatus = 'created' | 'completed' | 'cancelled' | 'failed';
