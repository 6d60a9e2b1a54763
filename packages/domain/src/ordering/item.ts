import type { Commerce } from '../subscription/facts.ts';

/** One term on offer, priced for the customer's market. */
export interface ItemTerm {
  /** ISO 8601; null: no end (perpetual, usage). */
  readonly duration: string | null;
  readonly billingCycle: string;
  /** Per unit and month (or once, where it is bought once); null: by usage. */
  readonly price: number | null;
}

/** What is to be bought, as the catalogue knows it for the customer's country and cloud. */
export interface CatalogueItem {
  readonly productId: string;
  readonly skuId: string;
  readonly availabilityId: string;
  readonly title: string;
  readonly commerce: Commerce;
  readonly isTrial: boolean;
  readonly isAddon: boolean;
  /** `product:sku` of base products, one of which must be in the tenant (R126); empty: none needed or none known. */
  readonly prerequisites: readonly string[];
  readonly minimumQuantity: number;
  readonly maximumQuantity: number;
  readonly limitPerCustomer: number | null;
  /** Segments that may buy it: commercial, education, government, nonprofit (R206). */
  readonly segments: readonly string[];
  readonly terms: readonly ItemTerm[];
  readonly currency: string;
  /** Legacy Azure by usage, which cannot be bought beside an Azure plan (R109). */
  readonly legacyAzure: boolean;
}

/** A line as it is asked for; what is absent takes the catalogue's first fitting value. */
export interface LineRequest {
  readonly lineNumber: number;
  readonly catalogueId: string;
  /** Null when the catalogue knows no such item in the customer's country and cloud. */
  readonly item: CatalogueItem | null;
  readonly quantity: number;
  readonly termDuration: string | null;
  readonly billingCycle: string | null;
  readonly friendlyName: string | null;
  readonly parentSubscriptionId: string | null;
  readonly partnerOnRecord: string | null;
  readonly additionalPartners: readonly string[];
  readonly promotionId: string | null;
}

const cycleMonths: Readonly<Record<string, number>> = { monthly: 1, annual: 12, triennial: 36 };

/** Months that one billing cycle covers; null where it is billed once or not at all. */
export function monthsOfCycle(billingCycle: string): number | null {
  return cycleMonths[billingCycle] ?? null;
}
